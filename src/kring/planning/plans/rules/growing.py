"""By which steps someone could grow to what is needed. Pure.

One level is a course and then doing it, or learning it from a colleague who can do it and then doing it; two are a
course, a colleague (a second course where nobody is there), and doing it. More than two levels are not within a plan,
and who has nothing of a competence yet isn't asked to grow to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kring.planning.plans.rules.problem import Kind, Path, Step

# One learns before one does, and from a course before from a colleague.
USUAL_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.COURSE: (),
    Kind.PEER: (Kind.COURSE,),
    Kind.DOING: (Kind.COURSE, Kind.PEER),
}
MOST_LEVELS: Final = 2
MOST_PATHS: Final = 6
MOST_MENTORS: Final = 3


class Priced(NamedTuple):
    """What a kind of step takes, and which kinds it comes after where they are on the same path; None as usual."""

    days: int
    cents: int
    lead: int
    after: tuple[str, ...] | None = None


class Prices(NamedTuple):
    """What steps take for a gap."""

    course: Priced
    peer: Priced
    doing: Priced


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gap asks of a person: each (competence, level), of which any is enough where `any_of`. `lower` are the
    gaps of the same at a lower level."""

    gap: str
    parts: tuple[tuple[int, int], ...]
    any_of: bool
    weight: int
    prices: Prices
    lower: tuple[str, ...] = ()


Levels = Mapping[int, int]


def missing(asked: Asked, levels: Levels) -> int | None:
    """How many levels someone is short of what is asked; None where she can't grow to it. 0: she can do it.

    >>> step = Priced(1, 1, 1)
    >>> both = Asked("g", ((1, 3), (2, 3)), any_of=False, weight=1, prices=Prices(step, step, step))
    >>> [missing(both, levels) for levels in ({1: 3, 2: 4}, {1: 2, 2: 2}, {1: 3}, {1: 1, 2: 3})]
    [0, 2, None, 2]
    """
    short = [_short(levels.get(key, 0), level) for key, level in asked.parts]
    if asked.any_of:
        return min((one for one in short if one is not None), default=None)
    known = [one for one in short if one is not None]
    return sum(known) if len(known) == len(short) and sum(known) <= MOST_LEVELS else None


def _short(has: int, level: int) -> int | None:
    if has >= level and (has or not level):
        return 0
    return level - has if has and level - has <= MOST_LEVELS else None


def grown(person: str, asked: Sequence[Asked], people: Mapping[str, Levels]) -> tuple[Path, ...]:
    """The paths of a person to the gaps that are nearest to her, at most six gaps. `people` are all who are named, with
    their levels: among them are her mentors."""
    near = [(short, one) for one in asked if (short := missing(one, people[person]))]
    near.sort(key=lambda two: (two[0], -two[1].weight, two[1].gap))
    found: list[Path] = []
    for short, one in near[:MOST_PATHS]:
        mentors = _mentors(person, one, people)
        also = tuple(other.gap for other in asked if other.gap in one.lower and missing(other, people[person]) != 0)
        ways = _ways(short, one.prices, alone=not mentors)
        found += [Path(key, one.gap, steps, mentors, also) for key, steps in ways]
    return tuple(found)


def _mentors(person: str, asked: Asked, people: Mapping[str, Levels]) -> tuple[str, ...]:
    """Who can do what is asked, the best first."""
    able = [
        (-sum(levels.get(key, 0) for key, _level in asked.parts), key_of)
        for key_of, levels in people.items()
        if key_of != person and missing(asked, levels) == 0
    ]
    return tuple(key_of for _sum, key_of in sorted(able)[:MOST_MENTORS])


def _ways(short: int, prices: Prices, *, alone: bool) -> list[tuple[str, tuple[Step, ...]]]:
    """Each way to make up for so many levels, with its key."""
    if short == 1:
        ways = [("course", [Kind.COURSE, Kind.DOING])]
        return [(key, _steps(kinds, prices)) for key, kinds in [*ways, *([] if alone else [_BESIDE])]]
    further = Kind.COURSE if alone else Kind.PEER
    return [("course-and-more", _steps([Kind.COURSE, further, Kind.DOING], prices))]


_BESIDE: Final = ("peer", [Kind.PEER, Kind.DOING])


def _steps(kinds: Sequence[Kind], prices: Prices) -> tuple[Step, ...]:
    """Each after those that it comes after; a second course after the first."""
    told = {Kind.COURSE: prices.course, Kind.PEER: prices.peer, Kind.DOING: prices.doing}
    keys = [f"{number}-{kind}" for number, kind in enumerate(kinds, start=1)]
    found = []
    for place, (key, kind) in enumerate(zip(keys, kinds, strict=True)):
        days, cents, lead, after = told[kind]
        first = USUAL_ORDER[kind] if after is None else after
        before = [
            other
            for number, other in enumerate(keys)
            if kinds[number] in first or (number < place and kinds[number] == kind)
        ]
        found.append(Step(key, kind, days, cents, lead, tuple(before)))
    return tuple(found)
