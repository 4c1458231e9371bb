"""Conditions of a scheme as functions. Each answers yes, no, or None: a fact that decides isn't known.

A condition is asked of a subject (an activity, an area, what was gathered) in surroundings that know the person, the
period and the rules. Kleene's logic: what is unknown only spreads where it decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from operator import attrgetter, ge, gt, le, lt
from typing import Any, Protocol

from kring.registers.rules.case import Named, Value
from kring.registers.rules.words import (
    AllOf,
    AnyOf,
    Between,
    Compared,
    FactTest,
    Is,
    Known,
    Moment,
    Not,
    OneOf,
    Test,
    When,
)

Answer = bool | None
Getter = Callable[[Any, Any], Value | None]
Ask = Callable[[Any, Any], Answer]
AROUND = ("person.", "period.", "status.", "rule.", "area.", "step.")
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Surroundings(Protocol):
    """What knows the facts around a subject."""

    def fact(self, name: str, subject: Any = None) -> Value | None:
        """The value of a dotted fact, or None."""

    def day(self, moment: Moment, subject: Any = None) -> date | None:
        """The day that a moment means, or None."""


class Condition:
    """A compiled condition: `ask` answers; `leaves` are its single tests, for whoever must say why."""

    __slots__ = ("around", "ask", "leaves", "when")

    def __init__(self, when: When, ask: Ask, leaves: tuple[tuple[FactTest, Ask], ...]) -> None:
        self.when = when
        self.ask = ask
        self.leaves = leaves
        self.around = all(leaf.fact.startswith(AROUND) for leaf, _ in leaves)

    @property
    def rises(self) -> bool:
        """Whether larger numbers can only make it hold: it asks for nothing but so much at least."""
        return _rises(self.when)

    def failing(self, subject: Any, env: Surroundings) -> list[tuple[FactTest, Answer]]:
        """The single tests that didn't pass, each with its answer (no, or not known)."""
        found = ((leaf, ask(subject, env)) for leaf, ask in self.leaves)
        return [(leaf, answer) for leaf, answer in found if answer is not True]

    def unknown(self, subject: Any, env: Surroundings) -> tuple[str, ...]:
        """The facts that nothing is known of."""
        return tuple(dict.fromkeys(leaf.fact for leaf, ask in self.leaves if ask(subject, env) is None))


def _rises(when: When) -> bool:
    if isinstance(when, FactTest):
        return isinstance(when.test, Compared) and when.test.sign in {">", ">="}
    return not isinstance(when, Not) and all(_rises(test) for test in when.tests)


def condition(when: When | None, getters: Mapping[str, Getter]) -> Condition | None:
    """The condition as a function; `getters` give the subject's own facts."""
    if when is None:
        return None
    leaves: list[tuple[FactTest, Ask]] = []
    return Condition(when, _compiled(when, getters, leaves), tuple(leaves))


def _compiled(when: When, getters: Mapping[str, Getter], leaves: list[tuple[FactTest, Ask]]) -> Ask:
    match when:
        case FactTest():
            made = _fact_test(when, getters)
            leaves.append((when, made))
            return made
        case AllOf(tests):
            return _all(tuple(_compiled(test, getters, leaves) for test in tests))
        case AnyOf(tests):
            return _any(tuple(_compiled(test, getters, leaves) for test in tests))
        case Not(inner):
            # What is asked inside a `not` fails by passing, so that its leaves tell nothing.
            mine: list[tuple[FactTest, Ask]] = []
            return _not(_compiled(inner, getters, mine), leaves, mine)


def _all(asks: tuple[Ask, ...]) -> Ask:
    if len(asks) == 1:
        return asks[0]

    def ask(subject: Any, env: Any) -> Answer:
        found: Answer = True
        for one in asks:
            answer = one(subject, env)
            if answer is False:
                return False
            if answer is None:
                found = None
        return found

    return ask


def _any(asks: tuple[Ask, ...]) -> Ask:
    def ask(subject: Any, env: Any) -> Answer:
        found: Answer = False
        for one in asks:
            answer = one(subject, env)
            if answer is True:
                return True
            if answer is None:
                found = None
        return found

    return ask


def _not(inner: Ask, leaves: list[tuple[FactTest, Ask]], mine: list[tuple[FactTest, Ask]]) -> Ask:
    def ask(subject: Any, env: Any) -> Answer:
        answer = inner(subject, env)
        return None if answer is None else not answer

    leaves.extend((leaf, _turned(one)) for leaf, one in mine)
    return ask


