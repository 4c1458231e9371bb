"""Local times and the moments that they are, also when clocks change. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def exists(local: datetime, zone: str) -> bool:
    """Whether clocks in a zone ever show a local time (naive): not so in the hour that is skipped in spring.

    >>> [exists(datetime(2027, 3, 28, hour, 30), "Europe/Amsterdam") for hour in (1, 2, 3)]
    [True, False, True]
    """
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def is_twice(local: datetime, zone: str) -> bool:
    """Whether clocks in a zone show a local time twice: the hour that comes back in autumn.

    >>> is_twice(datetime(2026, 10, 25, 2, 30), "Europe/Amsterdam")
    True
    """
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    return exists(local, zone) and first.utcoffset() != second.utcoffset()


def moment(local: datetime, zone: str, *, second: bool = False) -> datetime:
    """The moment in UTC at which clocks in a zone show a local time.

    A time that comes twice is the first of the two, unless `second`. One that is skipped is read with the offset from
    before the clocks changed, as RFC 5545 (3.3.5) has it for recurrences; whoever typed it is told instead, by
    `exists`.

    >>> moment(datetime(2027, 3, 28, 2, 30), "Europe/Amsterdam").isoformat()
    '2027-03-28T01:30:00+00:00'
    """
    return (
        local.replace(tzinfo=ZoneInfo(zone), fold=int(second)).astimezone(UTC)
        if exists(local, zone)
        else _before(local, zone)
    )


def local(at: datetime, zone: str) -> datetime:
    """What clocks in a zone show at a moment, naive."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one moment to a later one; none when it isn't later."""
    return max(0, (end - start) // timedelta(minutes=1))


def _before(local_time: datetime, zone: str) -> datetime:
    offset = local_time.replace(tzinfo=ZoneInfo(zone), fold=0).utcoffset() or timedelta()
    return (local_time - offset).replace(tzinfo=UTC)
