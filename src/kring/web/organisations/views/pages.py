"""The organisations of a reader, the home of one, and finding a colleague."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.communities.queries import below_organisation, without_host
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import NotThereError
from kring.foundation.text.cleaning import excerpt
from kring.people.models import Organisation
from kring.people.organisations import actions, queries
from kring.web import presenting
from kring.web.circles import rows
from kring.web.finding.looking import ask_url, people_for, tidy
from kring.web.organisations.opening import at_organisation, for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_PEOPLE = 10


@require_safe
@signed_in
def organisations(request: Request) -> HttpResponse:
    """Where one works, and where one can say that one does by an address of one's own."""
    reader = request.reader
    facts = {
        "mine": [(one.name, organisation_url(one.slug)) for one in queries.mine(reader)],
        "joinable": [(one.name, f"{organisation_url(one.slug)}/joining") for one in queries.joinable(reader)],
    }
    return page(request, "organisations/organisations.html", facts, section="organisations")


@require_POST
@signed_in
def join(request: Request, slug: str) -> HttpResponse:
    """Say that one works there, by a verified address; for anyone else there is nothing here."""
    found = [one for one in queries.joinable(request.reader) if one.slug == slug]
    if not found:
        raise NotThereError
    actions.join_by_address(actor=request.reader, organisation=found[0].pk, now=clock.now())
    messages.success(request, _("Welcome among your colleagues."))
    return redirect(organisation_url(slug))


@require_safe
@at_organisation
def home(request: Request, organisation: Organisation) -> HttpResponse:
    """What it is; for colleagues also its circles, its departments and who does what."""
    if not queries.may(request.reader, "belong", organisation):
        facts = {"organisation": organisation, "about": rows.paragraphs(organisation.about)}
        return page(request, "organisations/shown.html", facts, section="organisations")
    return page(request, "organisations/home.html", _home(request, organisation), section="organisations")


def _home(request: Request, organisation: Organisation) -> dict[str, Any]:
    reader = request.reader
    circles = below_organisation(reader, organisation.pk)
    hostless = without_host(reader).filter(place__path__contains=[organisation.pk])
    is_owner = queries.may(reader, "keep", organisation)
    return frame(
        reader,
        organisation,
        "",
        about=rows.paragraphs(organisation.about),
        circles=[presenting.circle_row(row) for row in circles],
        community=presenting.circle_url(circles[0].slug) if circles else "",
        may_found=queries.may(reader, "staff", organisation),
        offices=[
            (
                presenting.person_row(
                    one.account, one.handle, one.name, one.photo, note=office_words(one.role, one.department_name)
                )
            )
            for one in queries.offices(reader, organisation)
        ],
        hostless=[(one.pk, one.name) for one in hostless[:20]] if is_owner else [],
    )


@require_safe
@for_those_who("belong")
def find(request: Request, organisation: Organisation) -> HttpResponse:
    """Who of one's colleagues did this in a circle of colleagues, or says that she can, as far as each shows it. What
    they said in communities elsewhere isn't looked in, open though it be: no page gathers that for an employer."""
    reader, text = request.reader, tidy(request.GET.get("q", ""))[:500]
    did, says = [], []
    if text:
        among = frozenset(queries.colleagues(organisation.pk)) - {reader.account}
        did = people_for(reader, text, now=clock.now(), within=organisation.pk, among=among, limit=_PEOPLE)
        says = queries.colleagues_who(reader, organisation, text, language=get_language() or "en")
    facts = frame(
        reader,
        organisation,
        "find",
        text=text,
        did=[presenting.person_card(one, ask_url=ask_url(text, to=one.handle)) for one in did],
        called=[_row(one) for one in says if one.is_called],
        says=[_row(one) for one in says if not one.is_called],
    )
    return page(request, "organisations/find.html", facts, section="organisations")


def _row(one: queries.Colleague) -> Any:
    return presenting.person_row(
        one.account, one.handle, one.name, one.photo, excerpt(" · ".join(one.said), length=160)
    )


def office_words(role: Role, department: str) -> str:
    """What someone does, and for which part."""
    return f"{role.label} · {department}" if department else str(role.label)
