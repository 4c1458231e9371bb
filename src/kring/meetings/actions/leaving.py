"""Places that come free because someone left: a circle, or Kring."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kring.foundation.access.models import Standing
from kring.foundation.events.actions import record
from kring.meetings.actions.signing_up import move_up
from kring.meetings.events import SignedOff
from kring.meetings.models import Meeting, SignUp, SignUpState, State, Vote

_HELD = (SignUpState.GOING, SignUpState.WAITING)


def leave_circle(*, place: int, person: int, now: datetime) -> int:
    """Give up someone's places at the meetings to come of a circle that she left, unless anyone may register there.

    Whoever waits moves up. How many there were; none for who is in it still, as a host from above is.
    """
    if Standing.objects.filter(place=place, account=person).exists():
        return 0
    return _give_up(Meeting.objects.filter(place=place, open_to_all=False), person, now=now)


def forget_person(*, person: int, now: datetime) -> int:
    """Give up all places to come of who left Kring, and take back her votes. What she was at stays so."""
    Vote.objects.filter(account=person).delete()
    return _give_up(Meeting.objects.all(), person, now=now)


def _give_up(meetings: "QuerySet[Meeting]", person: int, *, now: datetime) -> int:
    """One meeting each transaction, so that nobody who registers waits for the others."""
    mine = SignUp.objects.filter(account=person, state__in=_HELD)
    rows = meetings.filter(state=State.PLANNED, starts_at__gt=now, pk__in=mine.values("meeting"))
    return sum(_give_up_one(key, person, now=now) for key in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _give_up_one(key: int, person: int, *, now: datetime) -> int:
    held = Meeting.objects.select_for_update(no_key=True).get(pk=key)
    row = SignUp.objects.filter(meeting=held, account=person, state__in=_HELD).first()
    if row is None or held.state != State.PLANNED:
        return 0
    had_place = row.state == SignUpState.GOING
    row.state = SignUpState.OFF
    row.save(update_fields=["state"])
    held.taken, held.waiting = held.taken - int(had_place), held.waiting - int(not had_place)
    held.save(update_fields=["taken", "waiting"])
    record(SignedOff(meeting=held.pk, sign_up=row.pk), actor=None, now=now)
    move_up(held, now=now)
    return 1
