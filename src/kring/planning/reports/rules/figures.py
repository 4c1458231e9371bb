"""How exactly a report may say what a group's people did. Pure.

Each figure is rounded to a multiple of five, up or down by chance, the nearer the likelier; whole fives stay. The draw
is made once, when the report is, so that looking twice says nothing more. A sum that one person makes up for the
greater part is held back. Why this is enough, and where it ends: decision 0023.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

# To multiples of so many days, or people.
BASE: Final = 5
# Whoever learned second most may not come nearer than this to what she learned most of all (the p% rule).
NEAREST: Final = Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says of a group: how many took part, and days; None is held back."""

    took_part: int
    days: int | None
    times: Mapping[str, int] | None
    ways: Mapping[str, int] | None


def rounded(amount: Fraction | int, *, draw: float) -> int:
    """A multiple of five beside this amount; `draw` is by chance, from 0 to below 1.

    >>> rounded(7, draw=0.39), rounded(7, draw=0.4), rounded(10, draw=0.0)
    (10, 5, 10)
    """
    low = int(amount // BASE) * BASE
    return low + BASE if Fraction(draw) * BASE < amount - low else low


def rounded_people(count: int, *, of: int, draw: float) -> int:
    """So many of a group took part, rounded; never so that it means that all did.

    >>> [rounded_people(count, of=7, draw=0.0) for count in (0, 1, 5, 7)]
    [0, 5, 5, 5]
    """
    return min(rounded(count, draw=draw), of - of % BASE)


def is_dominated(amounts: Iterable[Fraction]) -> bool:
    """Whether one person makes up more than half of a sum, or she with the second most could be told nearly by that
    second one. What comes to less than the base says nothing of anyone, and isn't held back.

    >>> [is_dominated(map(Fraction, days)) for days in ((6, 1, 1, 1, 1), (3, 2, 2, 2, 1), (4, 0, 0, 0, 0))]
    [True, False, False]
    """
    first, second, *others = [*sorted(amounts, reverse=True), Fraction(0), Fraction(0)]
    total = first + second + sum(others)
    return total >= BASE and (first * 2 > total or total - first - second < NEAREST * first)


def figures(
    people: Sequence[int],
    minutes: Mapping[int, Mapping[tuple[str, str], int]],
    *,
    minutes_a_day: int,
    ways: Sequence[str],
    times: Sequence[str],
    draws: Callable[[], float],
) -> Figures:
    """What a report says of these people, of whose minutes by way and time are given.

    What is held back of one way, or one time, is held back of all: the others and the whole would tell it.
    """

    def days(wanted: str = "") -> list[Fraction]:
        """Each person's days of one way or one time, or of all."""
        return [
            Fraction(sum(spent for of, spent in minutes.get(one, {}).items() if not wanted or wanted in of))
            / minutes_a_day
            for one in people
        ]

    def parts(names: Sequence[str]) -> Mapping[str, int] | None:
        amounts = {name: days(name) for name in names}
        if any(is_dominated(one) for one in amounts.values()):
            return None
        return {name: rounded(sum(one, Fraction(0)), draw=draws()) for name, one in amounts.items()}

    every = days()
    took_part = rounded_people(sum(one > 0 for one in every), of=len(people), draw=draws())
    if is_dominated(every):
        return Figures(took_part, None, None, None)
    whole = rounded(sum(every, Fraction(0)), draw=draws())
    return Figures(took_part, whole, parts(times), parts(ways))
