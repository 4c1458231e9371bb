"""Calling the API in tests as a person with a token, and looking at what comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client
from django.test.client import ClientHandler

from kring.foundation import clock
from kring.foundation.tokens.actions import make_token
from kring.foundation.tokens.rules import Scope
from tests.people import World

# Has the middleware loaded for all calls.
_HANDLER: Final = ClientHandler(enforce_csrf_checks=False)
ALL = tuple(scope.value for scope in Scope)


@dataclass
class Answer:
    """A status, headers and a body that was JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any
    raw: bytes


def token(world: World, name: str, *scopes: str) -> str:
    """A fresh token of a person, for everything unless scopes are named."""
    _made, secret = make_token(actor=world.reader(name), name="tests", scopes=scopes or ALL, days=7, now=clock.now())
    return secret


def call(secret: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    """Call /api/v1 with a token; without one as a stranger. `body` is made JSON unless it is bytes already."""
    given: dict[str, Any] = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    if secret:
        given["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    kind = given.pop("HTTP_CONTENT_TYPE", "application/json")
    client = Client()
    client.handler = _HANDLER
    response = client.generic(method, f"/api/v1{path}", content, content_type=kind, **given)
    is_json = response.content and "json" in response.headers.get("Content-Type", "")
    return Answer(
        response.status_code, response.headers, json.loads(response.content) if is_json else None, response.content
    )


def misfits(whole: Mapping[str, Any], schema: Mapping[str, Any], found: Any, where: str = "") -> list[str]:
    """Where an answer isn't as the document says. As much of JSON Schema as the document uses."""
    if "$ref" in schema:
        return misfits(whole, whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], found, where)
    if "anyOf" in schema:
        tries = [misfits(whole, one, found, where) for one in schema["anyOf"]]
        return [] if [] in tries else tries[0]
    if "enum" in schema and found not in schema["enum"]:
        return [f"{where}: {found!r} is none of {schema['enum']}"]
    kind = schema.get("type")
    if kind is not None and not _is(kind, found):
        return [f"{where}: {found!r} is no {kind}"]
    if kind == "array":
        return [wrong for n, one in enumerate(found) for wrong in misfits(whole, schema["items"], one, f"{where}[{n}]")]
    if kind != "object":
        return []
    known = schema.get("properties", {})
    wrong = [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in found]
    for name, value in found.items():
        if name in known:
            wrong += misfits(whole, known[name], value, f"{where}.{name}")
        elif "additionalProperties" in schema:
            wrong += misfits(whole, schema["additionalProperties"], value, f"{where}.{name}")
        else:
            wrong.append(f"{where}.{name} isn't in the document")
    return wrong


_TYPES: Mapping[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
    "null": type(None),
}  # fmt: skip


def _is(kind: str, found: Any) -> bool:
    return isinstance(found, _TYPES[kind]) and (kind == "boolean" or not isinstance(found, bool))
