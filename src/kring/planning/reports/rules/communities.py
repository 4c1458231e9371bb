"""What a report may say of a community with which something was agreed, in which people have seats. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from kring.planning.reports.rules.figures import is_dominated, rounded, rounded_people
from kring.planning.reports.rules.grouping import SMALLEST

LEARNING: Final = "learning"
# Of whom it is said how many did it.
DEEDS: Final = ("meetings", "questions", "experiences")


@dataclass(slots=True)
class Done:
    """What people did in one community in a quarter: who did what, and how many minutes each learned there."""

    by: dict[str, set[int]] = field(default_factory=dict)
    minutes: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of those with a seat: how many did what, of what may be counted; `days` None is held back, or may
    not be counted."""

    seated: int
    deeds: Mapping[str, int]
    days: int | None


def home(path: Sequence[int], agreed: Collection[int]) -> int | None:
    """The circle in which something counts that happened at the end of a path: the lowest on it with an agreement; None
    where nothing was agreed.

    >>> home([1, 2, 3], {1, 2}), home([4, 5], {1})
    (2, None)
    """
    return next((place for place in reversed(path) if place in agreed), None)


def told(
    seated: Collection[int],
    done: Done,
    *,
    counted: Collection[str],
    smallest: int,
    minutes_a_day: int,
    draws: Callable[[], float],
) -> Told | None:
    """What a report says of people who had a seat throughout a quarter: what may be counted, of no fewer than five and
    no fewer than both sides said; None of fewer, or where nothing may be."""
    if not counted or len(seated) < max(SMALLEST, smallest):
        return None
    deeds = {name: _many(seated, done.by.get(name, ()), draws) for name in DEEDS if name in counted}
    if LEARNING not in counted:
        return Told(len(seated), deeds, None)
    amounts = {one: Fraction(done.minutes.get(one, 0), minutes_a_day) for one in seated}
    deeds[LEARNING] = _many(seated, [one for one, days in amounts.items() if days], draws)
    if is_dominated(amounts.values()):
        return Told(len(seated), deeds, None)
    return Told(len(seated), deeds, rounded(sum(amounts.values(), Fraction(0)), draw=draws()))


def _many(seated: Collection[int], who: Collection[int], draws: Callable[[], float]) -> int:
    return rounded_people(len(set(seated) & set(who)), of=len(seated), draw=draws())
