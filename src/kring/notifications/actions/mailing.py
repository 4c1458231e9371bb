"""The queue of letters."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from kring.notifications.letters.plain import as_page, with_foot
from kring.notifications.letters.tokens import address_digest
from kring.notifications.letters.wording import silence_url, stopped_by
from kring.notifications.models import Mail, MailState, Silence


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
    asked: bool = False,
) -> Mail:
    """Put a letter in the queue, with a job that sends it. Both are there when the transaction commits, or neither.

    `parts` are what it brings beside text and HTML: each has `type` (`text/calendar; method=REQUEST`), `content` in
    words, and `name` where it is a file. Without `html` the text is made into a page, and both end in the link that
    stops letters to this address. What its reader `asked` for herself goes to an address that is silent, too.
    """
    stop = silence_url(to)
    silent = not asked and Silence.objects.filter(pk=address_digest(to)).exists()
    mail = Mail.objects.create(
        to=to,
        subject=subject[:250],
        text="" if silent else text if html else with_foot(text, stop),
        html="" if silent else html or as_page(subject=subject, text=text, stop_url=stop),
        headers=stopped_by(stop) | dict(headers or {}),
        parts=[] if silent else [dict(part) for part in parts],
        made_at=now,
        due_at=now,
        state=MailState.DROPPED if silent else MailState.WAITING,
        finished_at=now if silent else None,
    )
    if not silent:
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
