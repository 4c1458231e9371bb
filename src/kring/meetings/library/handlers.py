"""What a library does when something happened at a meeting."""

from datetime import datetime

from kring.meetings.events import AgendaDrawnUp
from kring.meetings.library import actions


def agenda_drawn_up(fact: AgendaDrawnUp, *, event: int, now: datetime) -> None:
    """What came of a point came of its meeting."""
    actions.note_outcomes(meeting=fact.meeting, now=now)
