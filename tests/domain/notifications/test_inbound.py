"""Mail that comes back: reports pause an address, forged and broken ones do nothing."""

import io
import sys
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kring.config.cli import mail, main
from kring.config.engine import EngineError
from kring.config.mail_takers import TABLE
from kring.foundation.addresses import mail_host
from kring.notifications.actions import queue_mail
from kring.notifications.inbound.taking import LARGEST, Outcome, read, take
from kring.notifications.letters.tokens import address_digest, letter_mark, letters_marked
from kring.notifications.models import Address, Mail, MailState, Pause, Silence
from kring.notifications.queries.pausing import count_paused, paused_address
from tests.people import START, World


def letter_to(address: str = "mees@example.org") -> Mail:
    """A letter that went out."""
    return queue_mail(to=address, subject="Hello", text="Hello.", now=START)


def report(
    *,
    message_id: str = "",
    to: str = "kring@example.org",
    status: str = "5.1.1",
    action: str = "failed",
    whole: bool = True,
) -> bytes:
    """A delivery report as mail servers write them."""
    told = (
        f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; mees@example.org\nAction: {action}\n"
        f"Status: {status}\nDiagnostic-Code: smtp; 550 <mees@example.org>: user unknown\n"
    )
    enclosed = (
        "message/rfc822" if whole else "text/rfc822-headers",
        f"Message-ID: {message_id}\nSubject: Hello\n\nHi\n",
    )
    return _multipart(to, "delivery-status", ("message/delivery-status", told), enclosed)


def complaint(message_id: str, kind: str = "abuse") -> bytes:
    """A report of a letter that was marked as unwanted."""
    fields = f"Feedback-Type: {kind}\nUser-Agent: SomeProvider/1.0\nVersion: 1\n"
    enclosed = ("message/rfc822", f"Message-ID: {message_id}\nSubject: Hello\n\nHi\n")
    return _multipart("kring@example.org", "feedback-report", ("message/feedback-report", fields), enclosed)


def _multipart(to: str, kind: str, *parts: tuple[str, str]) -> bytes:
    head = (
        f"From: MAILER-DAEMON@mx.example.org\nTo: {to}\nSubject: Undelivered\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="=="\n\n'
    )
    said = [("text/plain", "I'm sorry to have to inform you.\n"), *parts]
    return (head + "".join(f"--==\nContent-Type: {name}\n\n{text}\n" for name, text in said) + "--==--\n").encode()


def id_of(letter: Mail) -> str:
    """Its Message-ID."""
    return f"<{letter_mark(letter.pk)}@{mail_host()}>"


def taken(data: bytes, *, to: str = "") -> Outcome:
    return take(data, takers=TABLE, now=START, delivered_to=to)


@pytest.mark.parametrize("whole", [True, False])
def test_no_such_address_pauses_at_once(world: World, whole: bool) -> None:
    letter = letter_to()
    assert taken(report(message_id=id_of(letter), whole=whole)) is Outcome.TAKEN
    paused = paused_address(world.reader("mees"))
    assert paused is not None
    assert paused.why == Pause.BOUNCED
    assert "user unknown" in paused.said


@pytest.mark.parametrize("by_argument", [True, False])
def test_the_return_address_tells_which_letter_it_was(world: World, by_argument: bool) -> None:
    address = f"BOUNCES+{letter_mark(letter_to().pk)}@example.org".upper()
    data = report() if by_argument else report(to=address)
    assert taken(data, to=address if by_argument else "") is Outcome.TAKEN
    assert count_paused() == 1


def test_other_failures_pause_at_the_third_letter(world: World) -> None:
    letters = [letter_to() for _ in range(3)]
    for letter in (letters[0], letters[0], letters[1], letters[1]):
        taken(report(message_id=id_of(letter), status="5.2.2"))
    assert (Address.objects.get().failures, count_paused()) == (2, 0)
    taken(report(message_id=id_of(letters[2]), status="5.2.2"))
    assert count_paused() == 1


@pytest.mark.parametrize(("status", "action"), [("4.2.2", "delayed"), ("4.4.7", "failed"), ("2.0.0", "delivered")])
def test_what_is_late_or_arrived_pauses_nobody(world: World, status: str, action: str) -> None:
    for _ in range(4):
        taken(report(message_id=id_of(letter_to()), status=status, action=action))
    assert count_paused() == 0


