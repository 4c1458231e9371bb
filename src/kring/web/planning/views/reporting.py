"""What people of an organisation do to develop themselves, in groups of five or more; as it was counted once."""

import csv
import io
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.planning.reports import queries
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.planning import rows
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@for_those_who("belong")
def dashboard(request: Request, organisation: Organisation) -> HttpResponse:
    """One quarter, and those before it."""
    reader = request.reader
    found = _report(reader, organisation, request.GET.get("quarter", ""))
    address = f"{organisation_url(organisation.slug)}/reports"
    before = queries.quarters(reader, organisation)
    here = found.report.first if found else None
    plan = queries.plan(reader, organisation, here.year) if here else None
    facts = frame(
        reader,
        organisation,
        "reports",
        report=rows.report(found, before, plan) if found else None,
        quarters=[
            (rows.quarter_words(one.first), f"{address}?quarter={one.first.isoformat()}", one.first == here, None)
            for one in before
        ],
        download=f"{address}/counts.csv?quarter={here.isoformat()}" if here else "",
        plan_url=f"{address}/plan" if organisations.may(reader, "staff", organisation) else "",
    )  # fmt: skip
    return page(request, "planning/reports.html", facts, section="organisations")


@require_safe
@for_those_who("belong")
def counts(request: Request, organisation: Organisation) -> HttpResponse:
    """The groups of one quarter as a table for a spreadsheet: what the page shows, and no more."""
    found = _report(request.reader, organisation, request.GET.get("quarter", ""))
    if found is None:
        raise NotThereError
    written = io.StringIO()
    csv.writer(written).writerows(rows.cells(found))
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{organisation.slug}-{found.report.first.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _report(reader: Reader, organisation: Organisation, wanted: str) -> queries.Shown | None:
    """The report of the quarter that an address names, else the latest. Raises RefusedError for who may read none."""
    if not queries.may_read(reader, organisation):
        raise RefusedError(gettext_lazy("Only HR and managers see this."), code="not-staff")
    try:
        first = date.fromisoformat(wanted) if wanted else None
    except ValueError:
        first = None
    return queries.report(reader, organisation, first=first) or queries.report(reader, organisation)
