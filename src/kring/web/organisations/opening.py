"""How every page of an organisation begins: with the one at the address; a former address leads on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.communities.agreements.queries import buys
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations import queries
from kring.web.circles.opening import MovedFor
from kring.web.views import Request

Given = ParamSpec("Given")
OrganisationView = Callable[Concatenate[Request, Organisation, Given], HttpResponseBase]
# Addresses give `slug` by name, which a type with a place for it can't say.
Opened = Callable[..., HttpResponseBase]
_WHY = {
    "belong": gettext_lazy("Only who works here can do that."),
    "staff": gettext_lazy("Only an owner or HR of this organisation can do that."),
    "buy": gettext_lazy("Only owners, HR and procurement make agreements."),
    "keep": gettext_lazy("Only an owner of this organisation can do that."),
}
# How people come in: pages that the one of its people leads to.
_WAYS_IN = {"invitations", "lists", "domains"}


def organisation_url(slug: str) -> str:
    """The page of an organisation."""
    return f"/organisations/{slug}"


def at_organisation(view: "OrganisationView[Given]") -> Opened:
    """A view of the organisation at `slug`, as far as the reader may know of it (else 404). A former address leads
    on."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        asked: Request = request  # type: ignore[assignment]
        try:
            found = queries.organisation(asked.reader, slug)
        except NotThereError:
            address = queries.moved_to(asked.reader, slug)
            if address is None:
                raise
            old, new = organisation_url(slug), organisation_url(address)
            moved = MovedFor(request.get_full_path().replace(old, new, 1))
            if request.method in ("GET", "HEAD"):
                moved.status_code = 301
            return moved
        return view(asked, found, *args, **kwargs)

    return opened


def for_those_who(action: str) -> "Callable[[OrganisationView[Given]], Opened]":
    """As `at_organisation`, for those who may do `action` (see `access`). A colleague who may not is told why; for
    everyone else only the page that the organisation shows is there."""

    def decorate(view: "OrganisationView[Given]") -> Opened:
        @wraps(view)
        def checked(
            request: Request, organisation: Organisation, /, *args: Given.args, **kwargs: Given.kwargs
        ) -> HttpResponseBase:
            if not queries.may(request.reader, "belong", organisation):
                raise NotThereError
            if not queries.may(request.reader, action, organisation):
                raise RefusedError(_WHY[action], code=f"not-{action}")
            return view(request, organisation, *args, **kwargs)

        return at_organisation(checked)

    return decorate


def for_buyers(view: "OrganisationView[Given]") -> Opened:
    """As `at_organisation`, for those who make agreements for it or for one of its departments."""

    @wraps(view)
    def checked(
        request: Request, organisation: Organisation, /, *args: Given.args, **kwargs: Given.kwargs
    ) -> HttpResponseBase:
        if not queries.may(request.reader, "belong", organisation):
            raise NotThereError
        if not buys(request.reader, organisation):
            raise RefusedError(_WHY["buy"], code="not-buyer")
        return view(request, organisation, *args, **kwargs)

    return at_organisation(checked)


def tabs(reader: Reader, organisation: Organisation, current: str) -> list[tuple[str, str, bool, None]]:
    """The pages of an organisation that the reader can open."""
    base = organisation_url(organisation.slug)
    pages = [("", _("Home")), ("find", _("Find a colleague")), ("departments", _("Departments"))]
    pages.append(("teams", _("Teams")))
    if queries.leads(reader, organisation):
        pages += [("people", _("People")), ("reports", _("Development")), ("gaps", _("Needs"))]
    if buys(reader, organisation):
        pages.append(("agreements", _("Agreements")))
    if queries.may(reader, "staff", organisation):
        pages.append(("plans", _("Plans")))
        pages.append(("shown", _("Shown to you")))
    if queries.may(reader, "keep", organisation):
        pages += [("roles", _("Roles")), ("settings", _("Settings"))]
    tab = "people" if current in _WAYS_IN else current
    return [(words, f"{base}/{name}" if name else base, name == tab, None) for name, words in pages]


def frame(reader: Reader, organisation: Organisation, current: str, **more: Any) -> dict[str, Any]:
    """What every page of an organisation shows, with what is its own."""
    return {
        "organisation": organisation,
        "url": organisation_url(organisation.slug),
        "tabs": tabs(reader, organisation, current),
        **more,
    }
