"""A plan to take along: as a workbook, and on paper."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.foundation.tables.writing import Cell, Sheet
from kring.planning.plans import queries
from kring.planning.plans.models import Scenario
from kring.web.files import as_spreadsheet
from kring.web.plans import rows, words
from kring.web.plans.documents import pdf
from kring.web.plans.opening import of_scenario
from kring.web.views import Request


@require_safe
@of_scenario
def workbook(request: Request, scenario: Scenario) -> HttpResponseBase:
    """The latest plan as sheets: choices, gaps by quarter, the curve."""
    solved = _solved(scenario)
    called = rows.titles(solved.document.named)
    sheets = [
        Sheet(_("Plan"), _choice_heads(), _choices(solved, called)),
        Sheet(_("Gaps"), _gap_heads(solved), _gaps(solved, called)),
        Sheet(_("Budgets"), [_("Budget"), _("Missing, by weight"), _("Costs"), _("Proved")], _curve(solved)),
    ]
    return as_spreadsheet(sheets, name=f"{scenario.organisation.slug}-plan-{scenario.pk}")


@require_safe
@of_scenario
def paper(request: Request, scenario: Scenario) -> HttpResponse:
    """The latest plan as a PDF."""
    solved = _solved(scenario)
    called = rows.titles(solved.document.named)
    found = rows.page(solved, None, queries.wishes(scenario), queries.outcomes(scenario), called)
    response = HttpResponse(pdf.of(scenario, solved, found), content_type="application/pdf")
    name = f"{scenario.organisation.slug}-plan-{scenario.pk}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _solved(scenario: Scenario) -> queries.Solved:
    _run, solved = queries.latest(scenario, now=clock.now(), size=1)
    if not solved:
        raise NotThereError
    return solved[0]


def _choice_heads() -> list[str]:
    return [_("Gap"), _("Where"), _("Way"), _("Who"), _("From"), _("How many")]


def _choices(solved: queries.Solved, called: dict[str, str]) -> Iterator[list[Cell]]:
    for one in solved.choices:
        gap = solved.gap(one.gap)
        yield [
            called[one.gap],
            gap.place if gap else "",
            str(words.WAYS[one.way]),
            solved.names.get(one.person, ""),
            words.quarter_at(solved.first, one.quarter),
            one.many,
        ]


def _gap_heads(solved: queries.Solved) -> list[str]:
    numbers = range(solved.document.result.problem.quarters)
    return [_("Gap"), _("Where"), _("What"), *(words.quarter_at(solved.first, number) for number in numbers)]


def _gaps(solved: queries.Solved, called: dict[str, str]) -> Iterator[list[Cell]]:
    result = solved.document.result
    for gap in result.problem.gaps:
        named = solved.gap(gap.key)
        place = named.place if named else ""
        yield [called[gap.key], place, _("Needed"), *gap.need]
        yield [called[gap.key], place, _("There are about"), *gap.have]
        if result.counted is not None:
            yield [called[gap.key], place, _("Missing still"), *result.counted.short[gap.key]]


def _curve(solved: queries.Solved) -> Iterator[list[Cell]]:
    for one in solved.document.result.curve:
        cents = None if one.cents is None else one.cents / 100
        yield [one.budget / 100, one.weighted, cents, _("yes") if one.is_sure else _("no")]
