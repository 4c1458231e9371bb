"""How long circles last, and the days of their invitations. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# The last day of a circle is a day of this zone.
HOME: Final = ZoneInfo("Europe/Amsterdam")
_DAY: Final = timedelta(days=1)


def has_ended(ends_on: date | None, today: date) -> bool:
    """Whether a circle with an end date is over: `ends_on` is its last day."""
    return ends_on is not None and today > ends_on


def day_of(now: datetime) -> date:
    """The day that it is at home at a moment."""
    return now.astimezone(HOME).date()


def end_of(day: date) -> datetime:
    """The moment at which a day at home is over. The last days of the calendar end a little early."""
    return datetime.combine(min(day, date.max - 2 * _DAY) + _DAY, time(), tzinfo=HOME)


def last_day(ends_at: datetime) -> date:
    """The last day at home of what ends at a moment."""
    return day_of(ends_at - timedelta(microseconds=1))
