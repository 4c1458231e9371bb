"""One conversation with what is written in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from kring.conversations.access import CONVERSATION, POST
from kring.conversations.models import Conversation, Follow, Post, PostKind, Reaction, Revision
from kring.foundation import paging
from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared


class PostRow(NamedTuple):
    """A post as a page shows it."""

    id: int
    kind: int
    author_id: int
    handle: str
    author: str
    photo: str
    html: str
    created_at: datetime
    edited_at: datetime | None
    version: int
    accepted_at: datetime | None
    withdrawn: bool
    reactions: dict[str, int]
    score: int


class CommentRow(NamedTuple):
    """A comment under a post."""

    id: int
    under: int
    author_id: int
    handle: str
    author: str
    html: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation with its opening post; `row` carries its place, guide and experience where it has them."""

    row: Conversation
    opening: PostRow


POST_COLUMNS = (
    "pk", "kind", "author_id", "author__handle", "author__name", "author__photo", "html", "created_at", "edited_at",
    "version", "accepted_at", "withdrawn_at", "reactions", "score",
)  # fmt: skip


def conversation(reader: Reader, key: int) -> Reading:
    """A conversation that the reader may read. Two queries. Raises NotThereError."""
    row = (
        Conversation.objects.select_related("place__community", "author", "guide", "experience")
        .filter(CONVERSATION.filter(reader, "read"), pk=key, withdrawn_at=None)
        .first()
    )
    if row is None:
        raise NotThereError
    opening = Post.objects.filter(conversation=row, kind=PostKind.OPENING).values_list(*POST_COLUMNS).get()
    return Reading(row, post_row(opening))


def posts(conversation: int, *, after: str = "", size: int = 20) -> Page[PostRow]:
    """Answers and replies of a conversation that was read, oldest first. The first page starts with what was
    accepted."""
    key = paging.decode(after, paging.moment, paging.whole)
    written = Post.objects.filter(conversation=conversation, kind__in=(PostKind.ANSWER, PostKind.REPLY))
    others = written.filter(accepted_at=None).order_by("created_at", "pk")
    if key:
        others = others.filter(created_at__gte=key[0]).exclude(created_at=key[0], pk__lte=key[1])
    page = paging.page(
        [post_row(row) for row in others.values_list(*POST_COLUMNS)[: size + 1]],
        size=size,
        key=lambda row: (row.created_at, row.id),
    )
    if key:
        return page
    accepted = written.exclude(accepted_at=None).order_by("created_at", "pk").values_list(*POST_COLUMNS)[:20]
    return Page([*(post_row(row) for row in accepted), *page.rows], older=page.older)


def comments(posts: Iterable[int]) -> dict[int, list[CommentRow]]:
    """Comments per post, oldest first. One query."""
    found: dict[int, list[CommentRow]] = {}
    for row in _comments(ANYONE, posts=list(posts)):
        found.setdefault(row[1], []).append(CommentRow._make(row))
    return found


@prepared()
def _comments(reader: Reader, *, posts: list[int]) -> "QuerySet[Post, Any]":
    rows = Post.objects.filter(under__pk__any=posts, withdrawn_at=None).order_by("created_at", "pk")
    return rows.values_list("pk", "under_id", "author_id", "author__handle", "author__name", "html", "created_at")[:400]


def post(reader: Reader, key: int) -> Post:
    """One post that the reader may read, with its conversation and place. Raises NotThereError."""
    found = (
        Post.objects.select_related("conversation__place", "author")
        .filter(POST.filter(reader, "read"), pk=key, withdrawn_at=None, conversation__withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NotThereError
    return found


def revisions(reader: Reader, key: int) -> list[Revision]:
    """What a post said before, newest first; whoever may read the post may see how it changed."""
    read = post(reader, key)
    return list(Revision.objects.filter(post=read).select_related("editor").order_by("-version")[:100])


def own_reactions(reader: Reader, posts: Sequence[int]) -> set[tuple[int, str]]:
    """The reader's own reactions to these posts, as (post, kind)."""
    if reader.account is None:
        return set()
    return set(Reaction.objects.filter(account=reader.account, post__in=posts).values_list("post_id", "kind"))


def follows(reader: Reader, conversation: int) -> bool:
    """Whether the reader follows a conversation."""
    return (
        reader.account is not None and Follow.objects.filter(conversation=conversation, account=reader.account).exists()
    )


def may(reader: Reader, action: str, row: Conversation) -> bool:
    """Whether the reader may do something with a conversation (see `access`)."""
    return CONVERSATION.allows(reader, action, row)


def may_post(reader: Reader, action: str, row: PostRow | Post, conversation: Conversation) -> bool:
    """Whether the reader may do something with a post of a conversation that was read."""
    return POST.allows(reader, action, _Shown(row.author_id, conversation))


@dataclass(frozen=True, slots=True)
class _Shown:
    """As much of a post as the access table asks for."""

    author_id: int
    conversation: Conversation


def post_row(columns: Sequence[object]) -> PostRow:
    """A post out of its columns; of a withdrawn one nothing is shown."""
    row = PostRow._make(columns)
    return row._replace(withdrawn=bool(row.withdrawn), html="" if row.withdrawn else row.html)
