"""How the pages of a meeting begin: with the meeting, its circle, and what its reader may do there."""

from typing import Any

from kring.conversations.models import circle_of
from kring.foundation.errors import RefusedError
from kring.meetings import queries
from kring.meetings.actions.checks import REASONS
from kring.meetings.models import Meeting
from kring.meetings.queries import Seen
from kring.web import presenting
from kring.web.meetings.words import meeting_url, span
from kring.web.views import Request


def hosted(request: Request, key: int) -> Seen:
    """A meeting that the reader hosts. Raises NotThereError, RefusedError."""
    seen = queries.seen(request.reader, key)
    if not seen.is_host:
        raise RefusedError(REASONS["host"], code="may-not-host")
    return seen


def head(seen: Seen) -> dict[str, Any]:
    """What every page of a meeting shows above."""
    return {**circle_head(seen.meeting), "is_host": seen.is_host}


def circle_head(meeting: Meeting) -> dict[str, Any]:
    """The meeting, when it is, and its circle."""
    circle = circle_of(meeting.place)
    return {
        "meeting": meeting,
        "url": meeting_url(meeting.pk),
        "when_it_is": span(meeting.starts_at, meeting.ends_at, meeting.zone),
        "circle": circle,
        "circle_url": presenting.circle_url(circle.slug) if circle is not None else None,
    }
