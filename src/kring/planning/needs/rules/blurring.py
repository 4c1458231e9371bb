"""How the number of people who can do something may be told without telling it of one of them. Pure.

A number of people is told with a chance added: a whole number, as likely up as down, half as likely with each step away.
So whatever someone knows of all others, one such number makes it at most twice as likely, or half as likely, that one
person is in it. Why so and where it ends: decision 0026.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import blake2b
from typing import Final

# By how much a number may change what is likely of one person.
AT_MOST: Final = 2
# Nobody is counted in a group with fewer who agreed; nor in one of fewer who work there: whether something is shown
# would say of each that she agreed.
FEWEST_COUNTED: Final = 5
FEWEST_THERE: Final = 8
_FARTHEST: Final = 64


class Band(StrEnum):
    """How a need stands."""

    COVERED = "covered"
    THIN = "thin"
    SHORT = "short"
    NONE = "none"


def step(draw: float) -> int:
    """What is added, for a draw by chance from 0 to below 1: nothing for a third of them.

    >>> [step(draw) for draw in (0.01, 0.2, 0.34, 0.5, 0.7, 0.9)]
    [-6, -1, 0, 0, 1, 2]
    """
    below = draw < 1 / 3
    left = (draw if below else 1 - draw) * 3 / 2
    if not below and left > 0.5:
        return 0
    size = next((one for one in range(1, _FARTHEST) if left > 0.5 ** (one + 1)), _FARTHEST)
    return -size if below else size


def blurred(count: int, *, draw: float) -> int:
    """A number of people as it is told; never below none."""
    return max(0, count + step(draw))


def draw_of(secret: bytes, *said: Iterable[int]) -> float:
    """A draw that is the same for the same people, and not to be guessed: asking twice, or by another name, tells no
    more than asking once."""
    digest = blake2b(key=secret[:64], digest_size=8)
    for part in said:
        digest.update(",".join(map(str, sorted(part))).encode() + b";")
    return int.from_bytes(digest.digest()) / 2**64


Draws = Callable[[Iterable[int], Iterable[int]], float]


def is_shown(*, counted: int, there: int) -> bool:
    """Whether anything is told of a group: so many who agreed, of so many who work there."""
    return counted >= FEWEST_COUNTED and there >= FEWEST_THERE


def band(have: int, *, people: int, backup: int) -> Band:
    """How a need of so many people, and so many more to step in, stands.

    >>> [band(have, people=3, backup=1).value for have in (0, 2, 3, 4)]
    ['none', 'short', 'thin', 'covered']
    """
    if have >= people + backup:
        return Band.COVERED
    if have >= people:
        return Band.THIN
    return Band.SHORT if have > 0 else Band.NONE


def at_worst(have: int, *, leaving: int) -> int:
    """What is left if all who leave had it. It is reckoned with what is known anyway, and so tells nothing of them."""
    return max(0, have - leaving)
