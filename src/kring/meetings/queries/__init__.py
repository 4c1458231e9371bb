"""What is asked of meetings."""

from kring.meetings.queries.agenda import Candidate, PointRow, candidates, points, recent
from kring.meetings.queries.listing import (
    Ahead,
    MeetingRow,
    ahead,
    elsewhere,
    mine,
    mine_past,
    of_series,
    past,
    to_close,
    upcoming,
)
from kring.meetings.queries.meeting import (
    Correction,
    PersonRow,
    Seen,
    corrections,
    how_many_there,
    people,
    presence_list,
    seen,
    with_part,
)

__all__ = [
    "Ahead",
    "Candidate",
    "Correction",
    "MeetingRow",
    "PersonRow",
    "PointRow",
    "Seen",
    "ahead",
    "candidates",
    "corrections",
    "elsewhere",
    "how_many_there",
    "mine",
    "mine_past",
    "of_series",
    "past",
    "people",
    "points",
    "presence_list",
    "recent",
    "seen",
    "to_close",
    "upcoming",
    "with_part",
]
