"""Who may do what with a request for help."""

from typing import Final

from kring.foundation.access.grants import InScope, Table, Themselves

HELP: Final = Table(
    {
        "read": (InScope("conversation__place__scope"),),
        "ask": (Themselves("conversation__author_id"),),
        "decline": (Themselves("person_id"),),
    }
)
