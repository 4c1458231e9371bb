"""Organisations, as their operator looks after them: what they give their people, whose they are, and their domains."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.learning.actions import set_organisation_days
from kring.learning.queries import given_by
from kring.learning.queries.organisations import Given
from kring.people.organisations.actions import give_owner, verify_as_operator
from kring.people.organisations.queries import unverified_domains, without_owner
from kring.web.fields import refuse, sentences
from kring.web.learning.rows import hours
from kring.web.operating.doors import operator_only
from kring.web.operating.forms import DaysForm, HostForm
from kring.web.rendering import page
from kring.web.views import Request

ALL = "/operator/organisations"


@operator_only
@require_safe
def organisations(request: Request) -> HttpResponse:
    """Every organisation, and what it gives."""
    found = [
        (f"{ALL}/{one.slug}", one.name, str(one.days), hours(one.minutes_a_day)) for one in given_by(request.reader)
    ]
    return page(request, "operating/organisations.html", {"organisations": found}, section="operator")


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: Request, slug: str) -> HttpResponse:
    """What one organisation gives."""
    found = given_by(request.reader, slug=slug)
    if not found:
        raise NotThereError
    (one,) = found
    known = {"days": one.days, "hours": hours(one.minutes_a_day)}
    form = DaysForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        set_organisation_days(
            actor=request.reader,
            organisation=one.organisation,
            days=given["days"],
            minutes_a_day=round(given["hours"] * 60),
            now=clock.now(),
        )
        messages.success(request, _("What %(organisation)s gives is saved.") % {"organisation": one.name})
        return redirect(ALL)
    return _page(request, one, form)


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: Request, slug: str) -> HttpResponse:
    """Make someone the owner of an organisation that has none."""
    found = without_owner(request.reader).filter(slug=slug).first()
    if found is None:
        raise NotThereError
    form = HostForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        handle = cleaning.handle(form.cleaned_data["handle"])
        try:
            give_owner(actor=request.reader, organisation=found.pk, handle=handle, now=clock.now())
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            messages.success(request, _("%(organisation)s has an owner again.") % {"organisation": found.name})
            return redirect(f"{ALL}/{slug}")
    facts = {"organisation": found.name, "url": f"{ALL}/{slug}", "form": form, "wrong": sentences(form)}
    status = 422 if form.errors else 200
    return page(request, "operating/organisation_owner.html", facts, section="operator", status=status)


@operator_only
@require_POST
def verify(request: Request, slug: str, key: int) -> HttpResponse:
    """Say that a domain is an organisation's."""
    if key not in {one.pk for one in unverified_domains(request.reader, slug)}:
        raise NotThereError
    done = verify_as_operator(actor=request.reader, domain=key, now=clock.now())
    messages.success(request, _("%(domain)s is verified.") % {"domain": done.name})
    return redirect(f"{ALL}/{slug}")


def _page(request: Request, one: Given, form: DaysForm) -> HttpResponse:
    url = f"{ALL}/{one.slug}"
    facts = {
        "organisation": one.name,
        "url": url,
        "form": form,
        "wrong": sentences(form),
        "without_owner": without_owner(request.reader).filter(slug=one.slug).exists(),
        "domains": [
            (domain.name, f"{url}/domains/{domain.pk}/proof") for domain in unverified_domains(request.reader, one.slug)
        ],
    }
    return page(request, "operating/organisation.html", facts, section="operator", status=422 if form.errors else 200)
