"""Who may do what in a group for peer consultation. A host of a circle above isn't in the group: she keeps house for
it, and neither sits in at its rounds nor reads what stays with it."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves, WithRole
from kring.foundation.access.models import Role

GROUP: Final = Table(
    {
        "read": (WithRole("community_id", (Role.MEMBER, Role.HOST)),),
        # Who sees how often each was there: who must see to it that they are.
        "oversee": (Themselves("facilitator_id"), WithRole("community_id", (Role.HOST,))),
        "host": (Themselves("facilitator_id"), WithRole("community_id", (Role.HOST,))),
    }
)
# Of a meeting of such a group.
ROUND: Final = Table(
    {
        "sit-in": (WithRole("place_id", (Role.MEMBER,)),),
        # And whoever has the part of facilitator: see `actions.checks`.
        "lead": (Themselves("led_by_id"), WithRole("place_id", (Role.HOST,))),
    }
)
