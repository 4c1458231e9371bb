"""What organisations give their people to develop themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.learning.actions import set_organisation_days
from kring.learning.queries import given_by
from kring.web.fields import sentences
from kring.web.learning.rows import hours
from kring.web.operating.doors import operator_only
from kring.web.operating.forms import DaysForm
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
    facts = {"organisation": one.name, "form": form, "wrong": sentences(form)}
    return page(request, "operating/organisation.html", facts, section="operator", status=422 if form.errors else 200)
