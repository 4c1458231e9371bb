"""Mail: letters go into the queue, and the worker sends them, by SMTP or into files where none is set."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from kring.foundation import clock
from kring.foundation.installation import Installation
from kring.notifications.actions import queue_mail
from kring.notifications.models import Mail, MailState

TRIES = 8


class QueuedBackend(BaseEmailBackend):
    """Django's mail functions, allauth's among them, end here: each letter goes into the queue."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each letter for each of its receivers; returns how many letters that were."""
        for message in email_messages:
            alternatives: list[Any] = getattr(message, "alternatives", [])
            html = next((str(part[0]) for part in alternatives if part[1] == "text/html"), "")
            for receiver in message.recipients():
                subject, text = str(message.subject), str(message.body)
                queue_mail(to=receiver, subject=subject, text=text, html=html, now=clock.now())
        return len(email_messages)


def send(*, mail: int, now: datetime) -> None:
    """Send one letter of the queue. Its text is dropped once it is sent. Raises what the mail server raises, to be
    retried."""
    letter = Mail.objects.filter(pk=mail, state=MailState.WAITING).first()
    if letter is None:
        return
    Mail.objects.filter(pk=mail).update(attempts=letter.attempts + 1)
    try:
        _deliver(letter)
    except (OSError, ValueError) as error:
        last = letter.attempts + 1 >= TRIES
        state = {"state": MailState.FAILED, "finished_at": now} if last else {}
        Mail.objects.filter(pk=mail).update(error=f"{type(error).__name__}: {error}"[:2_000], **state)
        if last:
            return
        raise
    Mail.objects.filter(pk=mail).update(state=MailState.SENT, finished_at=now, text="", html="", error="")


def _deliver(letter: Mail) -> None:
    installation = Installation.read(settings.DATA)
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=installation.mail_from or settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        headers=letter.headers,
        connection=_connection(installation),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


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
