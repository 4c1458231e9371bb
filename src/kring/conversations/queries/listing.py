"""Lists of conversations: rows as plain tuples, a page by key, one query each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Kind
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared


class ConversationRow(NamedTuple):
    """A conversation as lists show it. `competences` are keys; `circle` is the slug of where it stands."""

    id: int
    kind: str
    title: str
    language: str
    circle: str | None
    circle_name: str | None
    handle: str
    author: str
    photo: str
    created_at: datetime
    last_at: datetime
    replies: int
    accepted: int
    competences: Sequence[int]


COLUMNS = (
    "pk", "kind", "title", "language", "place__community__slug", "place__community__name",
    "author__handle", "author__name", "author__photo", "created_at", "last_at", "replies", "accepted", "competences",
)  # fmt: skip


def page_key(row: ConversationRow) -> tuple[datetime, int]:
    """Where a row stands in a list of the latest."""
    return row.last_at, row.id


def latest(
    reader: Reader,
    *,
    places: Sequence[int] | None = None,
    within: int | None = None,
    kind: str = "",
    competence: int | None = None,
    after: str = "",
    size: int = 20,
) -> Page[ConversationRow]:
    """Conversations that the reader may read, in which someone wrote last first.

    In `places`, in the place `within` and all below it, and of one kind, where given.
    """
    rows = _readable(reader)
    if places is not None:
        rows = rows.filter(place__in=places)
    if within is not None:
        rows = rows.filter(place__path__contains=[within])
    if kind:
        rows = rows.filter(kind=kind)
    if competence is not None:
        rows = rows.filter(competences__contains=[competence])
    return _page(rows, "last_at", after=after, size=size)


def unanswered(reader: Reader, *, places: Sequence[int], after: str = "", size: int = 20) -> Page[ConversationRow]:
    """Questions in these places that nobody answered yet, newest first."""
    rows = _readable(reader).filter(place__in=places, kind=Kind.QUESTION, replies=0)
    return _page(rows, "created_at", after=after, size=size)


def by_author(reader: Reader, author: int, *, kind: str = "", after: str = "", size: int = 20) -> Page[ConversationRow]:
    """What one person started, as far as the reader may read it, newest first."""
    rows = _readable(reader).filter(author=author)
    return _page(rows.filter(kind=kind) if kind else rows, "created_at", after=after, size=size)


def outcomes(reader: Reader, conversation: int) -> list[ConversationRow]:
    """Experiences that came of a question ("I did this"), newest first; at most 20."""
    rows = _readable(reader).filter(came_of=conversation).order_by("-created_at", "-pk")
    return [ConversationRow._make(row) for row in rows.values_list(*COLUMNS)[:20]]


def rows_of(reader: Reader, keys: Sequence[int]) -> dict[int, ConversationRow]:
    """The rows of these conversations that the reader may read, by key."""
    return {row[0]: ConversationRow._make(row) for row in _rows_of(reader, keys=list(keys))} if keys else {}


@prepared()
def _rows_of(reader: Reader, *, keys: list[int]) -> "QuerySet[Conversation, Any]":
    return _readable(reader).filter(pk__any=keys).values_list(*COLUMNS)


def _readable(reader: Reader) -> "QuerySet[Conversation]":
    return Conversation.objects.filter(CONVERSATION.filter(reader, "read"), withdrawn_at=None)


def _page(rows: "QuerySet[Conversation]", by: str, *, after: str, size: int) -> Page[ConversationRow]:
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(**{f"{by}__lte": key[0]}), Q(**{f"{by}__lt": key[0]}) | Q(pk__lt=key[1]))
    found = [ConversationRow._make(row) for row in rows.order_by(f"-{by}", "-pk").values_list(*COLUMNS)[: size + 1]]
    return paging.page(found, size=size, key=lambda row: (getattr(row, by), row.id))
