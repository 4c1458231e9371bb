"""What is asked of libraries."""

from kring.meetings.library.queries.inspired import (
    Came,
    Origin,
    Source,
    came_of,
    linkable,
    links_of,
    may_follow_up,
    origin,
    sources_of,
)
from kring.meetings.library.queries.pieces import (
    PieceRow,
    Seen,
    content,
    may_add,
    named,
    of_meeting,
    pieces,
    rows_of,
    seen,
    spoken_by,
)

__all__ = [
    "Came",
    "Origin",
    "PieceRow",
    "Seen",
    "Source",
    "came_of",
    "content",
    "linkable",
    "links_of",
    "may_add",
    "may_follow_up",
    "named",
    "of_meeting",
    "origin",
    "pieces",
    "rows_of",
    "seen",
    "sources_of",
    "spoken_by",
]
