"""Seats of people who left the department that the seats are for: each ends after the days of grace, unless she comes
back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kring.communities.agreements.actions import seating
from kring.communities.agreements.events import SeatLeaves
from kring.communities.agreements.models import Ending, Seat
from kring.communities.agreements.queries.own import paths_at
from kring.communities.agreements.queries.sheets import Sheet
from kring.communities.agreements.rules.seats import is_within
from kring.communities.agreements.rules.terms import State
from kring.foundation.events.actions import record


def mind_moves(seen: Sheet, now: datetime, *, account: int | None = None, most: int = 200) -> tuple[int, bool]:
    """Give who is outside a day on which her seat ends, take it back from who came in again, and end what is due, of
    everyone or of one account: how many seats ended, and whether that were all. The caller holds the tree and the
    agreement.
    """
    if seen.state not in {State.AGREED, State.RUNNING}:
        return 0, True
    seats = Seat.objects.filter(agreement=seen.agreement, until=None).order_by("pk")
    mine = list(seats.filter(account=account) if account is not None else seats)
    inside = _inside(seen, mine)
    due = []
    for seat in mine:
        if seat.account_id in inside:
            _stay(seat)
        else:
            _leave(seat, seen, now)
            due += [seat] if seat.leaves_on is not None and seat.leaves_on <= seen.today else []
    for seat in due[:most]:
        seating.end(seat=seat, row=seen.agreement, ending=Ending.MOVED, actor=None, now=now)
    return len(due[:most]), len(due) <= most


def _inside(seen: Sheet, seats: Sequence[Seat]) -> set[int]:
    """Whose seats stay. One query where the seats are for a department, none elsewhere."""
    within = seen.offer.within
    people = {seat.account_id for seat in seats}
    if not within or not people:
        return people
    paths = paths_at(people, seen.agreement.organisation_id)
    return {one for one in people if is_within(within, paths.get(one, ()))}


def _stay(seat: Seat) -> None:
    if seat.leaves_on is not None:
        seat.leaves_on = None
        seat.save(update_fields=["leaves_on"])


def _leave(seat: Seat, seen: Sheet, now: datetime) -> None:
    holds = seen.holds
    if seat.leaves_on is not None or holds is None:
        return
    seat.leaves_on = seen.today + timedelta(days=holds.grace_days)
    seat.save(update_fields=["leaves_on"])
    if holds.grace_days:
        fact = SeatLeaves(agreement=seen.agreement.pk, seat=seat.pk, account=seat.account_id, leaves_on=seat.leaves_on)
        record(fact, actor=None, now=now)
