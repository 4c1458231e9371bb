"""The clock of a round, which everyone in it sees: which step it is, and how long that lasts still. Pure.

What is kept are facts that change with a press of a button only: for each step the seconds that it took so far and
those that were added, and since when the present one runs. So the clock needs nobody to tick it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

MOST_ADDED: Final = 60


class State(StrEnum):
    """Where a round is. `ready`: its method is chosen, and it hasn't begun."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Move(StrEnum):
    """What a facilitator does with the clock."""

    START = "start"
    PAUSE = "pause"
    GO_ON = "go-on"
    NEXT = "next"
    BACK = "back"
    ADD = "add"
    END = "end"


@dataclass(frozen=True, slots=True)
class Clock:
    """A round: seconds that each step has (`given`), took (`used`) and got in addition (`added`), and since when the
    present one runs, None while it doesn't."""

    state: State
    step: int
    given: Sequence[int]
    used: Sequence[int]
    added: Sequence[int]
    since: datetime | None = None


_MOVES: Final = {
    State.READY: frozenset({Move.START}),
    State.RUNNING: frozenset({Move.PAUSE, Move.NEXT, Move.BACK, Move.ADD, Move.END}),
    State.PAUSED: frozenset({Move.GO_ON, Move.NEXT, Move.BACK, Move.ADD, Move.END}),
    State.ENDED: frozenset[Move](),
}


def ready(minutes: Sequence[int]) -> Clock:
    """The clock of steps that have so many minutes, before the start."""
    none = (0,) * len(minutes)
    return Clock(State.READY, 0, tuple(60 * one for one in minutes), none, none)


def moves(clock: Clock) -> frozenset[Move]:
    """What can be done with the clock now: there is no step before the first, nor after the last."""
    known = _MOVES[clock.state]
    if clock.step == 0:
        known -= {Move.BACK}
    if clock.step == len(clock.given) - 1:
        known -= {Move.NEXT}
    return known


def moved(clock: Clock, move: Move, *, now: datetime, minutes: int = 0) -> Clock | None:
    """The clock after a move; None when it can't be done now. `minutes` (1 to 60) are those that are added.

    A step that one goes to goes on with the time that it took before; a paused clock stays paused.
    """
    if move not in moves(clock):
        return None
    if move is Move.ADD:
        return _added(clock, minutes) if 1 <= minutes <= MOST_ADDED else None
    still = _stopped(clock, now)
    if move in (Move.START, Move.GO_ON):
        return replace(still, state=State.RUNNING, since=now)
    if move in (Move.NEXT, Move.BACK):
        by = 1 if move is Move.NEXT else -1
        return replace(still, step=clock.step + by, since=None if clock.since is None else now)
    return replace(still, state=State.PAUSED if move is Move.PAUSE else State.ENDED)


def seconds_used(clock: Clock, *, at: datetime) -> int:
    """How many whole seconds the present step took so far."""
    running = max(timedelta(), at - clock.since) if clock.since is not None else timedelta()
    return clock.used[clock.step] + running // timedelta(seconds=1)


def seconds_left(clock: Clock, *, at: datetime) -> int:
    """How many seconds the present step lasts still; below zero when it takes longer than it has."""
    return clock.given[clock.step] + clock.added[clock.step] - seconds_used(clock, at=at)


def _stopped(clock: Clock, now: datetime) -> Clock:
    used = list(clock.used)
    used[clock.step] = seconds_used(clock, at=now)
    return replace(clock, used=tuple(used), since=None)


def _added(clock: Clock, minutes: int) -> Clock:
    added = list(clock.added)
    added[clock.step] += 60 * minutes
    return replace(clock, added=tuple(added))
