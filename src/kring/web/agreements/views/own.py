"""One's own memberships: what each rests on, and the seats that one could have."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.communities.agreements import queries
from kring.communities.agreements.actions.seating import REASONS
from kring.communities.agreements.queries import MineRow, OfferRow, Sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.seats import WhyNot
from kring.communities.agreements.rules.terms import State
from kring.communities.models import Community, Joining
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.web import presenting
from kring.web.agreements import words
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def memberships(request: Request) -> HttpResponse:
    """The circles one is in, with what each rests on."""
    now = clock.now()
    found = queries.mine(request.reader, now)
    inside = {one.community for one in found}
    offered = [
        one
        for one in queries.offers(request.reader, now)
        if one.sheet.agreement.community_id not in inside or one.is_named
    ]
    facts = {
        "resting": [_line(one) for one in found if one.seats],
        "groups": [
            ("by-yourself", _("By yourself"), _links(one for one in found if not one.seats and not one.by_work)),
            ("by-work", _("Because you work there"), _links(one for one in found if not one.seats and one.by_work)),
        ],
        "offers": [offer_facts(one) for one in offered],
    }
    return page(request, "agreements/memberships.html", facts, section="circles")


def offer_at(reader: Reader, circle: Community) -> dict[str, Any] | None:
    """The seat of an employer that the page of a circle offers to who is no member there, or why there is none."""
    if reader.account is None or reader.has(circle.pk, Role.MEMBER):
        return None
    found = queries.offer_at(reader, circle, clock.now())
    return offer_facts(found) if found else None


def offer_facts(found: OfferRow) -> dict[str, Any]:
    """A seat that one can take, or why not and what one can do about it."""
    row = found.sheet.agreement
    reason = str(REASONS[found.reason]) if found.reason else ""
    if found.reason is WhyNot.FULL:
        reason = _("All %(seats)d seats are taken. Ask whoever makes agreements at %(organisation)s for more.") % {
            "seats": found.sheet.offer.seats,
            "organisation": row.organisation.name,
        }
    if found.reason is WhyNot.NOT_NAMED:
        reason = _("%(organisation)s says who gets these seats. Ask there.") % {"organisation": row.organisation.name}
    return {
        "organisation": row.organisation.name,
        "circle": row.community.name,
        "reason": reason,
        "take": f"{words.agreement_url(row.pk)}/seat",
        "names_shown": found.sheet.holds is not None and found.sheet.holds.names_shown,
        "counted": words.counted(found.sheet.holds) if found.sheet.holds and found.sheet.holds.counted else "",
    }


def _links(found: Iterable[MineRow]) -> list[tuple[str, str]]:
    return [(presenting.circle_url(one.slug), one.name) for one in found]


def _line(found: MineRow) -> dict[str, Any]:
    """A membership that rests on agreements: on whose, until when, and how one stays by oneself."""
    url = presenting.circle_url(found.slug)
    stays = {Joining.OPEN: f"{url}/join", Joining.REQUEST: f"{url}/requests"}
    return {
        "url": url,
        "name": found.name,
        "by_herself": found.by_herself,
        "stay": stays.get(Joining(found.joining), ""),
        "is_open": found.joining == Joining.OPEN,
        "rests": [
            said
            for one in found.seats
            for said in (_rests(one, found.leaves.get(one.agreement.pk)), _told(one))
            if said
        ],
        "back": [
            f"{words.agreement_url(one.agreement.pk)}/seat/return"
            for one in found.seats
            if one.agreement.community_id == found.community
        ],
    }


def _told(seen: Sheet) -> str:
    """What the organisation is told of all who have a seat, as it was agreed; empty for nothing."""
    if seen.holds is None or not seen.holds.counted:
        return ""
    told = {"organisation": seen.agreement.organisation.name, "what": words.counted(seen.holds)}
    return _("%(organisation)s is told how many of all who have one did something, and never who: %(what)s.") % told


def _rests(seen: Sheet, leaves_on: date | None) -> str:
    last = seen.last
    end = terms.end_of(last, seen.today) if last else seen.today
    told = {"organisation": words.party(seen.agreement), "day": words.last_day(end)}
    if leaves_on is not None:
        told["day"] = words.last_day(leaves_on)
        return _("You work in another department now: the seat of %(organisation)s ends after %(day)s.") % told
    if seen.state is State.GRACE and last:
        told["day"] = words.last_day(end + timedelta(days=last.grace_days))
        return _("The agreement with %(organisation)s has ended; you can go on until %(day)s.") % told
    if last and last.renewal_months and last.notice_ends_on is None:
        return _("Rests on the agreement with %(organisation)s, which runs until %(day)s and renews itself.") % told
    return _("Rests on the agreement with %(organisation)s until %(day)s.") % told
