"""Every place of a scheme where something of a kind stands, with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from kring.registers.rules.problems import Path
from kring.registers.rules.schema import AllRule, AnyRule, Rule, Scheme
from kring.registers.rules.words import (
    AllOf,
    Amount,
    AtFact,
    Cases,
    Compared,
    EndOf,
    FactTest,
    Moment,
    NextDate,
    Not,
    OneOf,
    Selection,
    Shifted,
    Test,
    When,
)


def leaves(model: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that is no mapping of the file's own, at the path that it has in the file."""
    for name, field in type(model).model_fields.items():
        yield from _inside(getattr(model, name), (*path, field.alias or name))


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, BaseModel):
        yield from leaves(value, path)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, place))
    elif isinstance(value, dict) and path[-1] != "sets":
        for key, item in value.items():
            yield from _inside(item, (*path, key))
    else:
        yield path, value


def rules(scheme: Scheme) -> Iterator[tuple[Path, Rule]]:
    """Every rule, alternatives included."""
    for place, rule in enumerate(scheme.rules):
        yield from _rules(rule, ("rules", place))


def _rules(rule: Rule, path: Path) -> Iterator[tuple[Path, Rule]]:
    yield path, rule
    if isinstance(rule, AnyRule | AllRule):
        key, inner = ("any_of", rule.any_of) if isinstance(rule, AnyRule) else ("all_of", rule.all_of)
        for place, alternative in enumerate(inner):
            yield from _rules(alternative, (*path, key, place))


def selections(scheme: Scheme) -> Iterator[tuple[Path, Selection]]:
    """Every selection, of rules and of carrying."""
    return ((path, leaf) for path, leaf in leaves(scheme) if isinstance(leaf, Selection))


def amounts(scheme: Scheme) -> Iterator[tuple[Path, Amount]]:
    """Every amount, as it is written: cases whole."""
    return ((path, leaf) for path, leaf in leaves(scheme) if isinstance(leaf, Amount))


def plain_amounts(amount: Amount, path: Path) -> Iterator[tuple[Path, Amount]]:
    """The amount, or each amount of its cases."""
    if isinstance(amount, Cases):
        for place, case in enumerate(amount.cases):
            yield (*path, place, "is"), case.amount
    else:
        yield path, amount


def conditions(scheme: Scheme) -> Iterator[tuple[Path, str, When]]:
    """Every condition, and what its plain facts are about: an `activity`, or the `case` as a whole."""
    for path, leaf in leaves(scheme):
        if isinstance(leaf, When):
            about = "activity" if path[0] in ("earning", "review") or "steps" in path else "case"
            yield path, about, leaf
        elif isinstance(leaf, Selection) and leaf.when is not None:
            yield (*path, "when"), "activity", leaf.when
        elif isinstance(leaf, Cases):
            for place, case in enumerate(leaf.cases):
                if case.when is not None:
                    yield (*path, place, "when"), "case", case.when


def tests(when: When, path: Path) -> Iterator[tuple[Path, FactTest]]:
    """Every line of a condition."""
    match when:
        case FactTest():
            yield (*path, when.fact), when
        case Not():
            yield from tests(when.test, (*path, "not"))
        case AllOf():
            for inner in when.tests:
                yield from tests(inner, path)
        case _:
            for place, inner in enumerate(when.tests):
                yield from tests(inner, (*path, place))


def plain_tests(test: Test) -> Iterator[Test]:
    """The test, or each of a list of them."""
    if isinstance(test, OneOf):
        for inner in test.tests:
            yield from plain_tests(inner)
    else:
        yield test


def moments(scheme: Scheme) -> Iterator[tuple[Path, Moment]]:
    """Every moment of the period, of steps, and on the right side of a condition."""
    for path, leaf in leaves(scheme):
        if isinstance(leaf, Moment):
            yield path, leaf
    for path, _, when in conditions(scheme):
        for at, line in tests(when, path):
            for test in plain_tests(line.test):
                if isinstance(test, Compared) and isinstance(test.right, Moment):
                    yield at, test.right


def fact_of(moment: Moment) -> str | None:
    """The fact that a moment rests on, if it does."""
    match moment:
        case AtFact():
            return moment.fact
        case Shifted() | NextDate() | EndOf():
            return fact_of(moment.base)
        case _:
            return None