def _turned(one: Ask) -> Ask:
    def ask(subject: Any, env: Any) -> Answer:
        answer = one(subject, env)
        return None if answer is None else not answer

    return ask


# ----- single tests


def _fact_test(when: FactTest, getters: Mapping[str, Getter]) -> Ask:
    get = getter(when.fact, getters)
    if isinstance(when.test, Known):
        return lambda subject, env: get(subject, env) is not None
    passes = _passes(when.test)

    def ask(subject: Any, env: Any) -> Answer:
        value = get(subject, env)
        if value is None:
            return None
        if type(value) is tuple:
            return _any_item(passes, value, subject, env)
        return passes(value, subject, env)

    return ask


def getter(fact: str, getters: Mapping[str, Getter]) -> Getter:
    """How a fact is looked up: the subject's own, or one around it."""
    if fact in getters:
        return getters[fact]
    if fact.startswith(AROUND):
        return lambda subject, env: env.fact(fact, subject)
    return lambda subject, env: subject.facts.get(fact)


Passes = Callable[[Any, Any, Any], Answer]


def _any_item(passes: Passes, items: tuple[Any, ...], subject: Any, env: Any) -> Answer:
    answers = [passes(item.name if isinstance(item, Named) else item, subject, env) for item in items]
    return True if True in answers else (None if None in answers else False)


def _passes(test: Test) -> Passes:
    match test:
        case Is():
            return _is(test)
        case OneOf(tests):
            inner = tuple(_passes(one) for one in tests)
            return lambda value, subject, env: _first(inner, value, subject, env)
        case Between(low, high):
            return lambda value, subject, env: _held(value, low, ge, high, le)
        case Compared(sign, right):
            return _compared(_SIGNS[sign], right)
        case Known():
            return lambda value, subject, env: True


def _is(test: Is) -> Passes:
    word, number, yes, on = test.word, test.number, test.yes, test.day

    def passes(value: Any, subject: Any, env: Any) -> Answer:
        if value is True or value is False:
            return value is yes
        if isinstance(value, str):
            return value == word
        if isinstance(value, date):
            return value == on
        return number is not None and value == number

    return passes


def _first(tests: tuple[Passes, ...], value: Any, subject: Any, env: Any) -> Answer:
    answers = [passes(value, subject, env) for passes in tests]
    return True if True in answers else (None if None in answers else False)


def _held(value: Any, low: Any, above: Any, high: Any, below: Any) -> Answer:
    if isinstance(value, date) != isinstance(low, date) or isinstance(value, str | bool):
        return None
    return bool(above(value, low) and below(value, high))


def _compared(sign: Callable[[Any, Any], bool], right: Fraction | Moment) -> Passes:
    if isinstance(right, Fraction):
        # A whole number is compared faster as such.
        plain = right.numerator if right.denominator == 1 else right

        def number(value: Any, subject: Any, env: Any) -> Answer:
            return None if isinstance(value, str | bool | date) else sign(value, plain)

        return number

    def moment(value: Any, subject: Any, env: Any) -> Answer:
        other = env.day(right, subject)
        return None if other is None or not isinstance(value, date) else sign(value, other)

    return moment


# ----- the facts of an activity, and of what was gathered


def _of(name: str) -> Getter:
    get = attrgetter(name)
    return lambda subject, env: get(subject)


def _minutes(subject: Any, env: Any) -> Value | None:
    return None if subject.hours is None else subject.hours * 60


def _nothing_is_unknown(name: str) -> Getter:
    get = attrgetter(name)
    return lambda subject, env: get(subject) or None


ACTIVITY: dict[str, Getter] = {
    **{name: _of(name) for name in ("kind", "hours", "points", "items", "claimed", "areas")},
    **{name: _of(name) for name in ("started", "submitted", "recorded")},
    "on": _of("completed"),
    "title": _nothing_is_unknown("title"),
    "minutes": _minutes,
}
SUMS: dict[str, Getter] = {name: _of(name) for name in ("hours", "points", "items", "minutes")}


def defaulted(name: str, default: Value) -> Getter:
    """A fact that holds something when nothing was said."""

    def get(subject: Any, env: Any) -> Value | None:
        value = subject.facts.get(name)
        return default if value is None else value

    return get
