"""What a reason says of a condition: what was asked and what there is, as short words of the scheme's own language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from kring.registers.rules import words
from kring.registers.rules.case import Named, Value
from kring.registers.rules.conditions import Condition, Getter, Surroundings, getter
from kring.registers.rules.verdict import Reason, number


def condition_reasons(
    entry: str, condition: Condition, subject: Any, env: Surroundings, getters: dict[str, Getter] | None = None
) -> Iterator[Reason]:
    """A reason for each single test that didn't pass."""
    for leaf, answer in condition.failing(subject, env):
        facts: dict[str, Any] = {"entry": entry, "fact": leaf.fact, "asked": test_said(leaf.test)}
        facts["is"] = "unknown" if answer is None else _found(leaf.fact, subject, env, getters or {})
        yield Reason("condition", facts)


def _found(fact: str, subject: Any, env: Surroundings, getters: dict[str, Getter]) -> str:
    # What was gathered holds its sums by name; an activity is asked in the way in which the condition asked it.
    value: Any = getter(fact, getters)(subject, env) if getters else getattr(subject, fact, None)
    return "unknown" if value is None else said(value)


def said(value: Value) -> str:
    """A value as a scheme would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(item.name if isinstance(item, Named) else item for item in value)
    if isinstance(value, Fraction):
        return number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def test_said(test: words.Test) -> str:
    """A test as a scheme writes it."""
    match test:
        case words.Is(word):
            return word
        case words.OneOf(tests):
            return ", ".join(test_said(one) for one in tests)
        case words.Between(low, high):
            return f"{said(low)}..{said(high)}"
        case words.Compared(sign, right):
            return f"{sign} {said(right) if isinstance(right, Fraction) else moment_said(right)}"
        case words.Known():
            return "known"


def moment_said(moment: words.Moment) -> str:
    """A moment as a scheme writes it."""
    match moment:
        case words.OnDay(day):
            return day.isoformat()
        case words.AtFact(fact):
            return fact
        case words.Shifted(count, unit, base):
            ending = "s" if abs(count) != 1 else ""
            return f"{abs(count)} {unit}{ending} {'before' if count < 0 else 'after'} {moment_said(base)}"
        case words.NextDate(day_of_month, month, base):
            return f"{day_of_month} {_MONTHS[month - 1]} after {moment_said(base)}"
        case words.EndOf(what, base):
            return f"end of {what} of {moment_said(base)}"


_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
