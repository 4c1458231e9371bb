"""Who hears what of an agreement: its two sides of what they sign, and whoever has a seat of what becomes of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kring.communities.agreements.events import (
    AgreementDeclined,
    AgreementEnded,
    AgreementNearsEnd,
    AgreementProposed,
    AgreementSealed,
    NoticeGiven,
    SeatEnded,
    SeatKept,
    SeatLeaves,
    SeatTaken,
)
from kring.communities.agreements.models import Agreement, Ending, Seat
from kring.communities.agreements.queries import Sheet, last_sides, sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import Side, Stage
from kring.foundation.events.models import Event
from kring.notifications.actions import notify
from kring.notifications.rules import Topic


def agreement_proposed(fact: AgreementProposed, *, event: int, now: datetime) -> None:
    """The side that may sign now."""
    seen = _seen(fact.agreement, now)
    _tell(Topic.AGREEMENT_PROPOSED, last_sides(seen.agreement, fact.side.other), seen, event=event, now=now)


def agreement_sealed(fact: AgreementSealed, *, event: int, now: datetime) -> None:
    """Both sides."""
    seen = _seen(fact.agreement, now)
    _tell(Topic.AGREEMENT_SIGNED, _both(seen), seen, event=event, now=now)


def agreement_declined(fact: AgreementDeclined, *, event: int, now: datetime) -> None:
    """The side that proposed it."""
    seen = _seen(fact.agreement, now)
    _tell(Topic.AGREEMENT_DECLINED, last_sides(seen.agreement, fact.side.other), seen, event=event, now=now)


def notice_given(fact: NoticeGiven, *, event: int, now: datetime) -> None:
    """Both sides; who has a seat hears it when the end comes near."""
    seen = _seen(fact.agreement, now)
    _tell(Topic.AGREEMENT_NOTICE, _both(seen), seen, day=_end(seen), event=event, now=now)


_SIDES = {Stage.RENEWS: Topic.AGREEMENT_RENEWS, Stage.ENDING: Topic.AGREEMENT_ENDING}
_SEATED = {Stage.ENDING: Topic.SEAT_ENDING, Stage.GRACE: Topic.SEAT_GRACE, Stage.LAST_CALL: Topic.SEAT_GRACE}


def agreement_nears_end(fact: AgreementNearsEnd, *, event: int, now: datetime) -> None:
    """Both sides before it renews itself or ends; and whoever has a seat, with the day until which she can stay."""
    seen = _seen(fact.agreement, now)
    end = _end(seen)
    both = set(_both(seen))
    if fact.stage in _SEATED:
        seats = Seat.objects.filter(agreement=seen.agreement, until=None, since__isnull=False, account__is_active=True)
        seated = list(seats.values_list("account_id", flat=True))
        last = seen.last
        stays = end + timedelta(days=last.grace_days if last else 0)
        day = end if fact.stage is Stage.ENDING else stays
        _tell(_SEATED[fact.stage], seated, seen, day=day, event=event, now=now)
        both -= set(seated)
    if fact.stage in _SIDES:
        day = terms.notice_until(seen.last, seen.today) if seen.last and fact.stage is Stage.RENEWS else end
        _tell(_SIDES[fact.stage], both, seen, day=day, event=event, now=now)


def agreement_ended(fact: AgreementEnded, *, event: int, now: datetime) -> None:
    """Both sides."""
    seen = _seen(fact.agreement, now)
    _tell(Topic.AGREEMENT_ENDED, _both(seen), seen, event=event, now=now)


def seat_kept(fact: SeatKept, *, event: int, now: datetime) -> None:
    """For whom it is kept, if it still is."""
    if Seat.objects.filter(pk=fact.seat, until=None).exists():
        _tell(Topic.SEAT_KEPT, [fact.account], _seen(fact.agreement, now), event=event, now=now)


def seat_taken(fact: SeatTaken, *, event: int, now: datetime) -> None:
    """The organisation, when no seat is left."""
    seen = _seen(fact.agreement, now)
    if fact.is_last:
        people = last_sides(seen.agreement, Side.ORGANISATION)
        _tell(Topic.SEATS_FULL, people, seen, event=event, now=now, by_whom=False)


def seat_leaves(fact: SeatLeaves, *, event: int, now: datetime) -> None:
    """Whose seat it is, if it still ends then."""
    if Seat.objects.filter(pk=fact.seat, until=None, leaves_on=fact.leaves_on).exists():
        seen = _seen(fact.agreement, now)
        _tell(Topic.SEAT_LEAVES, [fact.account], seen, day=fact.leaves_on, event=event, now=now)


def seat_ended(fact: SeatEnded, *, event: int, now: datetime) -> None:
    """Whose it was, unless she gave it back herself."""
    if fact.ending != Ending.RETURNED:
        _tell(Topic.SEAT_OVER, [fact.account], _seen(fact.agreement, now), event=event, now=now, by_whom=False)


def _seen(agreement: int, now: datetime) -> Sheet:
    rows = Agreement.objects.select_related("organisation", "department", "community__place")
    return sheet(rows.get(pk=agreement), now)


def _both(seen: Sheet) -> list[int]:
    return sorted({*last_sides(seen.agreement, Side.ORGANISATION), *last_sides(seen.agreement, Side.COMMUNITY)})


def _end(seen: Sheet) -> date:
    last = seen.last
    return terms.end_of(last, seen.today) if last else seen.today


def _tell(
    topic: Topic,
    people: Iterable[int],
    seen: Sheet,
    *,
    event: int,
    now: datetime,
    day: date | None = None,
    by_whom: bool = True,
) -> None:
    """Tell people of an agreement; `day` is the first day without, and said is the last one with. Without `by_whom` it
    isn't said whose doing it was, so that nobody reads out of it who took a seat."""
    actor = Event.objects.values_list("actor_id", flat=True).get(pk=event) if by_whom else None
    row = seen.agreement
    facts = {"organisation": row.organisation.name}
    if day is not None:
        last = day if topic is Topic.AGREEMENT_RENEWS else day - timedelta(days=1)
        facts["day"] = last.isoformat()
    notify(people, topic=topic, event=event, actor=actor, about="agreement", about_id=row.pk, facts=facts, now=now)
