"""Who hears what, and when: rhythms, quiet hours and the hours of letters that gather, over daylight saving too."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.notifications.rules import (
    CALENDAR,
    ENDING,
    GATHERING,
    TABLE,
    Choices,
    Rhythm,
    Scope,
    Topic,
    due,
    for_calendar,
    held_until,
    is_own,
    next_digest,
    rhythm,
    still_said,
)

ZONES = ("Europe/Amsterdam", "UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago")
moments = some.integers(0, 3 * 365 * 24 * 60).map(
    lambda passed: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=passed)
)
# Around the nights in which Dutch clocks change.
nights = some.sampled_from([datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]).flatmap(
    lambda night: some.integers(0, 24 * 60).map(lambda minutes: night + timedelta(minutes=minutes))
)
times = some.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None, fold=0))
rhythms = some.sampled_from(Rhythm)


@some.composite
def choices(draw: some.DrawFn) -> Choices:
    """What someone may choose."""
    has_quiet = draw(some.booleans())
    return Choices(
        own=draw(some.none() | rhythms),
        circles=draw(some.none() | rhythms),
        zone=draw(some.sampled_from(ZONES)),
        hour=draw(some.integers(0, 23)),
        weekday=draw(some.integers(0, 6)),
        quiet_from=draw(times) if has_quiet else None,
        quiet_to=draw(times) if has_quiet else None,
        quiet_weekend=draw(some.booleans()),
        digests=draw(some.booleans()),
    )


def is_quiet(at: datetime, chosen: Choices) -> bool:
    """What the person herself would say, looking at the clock on her wall."""
    wall = at.astimezone(ZoneInfo(chosen.zone))
    if chosen.quiet_weekend and wall.weekday() >= 5:
        return True
    first, last, now = chosen.quiet_from, chosen.quiet_to, wall.time()
    if first is None or last is None or first == last:
        return False
    return first <= now < last if first < last else now >= first or now < last


def test_every_topic_has_its_row() -> None:
    assert set(TABLE) == set(Topic)
    assert all(len(topic) <= 20 for topic in Topic)


@given(moments | nights, choices())
def test_quiet_hours_hold_until_they_end_and_no_longer(at: datetime, chosen: Choices) -> None:
    until = held_until(at, chosen)
    assert until >= at
    assert not is_quiet(until, chosen)
    assert held_until(until, chosen) == until
    assert (until == at) == (not is_quiet(at, chosen))
    assert until - at <= timedelta(days=4)


@given(nights, times, times)
def test_no_quiet_moment_is_passed_over_in_the_night_that_clocks_change(at: datetime, first: time, last: time) -> None:
    """Every minute between a moment and the end of its quiet is quiet, but for the hour of that night."""
    chosen = Choices(quiet_from=first, quiet_to=last)
    minutes = int((held_until(at, chosen) - at) / timedelta(minutes=1))
    skipped = [at + timedelta(minutes=passed) for passed in range(minutes)]
    loud = [moment for moment in skipped if not is_quiet(moment, chosen)]
    # When the clock skips the end itself, quiet ends as much later as it skips; of an hour that comes twice the second
    # may be passed over by who is awake within that hour alone.
    assert len(loud) <= 60
    assert not loud or loud[0].month in {3, 10}


@given(moments | nights, choices(), some.booleans())
def test_a_letter_that_gathers_comes_at_her_hour(at: datetime, chosen: Choices, weekly: bool) -> None:
    moment = next_digest(at, chosen, weekly=weekly)
    wall = moment.astimezone(ZoneInfo(chosen.zone))
    assert moment > at
    assert wall.hour in {chosen.hour, (chosen.hour + 1) % 24}
    assert moment - at <= timedelta(days=8 if weekly else 4)
    if weekly:
        assert wall.weekday() == chosen.weekday
    elif chosen.quiet_weekend:
        assert wall.weekday() < 5
    following = next_digest(moment, chosen, weekly=weekly)
    assert following - moment >= timedelta(hours=22)


def test_the_hour_that_clocks_skip_and_the_one_that_comes_twice() -> None:
    early = Choices(hour=2)
    assert next_digest(datetime(2026, 3, 28, 12, tzinfo=UTC), early, weekly=False) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )
    autumn = next_digest(datetime(2026, 10, 24, 12, tzinfo=UTC), early, weekly=False)
    assert autumn == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert next_digest(autumn, early, weekly=False) == datetime(2026, 10, 26, 1, tzinfo=UTC)
    night = Choices(quiet_from=time(22), quiet_to=time(2, 30))
    assert held_until(datetime(2026, 10, 25, 0, 10, tzinfo=UTC), night) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert held_until(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), night) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(some.sampled_from(Topic), some.none() | some.just(7), choices(), some.none() | rhythms)
def test_the_nearest_choice_decides(topic: Topic, place: int | None, chosen: Choices, here: Rhythm | None) -> None:
    wanted = rhythm(topic, place=place, choices=chosen, here=here)
    if not chosen.digests and wanted is Rhythm.NEVER:
        return
    if for_calendar(topic, chosen):
        assert wanted is (Rhythm.NEVER if chosen.own is Rhythm.NEVER else Rhythm.AT_ONCE)
    elif is_own(topic, place):
        assert wanted == (TABLE[topic].usual if chosen.own is None else chosen.own)
    elif here is not None:
        assert wanted == here
    else:
        assert wanted == (TABLE[topic].usual if chosen.circles is None else chosen.circles)


@given(some.sampled_from(Topic), rhythms, moments, choices())
def test_a_thing_has_one_time_or_none(topic: Topic, wanted: Rhythm, at: datetime, chosen: Choices) -> None:
    moment = due(topic, wanted, at=at, choices=chosen)
    assert (moment is None) == (wanted is Rhythm.NEVER)
    if moment is not None:
        assert moment >= at
        assert moment.tzinfo is not None
    if wanted is Rhythm.AT_ONCE and for_calendar(topic, chosen):
        assert moment == at
    elif wanted is Rhythm.AT_ONCE and not is_quiet(at + GATHERING, chosen):
        assert moment == at + GATHERING


def test_what_quiet_may_not_hold_goes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    urgent = TABLE[Topic.HELP]._replace(is_held=False)
    monkeypatch.setitem(TABLE, Topic.HELP, urgent)
    at = datetime(2026, 11, 28, 3, tzinfo=UTC)
    asleep = Choices(quiet_from=time(22), quiet_to=time(7), quiet_weekend=True)
    assert due(Topic.HELP, Rhythm.AT_ONCE, at=at, choices=asleep) == at
    assert due(Topic.MESSAGE, Rhythm.AT_ONCE, at=at, choices=asleep) == datetime(2026, 11, 30, 6, tzinfo=UTC)


@given(some.sampled_from(sorted(CALENDAR)), some.booleans(), some.sampled_from([None, "REQUEST", "CANCEL"]))
def test_what_is_said_of_a_meeting_fits_what_calendars_are_told(topic: str, is_read: bool, method: str | None) -> None:
    said = still_said(topic, is_read=is_read, method=method)
    if method == "REQUEST":
        assert said is (topic not in ENDING)
    elif method == "CANCEL":
        assert said is (topic in ENDING)
    else:
        assert said is (topic in ENDING and not is_read)


def test_what_is_for_calendars_concerns_one_alone() -> None:
    assert {TABLE[topic].scope for topic in CALENDAR} == {Scope.OWN}
    assert ENDING < CALENDAR


def test_what_stands_in_no_circle_is_ones_own() -> None:
    assert TABLE[Topic.REPLIED].scope is Scope.CIRCLE
    assert is_own(Topic.REPLIED, None)
    assert not is_own(Topic.REPLIED, 3)
