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

from kring.competences.rules.levels import HIGHEST, LOWEST
from kring.finding.evidence.rules.kinds import (
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


Weighed = tuple[Piece, float]
"""A piece with what it is worth on the day."""


class Sureness(StrEnum):
    """How sure a level is, in four steps: `FAINT` is what is nearly forgotten."""

    FAINT = "faint"
    LOW = "low"
    FAIR = "fair"
    GOOD = "good"


FROM: Final = ((65, Sureness.GOOD), (35, Sureness.FAIR), (10, Sureness.LOW))
"""From how many per cent on each step holds."""

_STEPS: Final = tuple(Sureness)


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
    `at_least` says for each level from 0 on how sure it is that she is so far, also below the level.

    Two of these are compared for one competence only; there is no sum over several.
    """

    level: int
    confidence: int
    sureness: Sureness
    because: Sequence[Because]
    at_least: Sequence[int] = ()

    def sure_of(self, level: int) -> int:
        """How sure it is, in per cent, that she is at least at a level; 0 above her own."""
        if level > self.level:
            return 0
        return max(self.confidence, self.at_least[level]) if self.at_least else self.confidence

    @property
    def surest(self) -> int:
        """The highest level of the surest step: the level itself, unless a lower one is a step surer."""
        return max(
            range(min(1, self.level), self.level + 1),
            key=lambda level: (_STEPS.index(sureness_of(self.sure_of(level))), level),
        )


def mastery(pieces: Iterable[Piece], *, on: date) -> Mastery | None:
    """What pieces of one person about one competence come to on a day; None without any. Later ones aren't known yet.

    >>> said = Piece(kind=Kind.STATEMENT, day=date(2026, 5, 4), source="statement", level=4)
    >>> found = mastery([said], on=date(2026, 5, 4))
    >>> (found.level, found.confidence, found.sureness.value) if found else None
    (4, 25, 'low')
    """
    known = [(piece, _strength(piece, on)) for piece in pieces if piece.day <= on]
    if not known:
        return None
    at_least = [_sure(known, level) for level in range(LOWEST, HIGHEST + 1)]
    level = _highest(known)
    return Mastery(level, at_least[level], sureness_of(at_least[level]), _because(known), at_least)


def sureness_of(confidence: int) -> Sureness:
    """The step for so many per cent.

    >>> [sureness_of(share).value for share in (0, 10, 35, 99)]
    ['faint', 'low', 'fair', 'good']
    """
    return next((step for least, step in FROM if confidence >= least), Sureness.FAINT)


def _highest(known: Sequence[Weighed]) -> int:
    """The highest level that holds. Only levels of which a piece speaks can be it; the lowest always holds."""
    levels = {piece.speaks_for for piece, _share in known} - {LOWEST}
    return max((level for level in levels if _speaking(known, level) >= _against(known, level)), default=LOWEST)


def _sure(known: Sequence[Weighed], level: int) -> int:
    """How sure it is, in per cent, that she is at least at a level."""
    return int(100 * _speaking(known, level) * (1 - _against(known, level)) + 1e-9)


def _speaking(known: Sequence[Weighed], level: int) -> float:
    return _together([one for one in known if one[0].speaks_for >= level])


def _against(known: Sequence[Weighed], level: int) -> float:
    return _together([one for one in known if WORTH[one[0].kind].how_far and one[0].speaks_for < level])


def _together(known: Iterable[Weighed]) -> float:
    """How much pieces settle together, 0 to below 1: each source once, each voice up to its bound, and each of what the
    others left."""
    voices: dict[str, list[float]] = defaultdict(list)
    for piece, share in _once(known):
        voices[RETURNED if piece.returned else piece.voice].append(share)
    return _all_of(
        min(_all_of(shares), MOST_OF_ONESELF / 100 if voice == ONESELF else MOST_OF_A_VOICE / 100)
        for voice, shares in voices.items()
    )


def _all_of(shares: Iterable[float]) -> float:
    # Sorted, so that the last bit doesn't depend on the order either.
    return 1 - prod(sorted(1 - share for share in shares))


def _strength(piece: Piece, on: date) -> float:
    return strength(piece.kind, on - piece.day, returned=piece.returned)


def _once(known: Iterable[Weighed]) -> list[Weighed]:
    """Of each source the piece that is worth most; of two alike the one that says more."""
    best: dict[str, Weighed] = {}
    for one in known:
        other = best.get(one[0].source)
        if other is None or _order(*one) > _order(*other):
            best[one[0].source] = one
    return list(best.values())


def _order(piece: Piece, share: float) -> tuple[object, ...]:
    return share, piece.speaks_for, piece.day, piece.kind, piece.voice, piece.returned


def _because(known: Iterable[Weighed]) -> tuple[Because, ...]:
    """Why, by kind: what is worth most first."""
    kinds: dict[Kind, list[Piece]] = defaultdict(list)
    for piece, _share in _once(known):
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
