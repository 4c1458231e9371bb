"""How clocks run in zones, read back by an independent reader of rules."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as some

from kring.meetings.calendars.rules.zones import Observance, observances

ZONES = ("Europe/Amsterdam", "America/New_York", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe",
         "Africa/Casablanca", "Europe/Dublin", "Pacific/Apia", "Asia/Gaza")  # fmt: skip


def offset_by(found: list[Observance], at: datetime) -> timedelta:
    """The offset at a moment in UTC by what is told of a zone: that of whatever began last."""
    begun = []
    for one in found:
        wall = (at + one.before).replace(tzinfo=None)
        latest = rrulestr(one.rule, dtstart=one.begins).before(wall, inc=True) if one.rule else one.begins
        if latest is not None and latest <= wall:
            begun.append((latest - one.before, one.after))
    return max(begun)[1]


@settings(deadline=None)
@given(some.sampled_from(ZONES), some.integers(2025, 2029), some.integers(0, 365 * 24 * 60))
def test_what_is_told_of_a_zone_is_so(zone: str, year: int, minute: int) -> None:
    at = datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(minutes=minute)
    if at.year == year:
        assert offset_by(observances(zone, 2025, 2029), at) == at.astimezone(ZoneInfo(zone)).utcoffset()


def test_amsterdam_as_everyone_writes_it() -> None:
    summer, winter = observances("Europe/Amsterdam", 2026, 2030)
    assert (summer.begins.isoformat(), summer.rule) == ("1970-03-29T02:00:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
    assert (winter.begins.isoformat(), winter.rule) == ("1970-10-25T03:00:00", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
    assert (summer.name, winter.name, summer.is_daylight, winter.is_daylight) == ("CEST", "CET", True, False)
    assert observances("Europe/Amsterdam", 2026, 2026) == [summer, winter]


@pytest.mark.parametrize("zone", sorted(available_timezones())[::12])
def test_every_zone_has_something_to_tell(zone: str) -> None:
    assert observances(zone, 2026, 2028)
