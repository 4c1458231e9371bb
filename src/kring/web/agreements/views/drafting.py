"""Writing down what one side wants: a first draft, and changes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities import queries as circles
from kring.communities.agreements import actions, queries
from kring.communities.agreements.access import BUYERS
from kring.communities.agreements.queries import Sheet
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Community
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.people.organisations.rules.employments import day_at
from kring.web import presenting
from kring.web.agreements import words
from kring.web.agreements.forms import BeginForm, TermsForm, first_draft, known, refuse
from kring.web.circles.opening import for_hosts
from kring.web.fields import sentences
from kring.web.organisations.forms import options
from kring.web.organisations.opening import for_buyers, organisation_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_buyers
def by_organisation(request: Request, organisation: Organisation) -> HttpResponse:
    """A first draft by an organisation, or one of its departments."""
    reader = request.reader
    tree = organisations.tree(reader, organisation)
    parties = [(str(one.id), f"{'– ' * one.depth}{one.name}") for one in tree if reader.has(one.id, *BUYERS)]
    if reader.has(organisation.pk, *BUYERS):
        parties.insert(0, ("", _("The whole organisation")))
    today = day_at(clock.now(), organisation.time_zone)
    first = first_draft(today) | {"other": _named(request)}
    form = BeginForm(_sent(request), initial=first, departments=options(tree), parties=parties)
    form.fields["other"].label = _("With which circle?")

    def begin() -> int:
        community = circles.community_called(reader, form.cleaned_data["other"])
        return actions.begin(
            actor=reader, side=Side.ORGANISATION, community=community.pk, organisation=organisation.pk,
            department=form.cleaned_data.get("department"), wanted=form.wanted(), now=clock.now(),
        ).pk  # fmt: skip

    address = f"{organisation_url(organisation.slug)}/agreements"
    return _begun(request, form, begin, kicker=organisation.name, back=address)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hosts
def by_circle(request: Request, circle: Community) -> HttpResponse:
    """A first draft by a community."""
    form = BeginForm(_sent(request), initial=first_draft(timezone.localdate(clock.now())))
    form.fields["other"].label = _("With which organisation?")

    def begin() -> int:
        organisation = organisations.organisation_called(request.reader, form.cleaned_data["other"])
        return actions.begin(
            actor=request.reader, side=Side.COMMUNITY, community=circle.pk, organisation=organisation.pk,
            wanted=form.wanted(), now=clock.now(),
        ).pk  # fmt: skip

    return _begun(request, form, begin, kicker=circle.name, back=f"{presenting.circle_url(circle.slug)}/agreements")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Request, key: int) -> HttpResponse:
    """What one side wants instead of what holds or is proposed."""
    seen = queries.agreement(request.reader, key, clock.now())
    side = side_of(request, seen)
    before = seen.draft(side) or seen.proposal or seen.holds or seen.shown_to([side])[-1]
    form = TermsForm(_sent(request), initial=known(before), departments=_departments(request, seen, side))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.draft(actor=request.reader, agreement=key, side=side, wanted=form.wanted(), now=clock.now())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved as a draft. Nothing changes before both sides signed."))
            return redirect(words.agreement_url(key))
    url = words.agreement_url(key)
    kicker = f"{words.party(seen.agreement)} – {seen.agreement.community.name}"
    return _form_page(request, form, kicker=kicker, back=url, action=f"{url}/change", side=side, status=status)


@require_POST
@signed_in
def discard(request: Request, key: int) -> HttpResponse:
    """Throw a draft away."""
    seen = queries.agreement(request.reader, key, clock.now())
    side = side_of(request, seen)
    is_gone = actions.discard(actor=request.reader, agreement=key, side=side, now=clock.now())
    messages.success(request, _("The draft is gone."))
    row = seen.agreement
    lists = {
        Side.ORGANISATION: f"{organisation_url(row.organisation.slug)}/agreements",
        Side.COMMUNITY: f"{presenting.circle_url(row.community.slug)}/agreements",
    }
    return redirect(lists[side] if is_gone else words.agreement_url(key))


def side_of(request: Request, seen: Sheet) -> Side:
    """The side that a form names, of those that the reader acts for; else the first of them."""
    sides = queries.sides(request.reader, seen.agreement)
    said = request.POST.get("side") or request.GET.get("side")
    return next((side for side in sides if side.value == said), sides[0])


def _departments(request: Request, seen: Sheet, side: Side) -> list[tuple[str, str]]:
    """The departments that a side can name: the organisation all of its own, hosts those that they have read."""
    if side is Side.ORGANISATION:
        return options(organisations.tree(request.reader, seen.agreement.organisation))
    read = {one.department for one in seen.shown_to([side]) if one.department is not None}
    return sorted((str(one.pk), one.name) for one in read)


def _named(request: Request) -> str:
    """The name of the circle whose page led here."""
    try:
        return circles.community_called(request.reader, request.GET.get("with", "")).name
    except NotThereError:
        return ""


def _sent(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _begun(request: Request, form: BeginForm, begin: Callable[[], int], *, kicker: str, back: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            key = begin()
        except NotThereError:
            form.add_error("other", _("There is none of this name or at this address that you can see."))
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved as a draft. The other side sees it once you sign it."))
            return redirect(words.agreement_url(key))
    return _form_page(request, form, kicker=kicker, back=back, action=f"{back}/new", side=None, status=status)


def _form_page(
    request: Request, form: TermsForm, *, kicker: str, back: str, action: str, side: Side | None, status: int
) -> HttpResponse:
    facts = {
        "form": form,
        "errors": sentences(form),
        "kicker": kicker,
        "back": back,
        "action": action,
        "side": side.value if side else "",
    }
    return page(request, "agreements/form.html", facts, section="organisations", status=status)
