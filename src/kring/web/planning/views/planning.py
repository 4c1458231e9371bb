"""The plan of a year, for owners and HR."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.errors import InvalidError
from kring.learning.queries import given_in
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.reports import actions, queries
from kring.planning.reports.models import Plan
from kring.web.fields import sentences
from kring.web.organisations.forms import refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.planning.forms import QUARTERS, PlanForm
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def plan(request: Request, organisation: Organisation) -> HttpResponse:
    """What is planned for a year, this one unless the address says another."""
    now = clock.now()
    this_year = day_at(now, organisation.time_zone).year
    years = [this_year - 1, this_year, this_year + 1, this_year + 2]
    year = next((one for one in years if str(one) == request.GET.get("year", "")), this_year)
    address = f"{organisation_url(organisation.slug)}/reports/plan"
    kept = queries.plan(request.reader, organisation, year)
    given, _minutes = given_in(organisation.pk, year)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_known(kept, given))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.plan_year(actor=request.reader, organisation=organisation.pk, year=year, now=now, **form.told())
        except InvalidError as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("The plan of %(year)s is saved.") % {"year": year})
            return redirect(f"{organisation_url(organisation.slug)}/reports")
    facts = frame(
        request.reader,
        organisation,
        "reports",
        year=year,
        years=[(str(one), f"{address}?year={one}", one == year, None) for one in years],
        action=f"{address}?year={year}",
        form=form,
        errors=sentences(form),
    )
    return page(request, "planning/plan.html", facts, section="organisations", status=status)


def _known(kept: Plan | None, given: int) -> dict[str, Any]:
    if kept is None:
        return {"days": given}
    budget = None if kept.budget is None else Decimal(kept.budget) / 100
    told = {"days": given, "text": kept.text, "budget": budget, "floor": kept.floor, "floor_on": kept.floor_on}
    return told | dict(zip(QUARTERS, kept.quarters, strict=False))
