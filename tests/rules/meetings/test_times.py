"""Local times, skipped and doubled hours, and rules that say days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.meetings.rules import recurring, times
from kring.meetings.rules.recurring import NoRuleError, Wrong

ZONES = ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
at = datetime.fromisoformat
locals_ = st.datetimes(min_value=at("2000-01-01"), max_value=at("2040-01-01"))


@given(locals_, st.sampled_from(ZONES))
def test_a_time_that_exists_comes_back_as_it_was(time: datetime, zone: str) -> None:
    time = time.replace(microsecond=0)
    if times.exists(time, zone):
        assert times.local(times.moment(time, zone), zone) == time
        assert times.local(times.moment(time, zone, second=True), zone) == time


@given(locals_, st.sampled_from(ZONES))
def test_a_skipped_time_is_read_after_the_gap(time: datetime, zone: str) -> None:
    if not times.exists(time, zone):
        assert times.local(times.moment(time, zone), zone) > time


def test_clocks_going_forward_and_back() -> None:
    """Worked out by hand: Amsterdam is at +1 in winter and +2 in summer."""
    assert times.moment(at("2026-10-25T02:30"), "Europe/Amsterdam") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = times.moment(at("2026-10-25T02:30"), "Europe/Amsterdam", second=True)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert not times.exists(at("2027-03-28T02:00"), "Europe/Amsterdam")
    assert not times.is_twice(at("2027-03-28T02:00"), "Europe/Amsterdam")
    assert times.moment(at("2027-03-28T02:30"), "Europe/Amsterdam") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", date(2026, 11, 24), ["2026-11-24", "2026-12-08", "2026-12-22"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270201", date(2026, 11, 27), ["2026-11-27", "2026-12-25", "2027-01-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", date(2026, 12, 31), ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1;COUNT=2", date(2026, 12, 1), ["2026-12-01", "2027-01-05"]),
        ("rrule:freq=daily;until=20261126T235959Z", date(2026, 11, 25), ["2026-11-25", "2026-11-26"]),
        ("FREQ=YEARLY;COUNT=9", date(2028, 2, 29), ["2028-02-29"]),
    ],
)
def test_rules_worked_out_by_hand(text: str, first: date, expected: list[str]) -> None:
    found = recurring.days(recurring.read(text), first=first, until=first + timedelta(days=366))
    assert [day.isoformat() for day in found] == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", Wrong.NO_RULE),
        ("every tuesday", Wrong.UNKNOWN_PART),
        ("FREQ=HOURLY", Wrong.NO_RULE),
        ("FREQ=DAILY;BYHOUR=1,2", Wrong.UNKNOWN_PART),
        ("FREQ=DAILY;FREQ=DAILY", Wrong.UNKNOWN_PART),
        ("FREQ=DAILY;INTERVAL=0", Wrong.NO_RULE),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", Wrong.UNKNOWN_PART),
        ("FREQ=DAILY;BYSETPOS=5", Wrong.UNKNOWN_PART),
        ("FREQ=DAILY;COUNT=10000", Wrong.TOO_MANY),
        ("FREQ=DAILY;COUNT=401", Wrong.TOO_MANY),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", Wrong.BOTH_ENDS),
        ("FREQ=DAILY;UNTIL=20270231", Wrong.NO_RULE),
        ("FREQ=DAILY;" + "BYMONTH=1," * 40, Wrong.NO_RULE),
    ],
)
def test_what_is_no_rule(text: str, wrong: Wrong) -> None:
    with pytest.raises(NoRuleError) as told:
        recurring.read(text)
    assert told.value.wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Wrong.NO_MEETING),
        ("FREQ=DAILY;UNTIL=20200101", Wrong.NO_MEETING),
        ("FREQ=WEEKLY;BYDAY=MO", Wrong.FIRST_ELSEWHERE),
        ("FREQ=DAILY;UNTIL=20290101", Wrong.TOO_MANY),
        ("FREQ=DAILY;UNTIL=99991231", Wrong.TOO_MANY),
        ("FREQ=WEEKLY", None),
    ],
)
def test_what_a_series_can_not_follow(text: str, wrong: Wrong | None) -> None:
    assert recurring.problem(recurring.read(text), first=date(2026, 11, 24)) == wrong


rules = st.builds(
    lambda frequency, interval, end: f"FREQ={frequency};INTERVAL={interval}{end}",
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 30),
    st.sampled_from(["", ";COUNT=7", ";UNTIL=20270630"]),
)


@given(rules, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 300), st.integers(0, 300))
def test_going_on_with_a_rule_gives_what_it_gives_at_once(text: str, first: date, a: int, b: int) -> None:
    rule = recurring.read(text)
    middle, end = first + timedelta(days=min(a, b)), first + timedelta(days=max(a, b))
    whole = recurring.days(rule, first=first, until=end)
    assert whole == [
        *recurring.days(rule, first=first, until=middle),
        *recurring.days(rule, first=first, after=middle, until=end),
    ]
    assert whole == sorted(set(whole))


@given(st.datetimes(at("2026-01-01"), at("2027-01-01")), st.sampled_from(ZONES))
def test_a_series_keeps_its_local_time(start: datetime, zone: str) -> None:
    start = start.replace(microsecond=0)
    for day in recurring.days(recurring.read("FREQ=WEEKLY"), first=start.date(), until=start.date() + recurring.AHEAD):
        wanted = datetime.combine(day, start.time())
        made = times.moment(wanted, zone)
        assert made.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wanted or not times.exists(wanted, zone)
