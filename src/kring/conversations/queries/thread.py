"""A conversation as its page shows it, in three queries: what it is, a page of what was written, and comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from kring.competences.models import Competence
from kring.competences.queries import Word
from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Follow, Post, PostKind, Reaction
from kring.conversations.queries.reading import POST_COLUMNS, CommentRow, PostRow, comments, post_row
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared

SIZE = 20
MOST_ACCEPTED = 100


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation with one page of what was written in it. `mine` are the reader's own reactions: (post, kind).
    `has_outcomes`: experiences came of it, of which the reader may perhaps read none.

    The first page starts with what was accepted; the rest is in the order of writing.
    """

    row: Conversation
    subjects: Sequence[Word]
    followed: bool
    has_outcomes: bool
    opening: PostRow
    accepted: Sequence[PostRow]
    others: Page[PostRow]
    comments: dict[int, list[CommentRow]]
    mine: frozenset[tuple[int, str]]


def thread(reader: Reader, key: int, *, language: str, after: str = "") -> Thread:
    """A conversation that the reader may read, at a page of its posts. Three queries. Raises NotThereError."""
    row: Any = _conversation(reader, key, language)
    written = [(post_row(columns[:-1]), columns[-1]) for columns in _posts(reader, row, after)]
    opening, *replies = (post for post, _ in written)
    accepted = [post for post in replies if post.accepted_at is not None]
    others = [post for post in replies if post.accepted_at is None]
    page = paging.page(others, size=SIZE, key=lambda post: (post.created_at, post.id))
    shown = [opening, *accepted, *page.rows]
    return Thread(
        row=row,
        subjects=[Word(word["id"], word["slug"], word["label"]) for word in row.words],
        followed=row.followed,
        has_outcomes=row.has_outcomes,
        opening=opening,
        accepted=accepted,
        others=page,
        comments=comments(post.id for post in shown),
        mine=frozenset((post.id, kind) for post, kinds in written for kind in kinds),
    )


def page_of(conversation: int, post: int) -> str:
    """The cursor of a page on which a post of this conversation stands; empty for the first. At most three queries."""
    facts = Post.objects.values_list("under", "kind", "accepted_at", "created_at")
    under, kind, accepted_at, created_at = facts.get(pk=post)
    if under is not None:
        return page_of(conversation, under)
    if kind == PostKind.OPENING or accepted_at is not None:
        return ""
    plain = Post.objects.filter(conversation=conversation, under=None, accepted_at=None).exclude(kind=PostKind.OPENING)
    before = plain.filter(created_at__lte=created_at).exclude(created_at=created_at, pk__gte=post)
    nearest = list(before.order_by("-created_at", "-pk").values_list("created_at", "pk")[:SIZE])
    return paging.encode(nearest[0]) if len(nearest) == SIZE else ""


def _conversation(reader: Reader, key: int, language: str) -> Conversation:
    rows = _conversations(reader, key=key, language="nl" if language == "nl" else "en")
    if not rows:
        raise NotThereError
    return rows[0]


@prepared(fixed=("language",))
def _conversations(reader: Reader, *, key: int, language: str) -> "QuerySet[Conversation]":
    words = Competence.objects.filter(_among("pk", OuterRef("competences"))).order_by("pk")
    return (
        Conversation.objects.select_related("place__community", "guide", "experience")
        .filter(CONVERSATION.filter(reader, "read"), pk=key, withdrawn_at=None)
        .annotate(
            followed=Exists(Follow.objects.filter(conversation=OuterRef("pk"), account=reader.account)),
            has_outcomes=Exists(Conversation.objects.filter(came_of=OuterRef("pk"), withdrawn_at=None)),
            words=ArraySubquery(words.values(word=JSONObject(id="pk", slug="slug", label=F(language)))),
        )
    )


def _among(key: str, keys: OuterRef) -> Func:
    """Whether a key is in an array of another table's row."""
    return Func(F(key), keys, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())


def _posts(reader: Reader, row: Conversation, after: str) -> list[tuple[Any, ...]]:
    """The opening, on the first page what was accepted, and a page of the rest with one more; with own reactions."""
    at, last = paging.decode(after, paging.moment, paging.whole) or (None, None)
    # So many accepted answers at most that each number of them has a query of its own without there being many.
    accepted = 0 if at else min(row.accepted, MOST_ACCEPTED)
    return _written(reader, conversation=row.pk, at=at, last=last, size=SIZE + accepted + 2)


@prepared(fixed=("size",))
def _written(
    reader: Reader, *, conversation: int, at: datetime | None, last: int | None, size: int
) -> "QuerySet[Post, Any]":
    rest = Q(accepted_at=None)
    if at is not None:
        rest &= Q(created_at__gte=at) & ~Q(created_at=at, pk__lte=last)
    else:
        rest |= Q(accepted_at__isnull=False)
    own = Reaction.objects.filter(post=OuterRef("pk"), account=reader.account).values("kind")
    return (
        Post.objects.filter(
            Q(kind=PostKind.OPENING) | Q(kind__in=(PostKind.ANSWER, PostKind.REPLY)) & rest, conversation=conversation
        )
        .annotate(own=ArraySubquery(own), follows_on=~Q(kind=PostKind.OPENING), unaccepted=Q(accepted_at=None))
        .order_by("follows_on", "unaccepted", "created_at", "pk")
        .values_list(*POST_COLUMNS, "own")[:size]
    )
