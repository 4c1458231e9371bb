"""The kinds of evidence: what each speaks for, how much, for how long, and what brings it. Pure.

The numbers are choices, not measurements. They are few, they stand here alone, and
`docs/reference/competence-evidence.md` shows what comes of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

ONESELF: Final = ""
"""The voice of what nobody but the person herself says."""

RETURNED: Final = "returned"
"""The one voice of all praise that was given in return."""


class Kind(StrEnum):
    """What shows that someone is able to do something."""

    ANSWER = "answer"
    ACCEPTED = "accepted"
    EXPERIENCE = "experience"
    LED = "led"
    ATTENDED = "attended"
    TRAINING = "training"
    HELP = "help"
    PLACEMENT = "placement"
    BADGE = "badge"
    ENDORSEMENT = "endorsement"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Worth:
    """What one piece of a kind is worth.

    `fresh` is the share (per cent) of what is open that it settles on its day; it halves every `half_life`. Where a
    piece names no level it speaks for `speaks_for` at least. `how_far`: its level is meant as "so far", so it speaks
    against every level above; all others say "at least". `fed` names what brings it, empty where nothing does yet.
    """

    fresh: int
    half_life: timedelta
    speaks_for: int
    fed: str
    how_far: bool = False


def _years(count: int) -> timedelta:
    return timedelta(days=365 * count)


WORTH: Final[Mapping[Kind, Worth]] = {
    Kind.STATEMENT: Worth(25, _years(2), 0, "what she says of herself", how_far=True),
    Kind.ENDORSEMENT: Worth(35, _years(3), 0, "endorsements that she shows", how_far=True),
    Kind.ANSWER: Worth(10, _years(3), 2, "answers to questions"),
    Kind.ACCEPTED: Worth(30, _years(3), 3, "answers that the asker accepted"),
    Kind.HELP: Worth(25, _years(3), 3, "answers in private cases"),
    Kind.EXPERIENCE: Worth(20, _years(4), 3, "told experiences"),
    Kind.LED: Worth(25, _years(3), 3, "closed presence lists"),
    Kind.ATTENDED: Worth(5, _years(1), 1, "closed presence lists"),
    Kind.TRAINING: Worth(15, _years(3), 2, "lines of the ledger, closed presence lists"),
    Kind.PLACEMENT: Worth(50, _years(4), 3, ""),
    Kind.BADGE: Worth(40, _years(5), 2, ""),
}

MOST_OF_ONESELF: Final = 34
"""All that is said by the person alone settles at most so much (per cent): it is never more than little."""

MOST_OF_A_VOICE: Final = 50
"""All that one other voice says settles at most so much (per cent): two are needed for more."""

IN_RETURN: Final = 50
"""What praise in return counts for, in per cent of other praise."""


def strength(kind: Kind, age: timedelta, *, returned: bool = False) -> float:
    """The share of what is open that a piece of this age settles, 0 to 1. It never grows with age.

    >>> [round(strength(Kind.ENDORSEMENT, timedelta(days=365 * years)), 3) for years in (0, 3, 6)]
    [0.35, 0.175, 0.087]
    """
    worth = WORTH[kind]
    share: float = worth.fresh / 100 * 0.5 ** (max(age, timedelta(0)) / worth.half_life)
    return share * IN_RETURN / 100 if returned else share
