"""The queue of letters."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from kring.notifications.letters.plain import as_page
from kring.notifications.models import Mail, MailState


@transaction.atomic
def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    parts: Sequence[Mapping[str, str]] = (),
) -> Mail:
    """Put a letter in the queue, with a job that sends it. Both are there when the transaction commits, or neither.

    `parts` are what it brings beside text and HTML: each has `type` (`text/calendar; method=REQUEST`), `content` in
    words, and `name` where it is a file. Without `html` the text is made into a page.
    """
    mail = Mail.objects.create(
        to=to,
        subject=subject[:250],
        text=text,
        html=html or as_page(subject=subject, text=text),
        headers=dict(headers or {}),
        parts=[dict(part) for part in parts],
        made_at=now,
        due_at=now,
    )
    app.configure_task("send_mail").defer(mail=mail.pk)
    return mail


@transaction.atomic
def retry_mail(*, mail: int, now: datetime) -> bool:
    """The operator's second chance for a letter that failed. False when it is no longer in the list."""
    again = Mail.objects.filter(pk=mail, state=MailState.FAILED)
    if not again.update(state=MailState.WAITING, attempts=0, due_at=now, finished_at=None):
        return False
    app.configure_task("send_mail").defer(mail=mail)
    return True


def forget_letters(*, before: datetime) -> int:
    """Drop what is known of letters that were sent, or dropped, before a moment; returns how many. Those that failed
    stay for the operator to see."""
    done = Mail.objects.filter(state__in=[MailState.SENT, MailState.DROPPED], finished_at__lt=before)
    dropped, _ = done.delete()
    return dropped
