"""What people are told of meetings: who comes is told of what changes, whoever leads of what waits."""

from datetime import datetime, timedelta

import pytest

import kring.notifications.queries.inbox as inbox
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions
from kring.meetings.library import actions as library
from kring.meetings.library.actions.adding import Draft
from kring.meetings.models import Meeting
from kring.notifications.actions import choose_letters
from kring.notifications.letters.composing import write_due
from kring.notifications.models import Mail, Notification
from kring.notifications.rules import Choices
from kring.notifications.sentences import line
from tests.domain.meetings.furniture import BEGINS, DAY, ENDS, a_plan, planned, registers
from tests.people import START, World

pytestmark = pytest.mark.django_db


def deliver(at: datetime = START) -> None:
    while dispatch_due(clock=lambda: at):
        pass


def told(world: World, name: str) -> list[str]:
    """What someone is told of meetings, but for what she did herself."""
    rows = Notification.objects.filter(account=world.accounts[name], about="meeting", read_at=None).order_by("pk")
    return list(rows.values_list("topic", flat=True))


def said(world: World, name: str) -> list[str]:
    """The sentences, the latest first."""
    return [line(one).sentence for one in inbox.told(world.reader(name)).rows if one.about == "meeting"]


def test_members_are_told_once_of_a_series(world: World) -> None:
    meeting = planned(world, rule="FREQ=WEEKLY")
    deliver()
    assert told(world, "mees") == ["meeting-planned"]
    assert told(world, "stan") == []
    assert told(world, "hanna") == []
    (row,) = [one for one in inbox.told(world.reader("mees")).rows if one.about == "meeting"]
    assert line(row).sentence == "Hanna Host plans “Absence, and what to say of it” on 16 March 2026, 15:00."
    assert line(row).url == f"/meetings/{meeting.pk}"


def test_who_comes_is_told_that_it_moved_and_not_that_its_text_changed(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    registers(world, "mees", meeting)()
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(about="Else"), version=1, now=START)
    deliver()
    assert told(world, "mees") == ["meeting-planned"]
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(starts=DAY + timedelta(days=1)), version=2, now=START)
    deliver()
    assert told(world, "mees") == ["meeting-planned", "meeting-moved"]


def test_who_speaks_is_told_as_who_comes_is(world: World) -> None:
    """She needs no place: that it moved, that it is soon and that it is cancelled concerns her as much."""
    meeting, hanna = planned(world), world.reader("hanna")
    actions.give_part(actor=hanna, meeting=meeting.pk, role="speaker", handle="mees", now=START)
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(location="Houten"), version=1, now=START)
    deliver()
    late = BEGINS - timedelta(hours=24)
    actions.remind(now=late)
    deliver(late)
    actions.call_off(actor=hanna, meeting=meeting.pk, now=late)
    deliver(late)
    heard = ["meeting-moved", "meeting-soon", "meeting-cancelled"]
    assert [topic for topic in told(world, "mees") if topic in heard] == heard
    assert told(world, "hanna") == ["meeting-soon"]
    write_due(now=late + timedelta(minutes=10))
    letter = Mail.objects.get(account=world.accounts["mees"], text__contains="cancelled")
    assert letter.parts == []


def test_who_only_leads_a_series_hears_of_one_change_once(world: World) -> None:
    first, hanna = planned(world, rule="FREQ=WEEKLY;COUNT=5", leader="mees"), world.reader("hanna")
    plan = a_plan(location="Ede", leader="mees")
    actions.change(actor=hanna, meeting=first.pk, plan=plan, version=1, following=True, now=START)
    deliver()
    actions.call_off(actor=hanna, meeting=first.pk, following=True, now=START)
    deliver()
    about = Notification.objects.filter(topic__in=["meeting-moved", "meeting-cancelled"]).order_by("pk")
    assert list(about.values_list("account__handle", "about_id")) == [("mees", first.pk)] * 2


