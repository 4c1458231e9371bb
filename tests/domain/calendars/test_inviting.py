"""Invitations as a real mail server receives them, and as a calendar program reads them: what is told, once, and by
which number."""

from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.db import transaction
from django.utils.translation import override

from kring.foundation.accounts.models import Account
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions
from kring.meetings.calendars.models import CalendarCopy
from kring.meetings.models import Meeting
from kring.notifications.actions import choose_letters, mark_read
from kring.notifications.letters.composing import write_due, write_some
from kring.notifications.models import Address, Mail, MailState, Notification, Pause
from kring.notifications.rules import Choices, Rhythm
from tests.domain.meetings.furniture import BEGINS, DAY, a_plan, planned, registers
from tests.domain.notifications.sink import send_all, sink
from tests.people import START, World

pytestmark = pytest.mark.django_db
LATER = START + timedelta(minutes=10)
NEXT_DAY = START + timedelta(days=1)


def letters_of(at: datetime = START) -> list[Mail]:
    """What is written when everything that happened is delivered, and letters are due."""
    while dispatch_due(clock=lambda: at):
        pass
    before = set(Mail.objects.values_list("pk", flat=True))
    write_due(now=at)
    return list(Mail.objects.exclude(pk__in=before).order_by("pk"))


def about_meetings(at: datetime = START) -> list[Mail]:
    """Of those, the ones that bring something for a calendar."""
    letters_of(at)
    return [mail for mail in Mail.objects.filter(state=MailState.WAITING).order_by("pk") if mail.parts]


def event_of(content: str) -> Any:
    """The event of a message, read by another library."""
    return vobject.readOne(content).vevent


def told(mail: Mail) -> tuple[str, int]:
    """How a letter tells a calendar, and by which number."""
    (method,) = (part["type"].partition("method=")[2] for part in mail.parts if "method=" in part["type"])
    return method, int(event_of(mail.parts[0]["content"]).sequence.value)


def choose(world: World, name: str, **chosen: Any) -> None:
    choose_letters(actor=world.reader(name), choices=Choices(**chosen), circles={}, now=START)


def test_an_invitation_as_mail_programs_want_it(world: World, tmp_path: Path) -> None:
    meeting = planned(world, title="Absence, “and”; what\\to say", mode="both", link="https://meet.example.org/x")
    registers(world, "mees", meeting)()
    with sink(tmp_path, return_path="returns@example.org") as server:
        (mail,) = about_meetings()
        assert mail.account == world.accounts["mees"]
        send_all()
    letter: EmailMessage = next(one for _to, one in server.letters if one["To"] == "mees@example.org")
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    beside, file = list(letter.walk())[-2:]
    assert (beside.get_param("method"), str(beside.get_param("charset")).lower()) == ("REQUEST", "utf-8")
    assert file.get_filename() == "invite.ics"
    content = beside.get_content()  # type: ignore[attr-defined]
    assert file.get_content().decode().splitlines() == content.splitlines()  # type: ignore[attr-defined]
    calendar = vobject.readOne(content)
    event = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("REQUEST", "2.0")
    assert event.uid.value == f"{meeting.uid}@localhost"
    assert event.summary.value == "Absence, “and”; what\\to say"
    assert "DTSTART;TZID=Europe/Amsterdam:20260316T150000" in content
    assert event.dtstart.value.astimezone(UTC) == BEGINS
    assert calendar.vtimezone.tzid.value == "Europe/Amsterdam"
    assert event.organizer.params["CN"] == ["Hanna Host"]
    assert event.organizer.value.startswith("mailto:returns+rsvp.")
    assert event.attendee.value == "mailto:mees@example.org"
    assert event.attendee.params == {
        "CN": ["Mees Member"], "ROLE": ["REQ-PARTICIPANT"], "PARTSTAT": ["ACCEPTED"], "RSVP": ["TRUE"]
    }  # fmt: skip
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CONFIRMED", "OPAQUE", "0")
    assert event.location.value == "Utrecht"
    assert "Join online: https://meet.example.org/x" in event.description.value
    assert f"/meetings/{meeting.pk}" in event.url.value
    assert letter["Subject"].strip() == "You have a place at “Absence, “and”; what\\to say” on 16 March 2026, 15:00."
    text = letter.get_body(["plain"])
    assert text is not None
    assert "Monday 16 March 2026, 15:00–17:00 (Amsterdam), Utrecht" in " ".join(text.get_content().split())


