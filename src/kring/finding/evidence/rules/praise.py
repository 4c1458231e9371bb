"""Praise that comes back: two who endorse each other, and three in a ring. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WINDOW: Final = timedelta(days=365)
"""Praise comes back if it does so within so long, before or after."""


@dataclass(frozen=True, slots=True)
class Praise:
    """That one person endorsed another, for whatever it was. `shown`: whoever received it shows it."""

    key: int
    by: int
    of: int
    day: date
    shown: bool = True


def returned(praise: Iterable[Praise]) -> frozenset[int]:
    """The keys of the praise that comes back: she endorsed its giver too, or someone who endorsed its giver.

    What she gave counts whether or not it is shown: she knows of it. A ring of three counts only where its other
    praise is shown, or it would tell her who was praised and keeps it to herself.

    >>> day = date(2026, 3, 1)
    >>> sorted(returned([Praise(1, 7, 8, day), Praise(2, 8, 7, day), Praise(3, 9, 7, day)]))
    [1, 2]
    """
    everything = list(praise)
    between: dict[tuple[int, int], list[Praise]] = defaultdict(list)
    given: dict[int, list[Praise]] = defaultdict(list)
    for one in everything:
        between[one.by, one.of].append(one)
        given[one.by].append(one)
    return frozenset(one.key for one in everything if _comes_back(one, between, given))


def _comes_back(one: Praise, between: dict[tuple[int, int], list[Praise]], given: dict[int, list[Praise]]) -> bool:
    if any(_near(one, back) for back in between.get((one.of, one.by), ())):
        return True
    onward = [step for step in given.get(one.of, ()) if step.shown and _near(one, step)]
    return any(last.shown and _near(one, last) for step in onward for last in between.get((step.of, one.by), ()))


def _near(one: Praise, other: Praise) -> bool:
    return abs(one.day - other.day) <= WINDOW
