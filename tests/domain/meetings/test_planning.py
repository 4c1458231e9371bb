"""Planning, changing and cancelling meetings and series."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from kring.meetings import actions
from kring.meetings.models import Meeting, Series, State
from tests.domain.meetings.furniture import BEGINS, DAY, a_plan, planned, registers
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db


def test_a_host_plans_a_meeting_in_its_zone(world: World) -> None:
    meeting = planned(world)
    assert (meeting.starts_at, meeting.ends_at) == (BEGINS, BEGINS + timedelta(hours=2))
    assert meeting.html == "<p>Bring a <em>case</em>.</p>\n"
    assert meeting.led_by == world.accounts["hanna"]
    assert Event.objects.filter(name="meetings.MeetingPlanned", facts__meeting=meeting.pk).exists()


def test_members_and_strangers_do_not_plan(world: World) -> None:
    with pytest.raises(RefusedError):
        planned(world, by="mees")
    with pytest.raises(NotThereError):
        planned(world, by="stan", slug="verborgen")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"starts": datetime.fromisoformat("2026-03-29T02:30")}, "starts"),
        ({"starts": datetime.fromisoformat("2026-03-01T10:00")}, "starts"),
        ({"starts": datetime.fromisoformat("9999-03-01T10:00")}, "starts"),
        ({"starts": datetime.fromisoformat("0001-01-01T10:00")}, "starts"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"minutes": 0}, "minutes"),
        ({"places": 0}, "places"),
        ({"places": 2_000_000_000}, "places"),
        ({"price_cents": -1}, "price_cents"),
        ({"mode": "online", "link": "javascript:alert(1)"}, "link"),
        ({"mode": "online", "link": "https://[::1"}, "link"),
        ({"location": ""}, "location"),
        ({"mode": "elsewhere"}, "mode"),
        ({"kind": "party"}, "kind"),
        ({"questions": ["x"] * 11}, "questions"),
        ({"rule": "FREQ=DAILY;COUNT=10000"}, "rule"),
        ({"rule": "FREQ=WEEKLY;BYDAY=WE"}, "rule"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as told:
        planned(world, **given)
    assert list(told.value.fields) == [field]
    assert not Meeting.objects.exists()


def test_of_a_time_that_comes_twice_the_host_says_which(world: World) -> None:
    twice = datetime.fromisoformat("2026-10-25T02:30")
    assert planned(world, starts=twice).starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert planned(world, starts=twice, second=True).starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    series = planned(world, starts=twice, second=True, rule="FREQ=WEEKLY;COUNT=2")
    assert series.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_series_keeps_its_local_time_over_the_change_of_clocks(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=3")
    assert first.starts_at == BEGINS
    starts = Meeting.objects.filter(series=first.series).order_by("starts_at").values_list("starts_at", flat=True)
    assert list(starts) == [
        BEGINS,
        BEGINS + timedelta(days=7),
        datetime(2026, 3, 30, 13, 0, tzinfo=UTC),
    ]


def test_a_series_is_made_for_a_year_and_goes_on_day_by_day(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;INTERVAL=2")
    count = Meeting.objects.filter(series=first.series).count()
    assert count == 26
    assert actions.go_on(now=START) == 0
    later = START + timedelta(days=30)
    assert actions.go_on(now=later) == 2
    assert actions.go_on(now=later) == 0
    assert Meeting.objects.filter(series=first.series).count() == count + 2
    days = [row.occurrence for row in Meeting.objects.filter(series=first.series).order_by("occurrence")]
    assert days == [DAY.date() + timedelta(days=14 * number) for number in range(len(days))]


def test_a_series_that_has_ended_is_not_gone_on_with(world: World) -> None:
    for rule in ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20260401"):
        made = planned(world, rule=rule)
        assert made.series is not None
        assert Series.objects.get(meetings=made).is_ended
    yearly = planned(world, rule="FREQ=YEARLY;COUNT=3")
    assert not Series.objects.get(meetings=yearly).is_ended
    for years in (1, 2, 3):
        actions.go_on(now=START + timedelta(days=366 * years))
    assert Meeting.objects.filter(series=yearly.series_id).count() == 3
    assert Series.objects.get(meetings=yearly).is_ended


def test_a_meeting_changed_by_itself_stays_when_the_series_changes(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=4")
    second, third, _last = Meeting.objects.filter(series=first.series).order_by("occurrence")[1:]
    hanna = world.reader("hanna")
    moved = a_plan(starts=DAY + timedelta(days=8), title="Moved")
    actions.change(actor=hanna, meeting=second.pk, plan=moved, version=1, now=START)
    later = a_plan(starts=DAY.replace(hour=18), title="In the evening", location="Zwolle")
    rows = actions.change(actor=hanna, meeting=first.pk, plan=later, version=1, following=True, now=START)
    assert len(rows) == 3
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.title, second.occurrence, second.starts_at) == (
        "Moved", date(2026, 3, 23), BEGINS + timedelta(days=8),
    )  # fmt: skip
    assert (third.title, third.location, third.sequence) == ("In the evening", "Zwolle", 1)
    assert third.starts_at == datetime(2026, 3, 30, 16, 0, tzinfo=UTC)
    # What is made of it later is as it is now.
    series = Series.objects.get(meetings=first)
    assert (series.title, series.begins.hour) == ("In the evening", 18)


def test_of_two_who_change_at_once_the_second_is_told(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(title="One"), version=1, now=START)
    with pytest.raises(ConflictError) as told:
        actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(title="Two"), version=1, now=START)
    assert told.value.code == "changed-meanwhile"
    meeting.refresh_from_db()
    assert (meeting.title, meeting.sequence, meeting.version) == ("One", 1, 2)


def test_places_are_not_lowered_below_those_taken_and_more_places_let_in_who_waits(world: World) -> None:
    meeting = planned(world, places=2)
    for name in ("mees", "hanna"):
        registers(world, name, meeting)()
    world.enter("noor", "vakgroep")
    assert registers(world, "noor", meeting)().state == "waiting"
    hanna = world.reader("hanna")
    with pytest.raises(InvalidError) as told:
        actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(places=1), version=1, now=START)
    assert "2" in str(told.value.fields["places"])
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(places=5), version=1, now=START)
    meeting.refresh_from_db()
    assert (meeting.taken, meeting.waiting) == (3, 0)


def test_a_meeting_that_began_is_not_moved(world: World) -> None:
    meeting = planned(world)
    now = BEGINS + timedelta(minutes=5)
    with pytest.raises(InvalidError):
        actions.change(
            actor=world.reader("hanna"),
            meeting=meeting.pk,
            plan=a_plan(starts=DAY.replace(hour=17)),
            version=1,
            now=now,
        )
    longer = actions.change(
        actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(minutes=180), version=1, now=now
    )
    assert longer[0].ends_at == BEGINS + timedelta(hours=3)


def test_someone_else_may_lead_it(world: World) -> None:
    meeting = planned(world, leader="@mees", rule="FREQ=WEEKLY;COUNT=2")
    assert meeting.led_by == world.accounts["mees"]
    mees = world.reader("mees")
    version = Meeting.objects.get(pk=meeting.pk).version
    changed = actions.change(
        actor=mees, meeting=meeting.pk, plan=a_plan(leader="hanna"), version=version, following=True, now=START
    )
    assert {row.led_by_id for row in Meeting.objects.all()} == {world.accounts["hanna"].pk}
    assert len(changed) == 2
    for name in ("nobody", "stan"):
        with pytest.raises(InvalidError) as told:
            planned(world, slug="verborgen", leader=name)
        assert list(told.value.fields) == ["leader"]
    with pytest.raises(RefusedError):
        actions.change(actor=mees, meeting=meeting.pk, plan=a_plan(), version=changed[0].version, now=START)


def test_a_meeting_is_cancelled_by_itself_or_with_all_that_follow(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY")
    second, third = Meeting.objects.filter(series=first.series).order_by("occurrence")[1:3]
    hanna = world.reader("hanna")
    actions.call_off(actor=hanna, meeting=second.pk, because="Snow", now=START)
    second.refresh_from_db()
    assert (second.state, second.cancelled_because, second.sequence) == (State.CANCELLED, "Snow", 1)
    with pytest.raises(ConflictError):
        registers(world, "mees", second)()
    actions.call_off(actor=hanna, meeting=third.pk, following=True, now=START)
    planned_still = Meeting.objects.filter(series=first.series, state=State.PLANNED)
    assert [row.pk for row in planned_still] == [first.pk]
    assert actions.go_on(now=START + timedelta(days=60)) == 0


def test_a_series_ends_with_a_meeting(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY")
    actions.end_series(actor=world.reader("hanna"), meeting=first.pk, now=START)
    assert Meeting.objects.filter(series=first.series, state=State.PLANNED).count() == 1
    alone = planned(world)
    with pytest.raises(ConflictError):
        actions.end_series(actor=world.reader("hanna"), meeting=alone.pk, now=START)


@pytest.mark.django_db(transaction=True)
def test_going_on_twice_at_once_makes_nothing_twice(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;INTERVAL=2")
    later = START + timedelta(days=30)
    assert together(lambda: actions.go_on(now=later), lambda: actions.go_on(now=later)) == []
    assert Meeting.objects.filter(series=first.series).count() == 28
