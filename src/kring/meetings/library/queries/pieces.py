"""Pieces of libraries, for who may read where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kring.conversations.models import circle_of
from kring.foundation import paging
from kring.foundation.access.models import Place, Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.files import store
from kring.foundation.paging import Page
from kring.meetings.library.access import PIECE
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting


class PieceRow(NamedTuple):
    """A piece as lists show it: either an address (`link`) or a file, of `size` bytes."""

    id: int
    kind: str
    title: str
    speaker: str | None
    speaker_handle: str | None
    speaker_name: str
    link: str
    size: int
    content_type: str
    language: str
    added_at: datetime
    adder: str
    adder_handle: str
    meeting: int | None
    meeting_title: str | None
    meeting_starts: datetime | None
    circle: str | None
    circle_name: str | None


_COLUMNS = (
    "pk", "kind", "title", "speaker__name", "speaker__handle", "speaker_name", "link", "size", "content_type",
    "language", "added_at", "added_by__name", "added_by__handle", "meeting", "meeting__title", "meeting__starts_at",
    "place__community__slug", "place__community__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece as its page shows it, with what the reader may do."""

    piece: Piece
    may_change: bool
    may_withdraw: bool
    may_inspire: bool
    is_host: bool


def pieces(reader: Reader, place: int, *, kind: str = "", after: str = "", size: int = 20) -> Page[PieceRow]:
    """The library of a place, what was added last first; of one kind where given. One query."""
    rows = _readable(reader).filter(place=place)
    if kind:
        rows = rows.filter(kind=kind)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(added_at__lte=key[0]), Q(added_at__lt=key[0]) | Q(pk__lt=key[1]))
    found = _rows(rows.order_by("-added_at", "-pk")[: size + 1])
    return paging.page(found, size=size, key=lambda row: (row.added_at, row.id))


def of_meeting(reader: Reader, meeting: int, *, size: int = 100) -> list[PieceRow]:
    """What is attached to a meeting, as it was added. One query."""
    return _rows(_readable(reader).filter(meeting=meeting).order_by("pk")[:size])


def rows_of(reader: Reader, keys: Sequence[int]) -> dict[int, PieceRow]:
    """The rows of these pieces that the reader may read, by key. One query."""
    return {row.id: row for row in _rows(_readable(reader).filter(pk__in=list(keys)))} if keys else {}


def seen(reader: Reader, key: int) -> Seen:
    """A piece that the reader may read. Raises NotThereError, also for what was withdrawn. One query."""
    rows = _readable(reader).select_related("place__community", "meeting", "speaker", "added_by")
    piece = rows.filter(pk=key).first()
    if piece is None:
        raise NotThereError
    circle = circle_of(piece.place)
    is_open = circle is None or circle.archived_at is None
    changes = PIECE.allows(reader, "change", piece)
    return Seen(
        piece=piece,
        may_change=is_open and changes,
        may_withdraw=changes,
        may_inspire=is_open and PIECE.allows(reader, "inspire", piece),
        is_host=reader.has(piece.place_id, Role.HOST),
    )


def content(reader: Reader, key: int) -> tuple[Piece, Path]:
    """A piece that is a file, and where its content is. Raises NotThereError for others."""
    piece = seen(reader, key).piece
    return piece, store.content_of(piece.sha256)


def may_add(reader: Reader, place: Place, meeting: Meeting | None = None) -> bool:
    """Whether the reader may add a piece there, or to that meeting; to an archived circle nobody may."""
    circle = circle_of(place)
    if circle is not None and circle.archived_at is not None:
        return False
    return PIECE.allows(reader, "add", Piece(place=place, meeting=meeting))


def spoken_by(person: int) -> list[int]:
    """The pieces of which a person is the speaker, for whoever keeps what is known of them up to date."""
    return list(Piece.objects.filter(speaker=person).order_by("pk").values_list("pk", flat=True))


def named(contents: Sequence[str]) -> set[str]:
    """Which of these contents, by their SHA-256, a piece still names. For whoever forgets the others."""
    rows = Piece.objects.filter(sha256__in=list(contents), withdrawn_at=None)
    return set(rows.values_list("sha256", flat=True).distinct())


def _readable(reader: Reader) -> "QuerySet[Piece]":
    return Piece.objects.filter(PIECE.filter(reader, "read"), withdrawn_at=None)


def _rows(rows: "QuerySet[Piece]") -> list[PieceRow]:
    chosen: QuerySet[Piece, Any] = rows.values_list(*_COLUMNS)
    return [PieceRow._make(row) for row in chosen]
