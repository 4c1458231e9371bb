"""Who may do what with a community."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, WithRole
from kring.foundation.access.models import Role

COMMUNITY: Final = Table(
    {
        "see": (InScope("place__listing_scope"),),
        "read": (InScope("place__scope"),),
        "write": (WithRole("place_id", (Role.MEMBER, Role.HOST)),),
        "host": (WithRole("place_id", (Role.HOST,)),),
    }
)
