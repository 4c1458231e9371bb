"""The OpenAPI document is what OpenAPI 3.1 asks for, and the page that is made from it loads nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kring.api import docs, problems
from kring.api.service import document
from kring.config.settings import VERSION
from tests.doors.api.test_access import operations

pytestmark = pytest.mark.django_db

# JSON Schema 2020-12, as far as a document of ours may use it. `nullable` and `example` belong to 3.0.
SCHEMA_WORDS = {
    "$ref", "type", "title", "description", "default", "enum", "const", "anyOf", "items", "properties", "required",
    "additionalProperties", "format", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
}  # fmt: skip
TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


def every(found: Any, key: str) -> Iterator[Any]:
    """Everything under a key, however deep."""
    if isinstance(found, dict):
        if key in found and not isinstance(found[key], dict | list):
            yield found[key]
        for one in found.values():
            yield from every(one, key)
    elif isinstance(found, list):
        for one in found:
            yield from every(one, key)


def schemas(found: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a schema, itself first."""
    yield found
    for one in (*found.get("properties", {}).values(), *found.get("anyOf", []), found.get("items")):
        if one:
            yield from schemas(one)


def test_it_is_an_openapi_3_1_document() -> None:
    whole = Client().get("/api/v1/openapi.json").json()
    assert whole == document()
    assert set(whole) <= {"openapi", "info", "servers", "paths", "components", "tags", "security"}
    assert whole["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(whole["info"])
    assert whole["info"]["version"] == VERSION
    assert set(whole["components"]) <= {"schemas", "responses", "parameters", "headers", "securitySchemes"}
    assert all(re.fullmatch(r"[\w.-]+", name) for part in whole["components"].values() for name in part)


def test_each_reference_leads_somewhere() -> None:
    whole = document()
    for reference in set(every(whole, "$ref")):
        found: Any = whole
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert found


def test_each_operation_is_whole() -> None:
    for name, (method, path, said) in operations().items():
        assert path.startswith("/api/v1/")
        parameters = [one for one in said["parameters"] if "$ref" not in one]
        assert len({(one["in"], one["name"]) for one in parameters}) == len(parameters), name
        assert all(one["required"] for one in parameters if one["in"] == "path"), name
        inside = {one["name"] for one in parameters if one["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path)), name
        assert all(re.fullmatch(r"[1-5]\d\d", status) for status in said["responses"]), name
        assert all("description" in one or "$ref" in one for one in said["responses"].values()), name
        assert ("requestBody" not in said) or method in ("POST", "PATCH"), name
        assert {"tags", "summary", "description", "security", "x-units"} <= set(said), name


def test_each_schema_speaks_json_schema() -> None:
    whole = document()
    outer = list(whole["components"]["schemas"].values())
    outer += [one["schema"] for _, _, said in operations().values() for one in said["parameters"] if "schema" in one]
    for schema in outer:
        for one in schemas(schema):
            assert set(one) <= SCHEMA_WORDS, one
            assert one.get("type", "null") in TYPES, one


@pytest.mark.parametrize(("language", "words"), [("nl", "Wat overal geldt"), ("en", "What holds everywhere")])
def test_the_page_tells_of_every_operation_and_problem_and_loads_nothing_from_elsewhere(
    language: str, words: str
) -> None:
    answer = Client(headers={"accept-language": language}).get("/api/docs")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert words in page
    assert f'<html lang="{language}">' in page
    for name in operations():
        assert f'id="{name}"' in page
    for kind in problems.KINDS:
        assert f'id="problem-{kind.name}"' in page
    assert re.findall(r'(?:src|link rel="stylesheet" href)="(?!/static/)', page) == []
    assert "style=" not in page
    assert "<script>" not in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert Client().post("/api/docs").status_code == 405


def test_types_are_said_in_words() -> None:
    assert docs.kind_of({"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]}) == (
        "list of whole number or null"
    )
    assert docs.kind_of({"type": "object", "additionalProperties": {"type": "integer"}}) == "object of whole number"
    assert docs.kind_of({}) == "anything"
    assert str(docs.coded("see `next` <here>")) == "see <code>next</code> &lt;here&gt;"


def test_the_document_is_plain_data() -> None:
    assert json.loads(json.dumps(document())) == document()


def test_the_reference_lists_every_operation() -> None:
    written = (Path(__file__).parents[3] / "docs/reference/api.md").read_text()
    for method, path, said in operations().values():
        assert f"`{method} {path.removeprefix('/api/v1')}` | {said['summary']} |" in written
    for kind in problems.KINDS:
        assert f"| `{kind.name}` | {kind.status} |" in written
