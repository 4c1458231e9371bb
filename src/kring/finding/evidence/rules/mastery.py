"""From pieces of evidence to a level and how sure it is, as of a day. Pure; nothing of it is ever stored.

A level is the highest for which what speaks for it is at least as strong as what says that she isn't so far. How sure
it is grows with each piece, less with each further one, and never by one voice alone beyond a bound. So more evidence
of the same or a higher level never lowers anything, the order of pieces doesn't matter, and one source counts once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import prod
from typing import Final

from kring.finding.evidence.rules.kinds import (
    HIGHEST,
    LOWEST,
    MOST_OF_A_VOICE,
    MOST_OF_ONESELF,
    ONESELF,
    RETURNED,
    WORTH,
    Kind,
    strength,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence: what it is, of which day, what it rests on (`source`: the same one counts once, and has
    one voice), the level that it names or none, and whose `voice` it is; two of one voice aren't independent.
    `returned`: praise in return."""

    kind: Kind
    day: date
    source: str
    level: int | None = None
    voice: str = ONESELF
    returned: bool = False

    @property
    def speaks_for(self) -> int:
        """The level that it speaks for, 0 to 5."""
        return WORTH[self.kind].speaks_for if self.level is None else self.level


class Sureness(StrEnum):
    """How sure a level is, in four steps: `FAINT` is what is nearly forgotten."""

    FAINT = "faint"
    LOW = "low"
    FAIR = "fair"
    GOOD = "good"


FROM: Final = ((65, Sureness.GOOD), (35, Sureness.FAIR), (10, Sureness.LOW))
"""From how many per cent on each step holds."""


@dataclass(frozen=True, slots=True)
class Because:
    """A reason for a level: so many pieces of one kind, of which `returned` count for half, the latest of this day; the
    highest level that they speak for."""

    kind: Kind
    pieces: int
    returned: int
    latest: date
    level: int


@dataclass(frozen=True, slots=True)
class Mastery:
    """How far someone is with one competence: the level (0 to 5), how sure that is (per cent, and as a step), and why.

    Two of these are compared for one competence only; there is no sum over several.
    """

    level: int
    confidence: int
    sureness: Sureness
    because: Sequence[Because]


def mastery(pieces: Iterable[Piece], *, on: date) -> Mastery | None:
    """What pieces of one person about one competence come to on a day; None without any. Later ones aren't known yet.

    >>> said = Piece(kind=Kind.STATEMENT, day=date(2026, 5, 4), source="statement", level=4)
    >>> found = mastery([said], on=date(2026, 5, 4))
    >>> (found.level, found.confidence, found.sureness.value) if found else None
    (4, 25, 'low')
    """
    known = [piece for piece in pieces if piece.day <= on]
    if not known:
        return None
    level = max(level for level in range(LOWEST, HIGHEST + 1) if _holds(known, level, on))
    share = _speaking_for(known, level, on) * (1 - _speaking_against(known, level, on))
    confidence = int(100 * share + 1e-9)
    return Mastery(level, confidence, sureness_of(confidence), _because(_once(known, on)))


def sureness_of(confidence: int) -> Sureness:
    """The step for so many per cent.

    >>> [sureness_of(share).value for share in (0, 10, 35, 99)]
    ['faint', 'low', 'fair', 'good']
    """
    return next((step for least, step in FROM if confidence >= least), Sureness.FAINT)


def _holds(pieces: Sequence[Piece], level: int, on: date) -> bool:
    """Whether what speaks for a level is there, and as strong as what says less. The lowest always holds."""
    speaking = _speaking_for(pieces, level, on)
    return level == LOWEST or (speaking > 0 and speaking >= _speaking_against(pieces, level, on))


def _speaking_for(pieces: Sequence[Piece], level: int, on: date) -> float:
    return _together([piece for piece in pieces if piece.speaks_for >= level], on)


def _speaking_against(pieces: Sequence[Piece], level: int, on: date) -> float:
    return _together([piece for piece in pieces if WORTH[piece.kind].how_far and piece.speaks_for < level], on)


def _together(pieces: Iterable[Piece], on: date) -> float:
    """How much pieces settle together, 0 to below 1: each source once, each voice up to its bound, and each of what the
    others left."""
    voices: dict[str, list[float]] = defaultdict(list)
    for piece in _once(pieces, on):
        voices[RETURNED if piece.returned else piece.voice].append(_strength(piece, on))
    return _all_of(
        min(_all_of(shares), MOST_OF_ONESELF / 100 if voice == ONESELF else MOST_OF_A_VOICE / 100)
        for voice, shares in voices.items()
    )


def _all_of(shares: Iterable[float]) -> float:
    # Sorted, so that the last bit doesn't depend on the order either.
    return 1 - prod(sorted(1 - share for share in shares))


def _strength(piece: Piece, on: date) -> float:
    return strength(piece.kind, on - piece.day, returned=piece.returned)


def _once(pieces: Iterable[Piece], on: date) -> list[Piece]:
    """Of each source the piece that is worth most; of two alike the one that says more."""
    best: dict[str, Piece] = {}
    for piece in pieces:
        known = best.get(piece.source)
        if known is None or _order(piece, on) > _order(known, on):
            best[piece.source] = piece
    return [best[source] for source in sorted(best)]


def _order(piece: Piece, on: date) -> tuple[object, ...]:
    return _strength(piece, on), piece.speaks_for, piece.day, piece.kind, piece.voice, piece.returned


def _because(pieces: Sequence[Piece]) -> tuple[Because, ...]:
    """Why, by kind: what is worth most first."""
    kinds: dict[Kind, list[Piece]] = defaultdict(list)
    for piece in pieces:
        kinds[piece.kind].append(piece)
    return tuple(
        Because(
            kind,
            len(kinds[kind]),
            sum(piece.returned for piece in kinds[kind]),
            max(piece.day for piece in kinds[kind]),
            max(piece.speaks_for for piece in kinds[kind]),
        )
        for kind in sorted(kinds, key=lambda kind: (-WORTH[kind].fresh, kind))
    )
