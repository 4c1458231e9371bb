"""Agreements of organisations with communities: those of either side, one with its versions, seats, and one's own."""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import organisation_shapes as shapes
from kring.api import taken
from kring.api.answers import answer, done, listed, made, next_page, written
from kring.api.callers import READ_OWN, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.api.operations.organisations import opened
from kring.api.shapes import CircleRef
from kring.communities import queries as communities
from kring.communities.agreements import actions, queries
from kring.communities.agreements.models import Agreement, Version
from kring.communities.agreements.queries import AgreementRow, MineRow, OfferRow, Sheet
from kring.communities.agreements.rules import terms
from kring.foundation import clock
from kring.foundation.errors import NotThereError, RefusedError
from kring.foundation.paging import Page
from kring.foundation.text import cleaning
from kring.people.organisations.rules.employments import last_day

router = DescribedRouter(tags=["agreements"])


@router.get("/me/memberships", auth=READ_OWN, response=shapes.OwnMembershipItems, summary="Your memberships")
def list_memberships(request: Call) -> HttpResponse:
    """Your circles by name, each with what it rests on."""
    found = queries.mine(request.auth, clock.now())
    return answer(shapes.OwnMembershipItems([_membership(one) for one in found]))


@router.get("/me/offers", auth=READ_OWN, response=shapes.SeatOfferItems, summary="Seats that you could have")
def list_offers(request: Call) -> HttpResponse:
    """What your employers agreed on and you have no seat of, at most 50; with the reason where you can't take one."""
    return answer(shapes.SeatOfferItems([_offer(one) for one in queries.offers(request.auth, clock.now())]))


@router.get("/organisations/{slug}/agreements", auth=READ_OWN, response=shapes.AgreementList, summary="Its agreements")
def list_organisation_agreements(request: Call, slug: Path[taken.Slug], given: Query[taken.Paging]) -> HttpResponse:
    """Those that you may sign for it or for a department of it, the latest first."""
    at = opened(request.auth, slug, queries.buys, _("Only owners, HR and procurement make agreements."))
    return _listed(
        request, queries.of_organisation(request.auth, at, clock.now(), after=given.cursor, size=given.limit)
    )


@router.get(
    "/communities/{slug}/agreements", auth=READ_OWN, response=shapes.AgreementList, summary="Agreements of a community"
)
def list_community_agreements(request: Call, slug: Path[taken.Slug], given: Query[taken.Paging]) -> HttpResponse:
    """The latest first; for its hosts."""
    found = communities.community(request.auth, slug)
    if not communities.may(request.auth, "host", found):
        raise RefusedError(_("Only a host of this circle can do that."), code="not-a-host")
    return _listed(
        request, queries.of_community(request.auth, found, clock.now(), after=given.cursor, size=given.limit)
    )


