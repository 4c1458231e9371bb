"""How a submission goes from hand to hand. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a submission stands."""

    WAITING = "waiting"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    FLAGGED = "flagged"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What someone does with it; the first three are hers whose it is, the others a reviewer's."""

    SUBMITTED = "submitted"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    REFUSED = "refused"
    ASKED = "asked"
    FLAGGED = "flagged"


# Where each move leads, from where it may be made.
MOVES: Final[Mapping[Move, tuple[frozenset[State], State]]] = {
    Move.SUBMITTED: (frozenset({State.REFUSED, State.WITHDRAWN}), State.WAITING),
    Move.ANSWERED: (frozenset({State.ASKED}), State.WAITING),
    Move.WITHDRAWN: (frozenset({State.WAITING, State.ASKED, State.REFUSED}), State.WITHDRAWN),
    Move.APPROVED: (frozenset({State.WAITING, State.ASKED, State.FLAGGED}), State.APPROVED),
    Move.REFUSED: (frozenset({State.WAITING, State.ASKED, State.FLAGGED}), State.REFUSED),
    Move.ASKED: (frozenset({State.WAITING, State.FLAGGED}), State.ASKED),
    Move.FLAGGED: (frozenset({State.APPROVED}), State.FLAGGED),
}
# What a case says of an activity that was handed in.
AS_ACTIVITY: Final[Mapping[State, str]] = {
    State.WAITING: "under review",
    State.ASKED: "under review",
    State.APPROVED: "approved",
    State.REFUSED: "refused",
    State.FLAGGED: "flagged",
    State.WITHDRAWN: "claimed",
}


def after(state: State, move: Move) -> State | None:
    """Where a move leads from a state; None where it can't be made.

    >>> after(State.WAITING, Move.ASKED), after(State.APPROVED, Move.REFUSED)
    (<State.ASKED: 'asked'>, None)
    """
    may, to = MOVES[move]
    return to if state in may else None
