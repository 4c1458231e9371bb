"""What an example expects, against what the judge says: only what is expected is compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kring.registers.rules.examples import Expect, ExpectedRule
from kring.registers.rules.verdict import RuleLine, Verdict, plain


class Miss(NamedTuple):
    """One thing that came out otherwise: where in `expect`, what was expected and what was found, as plain values."""

    path: tuple[str, ...]
    expected: Any
    found: Any


def misses(expect: Expect, verdict: Verdict) -> tuple[Miss, ...]:
    """Everything that came out otherwise."""
    return tuple(
        Miss(path, plain(expected), plain(found))
        for path, expected, found in _pairs(expect, verdict)
        if expected != found
    )


def _pairs(expect: Expect, verdict: Verdict) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    yield ("verdict",), expect.verdict, verdict.verdict
    lines = {line.name: line for line in verdict.rules}
    for name, expected in expect.rules.items():
        yield from _rule(name, expected, lines.get(name))
    for name, expected_value, found in _figures(expect, verdict):
        if expected_value is not None:
            yield (name,), expected_value, found
    for name, day in expect.deadlines.items():
        yield ("deadlines", name), day, verdict.deadlines.get(name)
    for reading, options in expect.readings.items():
        known = all(reading in line.choice for line in verdict.readings)
        said = verdict.words_of(reading) if known else {}
        for option, word in options.items():
            yield ("readings", reading, option), word, said.get(option)
    yield from _activities(expect, verdict)


def _figures(expect: Expect, verdict: Verdict) -> Iterator[tuple[str, Any, Any]]:
    yield "carry_in", expect.carry_in, sum(lot.used for lot in verdict.carry_in)
    yield "carry_out", expect.carry_out, sum(lot.points for lot in verdict.carry_out)
    yield "carry_usable", expect.carry_usable, sum(lot.usable for lot in verdict.carry_out)
    yield "debts", expect.debts, {debt.rule: debt.points for debt in verdict.debts_out}
    period = verdict.period
    yield "period", expect.period, f"{period[0]}/{period[1]}" if period else None
    yield "no_duty", expect.no_duty, verdict.no_duty
    yield "number", expect.number, verdict.number
    yield "unknown", None if expect.unknown is None else set(expect.unknown), set(verdict.unknown)


def _rule(name: str, expected: ExpectedRule, line: RuleLine | None) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if line is None:
        yield ("rules", name), "a line of this name", None
        return
    for key in type(expected).model_fields:
        value = getattr(expected, key)
        if value is not None:
            yield ("rules", name, key), value, getattr(line, key)


def _activities(expect: Expect, verdict: Verdict) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    lines = {line.id: line for line in verdict.activities}
    for activity, points in expect.counted.items():
        yield ("counted", activity), points, lines[activity].counted if activity in lines else None
    for activity, codes in expect.not_counted.items():
        line = lines.get(activity)
        found = {_short(reason.code, reason.facts) for reason in line.reasons} if line else set()
        if not set(codes) <= found:
            yield ("not_counted", activity), list(codes), sorted(found)


def _short(code: str, facts: Any) -> str:
    """What failed by a fact, or for want of one, goes by that fact; anything else by its code."""
    return str(facts["fact"]) if code in {"condition", "not_stated"} and "fact" in facts else code
