"""Needs against people, exactly: for the plan's job, never to be shown as it is (see `blurring`). Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kring.planning.needs.rules.wants import Fit, Wanted, fit


@dataclass(frozen=True, slots=True)
class Need:
    """So many people of `place` (an organisation or a department) who have what is wanted, and `backup` more who could
    step in, in the quarters from `first` to before `until`. Of a `role` someone can only have so many at a time."""

    key: str
    wanted: Wanted
    people: int
    place: int
    first: int
    until: int
    backup: int = 0
    weight: int = 1
    role: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Someone who agreed to be counted: the places that she is in, her levels, and the quarter from which she is there
    no more (None: nothing is known). `only`: by these competences alone."""

    key: int
    places: frozenset[int]
    levels: Mapping[int, int]
    until: int | None = None
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a need stands in one quarter, in people."""

    needed: int
    have: int
    below: int
    short: int
    short_of_backup: int


Fits = Mapping[str, Mapping[int, Fit]]


def standings(
    needs: Sequence[Need], people: Sequence[Counted], *, quarters: int, most_roles: int = 1
) -> dict[str, list[Standing | None]]:
    """How each need stands in each of so many quarters; None where it isn't one.

    Someone counts for every competence that she has. In roles she counts for at most `most_roles` at a time: for the
    weightiest first, and so that as many as can be are filled.
    """
    fits: Fits = {
        need.key: {
            one.key: fit(need.wanted, one.levels, only=one.only) for one in people if need.place in one.places
        }
        for need in needs
    }  # fmt: skip
    made: dict[str, list[Standing | None]] = {need.key: [] for need in needs}
    for quarter in range(quarters):
        there = {one.key for one in people if one.until is None or quarter < one.until}
        asked = [need for need in needs if need.first <= quarter < need.until]
        filled = _filled([need for need in asked if need.role], fits, there, most_roles)
        for need in needs:
            made[need.key].append(_standing(need, fits[need.key], there, filled) if need in asked else None)
    return made


def _standing(
    need: Need, fits: Mapping[int, Fit], there: Collection[int], filled: Mapping[str, Collection[int]]
) -> Standing:
    has = [one for one, how in fits.items() if one in there and how is Fit.HAS]
    have = len(filled[need.key]) if need.role else len(has)
    below = sum(one in there and how is Fit.BELOW for one, how in fits.items())
    return Standing(
        needed=need.people,
        have=have,
        below=below,
        short=max(0, need.people - have),
        short_of_backup=max(0, need.people + need.backup - max(have, need.people)),
    )


def _filled(roles: Sequence[Need], fits: Fits, there: Collection[int], most_roles: int) -> dict[str, set[int]]:
    """Who fills which role: seats are given one by one, the weightiest role first, and whoever sits in another one
    moves where she can be replaced there (an augmenting path). Sets of seats that can be filled together are a matroid,
    of which taking the weightiest first is the best: what stays open is least, and of the least weight."""
    seats = {role.key: set[int]() for role in roles}
    able = {
        role.key: [one for one, how in sorted(fits[role.key].items()) if how is Fit.HAS and one in there]
        for role in roles
    }  # fmt: skip
    load: dict[int, int] = {}
    for role in sorted(roles, key=lambda one: (-one.weight, one.key)):
        for _seat in range(role.people + role.backup):
            if not _seated(role.key, seats, able, load, most_roles):
                break
    return seats


def _seated(
    role: str, seats: Mapping[str, set[int]], able: Mapping[str, Sequence[int]], load: dict[int, int], most_roles: int
) -> bool:
    """Give a role one person more. Who is asked for leaves another role of hers if that one finds someone else."""
    # Person -> the role that asks her, and whom it gives up for her.
    asked: dict[int, tuple[str, int | None]] = {}
    asking: list[tuple[str, int | None]] = [(role, None)]
    for wants, given_up in asking:
        for one in able[wants]:
            if one in asked or one in seats[wants]:
                continue
            asked[one] = (wants, given_up)
            if load.get(one, 0) < most_roles:
                load[one] = load.get(one, 0) + 1
                _move(one, asked, seats)
                return True
            asking += [(other, one) for other, sitting in seats.items() if one in sitting]
    return False


def _move(last: int, asked: Mapping[int, tuple[str, int | None]], seats: Mapping[str, set[int]]) -> None:
    """Have everyone along the way move up."""
    one: int | None = last
    while one is not None:
        role, given_up = asked[one]
        seats[role].add(one)
        if given_up is not None:
            seats[role].discard(given_up)
        one = given_up
