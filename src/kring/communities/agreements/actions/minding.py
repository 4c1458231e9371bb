"""What time does to agreements: more seats when a version begins, words before an end, and the work of ending."""

from datetime import datetime

from django.db import transaction

from kring.communities.agreements.actions import checks, seating
from kring.communities.agreements.actions.moving import mind_moves
from kring.communities.agreements.events import AgreementEnded, AgreementNearsEnd
from kring.communities.agreements.models import Agreement, Ending, Reminder, Seat
from kring.communities.agreements.queries.sheets import Sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import State
from kring.foundation.access import actions as access
from kring.foundation.events.actions import record

# So many seats end in one transaction; the next one goes on from there.
PART = 200


def mind_due(*, now: datetime) -> int:
    """Do for every agreement under way what its day asks for. Doing it again does nothing again, and what was broken
    off is gone on with. Returns how many seats ended."""
    keys = Agreement.objects.filter(ended_at=None, told_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    ended = 0
    for key in list(keys):
        while True:
            seats, is_done = _mind(key, now)
            ended += seats
            if is_done:
                break
    return ended


@transaction.atomic
def _mind(key: int, now: datetime) -> tuple[int, bool]:
    """One agreement, or a part of ending it: how many seats ended, and whether that was all."""
    access.lock_tree()
    seen = checks.held(None, key, now)
    last = seen.last
    if last is None or seen.agreement.ended_at is not None:
        return 0, True
    if seen.state is State.ENDED:
        return _end(seen, now)
    seats = terms.seats(seen.terms, seen.today)
    if seen.agreement.seats != seats:
        seen.agreement.seats = seats
        seen.agreement.save(update_fields=["seats"])
    _tell(seen, now)
    return mind_moves(seen, now, most=PART)


def _tell(seen: Sheet, now: datetime) -> None:
    last = seen.last
    stage = terms.due(last, seen.today) if last and seen.state is not State.AGREED else None
    if last is None or stage is None:
        return
    ends_on = terms.end_of(last, seen.today)
    _row, is_new = Reminder.objects.get_or_create(
        agreement=seen.agreement, stage=stage.value, ends_on=ends_on, defaults={"at": now}
    )
    if is_new:
        record(AgreementNearsEnd(agreement=seen.agreement.pk, stage=stage), actor=None, now=now)


def _end(seen: Sheet, now: datetime) -> tuple[int, bool]:
    row = seen.agreement
    seats = list(Seat.objects.filter(agreement=row, until=None).order_by("pk")[:PART])
    for seat in seats:
        seating.end(seat=seat, row=row, ending=Ending.OVER, actor=None, now=now)
    if len(seats) == PART:
        return PART, False
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(AgreementEnded(agreement=row.pk), actor=None, now=now)
    return len(seats), True