@router.get("/agreements/{key}", auth=READ_OWN, response=shapes.Agreement, summary="An agreement")
def get_agreement(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """With each version that your side knows of; for who acts for one of the two."""
    return answer(_agreement(request, queries.agreement(request.auth, key, clock.now())))


@router.get("/agreements/{key}/seats", auth=READ_OWN, response=shapes.SeatList, summary="Who has a seat")
def list_seats(request: Call, key: Path[taken.Key], given: Query[taken.Paging]) -> HttpResponse:
    """By name; for the organisation, and for hosts where what holds says so. What anyone does there is in no answer."""
    seen = queries.agreement(request.auth, key, clock.now())
    if not queries.shows_seats(request.auth, seen):
        raise NotThereError
    page = queries.seats(request.auth, seen, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    found = [
        shapes.Seat(one.id, one.handle, one.name, one.given_at, one.since, last_day(one.leaves_on)) for one in page.rows
    ]
    return listed(shapes.SeatList(found, address), address)


@router.post("/agreements/{key}/seats", auth=WRITE, response={201: shapes.Seat}, summary="Keep a seat for someone")
@written
def keep_seat(request: Call, key: Path[taken.Key], given: taken.NewSeat) -> HttpResponse:
    """For a colleague, who is told and takes it herself; by who acts for the organisation."""
    seat = actions.give(actor=request.auth, agreement=key, handle=cleaning.handle(given.handle), now=clock.now())
    kept = shapes.Seat(seat.pk, seat.account.handle, seat.account.name, seat.given_at, None, None)
    return made(kept, f"/agreements/{key}/seats")


@router.delete("/agreements/{key}/seats/{seat}", auth=WRITE, response={204: None}, summary="Take a seat away")
@written
def take_seat_away(request: Call, key: Path[taken.Key], seat: Path[taken.Key]) -> HttpResponse:
    """It is free again; a membership that rests on it alone ends. By who acts for the organisation."""
    actions.take_away(actor=request.auth, agreement=key, seat=seat, now=clock.now())
    return done()


@router.put("/agreements/{key}/seat", auth=WRITE, response={204: None}, summary="Take a seat")
@written
def take_seat(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Become a member by your employer's agreement. With a seat already that is done; else 409 says why not."""
    actions.take(actor=request.auth, agreement=key, now=clock.now())
    return done()


@router.delete("/agreements/{key}/seat", auth=WRITE, response={204: None}, summary="Give your seat back")
@written
def give_seat_back(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Your membership ends if it rests on nothing else; what you wrote stays."""
    actions.give_back(actor=request.auth, agreement=key, now=clock.now())
    return done()


def _listed(request: Call, page: Page[AgreementRow]) -> HttpResponse:
    address = next_page(request, page.older)
    return listed(shapes.AgreementList([_item(request, one.sheet) for one in page.rows], address), address)


def _item(request: Call, seen: Sheet) -> shapes.AgreementItem:
    row = seen.agreement
    shown = seen.holds or seen.proposal or seen.shown_to(queries.sides(request.auth, row))[-1]
    return shapes.AgreementItem(
        id=row.pk,
        organisation=_party(row),
        department=_department(row),
        circle=_circle(row),
        state=seen.state,
        starts_on=shown.starts_on,
        last_day=last_day(shown.ends_on),
        seats=_seats(seen),
        taken=queries.taken(request.auth, seen),
    )


def _agreement(request: Call, seen: Sheet) -> shapes.Agreement:
    row, sides = seen.agreement, queries.sides(request.auth, seen.agreement)
    return shapes.Agreement(
        id=row.pk,
        organisation=_party(row),
        department=_department(row),
        circle=_circle(row),
        state=seen.state,
        sides=[side.value for side in sides],
        last_day=_end(seen),
        seats=_seats(seen),
        taken=queries.taken(request.auth, seen),
        holds=seen.holds.number if seen.holds else None,
        proposed=seen.proposal.number if seen.proposal else None,
        versions=[_version(one) for one in seen.shown_to(sides)],
        may_see_seats=queries.shows_seats(request.auth, seen),
        url=f"{settings.BASE_URL}/agreements/{row.pk}",
    )


def _version(one: Version) -> shapes.AgreementVersion:
    notice = getattr(one, "notice", None)
    return shapes.AgreementVersion(
        number=one.number,
        drafted_by=one.drafted_by,
        starts_on=one.starts_on,
        last_day=_before(one.ends_on),
        seats=one.seats,
        who=one.who,
        for_department=one.department.name if one.department else "",
        price_cents=one.price_cents,
        budget_cents=one.budget_cents,
        pool=one.pool,
        counted=list(one.counted),
        smallest_group=one.smallest_group,
        names_shown=one.names_shown,
        notice_days=one.notice_days,
        renewal_months=one.renewal_months,
        grace_days=one.grace_days,
        words=one.words,
        notice_last_day=_before(notice.ends_on) if notice else None,
        signatures=[
            shapes.Signature(said.side, said.name, said.agrees, said.words, said.at) for said in one.signatures.all()
        ],
    )


def _membership(one: MineRow) -> shapes.OwnMembership:
    return shapes.OwnMembership(
        circle=CircleRef(one.slug, one.name),
        by_herself=one.by_herself,
        by_work=one.by_work,
        rests_on=[_rests(seen, last_day(one.leaves.get(seen.agreement.pk))) for seen in one.seats],
    )


def _rests(seen: Sheet, goes_after: date | None) -> shapes.RestsOn:
    row, last = seen.agreement, seen.last
    return shapes.RestsOn(
        agreement=row.pk,
        organisation=_party(row),
        department=_department(row),
        state=seen.state,
        last_day=_end(seen),
        renews=last is not None and bool(last.renewal_months) and last.notice_ends_on is None,
        goes_after=goes_after,
    )


def _offer(one: OfferRow) -> shapes.SeatOffer:
    row, holds = one.sheet.agreement, one.sheet.holds
    return shapes.SeatOffer(
        agreement=row.pk,
        organisation=_party(row),
        circle=_circle(row),
        is_kept=one.is_named,
        why_not=one.reason.value if one.reason else None,
        counted=list(holds.counted) if holds else [],
        smallest_group=holds.smallest_group if holds else None,
        names_shown=holds is not None and holds.names_shown,
    )


def _party(row: Agreement) -> shapes.OrganisationRef:
    return shapes.OrganisationRef(row.organisation.slug, row.organisation.name)


def _department(row: Agreement) -> str:
    return row.department.name if row.department else ""


def _circle(row: Agreement) -> CircleRef:
    return CircleRef(row.community.slug, row.community.name)


def _seats(seen: Sheet) -> int | None:
    return seen.offer.seats if seen.last is not None else None


def _end(seen: Sheet) -> date | None:
    """The last day of what was agreed on last."""
    return None if seen.last is None else _before(terms.end_of(seen.last, seen.today))


def _before(day: date) -> date:
    return day - timedelta(days=1)
