"""One's own work: where, since when, and how to end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.queries import below_organisation
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.people.models import Came
from kring.people.organisations import queries
from kring.people.organisations.actions import end_employment
from kring.people.organisations.queries import EmploymentRow
from kring.people.organisations.rules.employments import day_at, first_day_without, last_day
from kring.planning.plans.queries import open_offers
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.organisations.forms import LastDayForm, refuse
from kring.web.organisations.opening import organisation_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def work(request: Request) -> HttpResponse:
    """Every employment of one's own, those that aren't over first."""
    found = queries.own_employments(request.reader)
    facts = {
        "running": [_line(request, one) for one in found if not one.is_over],
        "over": [_line(request, one) for one in found if one.is_over],
        "offered": open_offers(request.reader),
        "joinable": [(one.name, f"{organisation_url(one.slug)}/joining") for one in queries.joinable(request.reader)],
    }
    return page(request, "organisations/work.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def employment(request: Request, key: int) -> HttpResponse:
    """One of one's own employments: what rests on it, and ending it."""
    seen = queries.employment(request.reader, key)
    if seen.account_id != request.reader.account or seen.over_at is not None:
        raise NotThereError
    at = seen.organisation
    today = day_at(clock.now(), at.time_zone)
    sent = request.POST if request.method == "POST" else None
    form = LastDayForm(sent, initial={"last_day": last_day(seen.ends_on) or today})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        ends_on = first_day_without(form.cleaned_data["last_day"])
        try:
            end_employment(actor=request.reader, employment=key, ends_on=ends_on, now=clock.now())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved. What you said, learned and pay yourself stays yours."))
            return redirect("/work")
    circles = [row for row in below_organisation(request.reader, at.pk) if request.reader.has(row.id, Role.MEMBER)]
    facts = {
        "name": at.name,
        "starts_on": seen.starts_on,
        "department": seen.department.name if seen.department else "",
        "came": Came(seen.came).label,
        "circles": [presenting.circle_row(row) for row in circles],
        "action": f"/work/{key}",
        "form": form,
        "errors": sentences(form),
    }
    return page(request, "organisations/own_employment.html", facts, section="organisations", status=status)


def _line(request: Request, one: EmploymentRow) -> tuple[object, ...]:
    """An employment as the list shows it: name, address where she is still in, page to end it, department, days."""
    address = organisation_url(one.slug) if request.reader.has(one.organisation, Role.MEMBER) else ""
    return one.name, address, f"/work/{one.id}", one.department_name, one.starts_on, last_day(one.ends_on)
