"""Requests for help: whom a question was put to, and what waits for a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from kring.conversations.access import POST
from kring.conversations.models import Post
from kring.conversations.queries.listing import ConversationRow, rows_of
from kring.finding.access import HELP
from kring.finding.models import HelpRequest, HelpState
from kring.foundation.access.readers import Reader
from kring.foundation.prepared import prepared


class Asked(NamedTuple):
    """Someone who was asked to look at a question, and the posts that spoke for her."""

    account: int
    handle: str
    name: str
    photo: str
    state: str
    evidence: Sequence[int]
    asked_at: datetime


class Proof(NamedTuple):
    """A post that speaks for someone: what it was, and in which conversation."""

    post: int
    post_kind: int
    conversation: int
    kind: str
    title: str


def proof_of(reader: Reader, posts: Iterable[int]) -> dict[int, Proof]:
    """What these posts are, as far as the reader may read them, by post. At most one query."""
    wanted = list(posts)
    if not wanted:
        return {}
    rows = Post.objects.filter(
        POST.filter(reader, "read"), pk__in=wanted, withdrawn_at=None, conversation__withdrawn_at=None
    )
    columns = ("pk", "kind", "conversation_id", "conversation__kind", "conversation__title")
    return {row[0]: Proof._make(row) for row in rows.values_list(*columns)}


def asked_for(reader: Reader, conversation: int) -> list[Asked]:
    """The people asked to look at a question that the reader may read, in the order in which they were asked; but for
    the reader herself where asking didn't reach her."""
    return [Asked._make(row) for row in _asked(reader, conversation=conversation)]


@prepared()
def _asked(reader: Reader, *, conversation: int) -> "QuerySet[HelpRequest, Any]":
    rows = HelpRequest.objects.filter(
        HELP.filter(reader, "read"), Q(reached=True) | ~Q(person=reader.account or 0), conversation=conversation
    )
    return rows.order_by("asked_at", "pk").values_list(
        "person_id", "person__handle", "person__name", "person__photo", "state", "evidence", "asked_at"
    )


def waiting_for(reader: Reader, *, size: int = 10) -> list[tuple[ConversationRow, Sequence[int]]]:
    """Questions that wait for this reader because of what she did, newest first, each with the posts that say why."""
    rows = HelpRequest.objects.filter(person=reader.account, state=HelpState.OPEN, reached=True).order_by(
        "-asked_at", "-pk"
    )
    asked = list(rows.values_list("conversation_id", "evidence")[:size])
    readable = rows_of(reader, [conversation for conversation, _ in asked])
    return [(readable[conversation], evidence) for conversation, evidence in asked if conversation in readable]


def open_requests(reader: Reader) -> int:
    """How many requests for help wait for this reader."""
    return HelpRequest.objects.filter(person=reader.account, state=HelpState.OPEN, reached=True).count()


def open_request_counts(asked_by: datetime | None = None) -> dict[int, int]:
    """How many requests for help wait for each person now, of all who have any: as many rows as questions put to people
    and not answered yet, whether they were reached or not: it shows in how much room someone has, to whoever asked
    too. With `asked_by`, without those made later. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"asked_by": asked_by})
        return dict(cursor.fetchall())


_WAITING = """
    SELECT person_id, count(*) FROM help_request
     WHERE state = 'open' AND (%(asked_by)s::timestamptz IS NULL OR asked_at <= %(asked_by)s)
     GROUP BY person_id
"""
