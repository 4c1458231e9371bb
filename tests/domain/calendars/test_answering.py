"""Answers of calendar programs: done as they say when they bear our signature; all else does nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kring.config.mail_takers import TABLE
from kring.meetings import actions
from kring.meetings.calendars.addresses import reply_address, sign_up_addressed
from kring.meetings.calendars.models import CalendarCopy
from kring.meetings.models import Meeting, SignUp
from kring.notifications.inbound.taking import LARGEST, Outcome, take
from kring.notifications.models import Mail
from tests.domain.calendars.replies import PROGRAMS, gmail, mail, outlook, stamp, thunderbird
from tests.domain.calendars.test_inviting import about_meetings, told
from tests.domain.meetings.furniture import BEGINS, planned, registers
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db
Program = Callable[..., bytes]


@pytest.fixture(autouse=True)
def inbound(settings: Any) -> None:
    """Mail that comes back is taken."""
    settings.RETURN_PATH = "returns@example.org"


@pytest.fixture
def invited(world: World) -> SignUp:
    """Mees' place at a meeting with one, of which his calendar was told; noor waits."""
    world.enter("noor", "vakgroep")
    meeting = planned(world, places=1)
    for name in ("mees", "noor"):
        registers(world, name, meeting)()
    about_meetings()
    return SignUp.objects.get(account=world.accounts["mees"], meeting=meeting)


def uid(sign_up: SignUp) -> str:
    return f"{sign_up.meeting.uid}@localhost"


def answer(sign_up: SignUp, said: str, program: Program = gmail, *, minutes: int = 1, sequence: int = 0) -> Outcome:
    """Her program answers so many minutes after the invitation."""
    at = START + timedelta(minutes=minutes)
    data = program(uid(sign_up), reply_address(sign_up.pk), said, sequence=sequence, at=at)
    return take(data, takers=TABLE, now=at)


