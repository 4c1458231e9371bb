"""From what an operation found to what goes over the line: JSON, pages of lists, entity tags and repeated writes.

Answers are written from plain dataclasses by pydantic's serializer and not validated on their way out: tests do that.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from kring.api import actions, problems, queries, rules
from kring.api.callers import Call
from kring.api.problems import ProblemError
from kring.foundation import clock

CONTENT_TYPE: Final = "application/json"
_KEPT_HEADERS: Final = ("Location", "Content-Type")

Shape = TypeVar("Shape")
Given = ParamSpec("Given")
View = Callable[Concatenate[Call, Given], HttpResponse]


_adapters: "dict[type[Any], TypeAdapter[Any]]" = {}


def _adapter(shape: type[Any]) -> "TypeAdapter[Any]":
    """What writes a dataclass, made once: making it costs more than a thousand answers."""
    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]


def answer(found: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A dataclass of `shapes` as JSON."""
    body = _adapter(type(found)).dump_json(found)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def made(found: Any, path: str) -> HttpResponse:
    """201 with what was made, and where it is under /api/v1."""
    return answer(found, status=201, headers={"Location": f"{settings.BASE_URL}/api/v1{path}"})


def done() -> HttpResponse:
    """204: it is so, and there is nothing to tell."""
    return HttpResponse(status=204)


def versioned(found: Any, version: int) -> HttpResponse:
    """A text that has versions, under a tag that says which; an edit can name it in If-Match."""
    response = answer(found)
    response.headers["ETag"] = rules.etag(response.content, version=version)
    return response


def next_page(request: Call, cursor: str) -> str | None:
    """The address of the page after this one, for `next`; None on the last."""
    if not cursor:
        return None
    given = {name: value for name, value in request.GET.items() if name != "cursor"}
    return f"{settings.BASE_URL}{request.path}?{urlencode({**given, 'cursor': cursor})}"


def listed(found: Any, address: str | None) -> HttpResponse:
    """A page of a list, with the address of the next one in a Link header too."""
    return answer(found, headers={"Link": f'<{address}>; rel="next"'} if address else None)


def written(view: "View[Given]") -> "View[Given]":
    """An operation that writes: in one transaction and, where the caller names an idempotency key, at most once.

    The key, the rows and the answer commit together. The same key at the same moment waits for the first to finish; a
    write that was refused leaves nothing behind and may be tried again under its key.
    """

    @wraps(view)
    def once(request: Call, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        key = request.META.get("HTTP_IDEMPOTENCY_KEY") if request.method == "POST" else None
        with transaction.atomic():
            if key is None:
                return view(request, *args, **kwargs)
            return _once(request, key, lambda: view(request, *args, **kwargs))

    return once


def _once(request: Call, key: str, do: Callable[[], HttpResponse]) -> HttpResponse:
    account = request.auth.account
    if not rules.is_key(key) or account is None:
        raise ProblemError(problems.INVALID, code="bad-key", errors=[("Idempotency-Key", _BAD_KEY)])
    same = rules.fingerprint(str(request.method), request.get_full_path(), request.body)
    claim = actions.claim_key(account=account, key=key, fingerprint=same, now=clock.now())
    if claim is None:
        return _again(account, key, same)
    response = do()
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    actions.keep_answer(claim=claim, status=response.status_code, headers=headers, body=response.content.decode())
    return response


def _again(account: int, key: str, same: str) -> HttpResponse:
    kept = queries.kept_answer(account=account, key=key)
    if kept is None or kept.fingerprint != same:
        raise ProblemError(problems.INVALID, code="key-reused", detail=_("This key was used for another request."))
    return HttpResponse(kept.body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"})


_BAD_KEY = _("A key is 1 to 200 visible characters of ASCII.")