def test_without_inbound_mail_nobody_is_asked_to_answer(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    event = event_of(about_meetings()[0].parts[0]["content"])
    assert event.attendee.params["RSVP"] == ["FALSE"]
    assert event.organizer.value == "mailto:kring@localhost"


def test_the_reply_address_stays_and_nobody_elses_stands_there(world: World, settings: Any) -> None:
    settings.RETURN_PATH = "returns@example.org"
    meeting = planned(world)
    registers(world, "mees", meeting)()
    registers(world, "hanna", meeting)()
    first = {mail.to: mail.parts[0]["content"] for mail in about_meetings()}
    assert "hanna@" not in first["mees@example.org"]
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=LATER)
    second = {mail.to: mail.parts[0]["content"] for mail in about_meetings(LATER)}
    organizers = {event_of(found["mees@example.org"]).organizer.value for found in (first, second)}
    assert len(organizers) == 1
    assert event_of(first["hanna@example.org"]).organizer.value not in organizers


def test_numbers_grow_with_what_calendars_are_told_of(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    registers(world, "mees", meeting)()
    assert told(about_meetings()[-1]) == ("REQUEST", 0)
    changes = (a_plan(about="Else"), a_plan(title="Other", about="Else"), a_plan(starts=DAY + timedelta(days=1)))
    found = []
    for version, plan in enumerate(changes, start=1):
        at = START + timedelta(hours=version)
        actions.change(actor=hanna, meeting=meeting.pk, plan=plan, version=version, now=at)
        before = len(about_meetings(at - timedelta(seconds=1)))
        found += [told(mail) for mail in about_meetings(at)[before - 1 :]]
    actions.call_off(actor=hanna, meeting=meeting.pk, because="Ill", now=LATER + timedelta(hours=9))
    last = about_meetings(LATER + timedelta(hours=9))[-1]
    assert told(last) == ("CANCEL", 3)
    event = event_of(last.parts[0]["content"])
    assert event.status.value == "CANCELLED"
    assert "Cancelled: Ill" in event.description.value
    assert [told(mail) for mail in Mail.objects.order_by("pk") if mail.parts] == [
        ("REQUEST", 0), ("REQUEST", 1), ("REQUEST", 2), ("CANCEL", 3)
    ]  # fmt: skip


def test_leaving_and_coming_back_is_a_request_that_programs_take(world: World) -> None:
    meeting, mees = planned(world), world.reader("mees")
    registers(world, "mees", meeting)()
    first = about_meetings()[-1]
    actions.sign_off(actor=mees, meeting=meeting.pk, now=LATER)
    second = about_meetings(LATER)[-1]
    assert told(second) == ("CANCEL", 1)
    assert not hasattr(event_of(second.parts[0]["content"]), "status")
    registers(world, "mees", meeting, now=NEXT_DAY)()
    third = about_meetings(NEXT_DAY)[-1]
    assert told(third) == ("REQUEST", 2)
    stamps = [event_of(mail.parts[0]["content"]).dtstamp.value for mail in (first, second, third)]
    assert stamps == sorted(set(stamps))


def test_who_left_before_the_letter_hears_nothing(world: World) -> None:
    meeting, mees = planned(world), world.reader("mees")
    registers(world, "mees", meeting)()
    actions.sign_off(actor=mees, meeting=meeting.pk, now=START)
    assert about_meetings() == []
    assert not Notification.objects.filter(due_at__isnull=False, topic__startswith="signed").exists()
    registers(world, "mees", meeting)()
    about_meetings()
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=LATER)
    actions.sign_off(actor=mees, meeting=meeting.pk, now=LATER)
    (_first, second) = about_meetings(LATER)
    assert told(second) == ("CANCEL", 1)
    assert "no longer have a place" in second.subject
    assert "was changed" not in second.text


