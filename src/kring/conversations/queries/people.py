"""What one person gave, and whether she may be written to."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from kring.conversations.access import POST
from kring.conversations.models import Kind, Message, Post, PostKind
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared


class Given(NamedTuple):
    """An experience that a person told or an answer that she gave; `html` is its start, perhaps cut within a tag."""

    post: int
    kind: int
    title: str
    language: str
    html: str
    circle: str | None
    circle_name: str | None
    created_at: datetime
    accepted: bool


_COLUMNS = (
    "pk", "kind", "conversation__title", "conversation__language", "start", "conversation__place__community__slug",
    "conversation__place__community__name", "created_at", "accepted_at",
)  # fmt: skip


def given_by(reader: Reader, author: int, *, after: str = "", size: int = 20) -> Page[Given]:
    """The experiences and answers of a person that the reader may read, newest first. One query."""
    at, last = paging.decode(after, paging.moment, paging.whole) or (None, None)
    found = _given(reader, author=author, at=at, last=last, size=size + 1)
    made = [Given._make((*row[:-1], row[-1] is not None)) for row in found]
    return paging.page(made, size=size, key=lambda row: (row.created_at, row.post))


@prepared(fixed=("size",))
def _given(reader: Reader, *, author: int, at: datetime | None, last: int | None, size: int) -> "QuerySet[Post, Any]":
    told = Q(kind=PostKind.OPENING, conversation__kind=Kind.EXPERIENCE) | Q(kind=PostKind.ANSWER)
    rows = Post.objects.filter(
        POST.filter(reader, "read"), told, author=author, withdrawn_at=None, conversation__withdrawn_at=None
    )
    if at is not None:
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=last))
    return rows.annotate(start=Left("html", 800)).order_by("-created_at", "-pk").values_list(*_COLUMNS)[:size]


def has_written_to(reader: Reader, other: int) -> bool:
    """Whether a person wrote to the reader, who may then always answer."""
    return Message.objects.filter(sender=other, receiver=reader.account).exists()


def correspondent(reader: Reader, handle: str) -> tuple[int, str] | None:
    """Someone with whom the reader wrote, also when she has left since: (account, name)."""
    if reader.account is None:
        return None
    wrote = Q(messages_sent__receiver=reader.account) | Q(messages__sender=reader.account)
    return Account.objects.filter(wrote, handle=handle).values_list("pk", "name").first()
