"""Whatever comes in, the answer is a problem that says so, never a 500."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction

from kring.api.service import document
from tests.doors.api.calling import Answer, call, token
from tests.doors.api.test_access import operations
from tests.organisations import founded
from tests.people import World

KEYS = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1" + "0" * 400,
    "abc",
    "1.5",
    "\x00",
    "1e3",
    "%20",
    "٣",
]
NAMES = ["\x00", "UPPER", "a" * 5_000, "é", "-", "..", "' or 1=1 --", "a\nb"]
BODIES = [
    b"", b"{", b"[]", b"null", b'"text"', b"1", b"\xff\xfe", b"[" * 50_000, b'{"a":' * 20_000, b"NaN", b'{"body": NaN}',
    b'{"body": "\\ud800", "title": "\\ud800"}', b'{"body": 1e999}', b'{"\\u0000": 1}', b'{"body": "x", "body": 2}',
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 2**63, 10**30, 1.5, "", "\x00", "\ud800", "x" * 300_000, [], ["\x00"], ["x"] * 5_000, [None], {},
    {"a": {"b": []}}, "\u202e", "🧶" * 3_000,
]  # fmt: skip
CURSORS = [
    [], None, {}, "x", ["x"], ["x", 1], ["2026-01-01T00:00:00", 1], ["0001-01-01T00:00:00+23:59", 1], [1, 2, 3],
    ["\x00"], ["\x00", 1], ["\ud800", 1], ["9999-12-31T23:59:59-23:59", 1], ["2026-01-01T00:00:00+00:00", 2**63],
    [None, None], ["2026-01-01T00:00:00+00:00", 1e400], [["a"], ["b"]], ["2026-01-01T00:00:00+00:00", "9" * 300],
]  # fmt: skip


def cursors() -> Iterator[str]:
    """Cursors that this never made: no base64, no JSON, and JSON of every wrong sort."""
    yield from ("é", "!", "====", "x" * 400, base64.urlsafe_b64encode(b"\xff").decode())
    yield from (base64.urlsafe_b64encode(json.dumps(parts).encode()).decode() for parts in CURSORS)


def refused(answer: Answer, what: str) -> None:
    """No 500, and a problem where it isn't fine."""
    assert answer.status < 500, f"{what}: {answer.raw[:200]!r}"
    if answer.status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json", what
        assert {"type", "title", "status", "detail", "code"} <= set(answer.body), what


def attempts(said: dict[str, Any], method: str, path: str) -> Iterator[tuple[str, bytes | None]]:
    """Bad calls of one operation: paths, parameters and bodies."""
    slug = "noorderlicht" if "/organisations/" in path else "vakgroep"
    given = {"key": "1", "slug": slug, "handle": "mees", "kind": "thanks", "seat": "1"}
    good = path.removeprefix("/api/v1").format(**given)
    for name, values in (("key", KEYS), ("slug", NAMES), ("handle", NAMES), ("kind", NAMES), ("seat", KEYS)):
        if f"{{{name}}}" in path:
            for value in values:
                bad = path.removeprefix("/api/v1").format(**(given | {name: quote(value, safe="")}))
                yield bad, b"{}" if "requestBody" in said else None
    needed = "q=jury&" if path.startswith("/api/v1/find") else ""
    for parameter in said["parameters"]:
        if parameter.get("in") == "query":
            tries = cursors() if parameter["name"] == "cursor" else [*KEYS, *NAMES, "", "true", "2026-13-01T00:00:00Z"]
            for value in tries:
                yield f"{good}?{needed}{parameter['name']}={quote(value)}", None
    if "requestBody" in said:
        yield from ((good, body) for body in BODIES)


@pytest.fixture
def plenty(settings: object) -> None:
    """Enough units to be a nuisance with."""
    settings.API_UNITS_A_MINUTE = 1_000_000  # type: ignore[attr-defined]


