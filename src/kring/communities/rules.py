"""How long invitations and circles last. Pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

MOST_MAILS_AT_ONCE: Final = 500
LONGEST_INVITATION: Final = timedelta(days=365)


class InvitationState(StrEnum):
    """Whether an invitation still lets people in, and if not, why not."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    FULL = "full"


def invitation_state(
    *, used: int, limit: int, ends_at: datetime, withdrawn_at: datetime | None, now: datetime
) -> InvitationState:
    """The state of an invitation. It ends at `ends_at` itself (half-open)."""
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if now >= ends_at:
        return InvitationState.ENDED
    return InvitationState.FULL if used >= limit else InvitationState.OPEN


def has_ended(ends_on: date | None, today: date) -> bool:
    """Whether a circle with an end date is over: `ends_on` is its last day."""
    return ends_on is not None and today > ends_on
