"""Scenarios side by side."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation
from kring.planning.plans import queries
from kring.planning.plans.models import Scenario
from kring.planning.plans.rules.problem import Way
from kring.web.organisations.opening import for_those_who, frame
from kring.web.plans import rows, words
from kring.web.plans.figures import figures
from kring.web.plans.opening import plans_url
from kring.web.plans.views.scenarios import listed
from kring.web.rendering import page
from kring.web.views import Request

FEWEST, MOST = 2, 4


@require_safe
@for_those_who("staff")
def compared(request: Request, organisation: Organisation) -> HttpResponse:
    """Two to four scenarios: what each costs, leaves missing, and does for each gap."""
    said = list(dict.fromkeys(request.GET.getlist("scenario")))
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in said):
        raise NotThereError
    if not FEWEST <= len(said) <= MOST:
        wrong = _("Choose two to four scenarios.")
        facts = listed(request, organisation, ticked=said, wrong=wrong)
        return page(request, "plans/index.html", facts, section="organisations", status=422)
    found = queries.several(request.reader, organisation, list(map(int, said)))
    solved = queries.side_by_side(found, now=clock.now())
    here = plans_url(organisation)
    gaps = list(_gaps(solved))
    beside = next((place for place, one in enumerate(solved) if one and one.document.result.counted), None)
    facts = frame(
        request.reader,
        organisation,
        "plans",
        back=here,
        sides=[_side(here, scenario, plan) for scenario, plan in zip(found, solved, strict=True)],
        figures=list(_figures(solved, beside)),
        beside=found[beside].name if beside is not None else "",
        missing=[one.name for one, plan in zip(found, solved, strict=True) if plan is None],
        unlike=[one for one in gaps if not one.is_alike],
        alike=[one for one in gaps if one.is_alike],
    )
    return page(request, "plans/compared.html", facts, section="organisations")


class Side(NamedTuple):
    """The head of a scenario: what it may spend and is held to, and what is to be known of its plan."""

    name: str
    url: str
    about: str
    budget: str
    state: str


class OfGap(NamedTuple):
    """What each scenario does for a gap, in lines."""

    title: str
    cells: Sequence[Sequence[str]]
    is_alike: bool


def _side(here: str, scenario: Scenario, solved: queries.Solved | None) -> Side:
    result = solved.document.result if solved else None
    if solved is None or result is None:
        state = _("not worked out yet")
    elif result.plan is None:
        state = _("no plan keeps to all limits")
    elif solved.run.asked_at < scenario.changed_at:
        state = _("changed since it was worked out")
    else:
        state = _("proved") if result.plan.proved else _("not proved")
    budget = (
        _("no budget") if scenario.budget is None else _("budget %(cents)s") % {"cents": words.money(scenario.budget)}
    )
    span = words.span(scenario.first, [0, scenario.quarters - 1])
    return Side(scenario.name, f"{here}/{scenario.pk}", span, budget, state)


def _figures(
    solved: Sequence[queries.Solved | None], beside: int | None
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each figure: what it is, and for each scenario the number and how much more it is than with the one `beside`
    which they are put."""
    for sides in zip(*map(figures, solved), strict=True):
        told = [
            (one.text(), "" if one.value is None or beside in (None, place) else one.than(sides[beside or 0]))
            for place, one in enumerate(sides)
        ]
        yield sides[0].label, told


def _gaps(solved: Sequence[queries.Solved | None]) -> Iterator[OfGap]:
    """The gaps that any of the plans has to close."""
    plans = [one for one in solved if one is not None]
    named = {gap.key: gap for plan in plans for gap in plan.document.named}
    results = [plan.document.result for plan in plans]
    short = {gap.key for one in results for gap in one.problem.gaps if any(gap.short)}
    short |= {answer.gap for one in results for answer in one.answers if rows.is_busy(answer)}
    called = rows.titles([*named.values()]) if named else {}
    for key in named:
        if key in short:
            cells = [_of_gap(one, key) for one in solved]
            yield OfGap(called[key], cells, all(one == cells[0] for one in cells))


_NOTHING: Final = ("–",)


def _of_gap(solved: queries.Solved | None, key: str) -> Sequence[str]:
    """What a plan does for a gap: by each way whom and for how much, and what stays missing."""
    counted = solved.document.result.counted if solved else None
    if solved is None or counted is None or key not in counted.short:
        return _NOTHING
    said = []
    for way in Way:
        many = [one.many for one in solved.choices if (one.gap, one.way) == (key, way)]
        if many:
            count = words.person_quarters(sum(many)) if way is Way.HIRE else words.people(sum(many))
            cents = counted.by_gap.get(key, {}).get(way, 0)
            said.append(f"{words.WAYS[way]}: {count}, {words.money(cents)}")
    missing = sum(counted.short[key])
    said += [_("missing still: %(missing)s") % {"missing": words.person_quarters(missing)}] if missing else []
    return said or [_("nothing missing")]
