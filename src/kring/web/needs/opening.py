"""Who opens the pages of needs, and how they hang together."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.planning.needs import queries
from kring.web.organisations.opening import Opened, OrganisationView, at_organisation, organisation_url
from kring.web.views import Request

Given = ParamSpec("Given")


def for_leads(
    view: Callable[Concatenate[Request, Organisation, Given], HttpResponseBase],
) -> Opened:  # fmt: skip
    """As `at_organisation`, for owners, HR, and who manages a department. Other colleagues are told why; for everyone
    else only the page that the organisation shows is there."""

    @wraps(view)
    def checked(
        request: Request, organisation: Organisation, /, *args: Given.args, **kwargs: Given.kwargs
    ) -> HttpResponseBase:
        if not organisations.may(request.reader, "belong", organisation):
            raise NotThereError
        if not queries.may_read(request.reader, organisation):
            raise RefusedError(gettext_lazy("Only HR and managers see this."), code="not-staff")
        return view(request, organisation, *args, **kwargs)

    opened: OrganisationView[Given] = checked
    return at_organisation(opened)


def needs_tabs(reader: Reader, organisation: Organisation, current: str) -> list[tuple[str, str, bool, None]]:
    """The pages of needs that the reader can open."""
    base = organisation_url(organisation.slug)
    pages = [("gaps", _("How it stands"), f"{base}/gaps"), ("needs", _("Needs"), f"{base}/needs")]
    if organisations.may(reader, "staff", organisation):
        pages += [
            ("leadership", _("Senior management"), f"{base}/gaps/leadership"),
            ("profiles", _("Role profiles"), f"{base}/needs/profiles"),
            ("lists", _("Bring a file"), f"{base}/needs/lists"),
        ]
    return [(words, address, name == current, None) for name, words, address in pages]
