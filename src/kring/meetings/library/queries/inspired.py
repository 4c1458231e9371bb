"""What came of a piece or of a meeting, and of what a conversation came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation, circle_of
from kring.conversations.queries import ConversationRow
from kring.conversations.queries.listing import COLUMNS, rows_of
from kring.foundation.access.models import Place, Role
from kring.foundation.access.readers import Reader
from kring.meetings.access import MEETING
from kring.meetings.library.access import FOLLOW_UP, INSPIRED, PIECE
from kring.meetings.library.models import Inspired, Piece
from kring.meetings.library.rules import is_followed_up
from kring.meetings.models import Item, Meeting, State
from kring.meetings.queries.agenda import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Of what something comes: a piece, or a meeting, of which perhaps one point of the agenda."""

    piece: int | None = None
    meeting: int | None = None
    item: int | None = None


class Origin(NamedTuple):
    """A source that the reader may start something from: what it is called, and the circle (its slug) where what
    comes of it stands. `item` is the title of the point."""

    source: Source
    title: str
    circle: str | None
    item: str = ""


class Came(NamedTuple):
    """A conversation that came of something; `may_remove`: the reader may say that it didn't."""

    row: ConversationRow
    may_remove: bool


class From(NamedTuple):
    """Of what a conversation came, by key and title: a `piece` or a `meeting`; or the meeting that takes it up, an
    `agenda`."""

    kind: str
    key: int
    title: str


def origin(reader: Reader, source: Source, *, now: datetime) -> Origin | None:
    """The piece or meeting from which the reader starts something now; None where she may not, or it isn't there. At
    most three queries."""
    if source.piece is not None:
        piece = _pieces(reader).select_related("place__community").filter(pk=source.piece).first()
        if piece is None or not PIECE.allows(reader, "inspire", piece):
            return None
        return Origin(Source(piece=piece.pk), piece.title, _slug(piece.place))
    meeting = _meetings(reader).select_related("place__community").filter(pk=source.meeting or 0).first()
    if meeting is None or not may_follow_up(reader, meeting, now=now):
        return None
    item = Item.objects.filter(meeting=meeting, pk=source.item).first() if source.item is not None else None
    return Origin(
        Source(meeting=meeting.pk, item=item.pk if item else None),
        meeting.title,
        _slug(meeting.place),
        item.title if item else "",
    )


def may_follow_up(reader: Reader, meeting: Meeting, *, now: datetime, is_known: bool | None = None) -> bool:
    """Whether conversations of the reader can come of a meeting now: she was there or hosts it, and may write in its
    circle. The meeting comes with its place and circle. `is_known`: whether she took part or was there, where the
    caller has that loaded (see `took_part_or_was_there`); else one query asks it."""
    circle = circle_of(meeting.place)
    return (
        is_followed_up(starts=meeting.starts_at, cancelled=meeting.state == State.CANCELLED, at=now)
        and (circle is None or circle.archived_at is None)
        and CONVERSATION.allows(reader, "write", Conversation(place=meeting.place))
        and (FOLLOW_UP.allows(reader, "add", meeting) if is_known is None else is_known)
    )


def came_of(reader: Reader, source: Source, *, size: int = 50) -> list[ConversationRow]:
    """The conversations that came of a piece or a meeting, as far as the reader may read them, the newest first. One
    query."""
    links = Inspired.objects.filter(piece=source.piece, meeting=source.meeting).values("conversation")
    rows = _conversations(reader).filter(pk__in=links).order_by("-created_at", "-pk")
    return [ConversationRow._make(row) for row in rows.values_list(*COLUMNS)[:size]]


def links_of(reader: Reader, source: Source, *, size: int = 100) -> list[Came]:
    """The same, the latest link first, with what the reader may take back. Two queries."""
    links = Inspired.objects.filter(piece=source.piece, meeting=source.meeting).select_related("conversation__place")
    found = list(links.filter(conversation__in=_conversations(reader)).order_by("-at", "-pk")[:size])
    rows = rows_of(reader, [link.conversation_id for link in found])
    return [
        Came(rows[link.conversation_id], INSPIRED.allows(reader, "remove", link))
        for link in found
        if link.conversation_id in rows
    ]


def sources_of(reader: Reader, conversation: int) -> list[From]:
    """The pieces and meetings of which a conversation came, and the meetings that have it on their agenda, as far as
    the reader may read them. One query."""
    pieces, meetings = _pieces(reader), _meetings(reader)
    links = Inspired.objects.filter(conversation=conversation).filter(
        Exists(pieces.filter(pk=OuterRef("piece"))) | Exists(meetings.filter(pk=OuterRef("meeting")))
    )
    kind = Case(When(piece=None, then=Value("meeting")), default=Value("piece"))
    came = links.annotate(
        kind=kind, about=Coalesce("piece", "meeting"), name=Coalesce("piece__title", "meeting__title")
    )
    items = Item.objects.filter(conversation=conversation, meeting__in=meetings)
    taken = items.exclude(meeting__state=State.CANCELLED).annotate(
        kind=Value("agenda"), about=F("meeting"), name=F("meeting__title")
    )
    columns = ("kind", "about", "name", "pk")
    both: Any = came.order_by().values_list(*columns).union(taken.order_by().values_list(*columns), all=True)
    # Pieces, then meetings, then agendas: backwards by their names.
    return [From(*row[:3]) for row in both.order_by("-kind", "pk")[:20]]


def linkable(reader: Reader, place: Place, *, size: int = 30) -> list[tuple[int, str]]:
    """Conversations of a circle of which the reader may say of what they came, those in which someone wrote last first:
    her own, and to a host all. One query."""
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), within(place))
    if not reader.has(place.pk, Role.HOST):
        rows = rows.filter(author=reader.account or 0)
    return list(rows.order_by("-last_at", "-pk").values_list("pk", "title")[:size])


def _conversations(reader: Reader) -> "QuerySet[Conversation]":
    return Conversation.objects.filter(CONVERSATION.filter(reader, "read"), withdrawn_at=None)


def _pieces(reader: Reader) -> "QuerySet[Piece]":
    return Piece.objects.filter(PIECE.filter(reader, "read"), withdrawn_at=None)


def _meetings(reader: Reader) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(MEETING.filter(reader, "read"))


def _slug(place: Place) -> str | None:
    circle = circle_of(place)
    return circle.slug if circle is not None else None
