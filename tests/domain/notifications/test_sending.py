"""Letters as a real mail server receives them, and what becomes of addresses that it refuses."""

import smtplib
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings

from kring.conversations.models import Conversation
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.notifications.actions import ask_to_resume, forget_letters, queue_mail, resume
from kring.notifications.letters.composing import write_due
from kring.notifications.letters.tokens import letters_marked, read_resume_token
from kring.notifications.models import Address, Mail, MailState, Pause
from kring.notifications.queries.pausing import count_paused, paused_address
from kring.notifications.rules import Topic
from tests.domain.notifications.sink import send_all, sink
from tests.domain.notifications.test_letters import NEXT_DAY, SOON, tell
from tests.people import World


def test_a_letter_says_all_that_mail_programs_act_by(world: World, tmp_path: Path) -> None:
    tell(world, "mees", Topic.ANSWERED, 1, place="vakgroep", conversation=world.question)
    write_due(now=SOON)
    tell(world, "mees", Topic.REPLIED, 2, place="vakgroep", conversation=world.question, now=NEXT_DAY)
    Account.objects.filter(handle="mees").update(language="nl")
    with sink(tmp_path, return_path="bounces@example.org") as server:
        send_all()
        (returns_to, letter), key = server.letters[0], Mail.objects.get().pk
    assert letter["From"] == "Kring <kring@example.org>"
    assert letter["To"] == "mees@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].strip().startswith("<http")
    assert letter["List-Id"].startswith("<own.")
    assert letter["References"] == letter["In-Reply-To"] != letter["Message-ID"]
    assert letters_marked(str(letter["Message-ID"])) == letters_marked(returns_to) == [key]
    assert returns_to.startswith("bounces+")
    assert letter.get_content_type() == "multipart/alternative"
    text, page = letter.get_body(["plain"]), letter.get_body(["html"])
    assert text is not None
    assert page is not None
    for said in (text.get_content(), page.get_content()):
        assert "Hanna Host answered your question “How do I run a hackathon?”." in said
        assert f"/conversations/{world.question.pk}" in said
        assert str(letter["List-Unsubscribe"]).strip(" <>") in said
    assert "color-scheme" in page.get_content()
    assert "<img" not in page.get_content()


def test_letters_about_one_conversation_are_one_thread(world: World, tmp_path: Path) -> None:
    with sink(tmp_path) as server:
        for event, now in enumerate((SOON, NEXT_DAY)):
            tell(world, "mees", Topic.ANSWERED, event, place="vakgroep", conversation=world.question, now=now)
            write_due(now=now + (NEXT_DAY - SOON))
        send_all()
    (_, first), (_, second) = server.letters
    assert first["References"] == second["References"]
    assert first["Subject"] == second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]


def test_hostile_names_add_no_header(world: World, tmp_path: Path) -> None:
    Account.objects.filter(handle="hanna").update(name="Eve\r\nBcc: x@example.org\r\n\r\n<script>")
    Conversation.objects.filter(pk=world.question.pk).update(title="a\nBcc: y@example.org\x0b\u2028b" * 6)
    tell(world, "mees", Topic.ANSWERED, 1, conversation=world.question)
    write_due(now=SOON)
    with sink(tmp_path) as server:
        send_all()
    letter = server.last()
    assert letter["Bcc"] is None
    assert "Bcc: y@example.org" in letter["Subject"]
    page = letter.get_body(["html"])
    assert page is not None
    assert "<script>" not in page.get_content()


def test_a_dutch_letter(world: World, tmp_path: Path) -> None:
    Account.objects.filter(handle="mees").update(language="nl")
    tell(world, "mees", Topic.ANSWERED, 1, place="vakgroep", conversation=world.question)
    write_due(now=SOON)
    with sink(tmp_path) as server:
        send_all()
    text = server.last().get_body(["plain"])
    assert text is not None
    assert "Hanna Host beantwoordde je vraag" in text.get_content()
    assert "Get fewer" not in text.get_content()


def test_a_refused_address_is_paused_and_can_be_resumed(world: World, tmp_path: Path) -> None:
    mees = world.reader("mees")
    with sink(tmp_path) as server:
        server.refused["mees@example.org"] = "550 5.1.1 No such user"
        for event in range(2):
            tell(world, "mees", Topic.ANSWERED, event, conversation=world.question, now=SOON)
            write_due(now=NEXT_DAY)
            send_all()
        assert Mail.objects.get().state == MailState.FAILED
        paused = paused_address(mees)
        assert paused is not None
        assert (paused.why, paused.said) == (Pause.REFUSED, "550 5.1.1 No such user")
        assert count_paused() == 1
        server.refused.clear()
        assert ask_to_resume(actor=mees, now=clock.now())
        send_all()
    text = server.last().get_body(["plain"]).get_content()
    token = next(word for word in text.split() if "/letters/address/" in word).rpartition("/")[2]
    key = read_resume_token(token)
    assert key == paused.pk
    assert read_resume_token(f"{token}x") is None
    assert resume(address=key)
    assert not resume(address=key)
    assert paused_address(mees) is None
    assert not ask_to_resume(actor=mees, now=clock.now())