def test_who_is_given_a_part_is_told_as_long_as_she_has_it(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    parts = [
        actions.give_part(actor=hanna, meeting=meeting.pk, role=role, handle="mees", now=START)
        for role in ("speaker", "case")
    ]
    actions.give_part(actor=hanna, meeting=meeting.pk, role="speaker", handle="mees", now=START)
    actions.give_part(actor=hanna, meeting=meeting.pk, role="speaker", handle="hanna", now=START)
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(leader="mees"), version=1, now=START)
    led = planned(world, leader="mees")
    deliver()
    assert told(world, "hanna") == []
    put_down = "Hanna Host put you down for “Absence, and what to say of it” on 16 March 2026, 15:00: {}."
    heard = [one for one in said(world, "mees") if "put you down" in one]
    assert sorted(heard) == [
        put_down.format(part) for part in ("you bring a case", "you lead it", "you lead it", "you speak")
    ]
    actions.take_part_away(actor=hanna, meeting=meeting.pk, part=parts[0].pk, now=START)
    actions.call_off(actor=hanna, meeting=led.pk, now=START)
    moved = a_plan(starts=DAY + timedelta(days=1), leader="mees")
    actions.change(actor=hanna, meeting=meeting.pk, plan=moved, version=2, now=START)
    write_due(now=START + timedelta(minutes=10))
    written = "".join(Mail.objects.filter(account=world.accounts["mees"]).values_list("text", flat=True))
    assert [part in written for part in ("you speak", "you bring a case")] == [False, True]
    assert "on 17 March 2026, 15:00: you bring a case" in written
    assert written.count("you lead it") == 1


def test_a_letter_says_nothing_that_has_passed(world: World) -> None:
    """Quiet hours hold a letter: by then a meeting may have begun or be cancelled, and a list be closed."""
    soon, off = planned(world), planned(world)
    for meeting in (soon, off):
        registers(world, "mees", meeting)()
    late, quiet = BEGINS - timedelta(hours=24), Choices(invitations=False)
    choose_letters(actor=world.reader("mees"), choices=quiet, circles={}, now=START)
    actions.remind(now=late)
    deliver(late)
    actions.call_off(actor=world.reader("hanna"), meeting=off.pk, now=late)
    write_due(now=late + timedelta(minutes=10))
    written = "".join(Mail.objects.filter(account=world.accounts["mees"]).values_list("text", flat=True))
    assert written.count("begins on") == 1
    actions.remind(now=ENDS + timedelta(hours=12))
    deliver(ENDS + timedelta(hours=12))
    actions.close(actor=world.reader("hanna"), meeting=soon.pk, now=ENDS + timedelta(hours=12))
    write_due(now=ENDS + timedelta(hours=13))
    assert not Mail.objects.filter(text__contains="is open still").exists()
    once, series = planned(world, title="Once"), planned(world, title="Often", rule="FREQ=WEEKLY;COUNT=3")
    deliver(late)
    Notification.objects.filter(about_id__in=[once.pk, series.pk]).update(due_at=ENDS)
    write_due(now=ENDS)
    written = "".join(Mail.objects.filter(account=world.accounts["mees"]).values_list("text", flat=True))
    assert ("plans “Often”" in written, "plans “Once”" in written) == (True, False)


def test_who_moves_up_and_whose_meeting_is_cancelled_is_told(world: World) -> None:
    meeting, hanna = planned(world, places=1), world.reader("hanna")
    registers(world, "hanna", meeting)()
    registers(world, "mees", meeting)()
    actions.sign_off(actor=hanna, meeting=meeting.pk, now=START)
    actions.call_off(actor=hanna, meeting=meeting.pk, now=START)
    deliver()
    assert told(world, "mees") == ["meeting-planned", "moved-up", "meeting-cancelled"]