def test_a_complaint_pauses_at_once(world: World) -> None:
    letter = letter_to()
    taken(complaint(id_of(letter), "not-spam"))
    assert count_paused() == 0
    taken(complaint(id_of(letter)))
    paused = paused_address(world.reader("mees"))
    assert paused is not None
    assert paused.why == Pause.COMPLAINED


def test_a_forged_report_pauses_nobody(world: World) -> None:
    letter = letter_to()
    mark = letter_mark(letter.pk)
    number, signature = mark.split(".")
    wrong = ("a" if signature[0] != "a" else "b") + signature[1:]
    for forged in (
        f"<{number}@{mail_host()}>",
        f"<{number}.{wrong}@{mail_host()}>",
        f"<{letter.pk + 1}.{signature}@x>",
        "",
    ):
        assert taken(report(message_id=forged)) is Outcome.TAKEN
        assert taken(complaint(forged)) is Outcome.TAKEN
        assert taken(report(), to=f"bounces+{forged.strip('<>')}") is Outcome.TAKEN
    assert not Address.objects.exists()
    both = f"<{mark}@x> <{letter_mark(letter.pk + 1)}@x>"
    taken(report(message_id=both))
    assert not Address.objects.exists()


def test_a_report_about_who_has_no_account_is_nobodys(world: World) -> None:
    assert taken(report(message_id=id_of(letter_to("elsewhere@example.org")))) is Outcome.TAKEN
    assert not Silence.objects.exists()
    assert taken(complaint(id_of(letter_to("elsewhere@example.org")))) is Outcome.TAKEN
    assert not Address.objects.exists()
    assert Silence.objects.get().digest == address_digest("elsewhere@example.org")
    assert letter_to("elsewhere@example.org").state == MailState.DROPPED


def test_what_nobody_takes_is_refused(world: World) -> None:
    assert taken(b"Subject: Hello\n\nHow are you?\n") is Outcome.REFUSED
    assert taken(b"") is Outcome.REFUSED
    assert taken(b"x" * (LARGEST + 1)) is Outcome.REFUSED


HOSTILE = (
    b"Content-Type: multipart/report\n\n--\n",
    b'Content-Type: multipart/report; boundary="x"\n\n--x\nContent-Type: message/delivery-status\n\n',
    b'Content-Type: multipart/mixed; boundary="x"\n\n'
    + b'--x\nContent-Type: text/plain; charset="no-such"\n\n\xff\n' * 900,
    b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n\xff\xfe!!!\n",
    b"Content-Type: message/feedback-report; charset=\xff\n\n\0\0\0",
    b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(400)),
    b"To: " + b"\xff" * 9_000 + b"\n\n",
)


@pytest.mark.parametrize("data", HOSTILE)
def test_broken_messages_are_answered_plainly(world: World, data: bytes) -> None:
    assert taken(data) in (Outcome.TAKEN, Outcome.REFUSED)


@given(some.binary(max_size=400), some.integers(0, 900))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_the_reading(noise: bytes, at: int) -> None:
    whole = report(message_id="<1.abc@x>")
    found = read(whole[:at] + noise + whole[at + len(noise) :])
    assert found is None or found.letter is None


def test_signed_numbers_are_found_in_any_text() -> None:
    mark = letter_mark(12)
    assert letters_marked(f"a <{mark}@x>, b+{mark.upper()}@y and 12.{'a' * 20}") == [12]
    assert letters_marked(f"9{mark}") == []


@pytest.mark.parametrize(("said", "code"), [(b"Subject: Hello\n\nHello.\n", 65), (None, 0)])
def test_the_command_answers_a_mail_server(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: bytes | None, code: int
) -> None:
    monkeypatch.setattr(mail, "opened", lambda *_: nullcontext())
    data = said or report(message_id=id_of(letter_to()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["mail", "take", "--to", "kring@example.org", "--data", str(tmp_path)]) == code


def test_a_database_that_is_away_is_a_reason_to_try_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for problem in (EngineError("no database"), OperationalError("no database")):
        monkeypatch.setattr(mail, "opened", Mock(side_effect=problem))
        assert main(["mail", "take", "--data", str(tmp_path)]) == 75
        assert "no database" in capsys.readouterr().err
