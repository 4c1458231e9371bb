"""Over which quarter a report is, when it is made, and who is counted in it. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

# So long after a quarter people still write down what they learned in it; then its report is made, once.
GRACE: Final = timedelta(days=15)
MONTHS: Final = 3


def quarter_of(day: date) -> tuple[date, date]:
    """The quarter that a day is in: its first day, and the first day after it.

    >>> quarter_of(date(2026, 12, 31))
    (datetime.date(2026, 10, 1), datetime.date(2027, 1, 1))
    """
    month = (day.month - 1) // MONTHS * MONTHS + 1
    until = date(day.year + 1, 1, 1) if month == 10 else date(day.year, month + MONTHS, 1)
    return date(day.year, month, 1), until


def latest_closed(today: date) -> tuple[date, date]:
    """The latest quarter of which the report is to be made on this day.

    >>> latest_closed(date(2027, 1, 15))[0].isoformat(), latest_closed(date(2027, 1, 16))[0].isoformat()
    ('2026-07-01', '2026-10-01')
    """
    first, _until = quarter_of(today - GRACE)
    return quarter_of(first - timedelta(days=1))


def quarters_until(today: date, *, count: int) -> list[tuple[date, date]]:
    """The last so many quarters, half-open, the latest first: it is the one that runs, until today included.

    >>> [first.isoformat() for first, _until in quarters_until(date(2026, 5, 4), count=3)]
    ['2026-04-01', '2026-01-01', '2025-10-01']
    """
    first, _until = quarter_of(today)
    found = [(first, today + timedelta(days=1))]
    while len(found) < count:
        found.append(quarter_of(found[-1][0] - timedelta(days=1)))
    return found


def was_there_throughout(spans: Iterable[tuple[date, date | None]], first: date, until: date) -> bool:
    """Whether these half-open spans leave no day of a quarter out: whoever came or went during it isn't counted.

    >>> was_there_throughout([(date(2025, 1, 1), date(2026, 5, 1)), (date(2026, 5, 1), None)], date(2026, 4, 1),
    ...     date(2026, 7, 1))
    True
    """
    reached = first
    for start, end in sorted(spans, key=lambda one: one[0]):
        if start > reached:
            break
        reached = max(reached, end or date.max)
    return reached >= until
