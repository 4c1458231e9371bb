"""Who may see and do what with teams. To be proposed for one tells nobody anything but its asker."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves, WithRole
from kring.foundation.access.models import Role

# What someone offers is for her colleagues there, from whatever organisation the reader may be otherwise.
OFFER: Final = Table({"own": (Themselves("account_id"),), "find": (WithRole("organisation_id", (Role.MEMBER,)),)})
# That she works there still, `queries` adds.
TASK: Final = Table({"own": (Themselves("asker_id"),)})
TASK_PERSON: Final = Table({"own": (Themselves("account_id"),)})
