"""Scenarios: the list of them, one with its plan, its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.rules import quarters
from kring.planning.plans import actions, queries
from kring.planning.plans.actions.writing import MOST_QUARTERS
from kring.planning.plans.models import Scenario, State
from kring.web.fields import sentences
from kring.web.meetings.words import price
from kring.web.organisations.forms import refuse
from kring.web.organisations.opening import for_those_who, frame
from kring.web.planning.words import quarter as quarter_words
from kring.web.plans import rows, words
from kring.web.plans.forms import CopyForm, LimitsForm, WishForm, known_limits
from kring.web.plans.opening import of_scenario, plans_url, scenario_url
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@for_those_who("staff")
def index(request: Request, organisation: Organisation) -> HttpResponse:
    """All scenarios."""
    return page(request, "plans/index.html", listed(request, organisation), section="organisations")


def listed(
    request: Request, organisation: Organisation, *, ticked: Sequence[str] | None = None, wrong: str = ""
) -> dict[str, Any]:
    """What the list is given; `ticked` are those to be put side by side, the newest two to begin with."""
    found = queries.scenarios(request.reader, organisation)
    here = plans_url(organisation)
    return frame(
        request.reader,
        organisation,
        "plans",
        scenarios=[(f"{here}/{one.id}", one.name, _about(one), _state(one.state)) for one in found],
        choices=[(str(one.id), one.name, _about(one)) for one in found],
        ticked=[str(one.id) for one in found[:2]] if ticked is None else ticked,
        wrong=[wrong] if wrong else [],
        errors=[("id_scenario", wrong)] if wrong else [],
        here=here,
    )


def _about(one: queries.ScenarioRow) -> str:
    span = words.span(one.first, [0, one.quarters - 1])
    return span if one.budget is None else f"{span} · {price(one.budget)}"


def _state(state: str) -> str:
    return str(State(state).label) if state else _("not worked out yet")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def new(request: Request, organisation: Organisation) -> HttpResponse:
    """A new scenario."""
    now = clock.now()
    soonest = quarters.first_of(day_at(now, organisation.time_zone))
    initial = {"quarters": MOST_QUARTERS, "roles": 2, "own": 0, "own_percent": 0, "first": soonest.isoformat()}
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=initial, soonest=soonest)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_scenario(
                actor=request.reader, organisation=organisation.pk, limits=form.told(), now=now
            )
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("The scenario is made. Look at the prices, and have it worked out."))
            return redirect(f"{plans_url(organisation)}/{made.pk}")
    facts = frame(
        request.reader, organisation, "plans", form=form, errors=sentences(form), back=plans_url(organisation),
        action=f"{plans_url(organisation)}/new", title=_("A new scenario"), kicker=organisation.name,
    )  # fmt: skip
    return page(request, "plans/limits.html", facts, section="organisations", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_scenario
def limits(request: Request, scenario: Scenario) -> HttpResponse:
    """What a scenario keeps to."""
    now, here = clock.now(), scenario_url(scenario)
    soonest = quarters.first_of(day_at(now, scenario.organisation.time_zone))
    form = LimitsForm(
        request.POST if request.method == "POST" else None,
        initial=known_limits(scenario), soonest=soonest, known=scenario.first,
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.change_limits(actor=request.reader, scenario=scenario.pk, limits=form.told(), now=now)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved. Have it worked out again to see what changes."))
            return redirect(here)
    facts = frame(
        request.reader, scenario.organisation, "plans", form=form, errors=sentences(form), action=f"{here}/limits",
        back=here, title=_("Limits"), kicker=scenario.name,
    )  # fmt: skip
    return page(request, "plans/limits.html", facts, section="organisations", status=status)


@require_safe
@of_scenario
def one(request: Request, scenario: Scenario) -> HttpResponse:
    """A scenario with its plan."""
    return page(request, "plans/scenario.html", shown(request, look(scenario)), section="organisations")


@dataclass(frozen=True, slots=True)
class Look:
    """A scenario as it is looked at: its latest run, its latest plans, what is locked and forbidden, what was made of
    it, and what its gaps and competences are called."""

    scenario: Scenario
    run: Any
    solved: list[queries.Solved]
    wishes: list[queries.WishRow]
    made: queries.Outcomes
    called: dict[str, str]
    labels: dict[int, str]


def look(scenario: Scenario) -> Look:
    """Look at a scenario. At most six queries."""
    run, solved = queries.latest(scenario, now=clock.now())
    made = queries.outcomes(scenario)
    named = {one.key: one for found in reversed(solved) for one in found.document.named}
    labels = rows.labels([*named.values()], made.offers)
    called = rows.titles([*named.values()], labels)
    return Look(scenario, run, solved, queries.wishes(scenario), made, called, labels)


def wish_form(seen: Look, sent: Any = None) -> WishForm:
    """What can be locked and forbidden: of people only whom the plan names, or a wish."""
    newest = seen.solved[0] if seen.solved else None
    people = {one.person: newest.names[one.person] for one in newest.choices if one.person} if newest else {}
    people |= {str(one.person): one.person_name for one in seen.wishes if one.person}
    gaps = [(one.key, seen.called[one.key]) for one in newest.document.named] if newest else []
    return WishForm(sent, people=sorted(people.items(), key=lambda one: one[1].casefold()), gaps=gaps)


def shown(
    request: Request, seen: Look, *, copying: CopyForm | None = None, wishing: WishForm | None = None
) -> dict[str, Any]:
    """What the page of a scenario is given."""
    scenario, run, solved = seen.scenario, seen.run, seen.solved
    copying, wishing = copying or CopyForm(), wishing or wish_form(seen)
    made = seen.made
    before = solved[1] if len(solved) > 1 else None
    found = rows.page(solved[0], before, seen.wishes, made, seen.called) if solved else None
    return frame(
        request.reader,
        scenario.organisation,
        "plans",
        scenario=scenario,
        here=scenario_url(scenario),
        back=plans_url(scenario.organisation),
        about=words.span(scenario.first, [0, scenario.quarters - 1]),
        budget=None if scenario.budget is None else price(scenario.budget),
        running=progress_facts(run),
        failed=words.FAILED.get(run.why, words.FAILED["fault"]) if run and run.state == State.FAILED else "",
        cancelled=run is not None and run.state == State.CANCELLED,
        is_stale=bool(solved) and solved[0].run.asked_at < scenario.changed_at,
        plan=found,
        wishes=rows.wished(seen.wishes, seen.called),
        wishing=wishing,
        forbids_hiring=any((one.way, one.need, one.most) == ("hire", None, 0) for one in seen.wishes),
        drafts=[
            (
                _("opening, a draft") if one.is_opening else _("assignment, a draft"),
                f"{'openings' if one.is_opening else 'assignments'}/{one.id}",
                one.title,
                quarter_words(one.first),
                words.people(one.people),
                one.pool,
            )
            for one in made.drafts
        ],
        offers=[rows.offered(one, seen.labels) for one in made.offers],
        copying=copying,
        errors=sentences(copying),
        wish_errors=sentences(wishing),
    )


def progress_facts(run: Any) -> dict[str, Any] | None:
    """How far a run is; None where none waits or runs."""
    if run is None or run.state not in (State.QUEUED, State.SOLVING):
        return None
    waiting = _("Waiting for its turn")
    return {
        "progress": run.progress,
        "aim": str(words.AIMS.get(run.aim, waiting)),
        "is_ending": run.cancel_asked_at is not None,
    }


@require_http_methods(["POST"])
@of_scenario
def copy(request: Request, scenario: Scenario) -> HttpResponse:
    """The same under another name."""
    form = CopyForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            made = actions.copy_scenario(
                actor=request.reader, scenario=scenario.pk, name=form.cleaned_data["name"], now=clock.now()
            )
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Copied. Change one thing, have it worked out, and compare."))
            return redirect(f"{plans_url(scenario.organisation)}/{made.pk}")
    return page(
        request, "plans/scenario.html", shown(request, look(scenario), copying=form), section="organisations",
        status=status,
    )  # fmt: skip


@require_POST
@of_scenario
def archive(request: Request, scenario: Scenario) -> HttpResponse:
    """In no list any more."""
    actions.archive_scenario(actor=request.reader, scenario=scenario.pk, now=clock.now())
    messages.success(request, _("Archived. What became of its plans is kept."))
    return redirect(plans_url(scenario.organisation))
