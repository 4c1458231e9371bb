"""Which date suits most people, and until when they can say so. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Key = tuple[int, int, int, datetime, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was said of one date: how many can, can if need be, and can't."""

    option: int
    starts: datetime
    yes: int = 0
    if_need_be: int = 0
    no: int = 0

    @property
    def can(self) -> int:
        """How many can come, gladly or not."""
        return self.yes + self.if_need_be


class Closed(StrEnum):
    """Why one can't say any more when one can."""

    CHOSEN = "chosen"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too-late"


def ranked(tallies: Iterable[Tally]) -> list[Tally]:
    """The dates, the best first: most people who can, of these most who can without need; then the fewest who said
    that they can't, then the soonest.

    >>> monday, tuesday, friday = datetime(2027, 1, 4), datetime(2027, 1, 5), datetime(2027, 1, 8)
    >>> said = [Tally(1, monday, yes=4, no=2), Tally(2, tuesday, yes=3, if_need_be=2), Tally(3, friday, yes=4, no=1)]
    >>> [tally.option for tally in ranked(said)]
    [2, 3, 1]
    """
    return sorted(tallies, key=_key)


def best(tallies: Iterable[Tally]) -> frozenset[int]:
    """The dates than which none is better, apart from coming sooner; none while nobody can.

    >>> sorted(best([Tally(1, datetime(2027, 1, 4), yes=2), Tally(2, datetime(2027, 1, 5), yes=2)]))
    [1, 2]
    """
    order = ranked(tallies)
    if not order or not order[0].can:
        return frozenset()
    return frozenset(tally.option for tally in order if _key(tally)[:3] == _key(order[0])[:3])


def closed(*, is_chosen: bool, is_withdrawn: bool, answer_until: datetime | None, now: datetime) -> Closed | None:
    """Why nobody can answer any more; None while one can."""
    if is_chosen:
        return Closed.CHOSEN
    if is_withdrawn:
        return Closed.WITHDRAWN
    return Closed.TOO_LATE if answer_until is not None and now >= answer_until else None


def overlaps(starts: datetime, ends: datetime, other_starts: datetime, other_ends: datetime) -> bool:
    """Whether one can't be at both, from their starts until their ends; the one may begin when the other ends."""
    return starts < other_ends and other_starts < ends


def _key(tally: Tally) -> Key:
    return (-tally.can, -tally.yes, tally.no, tally.starts, tally.option)
