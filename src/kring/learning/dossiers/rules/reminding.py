"""When a person is reminded of a deadline. Pure."""

from collections.abc import Collection
from datetime import date
from typing import Final

# Days before the deadline.
DAYS: Final = (180, 90, 30, 7)


def due(deadline: date, *, today: date, sent: Collection[int]) -> int | None:
    """The reminder to send today: the nearest of the days that was reached and not sent; None where there is none.

    Someone who registers 20 days before a deadline hears of 30 days at once, and not of the three earlier ones.

    >>> deadline, today = date(2026, 12, 31), date(2026, 12, 11)
    >>> due(deadline, today=today, sent=()), due(deadline, today=today, sent={30})
    (30, None)
    """
    left = (deadline - today).days
    if left < 0:
        return None
    reached = [days for days in DAYS if days >= left]
    return reached[-1] if reached and reached[-1] not in sent else None
