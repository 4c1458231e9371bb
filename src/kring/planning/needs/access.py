"""Who may read and write needs, who may read what was counted, and what a person agreed to."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves, WithRole
from kring.foundation.access.models import Role

_STAFF: Final = (Role.OWNER, Role.HR)
_HEADS: Final = (*_STAFF, Role.MANAGER)

# A need of leadership is of the whole organisation, so that no manager of a department reads it. What is needed, not
# how it stands, is for every colleague to `know`: see `queries.needs.known_to_colleagues`, which leaves leadership out.
NEED: Final = Table(
    {
        "see": (WithRole("organisation_id", _STAFF), WithRole("department_id", _HEADS)),
        "change": (WithRole("organisation_id", _STAFF), WithRole("department_id", _HEADS)),
        "know": (WithRole("organisation_id", (Role.MEMBER,)),),
    }
)
PROFILE: Final = Table(
    {
        "change": (WithRole("organisation_id", _STAFF),),
        "know": (WithRole("organisation_id", (Role.MEMBER,)),),
    }
)
# All people of a part are in its department or below it, where a head of that department is a head too. What is about
# everyone, or about senior management, is for owners and HR.
GROUP: Final = Table({"read": (WithRole("tally__organisation_id", _STAFF), WithRole("department_id", _HEADS))})
LIST: Final = Table({"change": (WithRole("organisation_id", _STAFF),)})
# What someone agreed to is hers to see; nobody at her employer reads whether she did.
CONSENT: Final = Table({"own": (Themselves("person_id"),)})
