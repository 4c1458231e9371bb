"""When a scheme's periods begin and end: exact days, half-open, each worked out from the anchor.

Months are added to the anchor's own day; where that day doesn't exist the month's last one stands in, but for 29
February, of which the scheme says whether other years have it on 28 February or on 1 March.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kring.registers.rules import schema
from kring.registers.rules.case import Status
from kring.registers.rules.sure import sure
from kring.registers.rules.words import AtFact, EndOf, Length, Moment, NextDate, OnDay, Shifted

DAY = timedelta(days=1)
# The end of what is suspended for good.
NEVER = date(9990, 1, 1)
Interval = tuple[date, date]
Look = Callable[[str], date | None]


class Period(NamedTuple):
    """The judged stretch, `until` excluded; `number` counts from 1 at the anchor."""

    first: date
    until: date
    number: int

    @property
    def last(self) -> date:
        """Its last day."""
        return self.until - DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.first).days


def on_day(year: int, month: int, day: int, leap_day: str) -> date:
    """That day of that month, or what stands in for it where the month has no such day.

    >>> on_day(2023, 2, 29, "1 March"), on_day(2023, 2, 29, "28 February"), on_day(2023, 4, 31, "1 March")
    (datetime.date(2023, 3, 1), datetime.date(2023, 2, 28), datetime.date(2023, 4, 30))
    """
    most = monthrange(year, month)[1]
    if day <= most:
        return date(year, month, day)
    if month == 2 and day == 29 and leap_day == "1 March":
        return date(year, 3, 1)
    return date(year, month, most)


def later(day: date, length: Length, times: int, leap_day: str) -> date:
    """The day so many lengths after (before, when negative) another. Raises OverflowError beyond the calendar."""
    months = length.months
    if months is None:
        return day + timedelta(days=(length.days or 0) * times)
    year, month = divmod(day.year * 12 + day.month - 1 + months * times, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("beyond the calendar")
    return on_day(year, month + 1, day.day, leap_day)


def whole_months(first: date, until: date, leap_day: str) -> int:
    """How many whole months fit from a day until (excluded) another; 0 when it is no stretch at all."""
    if until <= first:
        return 0
    count = (until.year - first.year) * 12 + until.month - first.month
    while count > 0 and later(first, Length(1, "month"), count, leap_day) > until:
        count -= 1
    return count


def begun_months(first: date, until: date, leap_day: str) -> int:
    """How many months were begun from a day until (excluded) another."""
    whole = whole_months(first, until, leap_day)
    if until <= first:
        return 0
    return whole + (later(first, Length(1, "month"), whole, leap_day) < until)


def years_between(birthday: date, day: date, leap_day: str) -> int:
    """The age on a day: a year is added on the birthday itself."""
    years = day.year - birthday.year
    return years - (on_day(day.year, birthday.month, birthday.day, leap_day) > day)


# ----- moments


def resolved(moment: Moment, look: Look, leap_day: str) -> date | None:
    """The day that a moment means; None while one of its facts isn't known. `look` gives the day of a fact."""
    match moment:
        case OnDay(day):
            return day
        case AtFact(fact):
            return look(fact)
    base = resolved(moment.base, look, leap_day)
    if base is None:
        return None
    match moment:
        case Shifted(number, unit, _):
            return later(base, Length(1, unit), number, leap_day)
        case NextDate(day_of_month, month, _):
            found = on_day(base.year, month, day_of_month, leap_day)
            return found if found > base else on_day(base.year + 1, month, day_of_month, leap_day)
        case EndOf(what, _):
            return _end_of(what, base, look)


def _end_of(what: str, base: date, look: Look) -> date | None:
    if what == "year":
        return date(base.year, 12, 31)
    if what == "month":
        return base.replace(day=monthrange(base.year, base.month)[1])
    birthday = look("person.birthday")
    if birthday is None:
        return None
    year = base.year + (birthday.month < base.month)
    return date(year, birthday.month, monthrange(year, birthday.month)[1])


# ----- periods


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    """The same days as intervals in order that don't touch each other."""
    found: list[Interval] = []
    for first, until in sorted(intervals):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        elif until > first:
            found.append((first, until))
    return found


def clipped(intervals: Sequence[Interval], first: date, until: date) -> list[Interval]:
    """What of the intervals lies inside a stretch."""
    return [(max(a, first), min(b, until)) for a, b in intervals if max(a, first) < min(b, until)]


