"""What the ways cost in a scenario: for all competences, or for one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.errors import InvalidError
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Scenario
from kring.web.fields import sentences
from kring.web.organisations.forms import refuse
from kring.web.organisations.opening import frame
from kring.web.plans.forms import PricesForm, known_prices
from kring.web.plans.opening import of_scenario, scenario_url
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@of_scenario
def prices(request: Request, scenario: Scenario) -> HttpResponse:
    """The prices of all, or of the competence that the address names."""
    here = f"{scenario_url(scenario)}/prices"
    known = queries.competences_needed(scenario.organisation, language=get_language() or "en")
    chosen = next((one for one in known if str(one.id) == request.GET.get("competence", "")), None)
    all_rows = queries.price_rows(scenario)
    own = [one for one in all_rows if one.competence_id == (chosen.id if chosen else None)]
    usual = [one for one in all_rows if one.competence_id is None]
    form = PricesForm(request.POST if request.method == "POST" else None, initial=known_prices([*usual, *own]))
    status = 422 if form.is_bound else 200
    if form.is_bound and (form.is_valid() or "remove" in request.POST):
        given = [] if "remove" in request.POST and chosen else form.told()
        try:
            actions.set_prices(
                actor=request.reader, scenario=scenario.pk, competence=chosen.id if chosen else None, prices=given,
                now=clock.now(),
            )  # fmt: skip
        except InvalidError as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved. Have it worked out again to see what changes."))
            return redirect(here)
    with_own = {one.competence_id for one in all_rows}
    facts = frame(
        request.reader, scenario.organisation, "plans", scenario=scenario, form=form, errors=sentences(form),
        back=scenario_url(scenario), chosen=chosen, has_own=bool(own) and chosen is not None,
        action=f"{here}?competence={chosen.id}" if chosen else here,
        competences=[
            (f"{here}?competence={one.id}", one.label, one.id in with_own) for one in known
        ],
        here=here, list_url=f"{here}/list",
    )  # fmt: skip
    return page(request, "plans/prices.html", facts, section="organisations", status=status)
