"""Who works there, for HR and managers: names, departments and since when."""

from datetime import date

from babel.dates import format_date
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.people.models import Came, Employment, Organisation
from kring.people.organisations import actions, queries
from kring.people.organisations.access import EMPLOYMENT
from kring.people.organisations.rules.employments import first_day_without, last_day
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.organisations.forms import EmploymentForm, options, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@for_those_who("belong")
def people(request: Request, organisation: Organisation) -> HttpResponse:
    """The people whose employment the reader may see, by name."""
    reader, text = request.reader, request.GET.get("q", "")[:80]
    if not queries.leads(reader, organisation):
        reason = gettext_lazy("Only HR and managers see this list.")
        raise RefusedError(reason, code="not-staff")
    tree = queries.tree(reader, organisation)
    chosen = next((one for one in tree if str(one.id) == request.GET.get("department", "")), None)
    found = queries.staff(
        reader, organisation, after=request.GET.get("after", ""), text=text, department=chosen.id if chosen else None
    )
    address = f"{organisation_url(organisation.slug)}/people"
    facts = frame(
        reader,
        organisation,
        "people",
        people=[
            (f"{address}/{one.id}", one.name, one.department_name, _day(one.starts_on), _day(last_day(one.ends_on)))
            for one in found.rows
        ],
        may_invite=queries.may(reader, "staff", organisation),
        somebody_leaves=any(one.ends_on for one in found.rows),
        older=presenting.older_url(address, found.older, q=text, department=str(chosen.id) if chosen else ""),
        address=address,
        text=text,
        departments=options(tree),
        department=str(chosen.id) if chosen else "",
    )
    return page(request, "organisations/people.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("belong")
def employment(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One employment: its department and its last day, for HR to change."""
    seen = queries.employment(request.reader, key)
    if seen.organisation_id != organisation.pk or not queries.leads(request.reader, organisation):
        raise NotThereError
    may_change = EMPLOYMENT.allows(request.reader, "change", seen) and seen.over_at is None
    known = {"department": seen.department_id, "last_day": last_day(seen.ends_on)}
    form = EmploymentForm(
        request.POST if request.method == "POST" else None,
        initial=known,
        departments=options(queries.tree(request.reader, organisation)),
        none=_("None"),
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _change(request, seen, form)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{organisation_url(organisation.slug)}/people")
    facts = frame(
        request.reader,
        organisation,
        "people",
        person=presenting.person_row(seen.account.pk, seen.account.handle, seen.account.name, seen.account.photo),
        starts_on=seen.starts_on,
        last_day=last_day(seen.ends_on),
        department=seen.department.name if seen.department else "",
        came=Came(seen.came).label,
        may_change=may_change,
        form=form,
        errors=sentences(form),
    )
    return page(request, "organisations/employment.html", facts, section="organisations", status=status)


def _day(at: date | None) -> str:
    """A day as a table of many shows it."""
    return format_date(at, "d MMM y", locale=get_language() or "en") if at else ""


def _change(request: Request, seen: Employment, form: EmploymentForm) -> None:
    """What was filled in, as far as it differs."""
    told, now = form.cleaned_data, clock.now()
    if not EMPLOYMENT.allows(request.reader, "change", seen):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    if told["department"] != seen.department_id:
        actions.change_department(actor=request.reader, employment=seen.pk, department=told["department"], now=now)
    ends_on = first_day_without(told["last_day"]) if told["last_day"] else None
    if ends_on != seen.ends_on:
        actions.end_employment(actor=request.reader, employment=seen.pk, ends_on=ends_on, now=now)
