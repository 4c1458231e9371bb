"""What comes with the hours: polls that close within a day."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kring.foundation.events.actions import record
from kring.meetings.polls.events import PollClosing
from kring.meetings.polls.models import Poll, State

BEFORE: Final = timedelta(hours=24)
_PIECE: Final = 200


def remind(*, now: datetime) -> int:
    """Record, once, that a poll closes within a day; how many there were. One that was opened within that day needs
    no reminder."""
    due = Poll.objects.filter(
        state=State.OPEN, reminded=False, answer_until__gt=now, answer_until__lte=now + BEFORE
    ).order_by("pk")
    sent = 0
    while keys := list(due.values_list("pk", flat=True)[:_PIECE]):
        sent += _piece(keys, now=now)
    return sent


@transaction.atomic
def _piece(keys: "list[int]", *, now: datetime) -> int:
    sent = 0
    for poll in Poll.objects.select_for_update(no_key=True).filter(pk__in=keys, reminded=False).order_by("pk"):
        Poll.objects.filter(pk=poll.pk).update(reminded=True)
        if poll.answer_until is not None and poll.made_at <= poll.answer_until - BEFORE:
            record(PollClosing(poll=poll.pk), actor=None, now=now)
            sent += 1
    return sent
