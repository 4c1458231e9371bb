"""Which parts of a profile a person shows to whom, and whether she can be asked. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

# How long an imported person has to make an account her own after she was invited to.
CLAIM_LASTS: Final = timedelta(days=30)


class Nearness(IntEnum):
    """How near a reader is to the person whose profile it is; each sees what the farther ones see."""

    PUBLIC = 0
    NETWORK = 1
    CIRCLES = 2
    HERSELF = 3


class Part(StrEnum):
    """A part of a profile that has a visibility of its own. A name, with its photo, is shown wherever she wrote."""

    HEADLINE = "headline"
    LANGUAGES = "languages"
    SPECIALISMS = "specialisms"
    PASSIONS = "passions"
    OFFERS = "offers"
    SEEKS = "seeks"
    AVAILABILITY = "availability"
    EMPLOYER = "employer"
    CONTRIBUTIONS = "contributions"
    COMPETENCES = "competences"
    MESSAGES = "messages"


# For MESSAGES the choice says who may write to her. For whom she works is shown only once she says so: else whoever is
# in circles with her colleagues could put together who works there. So are her levels: nobody asked for being judged.
USUAL: Final[Mapping[Part, Nearness]] = dict.fromkeys(Part, Nearness.NETWORK) | {
    Part.SEEKS: Nearness.CIRCLES,
    Part.MESSAGES: Nearness.CIRCLES,
    Part.EMPLOYER: Nearness.HERSELF,
    Part.COMPETENCES: Nearness.HERSELF,
}


def shown_to(choices: Mapping[str, int], nearness: Nearness) -> frozenset[Part]:
    """The parts that a reader at this nearness sees. A part without a choice has the usual one.

    >>> Part.SEEKS in shown_to({}, Nearness.NETWORK), Part.SEEKS in shown_to({"seeks": 0}, Nearness.PUBLIC)
    (False, True)
    """
    return frozenset(part for part in Part if nearness >= choices.get(part, USUAL[part]))


class Availability(StrEnum):
    """How free a person is for the questions of others."""

    OPEN = "open"
    LIMITED = "limited"
    CLOSED = "closed"


def room_for_requests(availability: Availability, cap: int, open_requests: int) -> int:
    """How many more requests she would take now; none when she is closed."""
    return 0 if availability is Availability.CLOSED else max(0, cap - open_requests)


class ClaimState(StrEnum):
    """Whether the link to claim an account still does so, and if not, why not."""

    OPEN = "open"
    USED = "used"
    ENDED = "ended"


def claim_state(*, used_at: datetime | None, ends_at: datetime, now: datetime) -> ClaimState:
    """The state of a claim. It ends at `ends_at` itself (half-open)."""
    if used_at is not None:
        return ClaimState.USED
    return ClaimState.ENDED if now >= ends_at else ClaimState.OPEN
