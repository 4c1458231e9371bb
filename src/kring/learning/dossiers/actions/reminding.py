"""What comes with the days: periods that close, and deadlines that come near."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from kring.foundation.events.actions import record
from kring.learning.dossiers.actions.judging import close_period, judge_again
from kring.learning.dossiers.events import DeadlineNear
from kring.learning.dossiers.models import Reminder, Standing
from kring.learning.dossiers.rules.reminding import DAYS, due
from kring.registers.models import Registration
from kring.registers.queries import registrations_with

_PIECE: Final = 200
MET: Final = "met"


def close_ended(*, today: date, now: datetime) -> int:
    """Keep the verdicts on periods that ended and whose last deadline has passed; returns how many there were."""
    closed = 0
    for held, standing in _due(Standing.objects.filter(until__lte=today, deadline__lt=today)):
        # The period of the kept verdict; one that runs now is judged after it.
        if standing.first is not None and close_period(registration=held, wanted=standing.first, now=now):
            closed += 1
        judge_again(registrations=[held], now=now)
    return closed


def remind(*, today: date, now: datetime) -> int:
    """Record a reminder for each registration whose deadline comes near and that isn't met; returns how many.

    Each is judged anew first, so that nobody is reminded of what she has done.
    """
    sent = 0
    horizon = today + timedelta(days=max(DAYS))
    for held, _standing in _due(
        Standing.objects.filter(deadline__gte=today, deadline__lte=horizon).exclude(verdict=MET)
    ):
        for made in judge_again(registrations=[held], now=now):
            if made.verdict != MET and made.deadline is not None and not made.said.get("no_duty"):
                sent += _remind(held, made.deadline, today=today, now=now)
    return sent


@transaction.atomic
def _remind(held: Registration, deadline: date, *, today: date, now: datetime) -> int:
    Registration.objects.select_for_update(no_key=True).get(pk=held.pk)
    known = Reminder.objects.filter(registration=held, deadline=deadline).values_list("days", flat=True)
    days = due(deadline, today=today, sent=set(known))
    if days is None:
        return 0
    Reminder.objects.create(registration=held, deadline=deadline, days=days, at=now)
    fact = DeadlineNear(registration=held.pk, person=held.account_id, deadline=deadline, days=days)
    record(fact, actor=None, now=now)
    return 1


def _due(rows: "QuerySet[Standing]") -> Iterator[tuple[Registration, Standing]]:
    """These registrations with their kept verdicts, by key, a piece at a time: what is done to them may change which
    ones they are."""
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:_PIECE]):
        found = {held.pk: held for held in registrations_with([one.pk for one in piece])}
        for standing in piece:
            if standing.pk in found:
                yield found[standing.pk], standing
        last = piece[-1].pk
