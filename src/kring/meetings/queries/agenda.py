"""What a meeting takes up: its points, and what members want taken up."""

from typing import NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Kind
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.meetings.models import Item, Meeting, Vote


class Named(NamedTuple):
    """A conversation by its title."""

    pk: int
    title: str


class PointRow(NamedTuple):
    """A point of the agenda; of its conversations the reader sees what she may read."""

    item: Item
    conversation: Named | None
    outcome: Named | None


class Candidate(NamedTuple):
    """A conversation that could be taken up, with the votes for it; `mine`: the reader's is among them."""

    id: int
    kind: str
    title: str
    author: str
    votes: int
    mine: bool


def points(reader: Reader, meeting: Meeting) -> list[PointRow]:
    """The agenda in its order. One query."""
    readable = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), withdrawn_at=None)
    rows = Item.objects.filter(meeting=meeting).annotate(
        about=Subquery(readable.filter(pk=OuterRef("conversation_id")).values("title")[:1]),
        came=Subquery(readable.filter(pk=OuterRef("outcome_id")).values("title")[:1]),
    )
    return [
        PointRow(item, _named(item.conversation_id, item.about), _named(item.outcome_id, item.came))
        for item in rows.order_by("position", "pk")
    ]


def _named(key: int | None, title: str | None) -> Named | None:
    return Named(key, title) if key is not None and title is not None else None


def candidates(reader: Reader, meeting: Meeting, *, size: int = 12) -> list[Candidate]:
    """Open questions, experiences and discussions of the circle and those within it that aren't on the agenda: those
    with most votes first, then those in which someone wrote last. One query."""
    votes, rows = Vote.objects.filter(meeting=meeting), _takeable(reader, meeting)
    each = votes.filter(conversation=OuterRef("pk")).order_by().values("conversation")
    voted = rows.filter(pk__in=votes.values("conversation")).annotate(
        votes=Subquery(each.annotate(count=Count("pk")).values("count")),
        mine=Exists(votes.filter(conversation=OuterRef("pk"), account=reader.account or 0)),
    )
    others = rows.exclude(pk__in=votes.values("conversation")).annotate(
        votes=Value(0, IntegerField()), mine=Value(value=False)
    )
    best = voted.order_by("-votes", "-last_at", "-pk").values_list(*_COLUMNS)[:size]
    found = best.union(others.order_by("-last_at", "-pk").values_list(*_COLUMNS)[:size], all=True)
    ordered = sorted(found, key=lambda row: (row[4], row[6], row[0]), reverse=True)
    return [Candidate._make(row[:6]) for row in ordered[:size]]


_COLUMNS = ("pk", "kind", "title", "author__name", "votes", "mine", "last_at")


def _takeable(reader: Reader, meeting: Meeting) -> "QuerySet[Conversation]":
    taken = Item.objects.filter(meeting=meeting, conversation__isnull=False).values("conversation")
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), takeable(meeting))
    return rows.exclude(kind=Kind.QUESTION, accepted__gt=0).exclude(pk__in=taken)


def takeable(meeting: Meeting) -> Q:
    """Conversations that a meeting may take up: of its circle and those within it, as far as the same people may read
    them. An agenda names what it takes up to all who see the meeting."""
    return within(meeting.place)


def within(place: Place) -> Q:
    """Conversations that stand in a place or below it, and that the same people may read."""
    return Q(place__path__contains=[place.pk], place__scope=place.scope, withdrawn_at=None)


def recent(reader: Reader, meeting: Meeting, *, size: int = 30) -> list[tuple[int, str]]:
    """What may have come of a point: conversations of the circle in which someone wrote last, by key and title. One
    query."""
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), takeable(meeting))
    return list(rows.order_by("-last_at", "-pk").values_list("pk", "title")[:size])
