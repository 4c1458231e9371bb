"""Seats: taking one, keeping one for someone, giving it back. Whoever does so holds the tree, then the agreement."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.actions.checks import still_open
from kring.communities.agreements.actions import checks
from kring.communities.agreements.events import SeatEnded, SeatKept, SeatTaken
from kring.communities.agreements.models import Agreement, Ending, Seat
from kring.communities.agreements.queries.own import people_at
from kring.communities.agreements.queries.sheets import Sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.seats import WhyNot, why_not, why_not_given
from kring.communities.agreements.rules.terms import Side, State
from kring.communities.events import MemberJoined, MemberLeft
from kring.foundation.access import actions as access
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record

REASONS: Final = {
    WhyNot.NOT_EMPLOYED: _("Only who works at the organisation can take a seat."),
    WhyNot.NOT_BEGUN: _("This agreement hasn’t begun yet."),
    WhyNot.ENDED: _("This agreement has ended: no seats are given any more."),
    WhyNot.REMOVED: _("Your membership was ended by a host. Ask a host, or let your organisation keep a seat."),
    WhyNot.NOT_IN_DEPARTMENT: _("These seats are for another department."),
    WhyNot.NOT_NAMED: _("The organisation says who gets these seats."),
    WhyNot.FULL: _("All seats are taken."),
}


@transaction.atomic
def take(*, actor: Reader, agreement: int, now: datetime) -> Seat:
    """Become a member because of an agreement of one's employer; with a seat already that is done. Who is a member by
    herself has one ground more.

    Raises NotThereError for who doesn't work there or where nothing was agreed, ConflictError with the reason why not.
    """
    account = signed_in(actor)
    access.lock_tree()
    seen = checks.held(actor, agreement, now, "offer")
    row = seen.agreement
    if seen.last is None:
        raise NotThereError
    seat = Seat.objects.filter(agreement=row, account=account, until=None).first()
    if seat is None or seat.since is None:
        still_open(row.community)
        _settle(seen)
        reason = why_not(seen.offer, people_at(account, [row])[row.pk])
        if reason is not None:
            raise ConflictError(REASONS[reason], code=reason.value)
    if seat is None:
        seat = Seat(agreement=row, account_id=account, given_at=now)
        _count(row, 1)
    is_new = seat.since is None
    seat.since = seat.since or now
    seat.save()
    if membership.seat(path=row.community.place.path, account=account, party=row.party_id, now=now):
        record(MemberJoined(community=row.community_id, member=account), actor=account, now=now)
    if is_new:
        is_last = row.taken >= row.seats
        record(SeatTaken(agreement=row.pk, seat=seat.pk, account=account, is_last=is_last), actor=account, now=now)
    return seat


@transaction.atomic
def give(*, actor: Reader, agreement: int, handle: str, now: datetime) -> Seat:
    """Keep a seat for a colleague, who takes it herself; by the organisation. It counts as taken from now on.

    Raises NotThereError, RefusedError, InvalidError for who can't have one, with the reason.
    """
    by = signed_in(actor)
    seen = checks.for_side(actor, agreement, Side.ORGANISATION, now)
    row = seen.agreement
    _settle(seen)
    colleagues = Standing.objects.filter(place=row.organisation_id, role=Role.MEMBER, account__is_active=True)
    account = colleagues.filter(account__handle=handle).values_list("account_id", flat=True).first()
    if account is None:
        raise InvalidError({"handle": _("No colleague has this handle.")})
    if Seat.objects.filter(agreement=row, account=account, until=None).exists():
        raise InvalidError({"handle": _("There is a seat for this colleague already.")})
    reason = why_not_given(seen.offer, people_at(account, [row])[row.pk])
    if reason is not None:
        raise InvalidError({"handle": REASONS[reason]})
    _count(row, 1)
    seat = Seat.objects.create(agreement=row, account_id=account, given_by_id=by, given_at=now)
    record(SeatKept(agreement=row.pk, seat=seat.pk, account=account), actor=by, now=now)
    return seat


@transaction.atomic
def give_back(*, actor: Reader, agreement: int, now: datetime) -> None:
    """Give one's own seat back; the membership ends if it rests on nothing else. Done twice it is done once."""
    account = signed_in(actor)
    access.lock_tree()
    if not Seat.objects.filter(agreement=agreement, account=account).exists():
        raise NotThereError
    row = checks.held(None, agreement, now).agreement
    for seat in Seat.objects.filter(agreement=row, account=account, until=None):
        end(seat=seat, row=row, ending=Ending.RETURNED, actor=account, now=now)


@transaction.atomic
def take_away(*, actor: Reader, agreement: int, seat: int, now: datetime) -> None:
    """Take someone's seat away; by the organisation. Raises NotThereError where nobody has it any more."""
    access.lock_tree()
    row = checks.for_side(actor, agreement, Side.ORGANISATION, now).agreement
    found = Seat.objects.filter(pk=seat, agreement=row, until=None).first()
    if found is None:
        raise NotThereError
    end(seat=found, row=row, ending=Ending.TAKEN, actor=actor.account, now=now)


def end(*, seat: Seat, row: Agreement, ending: Ending, actor: int | None, now: datetime) -> None:
    """A seat is free again, and what rests on it alone is over. The caller holds the tree and the agreement."""
    seat.until, seat.ending = now, ending.value
    seat.save(update_fields=["until", "ending"])
    _count(row, -1)
    if seat.since is not None:
        others = Seat.objects.filter(
            account=seat.account_id, until=None, since__isnull=False, agreement__party=row.party_id
        )
        paths = others.values_list("agreement__community__place__path", flat=True)
        kept = {place for path in paths for place in path}
        for left in membership.unseat(
            path=row.community.place.path, account=seat.account_id, party=row.party_id, kept=kept, now=now
        ):
            record(MemberLeft(community=left, member=seat.account_id), actor=actor, now=now)
    fact = SeatEnded(agreement=row.pk, seat=seat.pk, account=seat.account_id, ending=ending.value)
    record(fact, actor=actor, now=now)


def _settle(seen: Sheet) -> None:
    """Let a version that began since someone looked have its seats."""
    row, seats = seen.agreement, terms.seats(seen.terms, seen.today)
    if seen.state in {State.AGREED, State.RUNNING} and row.seats != seats:
        row.seats = seats
        row.save(update_fields=["seats"])


def _count(row: Agreement, more: int) -> None:
    row.taken += more
    row.save(update_fields=["taken"])
