"""Guests from outside: one letter for each thing, in the meeting's language, with a link that gives up the place."""

from datetime import timedelta
from pathlib import Path

import pytest

from kring.config.mail_takers import TABLE
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions
from kring.meetings.calendars.addresses import guest_token, read_guest_token, reply_address
from kring.meetings.models import Meeting, SignUp
from kring.notifications.inbound.taking import Outcome, take
from kring.notifications.models import Mail
from tests.domain.calendars.replies import gmail
from tests.domain.calendars.test_inviting import event_of, told
from tests.domain.meetings.furniture import BEGINS, ENDS, a_plan, planned, registers
from tests.domain.notifications.sink import send_all, sink
from tests.people import START, World

pytestmark = pytest.mark.django_db


def brought(world: World, meeting: Meeting, name: str = "Ada L.") -> SignUp:
    return actions.bring(
        actor=world.reader("hanna"), meeting=meeting.pk, name=name, email=f"{name[:3]}@Example.com", now=START
    )


def letters(minutes: int = 0) -> list[Mail]:
    """All that was written to guests, the latest last."""
    while dispatch_due(clock=lambda: START + timedelta(minutes=minutes)):
        pass
    return list(Mail.objects.filter(to__endswith="@example.com").order_by("pk"))


def test_a_guest_is_invited_told_of_changes_and_of_the_end(world: World, tmp_path: Path) -> None:
    meeting, hanna = (
        planned(world, language="nl", mode="both", link="https://meet.example.org/x"),
        world.reader("hanna"),
    )
    guest = brought(world, meeting)
    (first,) = letters()
    assert first.subject == "Hanna Host neemt je mee naar “Absence, and what to say of it”: je hebt een plaats"
    assert "maandag 16 maart 2026, 15:00–17:00 (Amsterdam), Utrecht" in first.text
    assert f"/meetings/guests/{guest_token(guest.pk)}" in first.text
    assert "https://meet.example.org/x" in first.html
    assert told(first) == ("REQUEST", 0)
    event = event_of(first.parts[0]["content"])
    assert (event.attendee.value, event.attendee.params["CN"]) == ("mailto:ada@example.com", ["Ada L."])
    plan = a_plan(language="nl", location="Ede")
    for _ in range(2):
        actions.change(
            actor=hanna, meeting=meeting.pk, plan=plan, version=Meeting.objects.get(pk=meeting.pk).version, now=START
        )
    actions.call_off(actor=hanna, meeting=meeting.pk, because="Sneeuw", now=START)
    found = letters(1)
    assert [told(mail) for mail in found] == [("REQUEST", 0), ("CANCEL", 2)]
    assert "Sneeuw" in found[-1].text
    assert "/guests/" not in found[-1].text
    with sink(tmp_path) as server:
        send_all()
    assert [part.get_content_type() for part in server.letters[0][1].walk()][:4] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html"
    ]  # fmt: skip


def test_a_guest_waits_moves_up_and_gives_up(world: World) -> None:
    meeting = planned(world, places=1)
    first, second = brought(world, meeting), brought(world, meeting, "Bob")
    said = [mail.subject.rpartition("”: ")[2] for mail in letters()]
    assert said == ["you have a place", "you wait for a place"]
    assert read_guest_token(guest_token(first.pk)) == first.pk
    assert read_guest_token(f"{second.pk}.{guest_token(first.pk).partition('.')[2]}") is None
    actions.give_up(sign_up=first.pk, now=START)
    assert SignUp.objects.get(pk=second.pk).state == "going"
    subjects = [mail.subject for mail in letters(1)[2:]]
    assert sorted(subjects) == [
        "You have a place at “Absence, and what to say of it”",
        "You no longer have a place at “Absence, and what to say of it”",
    ]
    assert actions.give_up(sign_up=first.pk, now=START).state == "off"
    assert len(letters(2)) == 4


def test_a_guest_with_a_place_is_reminded(world: World) -> None:
    meeting = planned(world, places=1, language="nl", mode="both", link="https://meet.example.org/x")
    guest = brought(world, meeting)
    brought(world, meeting, "Bob")
    letters()
    actions.remind(now=BEGINS - timedelta(hours=24))
    while dispatch_due(clock=lambda: BEGINS - timedelta(hours=24)):
        pass
    (mail,) = Mail.objects.filter(to=guest.guest_email, made_at__gt=BEGINS - timedelta(hours=25))
    assert f"/meetings/guests/{guest_token(guest.pk)}" in mail.text
    assert ("https://meet.example.org/x" in mail.html, mail.parts) == (True, [])
    assert "List-Unsubscribe-Post" in mail.headers
    assert not Mail.objects.filter(to__contains="bob", made_at__gt=BEGINS - timedelta(hours=25)).exists()


def test_only_guests_give_up_so_and_only_in_time(world: World) -> None:
    meeting = planned(world)
    member, guest = registers(world, "mees", meeting)(), brought(world, meeting)
    for key in (member.pk, 999_999):
        with pytest.raises(NotThereError):
            actions.give_up(sign_up=key, now=START)
    with pytest.raises(ConflictError):
        actions.give_up(sign_up=guest.pk, now=ENDS)
    actions.call_off(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    with pytest.raises(ConflictError):
        actions.give_up(sign_up=guest.pk, now=START)


def test_a_guests_calendar_answers(world: World, settings: object) -> None:
    settings.RETURN_PATH = "returns@example.org"  # type: ignore[attr-defined]
    meeting = planned(world)
    guest = brought(world, meeting)
    letters()
    uid, to = f"{meeting.uid}@localhost", reply_address(guest.pk)
    assert take(gmail(uid, to, "DECLINED", at=START), takers=TABLE, now=START) is Outcome.TAKEN
    assert SignUp.objects.get(pk=guest.pk).state == "off"
    assert len(letters(1)) == 1
    later = START + timedelta(minutes=2)
    take(gmail(uid, to, "ACCEPTED", at=later), takers=TABLE, now=later)
    assert SignUp.objects.get(pk=guest.pk).state == "off"
    assert "Ask whoever brought you" in letters(2)[-1].text


def test_hostile_names_add_nothing(world: World) -> None:
    meeting = planned(world, title="<b>x</b>")
    brought(world, meeting, "Eve<script>")
    (mail,) = letters()
    assert "<script>" not in mail.html
    assert "<b>x" not in mail.html
