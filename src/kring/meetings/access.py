"""Who may do what with meetings."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role

_MEMBERS: Final = (Role.MEMBER, Role.HOST, Role.PARTY)

MEETING: Final = Table(
    {
        "read": (InScope("place__scope"),),
        # Of a meeting that is open to all, whoever may read of it registers too: see `signing_up`.
        "register": (WithRole("place_id", _MEMBERS),),
        # Who comes, known to those it is for: an employer reads in an open circle too. See `Seen.knows_who_comes`.
        "know": (Themselves("led_by_id"), WithRole("place_id", _MEMBERS)),
        "vote": (WithRole("place_id", _MEMBERS),),
        "plan": (WithRole("place_id", (Role.HOST,)),),
        "host": (Themselves("led_by_id"), WithRole("place_id", (Role.HOST,))),
    }
)
