"""What is wanted of a person, and whether she has it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

HIGHEST: Final = 5


class Fit(StrEnum):
    """How someone stands to what is wanted: has it, is one level below, or neither."""

    HAS = "has"
    BELOW = "below"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Competences with the level of each (0 to 5), of which any is enough, or all are needed.

    Two that say the same are equal: the parts are in order.
    """

    parts: tuple[tuple[int, int], ...]
    any_of: bool = False

    @classmethod
    def of(cls, parts: Iterable[tuple[int, int]], *, any_of: bool = False) -> "Wanted":
        """What these parts come to; one alone is the same either way."""
        tidy = tuple(sorted(set(parts)))
        return cls(tidy, any_of=any_of and len(tidy) > 1)

    @property
    def competences(self) -> tuple[int, ...]:
        return tuple(key for key, _level in self.parts)

    @property
    def level(self) -> int:
        """The highest level in it."""
        return max((level for _key, level in self.parts), default=0)

    @property
    def words(self) -> str:
        """A key that is the same for what says the same.

        >>> Wanted.of([(7, 3), (2, 4)], any_of=True).words
        'any:2@4,7@3'
        """
        parts = ",".join(f"{key}@{level}" for key, level in self.parts)
        return f"{'any' if self.any_of else 'all'}:{parts}"


def fit(wanted: Wanted, levels: Mapping[int, int], *, only: frozenset[int] | None = None) -> Fit:
    """How someone with these levels (0 where nothing is said) stands. `only`: she agreed to be counted by these alone.

    One level below is what she can grow into: nothing at all isn't, nor what is far below.

    >>> wanted = Wanted.of([(1, 3), (2, 3)])
    >>> [fit(wanted, levels).value for levels in ({1: 3, 2: 4}, {1: 2, 2: 4}, {1: 5}, {})]
    ['has', 'below', 'no', 'no']
    """
    found = [
        (levels.get(key, 0) if only is None or key in only else 0, level) for key, level in wanted.parts
    ]  # fmt: skip
    if not found:
        return Fit.NO
    some = any if wanted.any_of else all
    if some(has >= level and (has > 0 or level == 0) for has, level in found):
        return Fit.HAS
    return Fit.BELOW if some(has >= max(level - 1, 1) for has, level in found) else Fit.NO
