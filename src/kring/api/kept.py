"""What the API answers of meetings and libraries."""

from dataclasses import dataclass
from datetime import datetime

from kring.api.shapes import CircleRef


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """A meeting. A series comes once, by its next meeting; `zone` is where its local times are meant."""

    id: int
    title: str
    kind: str
    mode: str
    location: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    series: int | None
    circle: CircleRef | None
    url: str


@dataclass(frozen=True, slots=True)
class FoundMeetings:
    items: list[MeetingItem]


@dataclass(frozen=True, slots=True)
class PieceItem:
    """A piece of a library. `link` is null for a file, which is of `content_type` and `size` bytes."""

    id: int
    kind: str
    title: str
    language: str
    speaker: str
    link: str | None
    content_type: str
    size: int
    added_by: str
    added_at: datetime
    meeting: int | None
    circle: CircleRef | None
    url: str


@dataclass(frozen=True, slots=True)
class FoundPieces:
    items: list[PieceItem]
