"""The lists of agreements of either side, and one agreement with its versions."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kring.communities.agreements import queries
from kring.communities.agreements.queries import Sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import Side, State
from kring.communities.models import Community
from kring.foundation import clock
from kring.people.models import Organisation
from kring.web import presenting
from kring.web.agreements import words
from kring.web.circles import rows
from kring.web.circles.opening import for_hosts
from kring.web.organisations.opening import for_buyers, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_COLUMNS = 3


@require_safe
@for_buyers
def of_organisation(request: Request, organisation: Organisation) -> HttpResponse:
    """The agreements that the reader may sign for her organisation."""
    found = queries.of_organisation(request.reader, organisation, clock.now(), after=request.GET.get("after", ""))
    address = f"{organisation_url(organisation.slug)}/agreements"
    facts = frame(
        request.reader,
        organisation,
        "agreements",
        kicker=organisation.name,
        lines=[words.line(one, Side.ORGANISATION, request.reader) for one in found.rows],
        older=presenting.older_url(address, found.older),
        start=f"{address}/new",
        side="organisation",
    )
    return page(request, "agreements/list.html", facts, section="organisations")


@require_safe
@for_hosts
def of_circle(request: Request, circle: Community) -> HttpResponse:
    """The agreements of a circle, for its hosts."""
    found = queries.of_community(request.reader, circle, clock.now(), after=request.GET.get("after", ""))
    url = presenting.circle_url(circle.slug)
    facts = {
        "kicker": circle.name,
        "url": url,
        "tabs": rows.host_tabs(circle, "agreements"),
        "lines": [words.line(one, Side.COMMUNITY, request.reader) for one in found.rows],
        "older": presenting.older_url(f"{url}/agreements", found.older),
        "start": f"{url}/agreements/new",
        "side": "community",
    }
    return page(request, "agreements/list.html", facts, section="circles")


@require_safe
@signed_in
def agreement(request: Request, key: int) -> HttpResponse:
    """One agreement: what holds, what waits for a signature, and its versions side by side."""
    seen = queries.agreement(request.reader, key, clock.now())
    return page(request, "agreements/one.html", one_facts(request, seen), section="organisations")


@require_safe
@signed_in
def printed(request: Request, key: int) -> HttpResponse:
    """What holds, or else what is proposed or drafted, to be printed, with the signatures."""
    seen = queries.agreement(request.reader, key, clock.now())
    sides = queries.sides(request.reader, seen.agreement)
    version = seen.holds or seen.proposal or seen.shown_to(sides)[-1]
    facts = _head(request, seen) | {
        "number": version.number,
        "facts": words.facts_of(version, seen.agreement),
        "signed": words.signatures(version),
    }
    return page(request, "agreements/printed.html", facts, section="organisations")


def one_facts(request: Request, seen: Sheet, **more: Any) -> dict[str, Any]:
    """What the page of an agreement shows: for whom the reader acts decides what she can do."""
    sides = queries.sides(request.reader, seen.agreement)
    shown = seen.shown_to(sides)
    versions = shown[-_COLUMNS:]
    wanted = shown[-1] if len(shown) == 1 and not seen.holds else None
    is_open = seen.state is not State.ENDED
    signable = [
        (side, one.number, bool(one.signatures.all()))
        for side in sides
        for one in shown
        if is_open and terms.may_sign(seen.terms, one.number, side)
    ]
    return _head(request, seen) | {
        "holds": seen.holds,
        "facts": words.facts_of(seen.holds, seen.agreement) if seen.holds else [],
        "wanted": (wanted.number, wanted == seen.proposal, words.facts_of(wanted, seen.agreement)) if wanted else None,
        "numbers": [one.number for one in versions],
        "table": words.side_by_side(versions, seen.agreement) if len(versions) > 1 else [],
        "signed": [(one.number, words.signatures(one)) for one in reversed(shown) if one.signatures.all()],
        "signable": signable,
        "waits_for": _waits_for(seen) if is_open and not signable else None,
        "drafts": [side for side in sides if seen.draft(side)],
        "sides": sides if is_open else [],
        "may_notice": seen.state in {State.AGREED, State.RUNNING} and seen.last and not seen.last.notice_ends_on,
        "shows_seats": queries.shows_seats(request.reader, seen),
        "error": "",
        **more,
    }


def _waits_for(seen: Sheet) -> tuple[int, str] | None:
    """The version that is proposed, and who has yet to sign it."""
    if seen.proposal is None:
        return None
    (signed,) = {one.side for one in seen.proposal.signatures.all()}
    row = seen.agreement
    return seen.proposal.number, row.community.name if signed == Side.ORGANISATION else words.party(row)


def _head(request: Request, seen: Sheet) -> dict[str, Any]:
    row = seen.agreement
    return {
        "key": row.pk,
        "url": words.agreement_url(row.pk),
        "party": words.party(row),
        "circle": row.community.name,
        "organisation_url": f"{organisation_url(row.organisation.slug)}/agreements",
        "circle_url": f"{presenting.circle_url(row.community.slug)}/agreements",
        "state": words.STATES[seen.state],
        "end": words.end_sentence(seen),
        "taken": words.taken(seen, request.reader),
    }
