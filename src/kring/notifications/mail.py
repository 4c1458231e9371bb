"""Mail: letters go into the queue, and the worker sends them, by SMTP or into files where none is set."""

import os
import smtplib
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils.translation import get_language, override

from kring.foundation import clock
from kring.foundation.addresses import mail_host
from kring.foundation.installation import Installation
from kring.notifications.actions import queue_mail
from kring.notifications.actions.pausing import note_failure
from kring.notifications.letters.tokens import letter_mark
from kring.notifications.models import Mail, MailState, Pause
from kring.notifications.queries.pausing import paused_of

TRIES = 8
_PERMANENT: Final = range(500, 600)


class QueuedBackend(BaseEmailBackend):
    """Django's mail functions, allauth's among them, end here: each letter goes into the queue. They write only what
    their reader asked for, such as codes to sign in; a letter in a language of its own says so (`Content-Language`)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each letter for each of its receivers; returns how many letters that were."""
        for message in email_messages:
            alternatives: list[Any] = getattr(message, "alternatives", [])
            html = next((str(part[0]) for part in alternatives if part[1] == "text/html"), "")
            headers = {name: str(value) for name, value in message.extra_headers.items()}
            if message.reply_to:
                headers["Reply-To"] = ", ".join(str(address) for address in message.reply_to)
            parts = [*_others(alternatives), *(_file(one) for one in message.attachments)]
            for receiver in message.recipients():
                with override(headers.get("Content-Language") or get_language()):
                    queue_mail(
                        to=receiver,
                        subject=str(message.subject),
                        text=str(message.body),
                        html=html,
                        headers=headers,
                        parts=parts,
                        asked=True,
                        now=clock.now(),
                    )
        return len(email_messages)


def _others(alternatives: Sequence[Any]) -> list[dict[str, str]]:
    return [{"type": kind, "content": str(content)} for content, kind in alternatives if kind != "text/html"]


def _file(attachment: Any) -> dict[str, str]:
    """An attachment as the queue keeps it. Raises TypeError for one that isn't text: the queue holds words."""
    name, content, kind = attachment
    if not isinstance(content, str):
        raise TypeError(f"{name} isn't text")
    return {"name": str(name), "type": str(kind), "content": content}


def send(*, mail: int, now: datetime) -> None:
    """Send one letter of the queue. Its text is dropped once it is sent. Raises what the mail server raises, to be
    retried."""
    letter = Mail.objects.filter(pk=mail, state=MailState.WAITING).first()
    if letter is None:
        return
    if letter.account_id is not None and paused_of([letter.account_id]):
        Mail.objects.filter(pk=mail).update(state=MailState.DROPPED, finished_at=now, text="", html="", parts=[])
        return
    Mail.objects.filter(pk=mail).update(attempts=letter.attempts + 1)
    try:
        _deliver(letter)
    except smtplib.SMTPRecipientsRefused as refused:
        if not _gave_up(letter, refused, now=now):
            raise
        return
    except (OSError, ValueError) as error:
        last = letter.attempts + 1 >= TRIES
        state = {"state": MailState.FAILED, "finished_at": now} if last else {}
        Mail.objects.filter(pk=mail).update(error=f"{type(error).__name__}: {error}"[:2_000], **state)
        if last:
            return
        raise
    Mail.objects.filter(pk=mail).update(state=MailState.SENT, finished_at=now, text="", html="", parts=[], error="")


def _gave_up(letter: Mail, refused: smtplib.SMTPRecipientsRefused, *, now: datetime) -> bool:
    """Whether the mail server will never take a letter to this address, or said no for the last time. The address is
    paused in the first case, unless it is we who may not send there (5.7.x): then every address would be."""
    code, words = next(iter(refused.recipients.values()))
    said = f"{code} {words.decode('utf-8', 'replace')}"
    for_good = code in _PERMANENT
    last = for_good or letter.attempts + 1 >= TRIES
    state = {"state": MailState.FAILED, "finished_at": now} if last else {}
    Mail.objects.filter(pk=letter.pk).update(error=said[:2_000], **state)
    if for_good and " 5.7." not in said:
        note_failure(letter=letter.pk, status="5.0.0", said=said, why=Pause.REFUSED, now=now)
    return last


def _deliver(letter: Mail) -> None:
    """Hand a letter to the mail server. Its Message-ID bears its signed number, and so does the address to which it
    returns where the installation has one for that: by it a report is known to be about this letter."""
    installation = Installation.read(settings.DATA)
    sender = installation.mail_from or settings.DEFAULT_FROM_EMAIL
    mark = letter_mark(letter.pk)
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=_return_path(mark) or sender,
        to=[letter.to],
        headers={**letter.headers, "From": sender, "Message-ID": f"<{mark}@{mail_host()}>"},
        connection=_connection(installation),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for part in letter.parts:
        if "name" in part:
            message.attach(part["name"], _content(part), part["type"])
        else:
            message.attach_alternative(part["content"], part["type"])
    message.send()


def _content(part: Mapping[str, str]) -> str | bytes:
    """What a file holds: text is given as such, all else as its bytes."""
    return part["content"] if part["type"].startswith("text/") else part["content"].encode()


def _return_path(mark: str) -> str:
    """The address to which a letter returns, empty where letters return to their sender."""
    name, at, host = parseaddr(settings.RETURN_PATH)[1].rpartition("@")
    return f"{name}+{mark}@{host}" if at else ""


def _connection(installation: Installation) -> Any:
    """A mail server, or a folder of files where none is set."""
    if not installation.smtp_host:
        folder = settings.DATA / "mail"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=os.fspath(folder))
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=installation.smtp_host,
        port=installation.smtp_port,
        username=installation.smtp_user,
        password=installation.smtp_password,
        use_tls=installation.smtp_security == "starttls",
        use_ssl=installation.smtp_security == "tls",
        timeout=20,
    )
