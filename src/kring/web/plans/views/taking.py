"""A plan to take along: as a workbook, and on paper."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.foundation.tables.writing import Cell, Sheet
from kring.planning.needs.rules import quarters
from kring.planning.plans import queries
from kring.planning.plans.models import Scenario
from kring.planning.plans.rules.answering import taken
from kring.planning.plans.rules.problem import Way
from kring.web.files import as_spreadsheet
from kring.web.plans import rows, words
from kring.web.plans.documents import pdf
from kring.web.plans.figures import figures
from kring.web.plans.opening import of_scenario
from kring.web.views import Request


@require_safe
@of_scenario
def workbook(request: Request, scenario: Scenario) -> HttpResponseBase:
    """The latest plan as sheets: in short, its choices, gaps by quarter, the curve."""
    solved = _solved(scenario)
    called = rows.titles(solved.document.named)
    sheets = [
        Sheet(_("In short"), [_("What"), _("Amount")], list(_in_short(scenario, solved, called))),
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


def _in_short(scenario: Scenario, solved: queries.Solved, called: dict[str, str]) -> Iterator[list[Cell]]:
    """What the plan is of, what it comes to, and how sure that is."""
    result = solved.document.result
    yield [_("Scenario"), scenario.name]
    yield [_("Organisation"), scenario.organisation.name]
    yield [_("From"), solved.first]
    yield [_("Quarters"), result.problem.quarters]
    yield [_("Budget"), _("no limit") if result.problem.limits.budget is None else _euros(result.problem.limits.budget)]
    yield [_("Worked out"), solved.run.ended_at]
    if result.plan is None:
        yield [_("No plan keeps to all limits"), "; ".join(rows.contradicting(solved, called))]
        return
    for figure in figures(solved):
        is_money = figure.said is words.money
        yield [figure.label, _euros(figure.value or 0) if is_money else figure.value]
    yield [_("How sure"), words.proof(result.plan)]


def _euros(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(Decimal("0.01"))


def _choice_heads() -> list[str]:
    return [
        _("Gap"), _("Where"), _("Way"), _("Who"), _("From"), _("How many"), _("Development days"), _("Euros"),
    ]  # fmt: skip


def _choices(solved: queries.Solved, called: dict[str, str]) -> Iterator[list[Cell]]:
    for one in solved.choices:
        gap = solved.gap(one.gap)
        takes = taken(solved.document.result.problem, one)
        yield [
            called[one.gap],
            gap.place if gap else "",
            str(words.WAYS[one.way]),
            solved.names.get(one.person, ""),
            quarters.after(solved.first, one.quarter),
            one.many,
            takes.days if one.way is Way.DEVELOP else None,
            _euros(takes.cents),
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
        cents = None if one.cents is None else _euros(one.cents)
        yield [_euros(one.budget), one.weighted, cents, _("yes") if one.is_sure else _("no")]
