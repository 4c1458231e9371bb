"""Making, finding and withdrawing tokens."""

from datetime import timedelta

import pytest

from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.tokens import actions, queries, rules
from kring.foundation.tokens.models import Token
from tests.people import START, World


def make(world: World, name: str = "mees", *, days: int = 30, scopes: tuple[str, ...] = ("read",)) -> tuple[Token, str]:
    return actions.make_token(actor=world.reader(name), name=" My\nscript ", scopes=scopes, days=days, now=START)


def test_a_token_is_kept_as_a_digest_only(world: World) -> None:
    made, secret = make(world, scopes=("write", "read", "fly"))
    row = Token.objects.values().get(pk=made.pk)
    assert secret.startswith("kring_")
    assert len(secret) == 49
    assert secret not in str(row)
    assert (row["name"], row["prefix"], row["scopes"]) == ("My script", secret[:12], ["read", "write"])
    assert row["ends_at"] == START + timedelta(days=30)


def test_a_token_is_found_until_it_ends(world: World) -> None:
    made, secret = make(world)
    found = queries.bearer(secret, now=START)
    assert found is not None
    assert (found.token, found.reader, found.scopes) == (made.pk, world.reader("mees"), ["read"])
    assert queries.bearer(secret, now=made.ends_at) is None
    assert queries.bearer(secret[:-1] + ("a" if secret[-1] != "a" else "b"), now=START) is None
    assert queries.bearer("kring_" + "\x00" * 43, now=START) is None


def test_a_new_token_needs_a_name_a_scope_and_a_period(world: World) -> None:
    with pytest.raises(InvalidError) as wrong:
        actions.make_token(actor=world.reader("mees"), name="\u202e ", scopes=["fly"], days=1_000, now=START)
    assert set(wrong.value.fields) == {"name", "scopes", "days"}
    with pytest.raises(RefusedError):
        actions.make_token(actor=ANYONE, name="x", scopes=["read"], days=7, now=START)


def test_tokens_are_limited_and_those_long_over_make_room(world: World) -> None:
    for _ in range(rules.MOST_TOKENS):
        make(world, days=7)
    with pytest.raises(ConflictError):
        make(world)
    make(world, "hanna")
    later = START + timedelta(days=40)
    actions.make_token(actor=world.reader("mees"), name="Again", scopes=["read"], days=7, now=later)
    assert [row.name for row in queries.own_tokens(world.reader("mees"))] == ["Again"]


def test_only_its_person_sees_and_withdraws_a_token(world: World) -> None:
    made, secret = make(world)
    assert queries.own_tokens(world.reader("stan")) == []
    with pytest.raises(NotThereError):
        queries.own_token(world.reader("stan"), made.pk)
    with pytest.raises(NotThereError):
        actions.withdraw_token(actor=world.reader("stan"), token=made.pk)
    assert queries.own_token(world.reader("mees"), made.pk).prefix == secret[:12]
    actions.withdraw_token(actor=world.reader("mees"), token=made.pk)
    assert queries.bearer(secret, now=START) is None


def test_use_is_written_once_a_minute(world: World) -> None:
    made, secret = make(world)
    written = []
    for seconds in (0, 30, 59, 60, 90):
        now = START + timedelta(seconds=seconds)
        found = queries.bearer(secret, now=now)
        assert found is not None
        actions.mark_used(token=made.pk, last_used_at=found.last_used_at, now=now)
        written.append(Token.objects.get(pk=made.pk).last_used_at)
    assert written == [START, START, START, START + timedelta(seconds=60), START + timedelta(seconds=60)]
