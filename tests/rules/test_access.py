"""Scopes over a tree: whatever hosts wish, what lies below is never seen by more people than what lies above."""

from hypothesis import given
from hypothesis import strategies as some

from kring.foundation.access.models import Role
from kring.foundation.access.readers import ANYONE, OPERATORS_SIGHT, Reader
from kring.foundation.access.rules import (
    NETWORK,
    OPEN,
    PUBLIC,
    PlaceWishes,
    Scopes,
    Wish,
    narrowed,
    scopes,
    scopes_down,
)

WISHES = some.sampled_from(Wish)
# Chains of places, numbered from the top; a scope is one of their numbers, or everyone's or the network's.
ROLES = some.dictionaries(some.integers(1, 5), some.frozensets(some.sampled_from(Role), min_size=1))
CHAINS = some.lists(some.tuples(WISHES, WISHES), min_size=1, max_size=8).map(
    lambda wishes: [PlaceWishes(number, *pair) for number, pair in enumerate(wishes, start=1)]
)


def who(scope: int, members: dict[int, frozenset[str]], everyone: frozenset[str]) -> frozenset[str]:
    """The people that look into a scope; `nobody` stands for who isn't signed in."""
    if scope == PUBLIC:
        return everyone | {"nobody"}
    return everyone if scope == NETWORK else members[scope]


@some.composite
def peopled_chains(draw: some.DrawFn) -> tuple[list[PlaceWishes], dict[int, frozenset[str]]]:
    """A chain with its members: who is in a circle is in those above it too."""
    chain = draw(CHAINS)
    inside, members = frozenset("abcdef"), {}
    for place in chain:
        inside = draw(some.frozensets(some.sampled_from(sorted(inside)))) if inside else inside
        members[place.id] = inside
    return chain, members


@given(peopled_chains())
def test_what_is_below_is_seen_by_nobody_who_does_not_see_what_is_above(
    peopled: tuple[list[PlaceWishes], dict[int, frozenset[str]]],
) -> None:
    chain, members = peopled
    everyone = frozenset("abcdef")
    above = OPEN
    for place in chain:
        own = scopes(above, place)
        assert who(own.listing, members, everyone) <= who(above.listing, members, everyone)
        assert who(own.sight, members, everyone) <= who(above.sight, members, everyone)
        assert who(own.sight, members, everyone) <= who(own.listing, members, everyone)
        assert members[place.id] <= who(own.sight, members, everyone)
        above = own


@given(CHAINS)
def test_the_last_of_a_chain_is_worked_out_place_by_place(chain: list[PlaceWishes]) -> None:
    above = OPEN
    for place in chain:
        above = scopes(above, place)
    assert scopes_down(OPEN, chain) == above
    assert scopes_down(above, []) == above


@given(some.integers(-1, 9), WISHES)
def test_narrowing_gives_what_is_above_or_something_narrower(above: int, wish: Wish) -> None:
    scope = narrowed(above, wish, 10)
    assert scope in (above, 10) or (above == PUBLIC and scope == NETWORK)
    assert narrowed(scope, wish, 10) == scope


def test_reading_is_never_wider_than_knowing() -> None:
    assert scopes(OPEN, PlaceWishes(7, Wish.MEMBERS, Wish.PUBLIC)) == Scopes(7, 7)
    assert scopes(OPEN, PlaceWishes(7, Wish.NETWORK, Wish.PUBLIC)) == Scopes(NETWORK, NETWORK)
    assert scopes(Scopes(3, 3), PlaceWishes(7, Wish.PUBLIC, Wish.PUBLIC)) == Scopes(3, 3)


@given(
    some.integers(-1, 5), some.dictionaries(some.integers(1, 5), some.frozensets(some.sampled_from(Role), min_size=1))
)
def test_the_scopes_of_a_reader_are_those_she_may_look_into(scope: int, roles: dict[int, frozenset[Role]]) -> None:
    for reader in (ANYONE, Reader(1, roles)):
        assert reader.may_look(scope) == (scope in reader.scopes)
    assert OPERATORS_SIGHT.may_look(scope)
    one = Reader(1, roles)
    assert one.has(scope) == (scope in roles)
    assert one.has(scope, Role.HOST) == (scope in one.places(Role.HOST))
