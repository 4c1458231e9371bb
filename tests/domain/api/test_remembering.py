"""Idempotency keys and units, also when two calls come at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from kring.api import actions, queries, rules
from kring.api.models import IdempotencyKey, Spent
from kring.conversations.models import Post
from tests.doors.api.calling import Answer, call, token
from tests.people import START, World

Found = TypeVar("Found")
HOUR = timedelta(hours=1)


def at_once(calls: int, do: Callable[[], Found]) -> list[Found]:
    """The same thing from several threads, each with a connection of its own, let go together."""
    ready = Barrier(calls, timeout=20)

    def one(_: int) -> Found:
        ready.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(calls) as pool:
        return list(pool.map(one, range(calls)))


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_writes_once(world: World) -> None:
    assert world.question is not None
    secret, path = token(world, "mees"), f"/conversations/{world.question.pk}/posts"

    def send() -> Answer:
        return call(secret, "POST", path, {"body": "Once."}, idempotency_key="same")

    answers = at_once(4, send)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.raw for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 3
    assert Post.objects.filter(body="Once.").count() == 1


@pytest.mark.django_db(transaction=True)
def test_units_are_not_spent_twice_by_calls_at_the_same_moment() -> None:
    cost = rules.price(1, limit=10)
    found = at_once(6, lambda: [actions.spend(caller="token:1", cost=cost, now=START) for _ in range(4)])
    assert sum(until is not None for each in found for until in each) == 10


@pytest.mark.django_db
def test_units_come_back_steadily() -> None:
    cost = rules.price(5, limit=10)
    moments = [START + timedelta(seconds=seconds) for seconds in (0, 0, 0, 29, 30, 30, 150)]
    spent = [actions.spend(caller="token:1", cost=cost, now=now) for now in moments]
    assert [until is not None for until in spent] == [True, True, False, False, True, False, True]
    assert queries.spent_until(caller="token:1", now=START) == START + timedelta(seconds=180)
    assert queries.spent_until(caller="token:2", now=START) == START


@pytest.mark.django_db
def test_the_table_of_units_is_not_written_to_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'api_spent'::regclass")
        assert cursor.fetchone() == ("u",)


def test_a_key_is_kept_for_a_day(world: World) -> None:
    mees = world.accounts["mees"].pk
    with transaction.atomic():
        claim = actions.claim_key(account=mees, key="k", fingerprint="f", now=START)
        assert claim is not None
        assert queries.kept_answer(account=mees, key="k") is None
        actions.keep_answer(claim=claim, status=201, headers={"Location": "there"}, body="{}")
    assert actions.claim_key(account=mees, key="k", fingerprint="f", now=START + 23 * HOUR) is None
    kept = queries.kept_answer(account=mees, key="k")
    assert kept == ("f", 201, {"Location": "there"}, "{}")
    assert actions.claim_key(account=mees, key="k", fingerprint="g", now=START + 25 * HOUR) == claim
    assert queries.kept_answer(account=mees, key="k") is None


def test_what_is_over_is_forgotten(world: World) -> None:
    mees = world.accounts["mees"].pk
    actions.claim_key(account=mees, key="old", fingerprint="f", now=START - 25 * HOUR)
    actions.claim_key(account=mees, key="new", fingerprint="f", now=START)
    actions.spend(caller="token:1", cost=timedelta(seconds=1), now=START - HOUR)
    actions.spend(caller="token:2", cost=timedelta(seconds=1), now=START)
    actions.forget(now=START)
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]
    assert list(Spent.objects.values_list("caller", flat=True)) == ["token:2"]
