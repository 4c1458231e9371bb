"""What happens around every address of the API, whatever comes in: one kind of error, entity tags and headers."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from types import MethodType
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from kring.api import problems, rules
from kring.api.callers import quota_headers
from kring.api.problems import ProblemError, answer_of
from kring.foundation.errors import KringError

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]
_KINDS: Mapping[type[Exception], problems.Kind] = {
    Http404: problems.NOT_THERE,
    RequestDataTooBig: problems.TOO_LARGE,
    # ninja's own, for a body that it can't read
    HttpError: problems.MALFORMED,
    UnreadablePostError: problems.MALFORMED,
}
_VARY = "Accept-Language, Authorization, Cookie"


def door(view: View) -> View:
    """The way into a view and out of it again."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head_only = request.method == "HEAD"
        if head_only:
            request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever went wrong must leave as a problem
            response = problem_for(request, error)
        return _out(request, response, head_only=head_only)

    # Who comes with a cookie is checked in `callers`, so that she too hears of it in JSON.
    return csrf_exempt(opened)


def problem_for(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to something that was raised. What nobody foresaw is written down and told as 500, without details."""
    problem = _problem(error)
    if problem.kind is problems.BROKEN:
        log.error("API: %s %s failed", request.method, request.path, exc_info=error)
    return answer_of(problem)


def _problem(error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, KringError):
        return problems.problem_of(error)
    if isinstance(error, ValidationError):
        return problems.invalid(error.errors)
    return ProblemError(next((kind for known, kind in _KINDS.items() if isinstance(error, known)), problems.BROKEN))


def nowhere(request: HttpRequest, **_path: str) -> HttpResponse:
    """An address under /api that nothing is at."""
    raise ProblemError(problems.NOT_THERE)


def known_parameters(run: MethodType) -> View:
    """Refuse a parameter in the address that an operation doesn't have, rather than pass over a slip of the pen."""
    known = {
        name
        for model in cast("Operation", run.__self__).models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }

    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        unknown = [name for name in request.GET if name not in known] if request.META.get("QUERY_STRING") else []
        if unknown:
            raise problems.invalid([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])
        answered: HttpResponse = run(request, **path)
        return answered

    return checked


def _out(request: HttpRequest, response: HttpResponse, *, head_only: bool) -> HttpResponse:
    if response.status_code == 405 and response.headers.get("Content-Type") != problems.CONTENT_TYPE:
        response = answer_of(ProblemError(problems.NOT_ALLOWED, headers={"Allow": response.headers["Allow"]}))
    left = getattr(request, "quota", None)
    if left is not None:
        for name, value in quota_headers(left).items():
            response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers["Vary"] = _VARY
    if request.method == "GET" and response.status_code == 200:
        response = _tagged(request, response)
    if head_only:
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its entity tag, or 304 for who has it already."""
    if "ETag" not in response.headers:
        response.headers["ETag"] = rules.etag(response.content)
    answered = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answered is None or answered is response:
        return response
    if answered.status_code == 412:
        answered = answer_of(ProblemError(problems.CHANGED))
    for name in ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"):
        if name in response.headers:
            answered.headers[name] = response.headers[name]
    return answered
