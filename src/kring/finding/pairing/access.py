"""Who may do what with programmes, and with what people say of meeting each other."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role

PROGRAMME: Final = Table(
    {
        "read": (InScope("place__scope"),),
        "join": (WithRole("place_id", (Role.MEMBER, Role.HOST)),),
        "host": (WithRole("place_id", (Role.HOST,)),),
    }
)
# Who meets whom, and why she meets nobody, is hers alone: hosts see counts.
MATCH_PERSON: Final = Table({"read": (Themselves("account_id"),)})
LEFT_OUT: Final = Table({"read": (Themselves("account_id"),)})
ENROLMENT: Final = Table({"read": (Themselves("account_id"),)})
