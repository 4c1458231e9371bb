"""Who may see a place, worked out from what its hosts wish and from the places above it. Pure.

A *scope* is one number that says who may look: `PUBLIC` (0) is everyone, `NETWORK` (-1) whoever is signed in, and any
other number is the id of a place: whoever has a standing there. A row is visible to a reader when its scope is among
the reader's scopes, so "may see" is one comparison in the database, in the search index and in Python.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PUBLIC: Final = 0
NETWORK: Final = -1


class Wish(StrEnum):
    """What a host asks for. What becomes of it, `narrowed` decides."""

    PUBLIC = "public"
    NETWORK = "network"
    INHERIT = "inherit"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class PlaceWishes:
    """A place with what its hosts wish: who may know of it (`listing`), and who may read in it (`sight`)."""

    id: int
    listing: Wish
    sight: Wish


@dataclass(frozen=True, slots=True)
class Scopes:
    """Who may know of a place, and who may read in it."""

    listing: int
    sight: int


# Above the topmost place there is nothing to narrow by.
OPEN: Final = Scopes(PUBLIC, PUBLIC)


def narrowed(above: int, wish: Wish, place: int) -> int:
    """The scope of `place` under a scope `above`: the wish, or what is above where that is narrower. Never wider.

    >>> narrowed(PUBLIC, Wish.NETWORK, 7), narrowed(NETWORK, Wish.PUBLIC, 7), narrowed(3, Wish.NETWORK, 7)
    (-1, -1, 3)
    >>> narrowed(3, Wish.INHERIT, 7), narrowed(PUBLIC, Wish.MEMBERS, 7)
    (3, 7)
    """
    if wish is Wish.MEMBERS:
        return place
    if wish is Wish.NETWORK and above == PUBLIC:
        return NETWORK
    return above


def scopes(above: Scopes, place: PlaceWishes) -> Scopes:
    """The scopes of a place under those of its parent. Reading is never wider than knowing that it exists."""
    listing = narrowed(above.listing, place.listing, place.id)
    sight = narrowed(above.sight, place.sight, place.id)
    return Scopes(listing, _narrower(listing, sight, place.id))


def scopes_down(above: Scopes, chain: Iterable[PlaceWishes]) -> Scopes:
    """The scopes of the last place of a chain, each the parent of the next."""
    for place in chain:
        above = scopes(above, place)
    return above


def _narrower(listing: int, sight: int, place: int) -> int:
    """The narrower of the two. `sight` never is the wider one above, so only this place's own listing can narrow it."""
    if listing == place:
        return place
    return listing if sight == PUBLIC else sight
