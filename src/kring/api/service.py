"""The API put together: operations, one kind of error, and the document that describes it."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import kring
from kring.api import describing, doors
from kring.api.operations import (
    agreements,
    communities,
    conversations,
    development,
    finding,
    inbox,
    meetings,
    organisations,
    people,
    polls,
    posts,
)


def _as_problem(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return doors.problem_for(request, error if isinstance(error, Exception) else error())


service = NinjaAPI(
    title="Kring",
    version="1",
    description=describing.INTRODUCTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)
# On the first router, from which all others take it.
service.add_decorator(doors.known_parameters, mode="view")
for router in (
    people.router, communities.router, conversations.router, posts.router, finding.router, inbox.router, inbox.messages,
    meetings.router, polls.router, organisations.router, agreements.router, development.router,
):  # fmt: skip
    service.add_router("", router)
for kind in (Exception, Http404, HttpError, ValidationError):
    service.add_exception_handler(kind, _as_problem)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, as plain data. Made once a process."""
    return describing.complete(service, version=kring.__version__)
