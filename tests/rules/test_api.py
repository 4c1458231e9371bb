"""The API's own rules: units, keys, tags and networks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.api import rules
from kring.foundation.tokens import rules as tokens

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@given(st.integers(1, 10_000), st.floats(0, 60))
def test_what_is_left_and_what_is_spent_make_the_whole(limit: int, seconds: float) -> None:
    left = rules.quota(NOW + timedelta(seconds=seconds), limit=limit, now=NOW)
    assert 0 <= left.remaining <= limit
    assert left.remaining == pytest.approx(limit * (1 - seconds / 60), abs=1)
    assert seconds <= left.reset + 1e-6 < seconds + 1.001


def test_who_spent_nothing_of_late_has_everything() -> None:
    assert rules.quota(NOW - timedelta(hours=1), limit=600, now=NOW) == rules.Quota(600, 600, 0)


@given(st.integers(1, 600), st.floats(0, 60))
def test_after_the_wait_a_call_fits(units: int, seconds: float) -> None:
    spent, cost = NOW + timedelta(seconds=seconds), rules.price(units, limit=600)
    then = NOW + timedelta(seconds=rules.retry_after(spent, cost=cost, now=NOW))
    assert max(spent, then) + cost <= then + rules.WINDOW


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("::1", "::"),
        ("somewhere", "unknown"),
        ("", "unknown"),
    ],
)
def test_strangers_are_told_apart_by_network(address: str, network: str) -> None:
    assert rules.caller_s_network(address) == network


@given(st.integers(1, 10**9 - 1), st.binary())
def test_a_tag_says_its_version(version: int, body: bytes) -> None:
    assert rules.seen_version(rules.etag(body, version=version)) == version
    assert rules.seen_version(rules.etag(body)) is None


@pytest.mark.parametrize(
    "tag", ["", "*", '"v0-ab"', '"v1"', 'W/"v1-ab"', '"v1-ab", "v2-ab"', '"v10000000000-ab"', "v1-ab"]
)
def test_other_tags_say_none(tag: str) -> None:
    assert rules.seen_version(tag) is None


def test_a_request_is_the_same_only_with_all_of_it() -> None:
    prints = {
        rules.fingerprint(*parts)
        for parts in (("POST", "/a", b"b"), ("POST", "/ab", b""), ("PUT", "/a", b"b"), ("POST", "/a", b"c"))
    }
    assert len(prints) == 4


@given(st.text())
def test_nothing_but_a_token_looks_like_one(text: str) -> None:
    assert not tokens.looks_like_token(text) or text.startswith("kring_")
    assert len(tokens.digest(text)) == 64


def test_scopes_are_known_ones_each_once_in_order() -> None:
    assert tokens.known_scopes(["messages", "read", "read", "fly"]) == [tokens.Scope.READ, tokens.Scope.MESSAGES]