def days_of(intervals: Sequence[Interval]) -> int:
    """How many days intervals that don't overlap have together."""
    return sum((b - a).days for a, b in intervals)


def intervals_of(statuses: Sequence[Status], kinds: Sequence[str]) -> list[Interval]:
    """The days of the statuses of these kinds, merged; what still goes on never ends."""
    return merged([(s.first, s.until or date.max) for s in statuses if s.kind in kinds])


_SNAPS: dict[str, Callable[[date], date]] = {
    "same day": lambda day: day,
    "next day": lambda day: day + DAY,
    "first of month": lambda day: day.replace(day=1),
    "first of next month": lambda day: (day.replace(day=1) + timedelta(days=32)).replace(day=1),
    "first of year": lambda day: date(day.year, 1, 1),
    "first of next year": lambda day: date(day.year + 1, 1, 1),
}


class Calendar:
    """The periods of one person: period n of the scheme, and which one holds a day.

    `suspended` are days that don't count towards a period's length: it ends so many days later.
    """

    def __init__(self, period: schema.Period, anchor: date, look: Look, suspended: Sequence[Interval] = ()) -> None:
        self.period = period
        self.anchor = _SNAPS[period.first_day](anchor)
        self.look = look
        self.suspended = merged(suspended)
        # Blocks that are the same for everyone were there before, and periods of one's own begin at the anchor.
        self.own = not isinstance(period.starts, OnDay)
        self._known: dict[int, date] = {}

    def start(self, n: int) -> date:
        """The first day of period n (0 at the anchor)."""
        if n not in self._known:
            self._known[n] = self._start(n)
        return self._known[n]

    def _start(self, n: int) -> date:
        if n == 0:
            return self.anchor
        plain = later(self.anchor, self.period.length, n, self.period.leap_day)
        if self.period.last_day is not None:
            plain = self._snapped(plain - DAY, self.period.last_day) + DAY
        return self._suspended(plain)

    def _snapped(self, last: date, moment: Moment) -> date:
        # Whoever asks for a period has seen to it that all is known that it ends by.
        return sure(resolved(moment, lambda fact: last if fact == "P" else self.look(fact), self.leap))

    def _suspended(self, plain: date) -> date:
        end = plain
        while True:
            if any(first < end and until == date.max for first, until in self.suspended):
                return NEVER
            # Each day that falls away moves the end, and what falls away before the new end counts as well.
            moved = plain + timedelta(days=days_of(clipped(self.suspended, self.anchor, end)))
            if moved == end:
                return moved
            end = moved

    @property
    def leap(self) -> str:
        """Where 29 February falls in other years."""
        return self.period.leap_day

    def holding(self, day: date) -> Period | None:
        """The period that a day is in; None before a person's first one."""
        if self.own and day < self.anchor:
            return None
        n = self._guess(day)
        while self.start(n) > day:
            n -= 1
        while self.start(n + 1) <= day:
            n += 1
        return Period(self.start(n), self.start(n + 1), n + 1)

    def numbered(self, number: int) -> Period:
        """The period of that number, from 1."""
        return Period(self.start(number - 1), self.start(number), number)

    def _guess(self, day: date) -> int:
        months = self.period.length.months
        if months is None:
            return (day - self.anchor).days // (self.period.length.days or 1)
        return ((day.year - self.anchor.year) * 12 + day.month - self.anchor.month) // months


def parts(period: Period, whole: Length, part: Length, leap_day: str) -> list[tuple[str, date, date]]:
    """The parts of a period, each with its name: its first day, or the year when it is one.

    Where so many parts make a whole there are so many, and the last one ends with the period, also with a longer one.
    """
    count = _count(whole, part)
    found: list[tuple[str, date, date]] = []
    while (first := later(period.first, part, len(found), leap_day)) < period.until:
        over = len(found) + 1 == count
        until = period.until if over else min(later(period.first, part, len(found) + 1, leap_day), period.until)
        found.append((_name(first, until), first, until))
        if over:
            break
    return found


def _count(whole: Length, part: Length) -> int | None:
    for long, short in ((whole.months, part.months), (whole.days, part.days)):
        if long is not None and short is not None and long % short == 0:
            return long // short
    return None


def _name(first: date, until: date) -> str:
    year = date(first.year, 1, 1), date(first.year, 12, 31) + DAY if first.year < 9999 else date.max
    return str(first.year) if (first, until) == year else first.isoformat()