def test_who_comes_to_several_of_a_series_hears_of_each_for_her_calendar(world: World) -> None:
    first, hanna = planned(world, rule="FREQ=WEEKLY;COUNT=5"), world.reader("hanna")
    series = list(Meeting.objects.filter(series=first.series).order_by("starts_at"))
    for meeting in (series[1], series[4]):
        registers(world, "mees", meeting)()
    deliver()
    actions.change(actor=hanna, meeting=first.pk, plan=a_plan(location="Houten"), version=1, following=True, now=START)
    actions.call_off(actor=hanna, meeting=first.pk, following=True, now=START)
    deliver()
    about = Notification.objects.filter(account=world.accounts["mees"], topic="meeting-cancelled")
    assert set(about.values_list("about_id", flat=True)) == {series[1].pk, series[4].pk}
    assert "“Absence, and what to say of it” on 13 April 2026 is cancelled." in said(world, "mees")


def test_a_reminder_comes_once_a_day_before(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    assert actions.remind(now=BEGINS - timedelta(hours=25)) == 0
    assert actions.remind(now=BEGINS - timedelta(hours=24)) == 1
    assert actions.remind(now=BEGINS - timedelta(hours=23)) == 0
    deliver(BEGINS)
    assert told(world, "mees") == ["meeting-planned", "meeting-soon"]
    hanna, late = world.reader("hanna"), BEGINS - timedelta(hours=20)
    actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(starts=DAY + timedelta(days=7)), version=1, now=late)
    assert actions.remind(now=late + timedelta(days=6)) == 0
    assert actions.remind(now=late + timedelta(days=7)) == 1
    other = planned(world)
    soon = a_plan(starts=DAY + timedelta(hours=1))
    actions.change(actor=hanna, meeting=other.pk, plan=soon, version=1, now=late)
    assert actions.remind(now=late + timedelta(hours=1)) == 0


def test_whoever_leads_is_reminded_to_close_the_list(world: World) -> None:
    meeting = planned(world)
    assert actions.remind(now=ENDS + timedelta(hours=11)) == 0
    assert actions.remind(now=ENDS + timedelta(hours=12)) == 1
    deliver(ENDS + timedelta(hours=13))
    assert told(world, "hanna") == ["list-open"]
    another = planned(world)
    actions.close(actor=world.reader("hanna"), meeting=another.pk, now=ENDS)
    assert actions.remind(now=ENDS + timedelta(hours=13)) == 0
    assert meeting.pk != another.pk


def test_members_are_told_of_a_new_piece_at_the_rhythm_of_the_circle(world: World) -> None:
    def add(meeting: int | None, now: datetime) -> int:
        draft = Draft(kind="link", title="On rosters", link="https://example.org", language="en")
        place = None if meeting else world.key("vakgroep")
        return library.add(actor=world.reader("hanna"), place=place, meeting=meeting, draft=draft, now=now).pk

    def pieces(name: str) -> list[int]:
        rows = Notification.objects.filter(account=world.accounts[name], about="piece").order_by("pk")
        return list(rows.values_list("about_id", flat=True))

    meeting = planned(world)
    loose, _before, after = add(None, START), add(meeting.pk, START), add(meeting.pk, ENDS)
    gone = add(None, START)
    library.withdraw(actor=world.reader("hanna"), piece=gone, now=START)
    deliver(ENDS)
    assert pieces("mees") == [loose, after]
    assert pieces("noor") == pieces("hanna") == []
    assert {row.rhythm for row in Notification.objects.filter(about="piece")} == {3}
    rows = [one for one in inbox.told(world.reader("mees")).rows if one.about == "piece"]
    assert {(line(row).sentence, line(row).url) for row in rows} == {
        ("Hanna Host added “On rosters” to the library.", f"/library/{key}") for key in (loose, after)
    }
    library.withdraw(actor=world.reader("hanna"), piece=loose, now=START)
    assert [one.about_key for one in inbox.told(world.reader("mees")).rows if one.about == "piece"] == [str(after)]
