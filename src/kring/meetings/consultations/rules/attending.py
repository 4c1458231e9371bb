"""Whether a member can still be at as many meetings of a year as her group asks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_DAYS: Final = 365


class Reach(StrEnum):
    """How a member stands: she can miss a meeting, or no more of those that remain, or even all aren't enough."""

    FINE = "fine"
    ALL = "all"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Year:
    """A member's year: the meetings that she was at, how many minutes together, and those of each that remains."""

    attended: int
    minutes: int
    remaining: Sequence[int]


def remaining(
    scheduled: Sequence[int], *, held: int, planned: int, usual: int, days_left: int = _DAYS, ahead: int | None = None
) -> list[int]:
    """The minutes of each meeting that remains: those that have a day, and those that the year plan promises beside
    (`planned` in all, of which `held` were held), each as long as usual, as far as they fit into the `days_left` of the
    year at the pace of the plan. `ahead` of those that have a day are to come, all where none is said.

    >>> remaining([120], held=3, planned=6, usual=90)
    [120, 90, 90]
    >>> [remaining([120], held=1, planned=6, usual=90, days_left=days) for days in (92, 31)]
    [[120, 90], [120]]
    """
    fit = -(-planned * days_left // _DAYS) - (len(scheduled) if ahead is None else ahead)
    return [*scheduled, *[usual] * max(0, min(planned - held - len(scheduled), fit))]


def reach(year: Year, *, least_meetings: int, least_minutes: int) -> Reach:
    """How she stands for what her group asks of a year; nothing asked is always fine.

    >>> reach(Year(2, 240, [120, 120]), least_meetings=4, least_minutes=0)
    <Reach.ALL: 'all'>
    """
    both = (
        _standing(year.attended, [1] * len(year.remaining), least_meetings),
        _standing(year.minutes, year.remaining, least_minutes),
    )
    return max(both, key=list(Reach).index)


def _standing(have: int, each: Sequence[int], least: int) -> Reach:
    """By one measure: missing any one of those that remain must leave enough."""
    most = have + sum(each)
    if most < least:
        return Reach.LOST
    return Reach.FINE if have >= least or most - max(each) >= least else Reach.ALL
