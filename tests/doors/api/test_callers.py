"""Tokens, scopes, the session of a browser, and how much one may ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.foundation import clock
from kring.foundation.accounts.actions import close_account
from kring.foundation.tokens.actions import withdraw_token
from kring.foundation.tokens.models import Token
from tests.doors.api.calling import call, token
from tests.people import World


def test_a_token_speaks_for_its_person(world: World) -> None:
    answer = call(token(world, "mees"), "GET", "/me")
    assert answer.body["handle"] == "mees"
    assert [circle["slug"] for circle in answer.body["circles"]] == ["vakgroep", "besloten", "verborgen", "voorbeeld"]


@pytest.mark.parametrize(
    "given",
    ["Bearer kring_" + "a" * 43, "Bearer kring_short", "Bearer", "Basic bWVlczptZWVz", "Bearer kring_" + "é" * 43, "x"],
)
def test_what_is_no_token_lets_nobody_in(world: World, given: str) -> None:
    answer = call("", "GET", "/communities", authorization=given)
    assert (answer.status, answer.body["code"]) == (401, "bad-token")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Kring", error="invalid_token"'


def test_a_token_that_is_withdrawn_or_over_lets_nobody_in(world: World) -> None:
    first, second = token(world, "mees"), token(world, "mees")
    kept, gone = Token.objects.order_by("pk")
    withdraw_token(actor=world.reader("mees"), token=gone.pk)
    Token.objects.filter(pk=kept.pk).update(ends_at=clock.now() - timedelta(seconds=1))
    assert (call(first, "GET", "/me").status, call(second, "GET", "/me").status) == (401, 401)


def test_a_token_goes_with_its_person(world: World) -> None:
    secret = token(world, "noor")
    close_account(account=world.accounts["noor"].pk, now=clock.now())
    assert call(secret, "GET", "/me").status == 401


def test_a_scope_is_needed_for_each_thing(world: World) -> None:
    reading, writing, writes = (token(world, "mees", scope) for scope in ("read", "write", "messages"))
    found = {
        path: [call(secret, method, path, body).status for secret in (reading, writing, writes)]
        for method, path, body in (
            ("GET", "/me", None),
            ("PUT", "/communities/vakgroep/membership", None),
            ("GET", "/messages", None),
            ("POST", "/messages/hanna", {"body": "Hello."}),
        )
    }
    assert found == {
        "/me": [200, 403, 403],
        "/communities/vakgroep/membership": [403, 204, 403],
        "/messages": [403, 403, 200],
        "/messages/hanna": [403, 403, 201],
    }
    refused = call(writing, "GET", "/me")
    assert refused.body["code"] == "insufficient-scope"
    assert 'scope="read"' in refused.headers["WWW-Authenticate"]


def test_when_a_token_was_used_is_written_once_a_minute(world: World) -> None:
    secret = token(world, "mees")
    call(secret, "GET", "/me")
    first = Token.objects.get().last_used_at
    call(secret, "GET", "/me")
    assert first is not None
    assert Token.objects.get().last_used_at == first


def test_a_browser_s_session_is_enough_to_read_and_needs_our_own_token_to_write(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.accounts["mees"])
    assert browser.get("/api/v1/me").json()["handle"] == "mees"
    refused = browser.put("/api/v1/communities/voorbeeld/membership")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    browser.get("/settings/tokens")
    value = browser.cookies["kring_csrf"].value
    assert browser.put("/api/v1/communities/voorbeeld/membership", headers={"X-CSRFToken": value}).status_code == 204


def test_what_is_left_is_said_and_what_is_spent_is_refused(world: World, settings: object) -> None:
    settings.API_UNITS_A_MINUTE = 12  # type: ignore[attr-defined]
    secret = token(world, "mees")
    first = call(secret, "GET", "/find/names?q=han")
    assert [first.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["12", "7", "25"]
    assert call(secret, "GET", "/find/names?q=han").status == 200
    refused = call(secret, "GET", "/find/names?q=han")
    assert (refused.status, refused.body["code"]) == (429, "too-many-requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 15
    assert refused.headers["RateLimit-Remaining"] in "12"
    assert call(secret, "GET", "/me").status == 200, "a cheaper call still fits"
    assert call(token(world, "mees"), "GET", "/me").status == 200, "each token has its own"


def test_strangers_share_what_their_address_has(world: World, settings: object) -> None:
    settings.API_UNITS_A_MINUTE = 15  # type: ignore[attr-defined]
    found = [call("", "GET", "/communities").status for _ in range(4)]
    assert found == [200, 200, 200, 429]
    assert call("", "GET", "/communities", authorization="Bearer kring_guess").status == 429, "guessing is counted"
    assert call("", "GET", "/communities", x_forwarded_for="192.0.2.1").status == 429, "nobody told us of a proxy"
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    assert call("", "GET", "/communities", x_forwarded_for="127.0.0.1, 192.0.2.1").status == 200


def test_a_list_takes_few_queries_however_long(world: World) -> None:
    for number in range(12):
        world.ask("mees", "vakgroep", f"Question {number}?")
    secret = token(world, "mees")
    call(secret, "GET", "/me")
    for limit in (2, 10):
        with CaptureQueriesContext(
            connection,
        ) as found:
            answer = call(secret, "GET", f"/conversations?circle=vakgroep&limit={limit}")
        assert len(answer.body["items"]) == limit
        # token with standings, units, circle, list
        assert len(found) == 4
