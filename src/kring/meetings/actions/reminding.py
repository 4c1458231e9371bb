"""What comes with the hours: meetings that begin within a day, and lists that nobody closed."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kring.foundation.events.actions import record
from kring.meetings.events import ListLeftOpen, MeetingSoon
from kring.meetings.models import Meeting, State

BEFORE: Final = timedelta(hours=24)
AFTER: Final = timedelta(hours=12)
# A list that nobody closed for so long is let be.
_FORGOTTEN: Final = timedelta(days=60)
SOON: Final = 1
OPEN: Final = 2
_PIECE: Final = 200


def remind(*, now: datetime) -> int:
    """Record a reminder for each meeting that begins within a day, and for each list that is open half a day after;
    each once, and how many there were. A meeting that was planned within that day needs none."""
    soon = Meeting.objects.filter(
        state=State.PLANNED, reminded__lt=SOON, starts_at__gt=now, starts_at__lte=now + BEFORE
    )
    left_open = Meeting.objects.filter(
        state=State.PLANNED, reminded__lt=OPEN, starts_at__gt=now - _FORGOTTEN, ends_at__lte=now - AFTER
    )
    sent = 0
    for rows, reached in ((soon, SOON), (left_open, OPEN)):
        while made := _piece(list(rows.order_by("pk").values_list("pk", flat=True)[:_PIECE]), reached, now=now):
            sent += made
    return sent


@transaction.atomic
def _piece(keys: "list[int]", reached: int, *, now: datetime) -> int:
    for meeting in (
        Meeting.objects.select_for_update(no_key=True).filter(pk__in=keys, reminded__lt=reached).order_by("pk")
    ):
        Meeting.objects.filter(pk=meeting.pk).update(reminded=reached)
        if reached == OPEN:
            record(ListLeftOpen(meeting=meeting.pk), actor=None, now=now)
        elif meeting.made_at <= meeting.starts_at - BEFORE:
            record(MeetingSoon(meeting=meeting.pk), actor=None, now=now)
    return len(keys)
