"""What people of an organisation do to develop themselves, in groups of five or more, as it was counted once; and what
becomes of the seats that it pays for."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kring.communities.agreements import queries as agreements
from kring.communities.agreements.queries import UseRow
from kring.foundation import clock
from kring.foundation.errors import NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.people.organisations.rules.employments import day_at
from kring.planning.reports import queries
from kring.planning.reports.models import Plan
from kring.planning.reports.queries import Quarter, Shown
from kring.planning.reports.rules.periods import quarters_until
from kring.web import files
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.planning import rows, seats, sheets, words
from kring.web.rendering import page
from kring.web.views import Request

# The running quarter and a year before it.
_QUARTERS = 5


class Seen(NamedTuple):
    """All that the reader sees of one quarter: of the report, the quarters before it, the plan, and seats."""

    report: Shown | None
    before: Sequence[Quarter]
    plan: Plan | None
    used: Sequence[UseRow]


@require_safe
@for_those_who("belong")
def dashboard(request: Request, organisation: Organisation) -> HttpResponse:
    """One quarter, and those before it."""
    seen = _seen(request, organisation)
    address = f"{organisation_url(organisation.slug)}/reports"
    here = seen.report.report.first if seen.report else None
    asked = f"?quarter={here.isoformat()}" if here else ""
    tables = sheets.sheets(seen.report, seen.before, seen.plan, seen.used)
    facts = frame(
        request.reader,
        organisation,
        "reports",
        report=rows.report(seen.report, seen.before, seen.plan) if seen.report else None,
        seats=seats.seats(seen.used),
        agreed_heads=[(str(head), True) for _kind, head in words.AGREED.values()],
        how=words.how_counted(),
        quarters=[
            (words.quarter(one.first), f"{address}?quarter={one.first.isoformat()}", one.first == here, None)
            for one in seen.before
        ],
        workbook=f"{address}/report.xlsx{asked}" if tables else "",
        tables=[(sheet.name, f"{address}/{name}.csv{asked}") for name, sheet in tables.items()],
        plan_url=f"{address}/plan" if organisations.may(request.reader, "staff", organisation) else "",
    )  # fmt: skip
    return page(request, "planning/reports.html", facts, section="organisations")


@require_safe
@for_those_who("belong")
def workbook(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Everything that the page of a quarter shows, as the sheets of one XLSX file, with how to read them."""
    seen = _seen(request, organisation)
    made = list(sheets.sheets(*seen).values())
    if not made:
        raise NotThereError
    today = day_at(clock.now(), organisation.time_zone)
    return files.as_spreadsheet([*made, sheets.explained(today)], name=_name(organisation, seen, "report"))


@require_safe
@for_those_who("belong")
def table(request: Request, organisation: Organisation, name: str) -> HttpResponseBase:
    """One table of a quarter as CSV."""
    seen = _seen(request, organisation)
    sheet = sheets.sheets(*seen).get(name)
    if sheet is None:
        raise NotThereError
    return files.as_csv(sheet, name=_name(organisation, seen, name))


def _seen(request: Request, organisation: Organisation) -> Seen:
    """What there is of the quarter that an address names, else of the latest. Raises RefusedError for who may see
    none."""
    reader = request.reader
    if not queries.may_read(reader, organisation):
        raise RefusedError(gettext_lazy("Only HR and managers see this."), code="not-staff")
    wanted = request.GET.get("quarter", "")
    try:
        first = date.fromisoformat(wanted) if wanted else None
    except ValueError:
        first = None
    report = queries.report(reader, organisation, first=first)
    if report is None and first is not None:
        report = queries.report(reader, organisation)
    plan = queries.plan(reader, organisation, report.report.first.year) if report else None
    used: Sequence[UseRow] = ()
    if organisations.may(reader, "staff", organisation):
        periods = quarters_until(day_at(clock.now(), organisation.time_zone), count=_QUARTERS)
        used = agreements.use(reader, organisation, periods)
    return Seen(report, queries.quarters(reader, organisation), plan, used)


def _name(organisation: Organisation, seen: Seen, name: str) -> str:
    first = f"-{seen.report.report.first.isoformat()}" if seen.report else ""
    return f"{organisation.slug}-{name}{first}"
