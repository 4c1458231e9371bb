"""What is asked of meetings."""

from kring.meetings.queries.agenda import Candidate, PointRow, candidates, points, recent
from kring.meetings.queries.listing import Ahead, MeetingRow, ahead, mine, of_series, past, to_close, upcoming
from kring.meetings.queries.meeting import PersonRow, Seen, how_many_there, people, presence_list, seen

__all__ = [
    "Ahead",
    "Candidate",
    "MeetingRow",
    "PersonRow",
    "PointRow",
    "Seen",
    "ahead",
    "candidates",
    "how_many_there",
    "mine",
    "of_series",
    "past",
    "people",
    "points",
    "presence_list",
    "recent",
    "seen",
    "to_close",
    "upcoming",
]
