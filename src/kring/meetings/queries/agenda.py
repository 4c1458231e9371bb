"""What a meeting takes up: its points, and what members want taken up."""

from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q, QuerySet

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, Kind
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.meetings.models import Item, Meeting, Vote


class PointRow(NamedTuple):
    """A point of the agenda; of its conversations the reader sees what she may read."""

    item: Item
    conversation: Conversation | None
    outcome: Conversation | None


class Candidate(NamedTuple):
    """A conversation that could be taken up, with the votes for it; `mine`: the reader's is among them."""

    id: int
    kind: str
    title: str
    author: str
    votes: int
    mine: bool


def points(reader: Reader, meeting: Meeting) -> list[PointRow]:
    """The agenda in its order. Two queries."""
    items = list(Item.objects.filter(meeting=meeting).order_by("position", "pk"))
    keys = {key for item in items for key in (item.conversation_id, item.outcome_id) if key is not None}
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), pk__in=keys, withdrawn_at=None)
    known = {row.pk: row for row in rows} if keys else {}
    return [PointRow(item, known.get(item.conversation_id or 0), known.get(item.outcome_id or 0)) for item in items]


def candidates(reader: Reader, meeting: Meeting, *, size: int = 12) -> list[Candidate]:
    """Open questions, experiences and discussions of the circle and those within it that aren't on the agenda: those
    with most votes first, then those in which someone wrote last. Three queries."""
    tallies = {row["conversation"]: row for row in _tallies(reader, meeting)[:size]}
    voted = _takeable(reader, meeting).filter(pk__in=list(tallies))
    others = _takeable(reader, meeting).exclude(pk__in=list(tallies)).order_by("-last_at", "-pk")[:size]
    columns = ("pk", "kind", "title", "author__name")
    rows = [*voted.values_list(*columns), *others.values_list(*columns)] if tallies else others.values_list(*columns)
    none = {"votes": 0, "mine": False}
    found = [
        Candidate(key, kind, title, author, tally["votes"], tally["mine"])
        for key, kind, title, author in rows
        for tally in (tallies.get(key, none),)
    ]
    return sorted(found, key=lambda one: -one.votes)[:size]


def _tallies(reader: Reader, meeting: Meeting) -> "QuerySet[Vote, Any]":
    """For each conversation that has votes how many, and whether the reader's is among them."""
    return (
        Vote.objects.filter(meeting=meeting)
        .values("conversation")
        .annotate(votes=Count("pk"), mine=BoolOr(Q(account=reader.account or 0)))
        .order_by("-votes", "conversation")
    )


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
