"""When an employment runs, in days of its organisation's zone. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

Span = tuple[date, date | None]
"""The first day, and the first day without it (half-open); None has no end."""


class Phase(StrEnum):
    """Where an employment is on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


def day_at(now: datetime, zone: str) -> date:
    """The day that it is at an organisation at a moment. It changes at the zone's midnight, or where the clock skips
    that, at the first moment after it."""
    return now.astimezone(ZoneInfo(zone)).date()


def phase(span: Span, today: date) -> Phase:
    """Where an employment is on a day."""
    starts, ends = span
    if ends is not None and today >= ends:
        return Phase.OVER
    return Phase.AHEAD if today < starts else Phase.RUNNING


def overlaps(one: Span, other: Span) -> bool:
    """Whether two employments have a day in common.

    >>> may, june = date(2026, 5, 1), date(2026, 6, 1)
    >>> overlaps((may, june), (june, None)), overlaps((may, None), (june, None))
    (False, True)
    """
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def clashes(wanted: Span, others: Iterable[Span]) -> bool:
    """Whether an employment has a day in common with any other one."""
    return any(overlaps(wanted, other) for other in others)


def last_day(ends_on: date | None) -> date | None:
    """The last day of an employment, as people say it."""
    return ends_on - timedelta(days=1) if ends_on else None


def first_day_without(last: date) -> date:
    """The first day without an employment whose last day this is. The calendar's last day has none after it."""
    return last + timedelta(days=1) if last < date.max else last
