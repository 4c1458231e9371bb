"""How the number of people who can do something may be told without telling it of one of them. Pure.

A number of people is told with a chance added: a whole number, as likely up as down, half as likely with each step.
So whatever someone knows of all others, one such number makes it at most twice as likely, or half as likely, that one
person is in it. Why so and where it ends: decision 0026.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from kring.planning.needs.rules.wants import Wanted

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


Draws = Callable[[], float]


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


def told(wanted: Wanted, figures: Mapping[tuple[int, int], int]) -> tuple[int, int] | None:
    """About how many have what is wanted, by the figures of each (competence, level), and the competence that decides
    it. Where any of several is enough at least as many as have the commonest, where all are at most as many as have the
    scarcest. None while one isn't counted yet.

    Only single competences are ever counted: the same one asked for in many combinations would else be counted anew
    with each, and the chances in it would even out.

    >>> both = Wanted.of([(1, 3), (2, 4)])
    >>> told(both, {(1, 3): 6, (2, 4): 2}), told(both, {(1, 3): 6})
    ((2, 2), None)
    """
    found = [(figures[part], part[0]) for part in wanted.parts if part in figures]
    if not found or len(found) < len(wanted.parts):
        return None
    return max(found) if wanted.any_of else min(found)
