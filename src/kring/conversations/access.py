"""Who may do what with conversations and what is written in them."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role

_MEMBERS: Final = (Role.MEMBER, Role.HOST, Role.PARTY)

CONVERSATION: Final = Table(
    {
        "read": (InScope("place__scope"),),
        "write": (WithRole("place_id", _MEMBERS),),
        "accept": (Themselves("author_id"),),
        "retitle": (Themselves("author_id"), WithRole("place_id", (Role.HOST,))),
        "withdraw": (Themselves("author_id"), WithRole("place_id", (Role.HOST,))),
    }
)

POST: Final = Table(
    {
        "read": (InScope("conversation__place__scope"),),
        "edit": (Themselves("author_id"),),
        "withdraw": (Themselves("author_id"), WithRole("conversation__place_id", (Role.HOST,))),
        "react": (WithRole("conversation__place_id", _MEMBERS),),
    }
)

MESSAGE: Final = Table({"read": (Themselves("sender_id"), Themselves("receiver_id"))})
