"""Who may see what someone shows: she herself, and the owners and HR of that organisation. No manager, nobody else."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves, WithRole
from kring.foundation.access.models import Role

SHARE: Final = Table(
    {
        "own": (Themselves("person_id"),),
        # Only while it is shown: `queries.shown` adds that.
        "look": (WithRole("organisation_id", (Role.OWNER, Role.HR)),),
    }
)
