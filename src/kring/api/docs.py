"""The OpenAPI document, and a page for people that is made from it: no script, nothing from elsewhere."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup

from kring.api import problems, rules
from kring.api.service import document as described

_HERE = Path(__file__).parent / "templates"
_METHODS = ("get", "post", "put", "patch", "delete")
_TYPES = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false", "null": "null"}
_FORMATS = {"date-time": "moment", "date": "date", "uri": "address"}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body: its name, where it goes, its type in words and what it is for."""

    name: str
    where: str
    kind: str
    needed: bool
    about: Markup


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    about: Markup
    scope: str
    anonymous: bool
    units: int
    fields: Sequence[Field]
    answers: Sequence[tuple[str, str]]


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    return HttpResponse(json.dumps(described(), ensure_ascii=False), content_type="application/json")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The documentation, in the reader's language. What it takes out of the document is in English, as that is, and
    says so."""
    language = "nl" if translation.get_language() == "nl" else "en"
    name = settings.INSTALLATION_NAME or "Kring"
    return HttpResponse(
        _page(language, name, settings.BASE_URL, settings.API_UNITS_A_MINUTE), headers={"Content-Language": language}
    )


@cache
def _page(language: str, name: str, base_url: str, units: int) -> str:
    whole = described()
    words = {
        "path": _("address"), "query": _("query"), "header": _("header"), "body": _("body"), "answer": _("answer"),
        "people": _("people"), "communities": _("communities"), "conversations": _("conversations"),
        "posts": _("posts"), "finding": _("finding"), "notifications": _("notifications"), "messages": _("messages"),
    }  # fmt: skip
    return (
        _environment(language)
        .get_template("docs.html")
        .render(
            language=language,
            name=name,
            words=words,
            coded=coded,
            areas=areas(whole),
            schemas=sorted(schemas(whole)),
            problems=problems.KINDS,
            base_url=base_url,
            units=units,
            hours=int(rules.KEPT_FOR.total_seconds() // 3600),
        )
    )


def _environment(language: str = "en") -> Environment:
    """The environment of all pages with our templates before theirs, for the same look."""
    backend: Any = engines["jinja2"]
    shared: Environment = backend.dutch if language == "nl" else backend.env
    return shared.overlay(loader=ChoiceLoader([FileSystemLoader(_HERE), shared.loader or FileSystemLoader(_HERE)]))


def areas(whole: Mapping[str, Any]) -> list[tuple[str, list[Entry]]]:
    """The operations by subject, in the order of the document."""
    found: dict[str, list[Entry]] = {}
    for path, methods in whole["paths"].items():
        for method in _METHODS:
            if method in methods:
                found.setdefault(methods[method]["tags"][0], []).append(_entry(whole, path, method, methods[method]))
    return list(found.items())


def schemas(whole: Mapping[str, Any]) -> Iterator[tuple[str, Markup, list[Field]]]:
    """What comes out: name, what it is, fields. What goes in stands at the operation that takes it."""
    taken = set(_taken(whole))
    for name, schema in whole["components"]["schemas"].items():
        if "properties" in schema and name not in taken:
            yield name, _said(schema, name), list(_fields(schema, "answer"))


def _taken(whole: Mapping[str, Any]) -> Iterator[str]:
    for methods in whole["paths"].values():
        for operation in methods.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield kind_of(body.get("schema", {}))


def _entry(whole: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Entry:
    given = [_parameter(whole, parameter) for parameter in operation.get("parameters", [])]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in body:
        given += _fields(_at(whole, body["$ref"]), "body")
    answers = [
        (status, kind_of(answer["content"]["application/json"]["schema"]) if "content" in answer else "")
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    security = operation["security"]
    return Entry(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=coded(" ".join(operation.get("description", "").split())),
        scope=security[0]["token"][0],
        anonymous={} in security,
        units=operation["x-units"],
        fields=given,
        answers=answers,
    )


def _parameter(whole: Mapping[str, Any], parameter: Mapping[str, Any]) -> Field:
    found = _at(whole, parameter["$ref"]) if "$ref" in parameter else parameter
    kind = kind_of(found["schema"]).removesuffix(" or null")
    return Field(found["name"], found["in"], kind, found["required"], coded(found.get("description", "")))


def _fields(schema: Mapping[str, Any], where: str) -> Iterator[Field]:
    needed = schema.get("required", [])
    for name, details in schema["properties"].items():
        yield Field(name, where, kind_of(details), name in needed, coded(details.get("description", "")))


def _said(schema: Mapping[str, Any], name: str) -> Markup:
    """A schema's own description. A dataclass without one has its signature there, which says nothing."""
    said = " ".join(schema.get("description", "").split())
    return Markup("") if said.startswith(f"{name}(") else coded(said)


def coded(text: str) -> Markup:
    """Plain words as HTML, in which names between backticks are set as code.

    >>> coded("see `next` & more")
    Markup('see <code>next</code> &amp; more')
    """
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def _at(whole: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    found: Any = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def kind_of(schema: Mapping[str, Any]) -> str:
    """The type of a schema in words.

    >>> kind_of({"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]})
    'list of whole number or null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    if schema.get("type") == "object":
        return f"object of {kind_of(schema['additionalProperties'])}" if "additionalProperties" in schema else "object"
    return _FORMATS.get(schema.get("format", "")) or _TYPES.get(schema.get("type", ""), "anything")
