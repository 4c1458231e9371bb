"""How long something may be shown. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LONGEST: Final = timedelta(days=366)


def may_last_until(last_day: date, today: date) -> bool:
    """Whether something may be shown up to and including a day: today at the soonest, a year from now at the latest.

    >>> may_last_until(date(2026, 3, 2), date(2026, 3, 2)), may_last_until(date(2027, 3, 4), date(2026, 3, 2))
    (True, False)
    """
    return today <= last_day <= today + LONGEST


def end_of(last_day: date, zone: str) -> datetime:
    """The moment at which that day is over at the organisation."""
    return datetime.combine(last_day + timedelta(days=1), time.min, ZoneInfo(zone))


def is_shown(*, ends_at: datetime, withdrawn_at: datetime | None, now: datetime) -> bool:
    """Whether something is shown at a moment."""
    return withdrawn_at is None and now < ends_at
