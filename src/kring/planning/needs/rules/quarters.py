"""Quarters as people write and plan them: each by its first day. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kring.planning.reports.rules.periods import MONTHS, quarter_of

SHOWN: Final = 8
# Of which years people plan; what lies outside is a slip of the pen.
YEARS: Final = range(2000, 2201)
_QUARTER: Final = (
    re.compile(r"(?P<year>\d{4})\W{0,3}[qk]\W?(?P<number>[1-4])", re.IGNORECASE),
    re.compile(r"[qk]\W?(?P<number>[1-4])\W{0,3}(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<number>[1-4])(?:e|st|nd|rd|th)?\s+(?:kwartaal|quarter)\s+(?P<year>\d{4})", re.IGNORECASE),
)
_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-\d{1,2}")


def first_of(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return quarter_of(day)[0]


def after(first: date, count: int = 1) -> date:
    """The first day of the quarter so many later, or earlier.

    >>> after(date(2026, 10, 1)), after(date(2026, 1, 1), -1)
    (datetime.date(2027, 1, 1), datetime.date(2025, 10, 1))
    """
    months = first.year * 12 + first.month - 1 + count * MONTHS
    return date(months // 12, months % 12 + 1, 1)


def between(first: date, other: date) -> int:
    """How many quarters lie from one to another.

    >>> between(date(2026, 10, 1), date(2027, 4, 1))
    2
    """
    return ((other.year - first.year) * 12 + other.month - first.month) // MONTHS


def columns(first: date, count: int = SHOWN) -> Sequence[date]:
    """So many quarters from one on."""
    return [after(first, number) for number in range(count)]


def last_day(first: date) -> date:
    """The last day of a quarter."""
    return after(first) - timedelta(days=1)


def read(said: str) -> date | None:
    """The quarter that someone wrote, or that of a day in ISO form; None for what is neither, or of no year that people
    plan.

    >>> [str(read(said)) for said in ("2027-Q1", "K2 2027", "3e kwartaal 2027", "2027-11-05", "soon", "2270-Q1")]
    ['2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01', 'None', 'None']
    """
    tidy = said.strip()[:40]
    for shape in _QUARTER:
        found = shape.fullmatch(tidy)
        if found is not None:
            year = int(found["year"])
            return date(year, int(found["number"]) * MONTHS - 2, 1) if year in YEARS else None
    day = _DAY.match(tidy)
    if day is None or not 1 <= int(day["month"]) <= 12 or int(day["year"]) not in YEARS:
        return None
    return first_of(date(int(day["year"]), int(day["month"]), 1))


def written(first: date) -> str:
    """A quarter as files hold it.

    >>> written(date(2027, 4, 1))
    '2027-Q2'
    """
    return f"{first.year:04}-Q{(first.month + 2) // MONTHS}"
