"""Telling people in the product, and sending mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from kring.foundation.access.readers import Reader
from kring.notifications.models import Mail, MailState, Notification, Topic


def notify(
    accounts: Iterable[int],
    *,
    topic: Topic,
    event: int,
    actor: int | None,
    about: str,
    about_id: int,
    now: datetime,
    post: int | None = None,
) -> None:
    """Tell people something, each once for an event however often this is called. The actor is not told what she
    did."""
    Notification.objects.bulk_create(
        (
            Notification(
                account_id=account,
                topic=topic,
                event=event,
                actor_id=actor,
                about=about,
                about_id=about_id,
                post=post,
                at=now,
            )
            for account in dict.fromkeys(accounts)
            if account != actor
        ),
        ignore_conflicts=True,
        batch_size=5_000,
    )


def mark_read(*, actor: Reader, now: datetime, keys: Sequence[int] | None = None) -> None:
    """The actor has read these of her notifications; all of them when none are named."""
    unread = Notification.objects.filter(account=actor.account, read_at=None)
    (unread if keys is None else unread.filter(pk__in=keys)).update(read_at=now)


def mark_seen(*, actor: Reader, about: str, about_id: int, now: datetime) -> None:
    """The actor looked at what some of her notifications are about."""
    Notification.objects.filter(account=actor.account, about=about, about_id=about_id, read_at=None).update(read_at=now)


def mark_messages_seen(*, actor: Reader, sender: int, now: datetime) -> None:
    """The actor looked at what one person wrote to her."""
    told = Notification.objects.filter(account=actor.account, topic=Topic.MESSAGE, actor=sender, read_at=None)
    told.update(read_at=now)


@transaction.atomic
def queue_mail(
    *, to: str, subject: str, text: str, now: datetime, html: str = "", headers: dict[str, str] | None = None
) -> Mail:
    """Put a letter in the queue, with a job that sends it. Both are there when the transaction commits, or neither."""
    mail = Mail.objects.create(
        to=to, subject=subject[:250], text=text, html=html, headers=headers or {}, made_at=now, due_at=now
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
