"""Prepared queries give what the same queryset gives, for every reader and every value."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Follow
from kring.foundation.access.readers import OPERATORS_SIGHT, Reader
from kring.foundation.prepared import prepared
from tests.people import START, World

pytestmark = pytest.mark.django_db


def plainly(reader: Reader, *, since: datetime | None, keys: list[int], kind: str, size: int) -> "QuerySet[Any, Any]":
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), pk__any=keys, kind=kind)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    followed = Exists(Follow.objects.filter(conversation=OuterRef("pk"), account=reader.account))
    return rows.annotate(followed=followed).order_by("pk")[:size]


instances = prepared(fixed=("size",))(plainly)


@prepared(fixed=("size",))
def tuples(reader: Reader, *, since: datetime | None, keys: list[int], kind: str, size: int) -> "QuerySet[Any, Any]":
    rows = plainly(reader, since=since, keys=keys, kind=kind, size=size)
    return rows.values_list("pk", "title", "competences", "followed")


@pytest.mark.parametrize("name", ["", "mees", "hanna", "noor", "everything"])
@pytest.mark.parametrize("since", [None, START - timedelta(days=1), datetime(2030, 1, 1, tzinfo=UTC)])
def test_rows_are_those_of_the_queryset(world: World, name: str, since: datetime | None) -> None:
    reader = OPERATORS_SIGHT if name == "everything" else world.reader(name)
    every = list(Conversation.objects.values_list("pk", flat=True))
    for keys in (every, every[:1], []):
        for size in (1, 5):
            given = {"since": since, "keys": keys, "kind": "question", "size": size}
            expected = list(plainly(reader, **given))
            assert instances(reader, **given) == expected
            columns = [(row.pk, row.title, row.competences, row.followed) for row in expected]
            assert tuples(reader, **given) == columns


def test_each_call_is_one_query_of_its_own_values(world: World) -> None:
    every = list(Conversation.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for kind in ("question", "experience"):
            tuples(world.reader("mees"), since=None, keys=every, kind=kind, size=5)
    ours = [query["sql"] for query in asked.captured_queries if "followed" in query["sql"]]
    assert len(ours) == 2
    assert "experience" in ours[1]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    def ask() -> list[Any]:
        try:
            return tuples(OPERATORS_SIGHT, since=None, keys=[], kind="question", size=5)
        finally:
            connection.close()

    assert ask() == []
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ask).result() == []


def test_a_truth_value_must_be_named_as_fixed(world: World) -> None:
    @prepared()
    def wrong(reader: Reader, *, withdrawn: bool) -> "QuerySet[Any, Any]":
        return Conversation.objects.filter(withdrawn_at__isnull=withdrawn)

    with pytest.raises(TypeError, match="fixed"):
        wrong(world.reader("mees"), withdrawn=True)
