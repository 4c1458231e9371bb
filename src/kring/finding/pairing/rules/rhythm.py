"""When a round is made, and when someone is left in peace. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

# Whoever said nothing for so many rounds in a row isn't asked any more.
SILENT_ROUNDS: Final = 3
_SATURDAY: Final = 5


def next_day(*, weekday: int, weeks: int, started: date, last: date | None) -> date:
    """The day of the next round: the first such weekday after the day of the start, so that people have time to take
    part, and then in every so many weeks, counted from the week of the last one, whatever day that was on. `weekday` 0
    is Monday.

    >>> next_day(weekday=1, weeks=2, started=date(2026, 3, 2), last=None)
    datetime.date(2026, 3, 3)
    >>> next_day(weekday=1, weeks=2, started=date(2026, 3, 2), last=date(2026, 3, 6))
    datetime.date(2026, 3, 17)
    """
    if last is None:
        return started + timedelta(days=(weekday - started.weekday() - 1) % 7 + 1)
    return last - timedelta(days=last.weekday()) + timedelta(weeks=weeks, days=weekday)


def midway(day: date, *, weeks: int) -> date:
    """When those who said nothing yet are reminded: half of the way to the next round."""
    return day + timedelta(days=weeks * 7 // 2)


def suggested_day(day: date) -> date:
    """A day to meet on, for three who would have to agree on one: the first working day that is three days off or more.

    >>> suggested_day(date(2026, 3, 2)), suggested_day(date(2026, 3, 4))
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 9))
    """
    first = day + timedelta(days=3)
    return first + timedelta(days=max(0, 7 - first.weekday()) if first.weekday() >= _SATURDAY else 0)


def is_left_in_peace(said: Sequence[bool]) -> bool:
    """Whether she isn't asked any more: in each round since she joined in which she was to meet someone, the latest
    first, whether she said anything about it.

    >>> is_left_in_peace([False, False]), is_left_in_peace([False, False, False, True])
    (False, True)
    """
    return len(said) >= SILENT_ROUNDS and not any(said[:SILENT_ROUNDS])