@pytest.mark.usefixtures("plenty")
@pytest.mark.parametrize("operation", sorted(operations()))
def test_no_bad_call_breaks_an_operation(world: World, operation: str) -> None:
    method, path, said = operations()[operation]
    if "/organisations/" in path:
        founded(world, "Noorderlicht", by="mees")
    secret = token(world, "mees")
    with transaction.atomic():
        for address, body in attempts(said, method, path):
            refused(call(secret, method, address, body), f"{method} {address[:200]} {(body or b'')[:60]!r}")
        transaction.set_rollback(True)


@pytest.mark.usefixtures("plenty")
def test_no_bad_value_breaks_a_field(world: World) -> None:
    founded(world, "Noorderlicht", by="mees")
    secret, schemas = token(world, "mees"), document()["components"]["schemas"]
    for operation, (method, path, said) in operations().items():
        body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if not body:
            continue
        slug = "noorderlicht" if "/organisations/" in path else "vakgroep"
        address = path.removeprefix("/api/v1").format(key=1, slug=slug, handle="hanna")
        fields = schemas[body["$ref"].rpartition("/")[2]]
        good = dict.fromkeys(fields.get("required", []), "Some words")
        for name in fields["properties"]:
            for value in VALUES:
                with transaction.atomic():
                    answer = call(secret, method, address, good | {name: value})
                    transaction.set_rollback(True)
                refused(answer, f"{operation} {name}={str(value)[:40]!r}")


def test_an_address_that_is_not_there_says_so_in_json(world: World) -> None:
    for method in ("GET", "POST", "PATCH", "TRACE"):
        answer = call("", method, "/nowhere")
        assert (answer.status, answer.body["code"]) == (404, "not-there")
        refused(answer, method)


def test_another_method_is_told_which_there_are(world: World) -> None:
    answer = call(token(world, "mees"), "POST", "/me", {})
    assert (answer.status, answer.body["code"], answer.headers["Allow"]) == (405, "method-not-allowed", "GET")


def test_only_json_is_read(world: World) -> None:
    secret, path = token(world, "mees"), "/communities/vakgroep/questions"
    form = call(secret, "POST", path, b"title=x", content_type="application/x-www-form-urlencoded")
    assert (form.status, form.body["code"]) == (415, "not-json")
    assert call(secret, "POST", path, b"<title/>", content_type="text/xml").status == 415
    charset = call(secret, "POST", path, b'{"title": "So?"}', content_type="application/json; charset=utf-8")
    assert charset.status == 201


def test_a_body_has_a_limit(world: World) -> None:
    body = json.dumps({"title": "x" * 1_000_001}).encode()
    answer = call(token(world, "mees"), "POST", "/communities/vakgroep/questions", body)
    assert (answer.status, answer.body["code"]) == (413, "too-large")


def test_what_can_t_be_parsed_is_malformed(world: World) -> None:
    answer = call(token(world, "mees"), "POST", "/communities/vakgroep/questions", b"{")
    assert (answer.status, answer.body["code"]) == (400, "malformed")


def test_each_field_says_what_is_wrong_in_the_caller_s_language(world: World) -> None:
    given = {"title": 5, "competences": "x", "colour": "red"}
    answer = call(token(world, "mees"), "POST", "/communities/vakgroep/questions", given)
    assert answer.status == 422
    assert {error["field"]: error["detail"] for error in answer.body["errors"]} == {
        "title": "Give text.",
        "competences": "Give a list.",
        "colour": "There is no such field.",
    }
    empty = call(token(world, "mees"), "POST", "/communities/vakgroep/questions", {"title": "  "})
    assert empty.body["errors"] == [{"field": "title", "detail": "Write something here."}]


def test_what_can_t_be_seen_is_taken_out_of_a_text(world: World) -> None:
    answer = call(token(world, "mees"), "POST", "/communities/vakgroep/questions", {"title": "How\x00 so\u202e?"})
    assert (answer.status, answer.body["title"]) == (201, "How so?")


def test_what_nobody_foresaw_is_told_without_details(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr("kring.communities.queries.directory", broken)
    answer = call("", "GET", "/communities")
    assert (answer.status, answer.body["code"]) == (500, "broken")
    assert b"secret" not in answer.raw
