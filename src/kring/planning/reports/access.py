"""Who may read reports: owners and HR all of it, managers the groups of their departments. No more than groups."""

from typing import Final

from kring.foundation.access.grants import Table, WithRole
from kring.foundation.access.models import Role

_STAFF: Final = (Role.OWNER, Role.HR)
_HEADS: Final = (*_STAFF, Role.MANAGER)

# What is about all of it: which communities help most, and the plan.
REPORT: Final = Table({"read": (WithRole("organisation_id", _STAFF),)})
# All people of a group are in its department or below it, where a head of that department is a head too.
GROUP: Final = Table({"read": (WithRole("report__organisation_id", _HEADS), WithRole("department_id", _HEADS))})
PLAN: Final = Table({"read": (WithRole("organisation_id", _STAFF),), "change": (WithRole("organisation_id", _STAFF),)})
