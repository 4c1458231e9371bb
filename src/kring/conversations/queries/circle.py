"""What a circle's page and its hosts look at: open questions, experiences and the latest at once, and who is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value

from kring.communities.models import Community, Membership
from kring.communities.queries import may
from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Kind, Post
from kring.conversations.queries.listing import COLUMNS, ConversationRow, page_key
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared

_OPEN, _EXPERIENCES, _LATEST = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of a circle, each list with what was written in last first."""

    open_questions: Sequence[ConversationRow]
    experiences: Sequence[ConversationRow]
    latest: Page[ConversationRow]


class Newcomer(NamedTuple):
    """Who joined and has not had an answer yet; `question` is her oldest that waits, None when she asked none."""

    account: int
    handle: str
    name: str
    photo: str
    joined_at: datetime
    question: int | None
    title: str | None


def overview(reader: Reader, place: int, *, few: int = 3, size: int = 20) -> Overview:
    """What a circle's page shows, as far as the reader may read it. A question is open until an answer is accepted.

    One query: three lists, each by an index of its own.
    """
    found: dict[int, list[ConversationRow]] = {_OPEN: [], _EXPERIENCES: [], _LATEST: []}
    for part, *columns in _overview(reader, place=place, few=few, size=size):
        found[part].append(ConversationRow._make(columns))
    for listed in found.values():
        listed.sort(key=page_key, reverse=True)
    return Overview(found[_OPEN], found[_EXPERIENCES], paging.page(found[_LATEST], size=size, key=page_key))


@prepared(fixed=("few", "size"))
def _overview(reader: Reader, *, place: int, few: int, size: int) -> "QuerySet[Conversation, Any]":
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), place=place, withdrawn_at=None)
    parts = [
        _part(rows.filter(kind=Kind.QUESTION, accepted=0), _OPEN, few),
        _part(rows.filter(kind=Kind.EXPERIENCE), _EXPERIENCES, few),
        _part(rows, _LATEST, size + 1),
    ]
    return parts[0].union(*parts[1:], all=True)


def newcomers(reader: Reader, row: Community, *, since: datetime, size: int = 20) -> list[Newcomer]:
    """Who joined a community after `since` and has had no answer: who waits for one, and who wrote nothing yet.

    For its hosts; who waits first, then the longest member first. One query.
    """
    if not may(reader, "host", row):
        return []
    own = Conversation.objects.filter(place=row.pk, author=OuterRef("account"), withdrawn_at=None, kind=Kind.QUESTION)
    wrote = Post.objects.filter(conversation__place=row.pk, author=OuterRef("account"), withdrawn_at=None)
    waits = own.filter(replies=0).order_by("created_at", "pk")
    joined = (
        Membership.objects.filter(community=row, left_at=None, joined_at__gt=since, account__is_active=True)
        .annotate(waiting=Subquery(waits.values("pk")[:1]), title=Subquery(waits.values("title")[:1]))
        .filter(~Exists(own.filter(replies__gt=0)))
        .filter(Q(waiting__isnull=False) | ~Exists(wrote))
        .order_by("waiting", "joined_at", "pk")
    )
    columns = ("account_id", "account__handle", "account__name", "account__photo", "joined_at", "waiting", "title")
    return [Newcomer._make(one) for one in joined.values_list(*columns)[:size]]


def _part(rows: "QuerySet[Conversation]", part: int, size: int) -> "QuerySet[Conversation, tuple[Any, ...]]":
    numbered = rows.annotate(part=Value(part)).order_by("-last_at", "-pk")
    return numbered.values_list("part", *COLUMNS)[:size]
