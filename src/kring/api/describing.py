"""What the OpenAPI document says beyond the schemas: who may call, which headers count, and how problems look."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.conf import settings
from ninja import NinjaAPI, Router

from kring.api import problems
from kring.api.callers import Needs

INTRODUCTION: Final = (
    "What the pages do: communities, conversations, people, finding, meetings, messages, organisations and agreements, "
    "with the same sight and the same rules. Programs come with a token (`Authorization: Bearer kring_...`), made at "
    "/settings/tokens; the pages of this site with their session. What is public can be read without either."
)

_Json = dict[str, Any]
_QUOTA_HEADERS: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
# The shape of every error, by hand, as no operation returns it.
PROBLEM: Final[_Json] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The kind of problem, and where it is explained."},
        "title": {"type": "string", "description": "The kind in words, in the caller's language."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What went wrong this time, in the caller's language."},
        "code": {"type": "string", "description": "Finer than the kind; stays the same for programs."},
        "errors": {
            "type": "array",
            "description": "The fields that were wrong.",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_PARAMETERS: Final[_Json] = {
    "IfNoneMatch": {
        "in": "header",
        "name": "If-None-Match",
        "required": False,
        "schema": {"type": "string"},
        "description": "An ETag that you have; answered with 304 while it is still the same.",
    },
    "IfMatch": {
        "in": "header",
        "name": "If-Match",
        "required": False,
        "schema": {"type": "string"},
        "description": "The ETag of what you change; 412 when its text was changed since.",
    },
    "IdempotencyKey": {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        "description": "Any unique text of yours: sending the same request again under it within 24 hours does nothing "
        "more, and gives the same answer.",
    },
}
_HEADERS: Final[_Json] = {
    "ETag": {"schema": {"type": "string"}, "description": "Of this answer, for If-None-Match."},
    "Link": {"schema": {"type": "string"}, "description": 'The next page, as rel="next".'},
    "Location": {"schema": {"type": "string", "format": "uri"}, "description": "Where what was made is."},
    "Idempotency-Replayed": {"schema": {"type": "string"}, "description": "`true` for the answer of an earlier call."},
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Units a minute."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "Units left now."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "Seconds until all units are back."},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."},
}


class DescribedRouter(Router):
    """A router whose operations say in the document what their caller needs."""

    def add_api_operation(self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any) -> None:
        """As ninja's own; `auth` is one of the needs of `callers`."""
        response = options.get("response")
        statuses = list(response) if isinstance(response, dict) else [200]
        options["openapi_extra"] = _extra(path, methods[0], options["auth"], statuses)
        options["operation_id"] = view_func.__name__
        super().add_api_operation(path, methods, view_func, **options)


def complete(service: NinjaAPI, *, version: str) -> _Json:
    """The whole document, as plain data."""
    schema = service.get_openapi_schema(path_prefix="/api/v1/")
    made: _Json = json.loads(json.dumps(schema))
    made["info"]["version"] = version
    made["servers"] = [{"url": settings.BASE_URL}]
    made["components"]["schemas"] = _referred_to(made) | {"Problem": PROBLEM}
    made["components"] |= {
        "parameters": _PARAMETERS,
        "headers": _HEADERS,
        "responses": {f"Problem{kind.status}": _problem(kind) for kind in problems.KINDS},
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token with the scope that is named."},
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": settings.SESSION_COOKIE_NAME,
                "description": "For the pages of this site; writes also carry X-CSRFToken.",
            },
        },
    }
    return made


def _referred_to(made: _Json) -> _Json:
    """The schemas that something refers to. Parameters stand in the document one by one, without theirs."""
    text = json.dumps(made)
    schemas: _Json = made["components"]["schemas"]
    return {name: schema for name, schema in schemas.items() if f'"#/components/schemas/{name}"' in text}


def _extra(path: str, method: str, needs: Needs, statuses: Sequence[int]) -> _Json:
    security: list[_Json] = [{"token": [needs.scope.value]}, {"session": []}]
    refused = [401, 403, 404, 429, 500]
    parameters = []
    if method == "GET":
        parameters.append("IfNoneMatch")
    else:
        refused += [409, 413, 415, 400]
    if method == "POST":
        parameters.append("IdempotencyKey")
    if (path, method) == ("/posts/{key}", "PATCH"):
        parameters.append("IfMatch")
        refused += [412, 428]
    answers: dict[int, _Json] = {status: {"headers": _headers(path, method)} for status in statuses}
    answers |= {status: {"$ref": f"#/components/responses/Problem{status}"} for status in sorted([*refused, 422])}
    return {
        "security": [*security, {}] if needs.anonymous else security,
        "x-units": needs.units,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in parameters],
        "responses": answers,
    }


def _headers(path: str, method: str) -> _Json:
    names = list(_QUOTA_HEADERS)
    if method == "GET":
        names += ["ETag", "Link"]
    if method == "POST":
        names += ["Location", "Idempotency-Replayed"]
    if (path, method) == ("/posts/{key}", "PATCH"):
        names.append("ETag")
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem(kind: problems.Kind) -> _Json:
    names = [*_QUOTA_HEADERS, "Retry-After"] if kind is problems.TOO_MANY else list(_QUOTA_HEADERS)
    return {
        "description": str(kind.title),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
