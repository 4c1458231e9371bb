"""Trying a mail server out, and telling what it said."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMessage

from kring.foundation.installation import Installation

_SECONDS = 15
_LONGEST = 400


class Stage(Enum):
    """How far a trial came."""

    REACH = "reach"
    SIGN_IN = "sign-in"
    SEND = "send"
    SENT = "sent"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a trial ended, and the mail server's own words, or those of whatever stood in the way."""

    stage: Stage
    said: str

    @property
    def is_good(self) -> bool:
        """Whether the letter was taken."""
        return self.stage in (Stage.SENT, Stage.FILE)


class _StoppedError(Exception):
    def __init__(self, stage: Stage, error: Exception) -> None:
        super().__init__(stage, error)
        self.answer = Answer(stage, _words(error))


def try_out(installation: Installation, *, to: str, subject: str, text: str) -> Answer:
    """Send one letter now, not by the queue, and tell how far it came. Takes at most some 15 seconds a step."""
    if not installation.smtp_host:
        return Answer(Stage.FILE, "")
    try:
        with _session(installation) as server:
            return _send(server, installation, to=to, subject=subject, text=text)
    except _StoppedError as stopped:
        return stopped.answer


@contextmanager
def _session(installation: Installation) -> Iterator[smtplib.SMTP]:
    """A session with the mail server, encrypted and signed in as the installation says."""
    with _told(Stage.REACH):
        server = _connect(installation)
    try:
        if installation.smtp_user:
            with _told(Stage.SIGN_IN):
                server.login(installation.smtp_user, installation.smtp_password)
        yield server
    finally:
        server.close()


def _connect(installation: Installation) -> smtplib.SMTP:
    address = (installation.smtp_host, installation.smtp_port)
    if installation.smtp_security == "tls":
        return smtplib.SMTP_SSL(*address, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(*address, timeout=_SECONDS)
    if installation.smtp_security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except Exception:
            server.close()
            raise
    return server


def _send(server: smtplib.SMTP, installation: Installation, *, to: str, subject: str, text: str) -> Answer:
    sender = installation.mail_from or settings.DEFAULT_FROM_EMAIL
    with _told(Stage.SEND):
        letter = EmailMessage(subject, text, sender, [to]).message().as_bytes()
        server.ehlo_or_helo_if_needed()
        _expect(server.mail(parseaddr(sender)[1]))
        _expect(server.rcpt(to))
        code, said = _expect(server.data(letter))
    return Answer(Stage.SENT, f"{code} {_decoded(said)}"[:_LONGEST])


def _expect(answer: tuple[int, bytes]) -> tuple[int, bytes]:
    """The server's answer, if it is a yes."""
    if not 200 <= answer[0] < 300:
        raise smtplib.SMTPResponseException(*answer)
    return answer


@contextmanager
def _told(stage: Stage) -> Iterator[None]:
    """What goes wrong inside is the trial's answer: an SMTP error is an OSError too, an odd name a ValueError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _StoppedError(stage, error) from error


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"[:_LONGEST]
    return (str(error) or type(error).__name__)[:_LONGEST]


def _decoded(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
