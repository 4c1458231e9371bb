"""Having a scenario worked out, and what is locked and forbidden in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Scenario
from kring.web.organisations.forms import refuse
from kring.web.plans.opening import of_scenario, scenario_url
from kring.web.plans.views.scenarios import look, progress_facts, shown, wish_form
from kring.web.rendering import page, part
from kring.web.views import Request


@require_POST
@of_scenario
def run(request: Request, scenario: Scenario) -> HttpResponse:
    """Work it out, in a worker."""
    try:
        actions.ask_run(actor=request.reader, scenario=scenario.pk, now=clock.now())
    except ConflictError as error:
        messages.warning(request, str(error.message))
    return redirect(scenario_url(scenario))


@require_safe
@of_scenario
def progress(request: Request, scenario: Scenario) -> HttpResponse:
    """How far it is, as the page asks for it; when it is done, the page loads again."""
    now_running = progress_facts(queries.latest_run(scenario))
    if now_running is None:
        response = HttpResponse(status=200)
        response.headers["HX-Refresh"] = "true"
        return response
    facts = {"running": now_running, "here": scenario_url(scenario), "csrf": get_token(request)}
    return part(request, "plans/_progress.html", facts)


@require_POST
@of_scenario
def cancel(request: Request, scenario: Scenario) -> HttpResponse:
    """Nobody wants it any more."""
    latest = queries.latest_run(scenario)
    if latest is not None:
        actions.cancel_run(actor=request.reader, scenario=scenario.pk, run=latest.pk, now=clock.now())
    return redirect(scenario_url(scenario))


@require_POST
@of_scenario
def wish(request: Request, scenario: Scenario) -> HttpResponse:
    """Lock something, or forbid it: a way, of a gap or of all, or what one person does."""
    seen = look(scenario)
    form = wish_form(seen, request.POST)
    status = 422
    if form.is_valid():
        try:
            actions.wish(actor=request.reader, scenario=scenario.pk, now=clock.now(), **form.told())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Noted. Have it worked out again to see what changes."))
            return redirect(f"{scenario_url(scenario)}#wishes")
    facts = shown(request, seen, wishing=form)
    return page(request, "plans/scenario.html", facts, section="organisations", status=status)


@require_POST
@of_scenario
def unwish(request: Request, scenario: Scenario, wish: int) -> HttpResponse:
    """Wish it no more."""
    actions.unwish(actor=request.reader, scenario=scenario.pk, key=wish, now=clock.now())
    messages.success(request, _("Removed. Have it worked out again to see what changes."))
    return redirect(f"{scenario_url(scenario)}#wishes")
