"""Feeds: what stands in them and for whom, and their secrets."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.communities.actions import leave
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.calendars import actions, queries, writing
from kring.meetings.calendars.models import CalendarFeed
from kring.meetings.calendars.queries import Entry
from kring.meetings.calendars.rules import feeds as rules
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import BEGINS, DAY, planned, registers
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db


def entries(world: World, name: str, *, slug: str = "", now: datetime = START) -> list[Entry]:
    return queries.feed_entries(world.reader(name), place=world.key(slug) if slug else None, now=now)


def test_ones_own_feed_holds_what_one_has_a_part_in(world: World) -> None:
    going, waiting, led, other = (planned(world, title=title, places=1) for title in ("a", "b", "c", "d"))
    Meeting.objects.filter(pk=led.pk).update(led_by=world.accounts["mees"])
    registers(world, "hanna", waiting)()
    for meeting in (going, waiting):
        registers(world, "mees", meeting)()
    off = planned(world, title="e")
    registers(world, "mees", off)()
    meetings.sign_off(actor=world.reader("mees"), meeting=off.pk, now=START)
    speaks = planned(world, title="f", mode="online", location="", link="https://meet.example.org/x")
    meetings.give_part(actor=world.reader("hanna"), meeting=speaks.pk, role="speaker", handle="mees", now=START)
    assert [(one.title, one.link) for one in entries(world, "mees")] == [
        ("a", ""), ("b", ""), ("c", ""), ("f", speaks.link),
    ]  # fmt: skip
    assert other.title in [one.title for one in entries(world, "mees", slug="vakgroep")]


def test_a_circles_feed_holds_what_one_may_see_there(world: World) -> None:
    planned(world, slug="verborgen")
    planned(world)
    assert len(entries(world, "mees", slug="verborgen")) == 1
    assert entries(world, "stan", slug="verborgen") == []
    assert len(entries(world, "stan", slug="vakgroep")) == 1


def test_the_link_is_for_who_has_a_place_or_hosts(world: World) -> None:
    meeting = planned(world, mode="online", location="", link="https://meet.example.org/x", open_to_all=True, places=1)
    registers(world, "mees", meeting)()
    registers(world, "stan", meeting)()
    shown = {name: entries(world, name, slug="vakgroep")[0].link for name in ("mees", "hanna", "stan", "noor")}
    assert shown == {"mees": meeting.link, "hanna": meeting.link, "stan": "", "noor": ""}
    assert queries.entry(world.reader("stan"), meeting.pk).link == ""


def test_a_feed_reaches_ninety_days_back(world: World) -> None:
    planned(world)
    ends = BEGINS + timedelta(hours=2)
    assert len(entries(world, "hanna", now=ends + timedelta(days=90) - timedelta(seconds=1))) == 1
    assert entries(world, "hanna", now=ends + timedelta(days=90)) == []


def test_a_feed_is_bounded_and_costs_so_many_queries(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for number in (3, 30):
        for _ in range(number):
            planned(world)
        reader = world.reader("hanna")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.feed_entries(reader, place=world.key("vakgroep"), now=START)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 2
    monkeypatch.setattr("kring.meetings.calendars.queries.events.MOST_EVENTS", 7)
    assert len(entries(world, "hanna")) == 7


def test_cancelled_ones_stay_and_say_so(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    meetings.call_off(actor=world.reader("hanna"), meeting=meeting.pk, because="Snow", now=START)
    event = vobject.readOne(writing.feed(entries(world, "mees"), name="x").decode()).vevent
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CANCELLED", "TRANSPARENT", "1")


def test_the_same_feed_is_the_same_to_the_byte(world: World) -> None:
    planned(world, rule="FREQ=WEEKLY;COUNT=9")
    first, second = (writing.feed(entries(world, "hanna"), name="x") for _ in range(2))
    assert first == second
    calendar = vobject.readOne(first.decode())
    assert len(calendar.vevent_list) == 9
    assert len({event.uid.value for event in calendar.vevent_list}) == 9
    wall = {event.dtstart.value.strftime("%H:%M") for event in calendar.vevent_list}
    assert wall == {"15:00"}
    moments = [event.dtstart.value.astimezone(UTC) for event in calendar.vevent_list]
    assert moments == [one.starts_at for one in entries(world, "hanna")]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"])
def test_times_are_right_in_every_zone(world: World, zone: str) -> None:
    for day in (date(2026, 3, 7), date(2026, 4, 6), date(2026, 11, 2)):
        planned(world, zone=zone, starts=DAY.replace(year=day.year, month=day.month, day=day.day))
    calendar = vobject.readOne(writing.feed(entries(world, "hanna"), name="x").decode())
    found = [event.dtstart.value.astimezone(UTC) for event in calendar.vevent_list]
    assert found == [one.starts_at for one in entries(world, "hanna")]


def test_only_a_digest_is_kept_and_renewing_replaces(world: World) -> None:
    mees = world.reader("mees")
    feed, first = actions.make_feed(actor=mees, place=None, now=START)
    assert first not in str(CalendarFeed.objects.values().get())
    assert rules.looks_like_secret(first)
    again, second = actions.make_feed(actor=mees, place=None, now=START + timedelta(days=1))
    assert again.pk == feed.pk
    assert queries.opened(first) is None
    opened = queries.opened(second)
    assert opened is not None
    assert opened.reader.account == mees.account
    actions.withdraw_feed(actor=mees, feed=feed.pk)
    assert queries.opened(second) is None
    with pytest.raises(NotThereError):
        actions.withdraw_feed(actor=mees, feed=feed.pk)


def test_what_one_does_not_see_has_no_feed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stan = world.reader("stan")
    for place in (world.key("verborgen"), 999_999):
        with pytest.raises(NotThereError):
            actions.make_feed(actor=stan, place=place, now=START)
    mine, _secret = actions.make_feed(actor=world.reader("mees"), place=None, now=START)
    with pytest.raises(NotThereError):
        actions.withdraw_feed(actor=stan, feed=mine.pk)
    with pytest.raises(NotThereError):
        queries.own_feed(stan, mine.pk)
    monkeypatch.setattr(rules, "MOST_FEEDS", 1)
    with pytest.raises(ConflictError):
        actions.make_feed(actor=world.reader("mees"), place=world.key("vakgroep"), now=START)


def test_who_left_gets_nothing(world: World) -> None:
    mees = world.reader("mees")
    _feed, circle = actions.make_feed(actor=mees, place=world.key("verborgen"), now=START)
    _feed, own = actions.make_feed(actor=mees, place=None, now=START)
    assert queries.opened(circle) is not None
    leave(actor=mees, community=world.key("verborgen"), now=START)
    assert queries.opened(circle) is None
    assert queries.opened(own) is not None
    Account.objects.filter(pk=mees.account).update(is_active=False)
    assert queries.opened(own) is None


def test_leaving_kring_drops_feeds(world: World) -> None:
    from kring.communities.actions.leaving import leave_kring

    actions.make_feed(actor=world.reader("mees"), place=None, now=START)
    leave_kring(actor=world.reader("mees"), now=START)
    while dispatch_due(clock=lambda: START):
        pass
    assert not CalendarFeed.objects.exists()


def test_a_fetch_is_noted_once_an_hour_and_a_change_by_the_second(world: World) -> None:
    feed, _secret = actions.make_feed(actor=world.reader("mees"), place=None, now=START)

    def fetched(mark: str, at: datetime) -> tuple[datetime, datetime]:
        row = CalendarFeed.objects.get(pk=feed.pk)
        changed = actions.note_fetch(feed=row, fingerprint=mark, now=at)
        return changed, cast("datetime", CalendarFeed.objects.get(pk=feed.pk).last_used_at)

    second = timedelta(seconds=1)
    assert fetched("a", START) == (START, START)
    assert fetched("a", START + timedelta(minutes=59)) == (START, START)
    assert fetched("b", START + second / 2) == (START + second, START)
    assert fetched("b", START + timedelta(hours=1)) == (START + second, START + timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_feed(world: World) -> None:
    made: list[Any] = []
    make = lambda: made.append(actions.make_feed(actor=world.reader("mees"), place=None, now=START))  # noqa: E731
    assert together(make, make, make) == []
    assert CalendarFeed.objects.count() == 1
    assert sum(queries.opened(secret) is not None for _feed, secret in made) == 1