def states(sign_up: SignUp) -> dict[str, str]:
    return dict(SignUp.objects.filter(meeting=sign_up.meeting_id).values_list("account__handle", "state"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_who_declines_signs_off_and_the_next_moves_up(invited: SignUp, program: Program) -> None:
    assert answer(invited, "DECLINED", program) is Outcome.TAKEN
    assert states(invited) == {"mees": "off", "noor": "going"}
    assert [mail.to for mail in about_meetings(START + timedelta(minutes=2))][2:] == ["noor@example.org"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_who_accepts_stays_and_who_comes_back_waits(invited: SignUp, program: Program) -> None:
    assert answer(invited, "ACCEPTED", program) is Outcome.TAKEN
    assert states(invited)["mees"] == "going"
    answer(invited, "TENTATIVE", program, minutes=2)
    assert states(invited)["mees"] == "going"
    answer(invited, "DECLINED", program, minutes=3)
    answer(invited, "ACCEPTED", program, minutes=4)
    assert states(invited) == {"mees": "waiting", "noor": "going"}
    latest = [one for one in about_meetings(START + timedelta(minutes=5)) if one.to.startswith("mees")][-1]
    assert told(latest) == ("REQUEST", 1)
    assert "You wait for a place" in latest.subject


def test_the_same_answer_twice_and_an_older_one_change_nothing(world: World, invited: SignUp) -> None:
    answer(invited, "DECLINED", minutes=5)
    actions.register(actor=world.reader("mees"), meeting=invited.meeting_id, now=START + timedelta(minutes=6))
    for minutes in (5, 4):
        assert answer(invited, "DECLINED", minutes=minutes) is Outcome.TAKEN
    assert states(invited)["mees"] == "waiting"


def test_an_answer_to_an_earlier_version_changes_nothing(world: World, invited: SignUp) -> None:
    actions.sign_off(actor=world.reader("mees"), meeting=invited.meeting_id, now=START)
    about_meetings(START + timedelta(minutes=1))
    answer(invited, "ACCEPTED", minutes=9)
    assert states(invited)["mees"] == "off"
    answer(invited, "ACCEPTED", minutes=9, sequence=1)
    assert states(invited)["mees"] == "waiting"


def test_what_cannot_be_done_is_told_once_in_her_language(world: World, invited: SignUp) -> None:
    answer(invited, "DECLINED")
    Meeting.objects.update(register_hours=1_000)
    Mail.objects.all().delete()
    for _ in range(2):
        answer(invited, "ACCEPTED", minutes=2)
    letter = Mail.objects.get()
    assert letter.to == "mees@example.org"
    assert "Registration for this meeting is closed." in letter.text
    world.accounts["mees"].language = "nl"
    world.accounts["mees"].save()
    answer(invited, "ACCEPTED", minutes=3)
    assert "gesloten" in Mail.objects.latest("pk").text


def test_who_is_there_stays_on_the_list(world: World, invited: SignUp) -> None:
    actions.correct(
        actor=world.reader("hanna"),
        meeting=invited.meeting_id,
        marks=[actions.presence.Mark(sign_up=invited.pk, came=BEGINS)],
        now=BEGINS,
    )
    data = gmail(uid(invited), reply_address(invited.pk), "DECLINED", at=BEGINS)
    Mail.objects.all().delete()
    take(data, takers=TABLE, now=BEGINS)
    assert states(invited)["mees"] == "going"
    assert "can't be signed off" in Mail.objects.get().text
    assert CalendarCopy.objects.get(pk=invited.pk).answer == ""


def test_a_cancelled_meeting_is_declined_without_a_word(world: World, invited: SignUp) -> None:
    actions.call_off(actor=world.reader("hanna"), meeting=invited.meeting_id, now=START)
    about_meetings()
    Mail.objects.all().delete()
    answer(invited, "DECLINED", sequence=1)
    assert (states(invited)["mees"], Mail.objects.count()) == ("going", 0)
    answer(invited, "ACCEPTED", minutes=2, sequence=1)
    assert Mail.objects.count() == 0


def test_another_time_is_not_taken_and_that_is_said(invited: SignUp) -> None:
    Mail.objects.all().delete()
    whole = outlook(uid(invited), reply_address(invited.pk), "TENTATIVE")
    text = gmail(uid(invited), reply_address(invited.pk), "DECLINED").decode().replace("METHOD:REPLY", "METHOD:COUNTER")
    for _ in range(2):
        assert take(text.encode(), takers=TABLE, now=START) is Outcome.TAKEN
    assert "Ask whoever leads it" in Mail.objects.get().text
    assert take(whole, takers=TABLE, now=START) is Outcome.TAKEN
    assert states(invited)["mees"] == "going"


def test_an_answer_is_believed_by_its_signature_alone(world: World, invited: SignUp) -> None:
    noors = SignUp.objects.get(account=world.accounts["noor"])
    good = reply_address(invited.pk)
    number, signature = str(invited.pk), good.partition("@")[0].rpartition(".")[2]
    forged = (
        f"returns+rsvp.{noors.pk}.{signature}@example.org",
        f"returns+rsvp.{number}.{'a' * 20}@example.org",
        f"returns+{number}.{signature}@example.org",
        "returns@example.org",
        f"{good}, {reply_address(noors.pk)}",
    )
    for address in forged:
        data = gmail(uid(invited), "x@example.org", "DECLINED").replace(b"x@example.org", address.encode())
        assert take(data, takers=TABLE, now=START) is Outcome.REFUSED
    assert states(invited)["mees"] == "going"
    assert sign_up_addressed([f"<{good.upper()}>"]) == invited.pk
    data = gmail(uid(invited), "returns@example.org", "DECLINED")
    assert take(data, takers=TABLE, now=START, delivered_to=good) is Outcome.TAKEN
    assert states(invited)["mees"] == "off"


def test_who_left_or_whose_meeting_is_gone_is_taken_plainly(world: World, invited: SignUp) -> None:
    from kring.communities.actions import leave

    data = gmail(uid(invited), reply_address(999_999), "DECLINED")
    assert take(data, takers=TABLE, now=START) is Outcome.TAKEN
    hidden = planned(world, slug="verborgen")
    registers(world, "mees", hidden)()
    about_meetings()
    leave(actor=world.reader("mees"), community=world.key("verborgen"), now=START)
    sign_up = SignUp.objects.get(meeting=hidden)
    assert answer(sign_up, "DECLINED") is Outcome.TAKEN
    assert states(sign_up) == {"mees": "going"}


NO = "ATTENDEE;PARTSTAT=DECLINED:mailto:x"
HOSTILE = (
    [],
    ["BEGIN:VEVENT"] * 5_000,
    ["BEGIN:VEVENT", "UID:{uid}", "END:VEVENT"],
    ["BEGIN:VEVENT", "DTSTAMP:{now}", NO, "END:VEVENT"],
    ["BEGIN:VEVENT", "UID:{uid}x", "DTSTAMP:{now}", NO],
    ["BEGIN:VTODO", "UID:{uid}", "DTSTAMP:{now}", NO],
    ["METHOD:PUBLISH", "BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:{now}", NO],
    ["BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:{now}", "SEQUENCE:-1", NO],
    ["BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:99991399T999999Z", NO],
    ["BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:20990101T000000Z", NO],
    ["BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:{now}", NO, f"{NO}y"],
    ["BEGIN:VEVENT", "UID:{uid}", "DTSTAMP:{now}", "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:x"],
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_calendars_do_nothing(invited: SignUp, hostile: list[str]) -> None:
    lines = "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REPLY", *hostile, ""])
    text = lines.replace("{uid}", uid(invited)).replace("{now}", stamp(START))
    assert take(mail(text, reply_address(invited.pk)), takers=TABLE, now=START) is Outcome.TAKEN
    assert states(invited) == {"mees": "going", "noor": "waiting"}


def test_large_ones_and_bombs_cost_nothing(invited: SignUp) -> None:
    to = reply_address(invited.pk)
    bomb = gmail(uid(invited), to, "DECLINED").replace(
        b"STATUS:CONFIRMED", b"RRULE:FREQ=SECONDLY;COUNT=99999999\r\nSTATUS:CONFIRMED"
    )
    assert take(b"X" * 10_000_000, takers=TABLE, now=START, delivered_to=to) is Outcome.REFUSED
    long = mail("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n" + "X-A:" + "b" * (LARGEST // 2), to)
    assert take(long, takers=TABLE, now=START) is Outcome.TAKEN
    assert states(invited)["mees"] == "going"
    assert take(bomb, takers=TABLE, now=START) is Outcome.TAKEN
    assert states(invited)["mees"] == "off"


def test_whose_calendar_was_told_nothing_answers_nothing(world: World) -> None:
    meeting = planned(world)
    sign_up = registers(world, "mees", meeting)()
    assert answer(sign_up, "DECLINED", thunderbird) is Outcome.TAKEN
    assert states(sign_up) == {"mees": "going"}


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_at_once_is_one(invited: SignUp) -> None:
    assert together(*[lambda: answer(invited, "DECLINED")] * 3) == []
    assert states(invited) == {"mees": "off", "noor": "going"}
    assert Meeting.objects.values_list("taken", "waiting").get() == (1, 0)
