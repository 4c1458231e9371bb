"""How long an invitation lasts, whatever it is into, and how addresses are read out of a list. Pure."""

import re
from datetime import datetime, timedelta
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


_BETWEEN = re.compile(r"[,;\n\r\t]+")
_NAMED = re.compile(r"<([^<>]*)>")


def split_addresses(text: str) -> list[str]:
    """What people paste as a list of addresses, one by one: on lines, with commas, semicolons or spaces, with names
    around them or without. What is no address stays as it was written, so that it can be named.

    >>> split_addresses("Anna Bos <anna@example.org>; bert@example.org carla@example.org\\nnobody")
    ['anna@example.org', 'bert@example.org', 'carla@example.org', 'nobody']
    """
    found: list[str] = []
    for part in _BETWEEN.split(text):
        named = _NAMED.findall(part)
        found += [one.strip() for one in named] if named else _words(part)
    return [one for one in found if one]


def _words(part: str) -> list[str]:
    """Words apart where each is an address; otherwise the whole, as it is one wrong thing."""
    words = part.split()
    return words if all("@" in word for word in words) else [part.strip()]
