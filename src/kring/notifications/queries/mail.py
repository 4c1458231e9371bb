"""How the mail is doing, for the operator."""

from typing import NamedTuple

from django.db.models import Count, Q

from kring.notifications.models import Mail, MailState
from kring.notifications.queries.pausing import count_paused


class MailCondition(NamedTuple):
    """How many letters wait and failed, and how many people's addresses take none."""

    waiting: int
    failed: int
    paused: int


def mail_condition() -> MailCondition:
    """How the mail is doing. Two queries."""
    waiting = Q(state=MailState.WAITING)
    found = Mail.objects.filter(state__in=[MailState.WAITING, MailState.FAILED]).aggregate(
        waiting=Count("pk", filter=waiting), failed=Count("pk", filter=~waiting)
    )
    return MailCondition(found["waiting"], found["failed"], count_paused())


def mails(*, failed: bool = False, size: int = 50) -> list[Mail]:
    """The latest letters, for the operator; only those that failed, if asked.

    Without what they say: a subject may hold a code to sign in with, or the name of a hidden circle.
    """
    rows = Mail.objects.filter(state=MailState.FAILED) if failed else Mail.objects.all()
    return list(rows.order_by("-made_at", "-pk").defer("subject", "text", "html", "headers", "parts")[:size])
