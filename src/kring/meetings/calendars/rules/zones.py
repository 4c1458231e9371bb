"""How clocks run in a zone, as calendars are told (RFC 5545, VTIMEZONE). Pure.

Where a zone changes its clocks by a rule that holds in all years that matter, that rule is told, from 1970 on as most
programs write it: then every calendar tells the same of a zone, and programs that keep what they read first are right.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEGIN: Final = 1970


class Observance(NamedTuple):
    """Since when clocks run so: `begins` as they showed before, the offsets before and after, and how that comes again:
    each year by a rule, if any."""

    begins: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool
    rule: str = ""


def observances(name: str, first: int, last: int) -> list[Observance]:
    """What holds in a zone from one year to another, both included."""
    zone = ZoneInfo(name)
    found = [turn for year in range(first, last + 1) for turn in _turns(zone, year)]
    at = datetime(first, 1, 1, tzinfo=zone)
    before = Observance(datetime(_BEGIN, 1, 1), _offset(at), _offset(at), at.tzname() or name, bool(at.dst()))  # noqa: DTZ001
    if not found:
        return [before]
    yearly = [[turn for turn in found if turn.is_daylight is daylight] for daylight in (True, False)]
    ruled = [_ruled(turns, last - first + 1) for turns in yearly]
    if all(ruled):
        return [one for one in ruled if one is not None]
    starts = before._replace(begins=datetime(first, 1, 1))  # noqa: DTZ001
    return [starts, *found]


def _turns(zone: ZoneInfo, year: int) -> Iterator[Observance]:
    """When clocks were set in a year, to the minute."""
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=passed) for passed in range(367)]
    for day, following in pairwise(days):
        before, after = _at(day, zone), _at(following, zone)
        if before.utcoffset() == after.utcoffset() or following.year > year:
            continue
        early, late = day, following
        while late - early > timedelta(minutes=1):
            middle = early + (late - early) // timedelta(minutes=2) * timedelta(minutes=1)
            early, late = (middle, late) if _at(middle, zone).utcoffset() == before.utcoffset() else (early, middle)
        wall = (late + _offset(before)).replace(tzinfo=None)
        yield Observance(wall, _offset(before), _offset(after), after.tzname() or "", bool(after.dst()))


def _ruled(turns: Sequence[Observance], years: int) -> Observance | None:
    """The rule by which clocks are set so once in each of the years; None where there is none."""
    if len(turns) != years or len({(one.before, one.after, one.begins.time(), one.begins.month) for one in turns}) > 1:
        return None
    weekdays = {one.begins.weekday() for one in turns}
    weeks = {(one.begins.day - 1) // 7 + 1 for one in turns}
    is_last = all((one.begins + timedelta(days=7)).month != one.begins.month for one in turns)
    if len(weekdays) > 1 or (len(weeks) > 1 and not is_last):
        return None
    week, weekday, begins = -1 if is_last else weeks.pop(), weekdays.pop(), turns[0].begins
    first = datetime.combine(_nth(_BEGIN, begins.month, week, weekday), begins.time())
    rule = f"FREQ=YEARLY;BYMONTH={begins.month};BYDAY={week}{_DAYS[weekday]}"
    return turns[0]._replace(begins=first, rule=rule)


def _nth(year: int, month: int, week: int, weekday: int) -> date:
    """The first, second … of a weekday in a month; the last for -1."""
    days = [day for number in range(31) if (day := date(year, month, 1) + timedelta(days=number)).month == month]
    return [day for day in days if day.weekday() == weekday][week if week < 0 else week - 1]


def _at(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()
