"""What a plan becomes: openings, drafts of assignments, offers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Scenario
from kring.planning.plans.rules.problem import Way
from kring.web.fields import sentences
from kring.web.meetings.words import price
from kring.web.organisations.forms import refuse
from kring.web.organisations.opening import frame
from kring.web.planning.words import quarter as quarter_words
from kring.web.plans import rows, words
from kring.web.plans.forms import DraftForm
from kring.web.plans.opening import of_scenario, scenario_url
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@of_scenario
def opening(request: Request, scenario: Scenario, need: int) -> HttpResponse:
    """Make an opening of whom the plan attracts for a gap."""
    what, title = _chosen(scenario, need, Way.ATTRACT)
    form = DraftForm(request.POST if request.method == "POST" else None, initial={"title": title})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.make_opening(
                actor=request.reader, scenario=scenario.pk, need=need, now=clock.now(), **form.cleaned_data
            )
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("The opening is kept as a draft."))
            return redirect(f"{scenario_url(scenario)}#made")
    facts = [
        (_("For whom"), words.people(what.people)),
        (_("Search from"), quarter_words(what.first)),
        (_("Once, for each"), price(what.cents)),
        (_("Each quarter, for each"), price(what.each_quarter)),
    ]
    return _page(request, scenario, form, title=_("An opening"), told=facts, action=f"openings/{need}", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_scenario
def assignment(request: Request, scenario: Scenario, need: int) -> HttpResponse:
    """Make the draft of an assignment of whom the plan hires in for a gap."""
    what, title = _chosen(scenario, need, Way.HIRE)
    pools = [(str(one.pk), one.name) for one in queries.pools(scenario.organisation, now=clock.now())]
    form = DraftForm(request.POST if request.method == "POST" else None, initial={"title": title}, pools=pools)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.make_assignment(
                actor=request.reader, scenario=scenario.pk, need=need, now=clock.now(), **form.cleaned_data
            )
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("The assignment is kept as a draft."))
            return redirect(f"{scenario_url(scenario)}#made")
    facts = [
        (_("For whom"), words.people(what.people)),
        (_("From"), quarter_words(what.first)),
        (_("Up to and including"), quarter_words(what.last)),
        (_("Each quarter, for each"), price(what.cents)),
    ]
    lacking = (
        "" if pools else _("Your organisation may draw on no pool yet. An agreement with a community can allow it.")
    )
    return _page(
        request, scenario, form, title=_("An assignment"), told=facts, action=f"assignments/{need}", status=status,
        lacking=lacking,
    )  # fmt: skip


def _page(
    request: Request,
    scenario: Scenario,
    form: DraftForm,
    *,
    title: str,
    told: Any,
    action: str,
    status: int,
    lacking: str = "",
) -> HttpResponse:
    here = scenario_url(scenario)
    facts = frame(
        request.reader, scenario.organisation, "plans", scenario=scenario, form=form, errors=sentences(form),
        title=title, told=told, lacking=lacking, back=here, action=f"{here}/{action}",
    )  # fmt: skip
    return page(request, "plans/draft.html", facts, section="organisations", status=status)


def _chosen(scenario: Scenario, need: int, way: Way) -> tuple[queries.Chosen, str]:
    """What the latest plan has, and what the gap is called. Raises NotThereError."""
    found = queries.chosen(scenario, need, way)
    _run, solved = queries.latest(scenario, now=clock.now(), size=1)
    if found is None or not solved:
        raise NotThereError
    return found, rows.titles(solved[0].document.named)[str(need)][:120]


@require_POST
@of_scenario
def drop_opening(request: Request, scenario: Scenario, made: int) -> HttpResponse:
    """In no list any more."""
    actions.drop_opening(actor=request.reader, opening=made, now=clock.now())
    messages.success(request, _("The draft is gone."))
    return redirect(f"{scenario_url(scenario)}#made")


@require_POST
@of_scenario
def drop_assignment(request: Request, scenario: Scenario, made: int) -> HttpResponse:
    """In no list any more."""
    actions.drop_assignment(actor=request.reader, draft=made, now=clock.now())
    messages.success(request, _("The draft is gone."))
    return redirect(f"{scenario_url(scenario)}#made")


@require_POST
@of_scenario
def offer(request: Request, scenario: Scenario) -> HttpResponse:
    """Offer someone what the plan has for her."""
    told = {name: request.POST.get(name, "") for name in ("need", "person")}
    if not all(said.isascii() and said.isdigit() and len(said) < 19 for said in told.values()):
        raise NotThereError
    try:
        actions.offer(
            actor=request.reader, scenario=scenario.pk, need=int(told["need"]), person=int(told["person"]),
            now=clock.now(),
        )  # fmt: skip
    except ConflictError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("Offered. She decides, and you see here whether it is taken up."))
    return redirect(f"{scenario_url(scenario)}#made")


@require_POST
@of_scenario
def take_back(request: Request, scenario: Scenario, made: int) -> HttpResponse:
    """Take an offer back that waits for an answer."""
    try:
        actions.take_back(actor=request.reader, offer=made, now=clock.now())
    except ConflictError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("Taken back."))
    return redirect(f"{scenario_url(scenario)}#made")