def test_a_server_that_takes_no_mail_from_us_pauses_nobody(world: World, tmp_path: Path) -> None:
    queue_mail(to="mees@example.org", subject="Hello", text="Hello.", now=SOON)
    with sink(tmp_path) as server:
        server.refused["mees@example.org"] = "554 5.7.1 Relay access denied"
        send_all()
    assert Mail.objects.get().state == MailState.FAILED
    assert count_paused() == 0


def test_another_address_is_another_beginning(world: World) -> None:
    mees = world.accounts["mees"]
    Address.objects.create(account=mees, address="mees@example.org", paused_at=SOON, why=Pause.BOUNCED)
    assert count_paused() == 1
    Account.objects.filter(pk=mees.pk).update(email="Mees@Example.net")
    assert count_paused() == 0


def test_a_letter_that_waited_while_its_address_was_paused_is_dropped(world: World, tmp_path: Path) -> None:
    mees = world.accounts["mees"]
    tell(world, "mees", Topic.ANSWERED, 1, conversation=world.question)
    write_due(now=SOON)
    queue_mail(to="mees@example.org", subject="Your code", text="123", now=SOON)
    Address.objects.create(account=mees, address="mees@example.org", paused_at=SOON, why=Pause.BOUNCED)
    with sink(tmp_path) as server:
        send_all()
    assert [str(letter["Subject"]) for _, letter in server.letters] == ["Your code"]
    assert Mail.objects.filter(state=MailState.DROPPED).count() == 1


def test_a_no_for_now_is_tried_again(world: World, tmp_path: Path) -> None:
    queue_mail(to="mees@example.org", subject="Hello", text="Hello.", now=SOON)
    with sink(tmp_path) as server:
        server.refused["mees@example.org"] = "450 4.2.1 Try later"
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send_all()
        server.refused.clear()
        send_all()
    assert len(server.letters) == 1
    assert count_paused() == 0


def test_letters_that_were_sent_long_ago_are_forgotten(world: World, tmp_path: Path) -> None:
    queue_mail(to="mees@example.org", subject="Hello", text="Hello.", now=SOON)
    with sink(tmp_path):
        send_all()
    queue_mail(to="mees@example.org", subject="Waits", text="Hello.", now=SOON)
    assert forget_letters(before=SOON) == 0
    assert forget_letters(before=clock.now()) == 1
    assert Mail.objects.get().subject == "Waits"


def test_a_letter_of_text_alone_is_a_page_too(world: World, tmp_path: Path) -> None:
    hostile = "Hello <b>Mees</b> & co,\n\nDo it here:\nhttps://example.org/a?b=<script>1</script>\n\nBye."
    queue_mail(to="x@example.org", subject="<i>Come</i>", text=hostile, now=clock.now())
    with sink(tmp_path) as server:
        send_all()
    page = server.last().get_body(["html"])
    assert page is not None
    said = page.get_content()
    assert "Hello &lt;b&gt;Mees&lt;/b&gt; &amp; co," in said
    assert 'href="https://example.org/a?b="' in said
    assert "<script" not in said
    assert "<i>" not in said
    assert said.count("<p ") == 4
    assert page.get_content().count(str(server.last()["List-Unsubscribe"]).strip(" <>")) == 2


@override_settings(EMAIL_BACKEND="kring.notifications.mail.QueuedBackend")
def test_a_letter_of_djangos_brings_its_calendar_and_files(world: World, tmp_path: Path) -> None:
    made = EmailMultiAlternatives(
        "You are invited",
        "Come.",
        None,
        ["x@example.org"],
        reply_to=["reply+1@example.org"],
        headers={"X-Kind": "meeting"},
    )
    made.attach_alternative("<p>Come.</p>", "text/html")
    made.attach_alternative("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    made.attach("meeting.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    made.send()
    with sink(tmp_path) as server:
        send_all()
    letter = server.last()
    kinds = [part.get_content_type() for part in letter.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "text/calendar"
    ]  # fmt: skip
    beside, file = (part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert beside.get_param("method") == "REQUEST"
    assert beside.get_param("charset") == "utf-8"
    assert (file.get_filename(), "END:VCALENDAR" in file.get_content()) == ("meeting.ics", True)
    assert (letter["Reply-To"], letter["X-Kind"]) == ("reply+1@example.org", "meeting")
    assert Mail.objects.get().parts == []
    made.attach("photo.png", b"\x89PNG", "image/png")
    with pytest.raises(TypeError):
        made.send()
