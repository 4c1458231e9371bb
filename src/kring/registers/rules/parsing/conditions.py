"""Conditions: facts with what they are held against."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from kring.registers.rules.parsing.basics import DAY, FACT, NUMBER, day, each, inside, kind_of, moment, number, text
from kring.registers.rules.words import (
    AllOf,
    AnyOf,
    Between,
    Compared,
    FactTest,
    Is,
    Known,
    Not,
    OneOf,
    Test,
    When,
    WordsError,
)


def when(value: Any, depth: int = 0) -> When:
    """A mapping (all of it holds) or a list of mappings (one of them holds)."""
    if depth > 5:
        raise WordsError("too deep")
    if isinstance(value, list) and value:
        return AnyOf(tuple(each(value, lambda item: when(item, depth + 1))))
    if not isinstance(value, dict) or not value:
        raise WordsError("condition expected", found=kind_of(value))
    return AllOf(tuple(_line(key, test, depth) for key, test in value.items()))


def _line(key: str, value: Any, depth: int) -> When:
    with inside(key):
        if key == "not":
            return Not(when(value, depth + 1))
        if not FACT.fullmatch(key):
            raise WordsError("bad fact", found=key[:80])
        return FactTest(key, test(value))


def test(value: Any) -> Test:
    """What a fact is held against."""
    if isinstance(value, list):
        return OneOf(tuple(each(value, test)))
    said = text(value)
    if said == "known":
        return Known()
    if found := re.fullmatch(r"(<=|>=|<|>)\s*(.+)", said):
        return Compared(cast("Any", found[1]), number(found[2]) if NUMBER.fullmatch(found[2]) else moment(found[2]))
    if found := re.fullmatch(r"(\S+?)\.\.(\S+)", said):
        return _between(found[1], found[2])
    return _is(said)


def _between(low: str, high: str) -> Between:
    read: Callable[[Any], Any] = day if DAY.fullmatch(low) else number
    first, last_one = read(low), read(high)
    if first > last_one:
        raise WordsError("backwards", low=low, high=high)
    return Between(first, last_one)


def _is(said: str) -> Is:
    as_number = number(said) if NUMBER.fullmatch(said) else None
    as_day = day(said) if DAY.fullmatch(said) else None
    return Is(said, as_number, {"yes": True, "no": False, "true": True, "false": False}.get(said), as_day)
