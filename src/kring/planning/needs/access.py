"""Who may read and write needs, and what a person agreed to."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves
from kring.foundation.access.models import Role

_STAFF: Final = (Role.OWNER, Role.HR)
_HEADS: Final = (*_STAFF, Role.MANAGER)

# What someone agreed to is hers to see; nobody at her employer reads whether she did.
CONSENT: Final = Table({"own": (Themselves("person_id"),)})
