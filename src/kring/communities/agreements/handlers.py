"""What follows for seats from what happens to people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kring.communities.actions.membership import is_in
from kring.communities.agreements.actions import checks, seating
from kring.communities.agreements.actions.moving import mind_moves
from kring.communities.agreements.models import Ending, Seat
from kring.communities.events import MemberLeft
from kring.foundation.access import actions as access
from kring.foundation.events.models import Event
from kring.people.organisations.actions.checks import is_colleague
from kring.people.organisations.events import EmploymentEnded, EmploymentMoved


@transaction.atomic
def member_left(fact: MemberLeft, *, event: int, now: datetime) -> None:
    """Who left a circle, or was removed from it, gives her seat back."""
    access.lock_tree()
    if is_in(fact.community, fact.member):
        return
    by = Event.objects.values_list("actor_id", flat=True).get(pk=event)
    ending = Ending.RETURNED if by == fact.member else Ending.REMOVED
    seats = Seat.objects.filter(account=fact.member, agreement__community=fact.community, since__isnull=False)
    _end(seats.filter(until=None).values_list("pk", flat=True), ending, now)


@transaction.atomic
def employment_ended(fact: EmploymentEnded, *, event: int, now: datetime) -> None:
    """Who works there no more has no seat there any more, with no days of grace. What she joined herself stays."""
    access.lock_tree()
    if is_colleague(fact.organisation, fact.account):
        _mind_moves(fact.organisation, fact.account, now)
        return
    seats = Seat.objects.filter(account=fact.account, agreement__organisation=fact.organisation, until=None)
    _end(seats.values_list("pk", flat=True), Ending.LEFT_WORK, now)


@transaction.atomic
def employment_moved(fact: EmploymentMoved, *, event: int, now: datetime) -> None:
    """Who is in another department has her seat of the former one for the days of grace still."""
    access.lock_tree()
    _mind_moves(fact.organisation, fact.account, now)


def _mind_moves(organisation: int, account: int, now: datetime) -> None:
    held = Seat.objects.filter(account=account, agreement__organisation=organisation, until=None)
    for key in sorted(held.values_list("agreement_id", flat=True)):
        mind_moves(checks.held(None, key, now), now, account=account)


def _end(keys: Iterable[int], ending: Ending, now: datetime) -> None:
    for key in sorted(keys):
        at = Seat.objects.values_list("agreement_id", flat=True).get(pk=key)
        row = checks.held(None, at, now).agreement
        seat = Seat.objects.filter(pk=key, until=None).first()
        if seat is not None:
            seating.end(seat=seat, row=row, ending=ending, actor=seat.account_id, now=now)
