"""Amounts and roundings of a scheme, exact. An amount is asked in surroundings that know the rules and the areas; in a
rule with `per`, of one of those areas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Protocol

from kring.registers.rules.conditions import Condition, condition
from kring.registers.rules.words import (
    Amount,
    Cases,
    ForEach,
    Number,
    Round,
    ShareOfEarned,
    ShareOfRule,
)

Worth = Callable[[Any], Fraction]


class Earned:
    """A share of what counts in a category (None: of all): no number of its own until that was counted."""

    __slots__ = ("category", "share")

    def __init__(self, said: ShareOfEarned) -> None:
        self.share = said.share
        self.category = said.category


class Asked(Protocol):
    """An amount that is ready to be asked: in these surroundings, of this area where a rule has one."""

    def __call__(self, env: Any, area: Any = None) -> Fraction | Earned:
        """How much that is."""


def worth(amount: Amount) -> Asked:
    """The amount as a function of the surroundings, and of the area that it is asked for."""
    match amount:
        case Number(value):
            return lambda env, area=None: value
        case ShareOfRule(share, which, rule):
            return lambda env, area=None: share * env.target(rule, which)
        case ForEach(base, each, areas):
            return lambda env, area=None: base + each * len(env.areas(areas))
        case ShareOfEarned():
            made = Earned(amount)
            return lambda env, area=None: made
        case Cases(cases):
            return _cases([(condition(case.when, {}), worth(case.amount)) for case in cases])


def _cases(cases: list[tuple[Condition | None, Asked]]) -> Asked:
    def first(env: Any, area: Any = None) -> Fraction | Earned:
        return next(of(env, area) for when, of in cases if when is None or env.holds(when, area))

    return first


def plain_worth(amount: Amount) -> Worth:
    """An amount that must be a number by itself: a share of what was earned is none (0)."""
    of = worth(amount)

    def number(env: Any) -> Fraction:
        found = of(env)
        return Fraction(0) if isinstance(found, Earned) else found

    return number


def numbers(amount: Amount | None) -> Iterator[Fraction]:
    """Every number that stands in an amount."""
    match amount:
        case Number(value):
            yield value
        case ForEach(base, each, _):
            yield from (base, each)
        case ShareOfRule(share) | ShareOfEarned(share):
            yield share
        case Cases(cases):
            for case in cases:
                yield from numbers(case.amount)


def rounded(value: Fraction, how: Round | None) -> Fraction:
    """To a multiple of the step.

    >>> rounded(Fraction(5, 2), Round("half even", Fraction(1))), rounded(Fraction(5, 2), Round("half up", Fraction(1)))
    (Fraction(2, 1), Fraction(3, 1))
    """
    if how is None:
        return value
    return rounded_steps(value, how.step, how.way) * how.step


def rounded_steps(value: Any, step: Any, way: str) -> int:
    """How many steps that makes; value and step are both Fractions, or both whole numbers of one unit.

    >>> [rounded_steps(7, 2, way) for way in ("down", "up", "half up", "half even")]
    [3, 4, 4, 4]
    """
    whole, rest = divmod(value, step)
    if way == "up":
        return int(whole + (rest > 0))
    if way == "half up":
        return int(whole + (2 * rest >= step))
    if way == "half even":
        return int(whole + (2 * rest > step or (2 * rest == step and whole % 2 == 1)))
    return int(whole)
