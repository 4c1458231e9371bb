"""What may stand in a library, and when a meeting is followed up. Pure."""

from datetime import datetime
from typing import Final

# A recording is kept where it can be played; of the others one may bring the file itself.
LINKS_ONLY: Final = frozenset({"recording", "link"})


def takes_file(kind: str) -> bool:
    """Whether a piece of this kind may be a file."""
    return kind not in LINKS_ONLY


def is_followed_up(*, starts: datetime, cancelled: bool, at: datetime) -> bool:
    """Whether conversations can come of a meeting: from when it begins on, without an end."""
    return not cancelled and at >= starts


def is_told(*, meeting_starts: datetime | None, at: datetime) -> bool:
    """Whether a circle is told of a new piece: not of what is brought for a meeting to come, where whoever comes
    finds it."""
    return meeting_starts is None or at >= meeting_starts
