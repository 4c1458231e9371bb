"""Who may do what for an organisation. None of it opens what people say: see `foundation.access.models.SIGHTED`."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role

_STAFF: Final = (Role.OWNER, Role.HR)
_HEADS: Final = (*_STAFF, Role.MANAGER)

ORGANISATION: Final = Table(
    {
        "see": (InScope("listing_scope"),),
        "belong": (WithRole("place_id", (Role.MEMBER,)),),
        "keep": (WithRole("place_id", (Role.OWNER,)),),
        "staff": (WithRole("place_id", _STAFF),),
    }
)
# Offices of an organisation are handed down to its departments.
DEPARTMENT: Final = Table(
    {
        "see": (WithRole("organisation_id", (Role.MEMBER,)),),
        "lead": (WithRole("place_id", _HEADS),),
    }
)
EMPLOYMENT: Final = Table(
    {
        "see": (Themselves("account_id"), WithRole("organisation_id", _HEADS), WithRole("department_id", _HEADS)),
        "end": (Themselves("account_id"), WithRole("organisation_id", _STAFF), WithRole("department_id", _STAFF)),
        "change": (WithRole("organisation_id", _STAFF), WithRole("department_id", _STAFF)),
    }
)