def test_only_the_latest_state_is_told(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    registers(world, "mees", meeting)()
    for version, town in enumerate(("Ede", "Epe", "Elst"), start=1):
        actions.change(actor=hanna, meeting=meeting.pk, plan=a_plan(location=town), version=version, now=START)
    (mail,) = about_meetings()
    assert told(mail) == ("REQUEST", 3)
    assert event_of(mail.parts[0]["content"]).location.value == "Elst"
    assert mail.text.count("was changed") == 1
    assert about_meetings(NEXT_DAY) == [mail]


def test_one_letter_does_not_say_both_that_she_waits_and_that_she_has_a_place(world: World) -> None:
    meeting = planned(world, places=1)
    registers(world, "hanna", meeting)()
    registers(world, "mees", meeting)()
    actions.sign_off(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    (mail,) = [one for one in about_meetings() if one.to.startswith("mees")]
    assert ("You have a place" in mail.text, "You wait" in mail.text) == (True, False)


def test_who_waits_is_tentative_and_who_moves_up_accepted(world: World) -> None:
    meeting = planned(world, places=1, mode="both", link="https://meet.example.org/x")
    registers(world, "hanna", meeting)()
    registers(world, "mees", meeting)()
    (waits,) = [mail for mail in about_meetings() if mail.to.startswith("mees")]
    event = event_of(waits.parts[0]["content"])
    assert event.attendee.params["PARTSTAT"] == ["TENTATIVE"]
    assert (event.status.value, event.transp.value) == ("TENTATIVE", "TRANSPARENT")
    assert "meet.example.org" not in waits.parts[0]["content"]
    assert "You wait for a place" in waits.subject
    actions.sign_off(actor=world.reader("hanna"), meeting=meeting.pk, now=LATER)
    (_waits, moved) = [mail for mail in about_meetings(LATER) if mail.to.startswith("mees")]
    event = event_of(moved.parts[0]["content"])
    assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert event.sequence.value == "0"
    assert "someone else signed off" in moved.subject
    assert "https://meet.example.org/x" in vobject.readOne(moved.parts[0]["content"]).vevent.description.value


def test_every_meeting_of_a_series_is_cancelled_in_calendars(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=4")
    series = list(Meeting.objects.filter(series=first.series).order_by("starts_at"))
    for meeting in series:
        registers(world, "mees", meeting)()
    assert len(about_meetings()) == 4
    actions.call_off(actor=world.reader("hanna"), meeting=series[1].pk, following=True, now=LATER)
    cancelled = about_meetings(LATER)[4:]
    assert [told(mail)[0] for mail in cancelled] == ["CANCEL"] * 3
    uids = {event_of(mail.parts[0]["content"]).uid.value.partition("@")[0] for mail in cancelled}
    assert uids == {str(meeting.uid) for meeting in series[1:]}


def test_whose_place_was_taken_away_is_told(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    mees = world.accounts["mees"]
    given = actions.give_place(actor=hanna, meeting=meeting.pk, handle="mees", now=START)
    assert told(about_meetings()[-1]) == ("REQUEST", 0)
    actions.sign_off(actor=hanna, meeting=meeting.pk, sign_up=given.pk, now=LATER)
    assert told(about_meetings(LATER)[-1]) == ("CANCEL", 1)
    unread = Notification.objects.filter(account=mees, read_at=None).values_list("topic", flat=True)
    assert {"signed-up", "signed-off"} <= set(unread)


def test_the_inbox_lists_what_one_did_oneself_as_read(world: World) -> None:
    registers(world, "mees", planned(world))()
    about_meetings()
    assert Notification.objects.get(topic="signed-up").read_at == START


def test_quiet_hours_and_rhythms_hold_no_invitation(world: World) -> None:
    choose(world, "mees", own=Rhythm.WEEKLY, quiet_from=time(0), quiet_to=time(23), digests=False)
    registers(world, "mees", planned(world))()
    assert [told(mail) for mail in about_meetings()] == [("REQUEST", 0)]


@pytest.mark.parametrize("chosen", [{"own": Rhythm.NEVER}, {"invitations": False}])
def test_who_wants_no_invitations_gets_none(world: World, chosen: dict[str, Any]) -> None:
    choose(world, "mees", **chosen)
    meeting = planned(world)
    registers(world, "mees", meeting)()
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=START)
    assert about_meetings(LATER) == []
    letters_of(NEXT_DAY)
    plain = [mail for mail in Mail.objects.filter(account=world.accounts["mees"]) if "was changed" in mail.text]
    assert len(plain) == ("invitations" in chosen)
    assert not CalendarCopy.objects.exists()


def test_without_invitations_a_rhythm_holds_them_as_all_else(world: World) -> None:
    choose(world, "mees", own=Rhythm.DAILY, invitations=False)
    meeting = planned(world)
    registers(world, "mees", meeting)()
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=START)
    assert letters_of(LATER) == []
    (mail,) = letters_of(NEXT_DAY)
    assert mail.subject == "Your day on Kring"
    assert ("was changed" in mail.text, mail.parts) == (True, [])


def test_a_choice_made_in_between_counts_and_nothing_comes_twice(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    while dispatch_due(clock=lambda: START):
        pass
    choose(world, "mees", own=Rhythm.DAILY, invitations=False)
    assert about_meetings(LATER) == []
    choose(world, "mees", own=Rhythm.DAILY)
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=LATER)
    assert [told(mail) for mail in about_meetings(LATER)] == [("REQUEST", 1)]
    choose(world, "mees", own=Rhythm.DAILY, invitations=False)
    assert all("was changed" not in mail.text for mail in letters_of(NEXT_DAY))
    assert not Notification.objects.filter(letter__isnull=False, due_at__isnull=False).exists()


def test_what_she_read_on_the_page_her_calendar_has_not(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    about_meetings()
    actions.change(actor=world.reader("hanna"), meeting=meeting.pk, plan=a_plan(location="Ede"), version=1, now=LATER)
    while dispatch_due(clock=lambda: LATER):
        pass
    mark_read(actor=world.reader("mees"), now=LATER)
    choose(world, "mees", own=Rhythm.AT_ONCE)
    assert told(about_meetings(LATER)[-1]) == ("REQUEST", 1)


def test_a_paused_address_gets_none_and_is_told_of_none(world: World) -> None:
    mees = world.accounts["mees"]
    Address.objects.create(account=mees, address="mees@example.org", paused_at=START, why=Pause.BOUNCED)
    registers(world, "mees", planned(world))()
    assert about_meetings() == []
    assert not CalendarCopy.objects.exclude(method="").exists()


def test_who_may_see_the_meeting_no_more_is_not_written_to(world: World) -> None:
    from kring.communities.actions import leave

    registers(world, "mees", planned(world, slug="verborgen"))()
    leave(actor=world.reader("mees"), community=world.key("verborgen"), now=START)
    assert about_meetings() == []


def test_a_worker_killed_half_way_tells_the_calendar_once(world: World) -> None:
    registers(world, "mees", planned(world))()
    while dispatch_due(clock=lambda: START):
        pass

    def killed() -> None:
        with transaction.atomic():
            write_some(now=START)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert not CalendarCopy.objects.exists()
    assert [told(mail) for mail in about_meetings()] == [("REQUEST", 0)]
    assert len(about_meetings(NEXT_DAY)) == 1


def test_a_dutch_invitation(world: World) -> None:
    Account.objects.filter(handle="mees").update(language="nl")
    registers(world, "mees", planned(world, mode="both", link="https://meet.example.org/x"))()
    (mail,) = about_meetings()
    with override("nl"):
        assert "16 maart 2026" in mail.subject
        assert "maandag 16 maart 2026, 15:00–17:00 (Amsterdam)" in " ".join(mail.text.split())
