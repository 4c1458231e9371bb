"""How every page of one scenario begins."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http.response import HttpResponseBase

from kring.people.models import Organisation
from kring.planning.plans import queries
from kring.planning.plans.models import Scenario
from kring.web.organisations.opening import for_those_who, organisation_url
from kring.web.views import Request

Given = ParamSpec("Given")


def plans_url(organisation: Organisation) -> str:
    """The list of scenarios of an organisation."""
    return f"{organisation_url(organisation.slug)}/plans"


def scenario_url(scenario: Scenario) -> str:
    """The page of a scenario."""
    return f"{plans_url(scenario.organisation)}/{scenario.pk}"


def of_scenario(
    view: "Callable[Concatenate[Request, Scenario, Given], HttpResponseBase]",
) -> Callable[..., Any]:
    """A view of one scenario, for owners and HR of its organisation; else 404."""

    @wraps(view)
    def opened(
        request: Request, organisation: Organisation, /, key: int, *args: Given.args, **kwargs: Given.kwargs
    ) -> HttpResponseBase:
        return view(request, queries.scenario(request.reader, organisation, key), *args, **kwargs)

    decorated: Callable[..., Any] = for_those_who("staff")(opened)
    return decorated
