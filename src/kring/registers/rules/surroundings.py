"""Everything around the activities of one case: the person, her period, her areas, her statuses, and what she may be.

Where a fact that decides isn't known, the answer is taken from the supposed `world`, and what was asked is kept: the
judge then looks whether another answer would change the word.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from kring.registers.rules import words
from kring.registers.rules.case import Case, Named, Value
from kring.registers.rules.compile import Compiled, read_default
from kring.registers.rules.conditions import Condition
from kring.registers.rules.periods import (
    DAY,
    NEVER,
    Calendar,
    Interval,
    Period,
    clipped,
    intervals_of,
    later,
    merged,
    resolved,
    whole_months,
    years_between,
)
from kring.registers.rules.sure import sure

World = Mapping[Hashable, bool]


class UndecidableError(Exception):
    """Nothing can be said: a code of `Verdict.why`, and the facts that aren't known."""

    def __init__(self, why: str, *unknown: str) -> None:
        super().__init__(why)
        self.why = why
        self.unknown = unknown


class Around:
    """The surroundings of one case in one period. `at`: the judged day, None after everything."""

    def __init__(self, ready: Compiled, case: Case, world: World, at: date | None) -> None:
        self.ready, self.case, self.world, self.at = ready, case, world, at
        self.leap = ready.leap
        self.asked: dict[Hashable, tuple[str, ...]] = {}
        self.missing_lists: list[str] = []
        self.rule_facts: Callable[[str, str], Value | None] | None = None
        self.steps: dict[str, date] = {}
        self._facts: dict[str, Value | None] = {}
        self._areas: dict[str, tuple[Named, ...]] = {}
        self._targets: dict[tuple[str, str], Fraction] = {}
        self._entries: dict[int, bool] = {}
        self.required: Callable[[Any], tuple[Fraction, Fraction]] | None = None
        self.calendar = self._calendar()
        self.period = Period(date.min, date.max, 0)

    # ----- periods

    def _calendar(self) -> Calendar | None:
        said = self.ready.scheme.period
        if said.rolling:
            return None
        anchor = resolved(said.starts, self._look, self.leap)
        if anchor is None:
            raise UndecidableError("no_period", *facts_in(said.starts))
        if said.last_day is not None and _by_birthday(said.last_day) and self.case.person.birthday is None:
            raise UndecidableError("no_period", "person.birthday")
        return Calendar(said, anchor, self._look, self._suspended())

    def _suspended(self) -> list[Interval]:
        found: list[Interval] = []
        for adjust in self.ready.adjusts:
            if adjust.said.way == "extend" and (adjust.when is None or self.holds(adjust.when)):
                rows = intervals_of(self.case.statuses, adjust.said.statuses)
                found.extend(row for row in rows if self.lasts(row, adjust.said.at_least_lasting))
        # What still goes on is known until today only.
        today = self.at + DAY if self.at else date.max
        return merged([(first, min(until, today) if until == date.max else until) for first, until in found])

    def lasts(self, row: Interval, least: words.Length | None) -> bool:
        """Whether an interval is at least so long."""
        if least is None or row[1] == date.max:
            return True
        if least.months is None:
            return (row[1] - row[0]).days >= (least.days or 0)
        return whole_months(row[0], row[1], self.leap) >= least.months

    def settle(self, day: date) -> Period:
        """Take the period that holds a day. UndecidableError: there is none."""
        if self.calendar is None:
            length = self.ready.scheme.period.length
            found: Period | None = Period(later(day + DAY, length, -1, self.leap), day + DAY, 1)
        else:
            found = self.calendar.holding(day)
        if found is None or found.until >= NEVER:
            raise UndecidableError("no_period")
        return self.take(found)

    def take(self, period: Period) -> Period:
        """Look from this period."""
        self.period = period
        self._facts.clear()
        return period

    # ----- facts

    def fact(self, name: str, subject: Any = None) -> Value | None:
        """The value of a dotted fact; None while it isn't known."""
        if name.startswith("area."):
            return _of_area(name[5:], subject)
        if name.startswith("step."):
            return self.steps.get(name[5:])
        if name.startswith("rule."):
            _, rule, what = name.split(".", 2)
            if what == "required" and rule in self.ready.targets:
                return self.target(rule, what)
            return None if self.rule_facts is None else self.rule_facts(rule, what)
        if name not in self._facts:
            self._facts[name] = self._fact(name)
        return self._facts[name]

    def _fact(self, name: str) -> Value | None:
        scope, _, rest = name.partition(".")
        if scope == "person":
            return self._of_person(rest)
        if scope == "status":
            return self._of_status(rest)
        period = self.period
        numbers = {"number": period.number, "year": period.first.year}
        days = {"first_day": period.first, "last_day": period.last}
        return Fraction(numbers[rest]) if rest in numbers else days.get(rest)

    def _of_person(self, name: str) -> Value | None:
        person = self.case.person
        if name in {"start", "end", "birthday"}:
            value: date | None = getattr(person, name)
            return value
        if name in {"age_at_start", "age_at_end"}:
            day = self.period.first if name == "age_at_start" else self.period.last
            return None if person.birthday is None else Fraction(years_between(person.birthday, day, self.leap))
        if name == "months_enrolled":
            held = self.enrolled()
            return None if held is None else Fraction(whole_months(*held, self.leap))
        if name == "period_number":
            return self._own_number()
        return person.facts.get(name, _default(self.ready.scheme.facts.person.get(name)))

    def _own_number(self) -> Fraction | None:
        """Which of the person's periods this is, from 1: the one that her registration (or her duty) begins in."""
        said = self.ready.scheme.period
        since = self.day(said.duty.first) if said.duty else self.case.person.start
        if since is None:
            return None
        if self.calendar is None:
            return Fraction(whole_months(since, self.period.until, self.leap) // (said.length.months or 1) + 1)
        held = self.calendar.holding(max(since, self.calendar.anchor) if self.calendar.own else since)
        if held is None:
            return None
        later_on = said.duty is not None and said.duty.begins == "next period" and held.first != since
        return Fraction(self.period.number - held.number + (0 if later_on else 1))

    def _of_status(self, name: str) -> Value | None:
        kind, _, what = name.partition(".")
        rows = clipped(intervals_of(self.case.statuses, (kind,)), self.period.first, self.period.until)
        if what == "months":
            return Fraction(sum(whole_months(*row, self.leap) for row in rows))
        return bool(rows)

    def enrolled(self) -> Interval | None:
        """The part of the period in which the person is registered; None when it isn't known since when."""
        person = self.case.person
        if person.start is None:
            return None
        first, until = max(person.start, self.period.first), min(person.end or date.max, self.period.until)
        return (first, max(first, until))

    def _look(self, fact: str) -> date | None:
        found = self.fact(fact)
        return found if isinstance(found, date) else None

    def day(self, moment: words.Moment, subject: Any = None) -> date | None:
        """The day that a moment means; None while it isn't known."""
        if isinstance(moment, words.AtFact):
            found = self.fact(moment.fact, subject)
            return found if isinstance(found, date) else None
        return resolved(moment, lambda fact: self.day(words.AtFact(fact), subject), self.leap)

    # ----- what isn't known

    def holds(self, condition: Condition, subject: Any = None) -> bool:
        """Whether a condition on person, period, area or rules holds; as supposed where that isn't known."""
        answer = condition.ask(subject, self)
        if answer is None:
            name = subject.name if isinstance(subject, Named) else ""
            return self.supposed(("case", condition.when, name), condition.unknown(subject, self))
        return answer

    def supposed(self, key: Hashable, facts: tuple[str, ...]) -> bool:
        """What this world supposes about something that isn't known: no, unless it says yes."""
        self.asked[key] = facts
        return self.world.get(key, False)

    # ----- areas and targets

    def areas(self, per: str) -> tuple[Named, ...]:
        """The person's areas of that name in this period."""
        if per not in self._areas:
            said = self.ready.scheme.areas[per]
            value = self.fact(said.source)
            if value is None:
                self.missing_lists.append(said.source)
            items = value if isinstance(value, tuple) else (() if value is None else (str(value),))
            named = [item if isinstance(item, Named) else Named(item) for item in items]
            self._areas[per] = tuple(item for item in named if self._is_held(item))
        return self._areas[per]

    def _is_held(self, area: Named) -> bool:
        since = area.facts.get("from") or area.facts.get("obtained")
        until = area.facts.get("until")
        return not (isinstance(since, date) and since >= self.period.until) and not (
            isinstance(until, date) and until <= self.period.first
        )

    def target(self, rule: str, which: str) -> Fraction:
        """What a rule asks, `stated` or `required` (after adjusting)."""
        if (rule, which) not in self._targets:
            leaf = self.ready.targets[rule]
            # A circle of targets is refused by the checker; here it ends rather than going on for ever.
            self._targets[rule, "stated"] = self._targets[rule, "required"] = Fraction(0)
            stated, required = sure(self.required)(leaf)
            self._targets[rule, "stated"], self._targets[rule, "required"] = stated, required
        return self._targets[rule, which]

    def open_entry(self, index: int) -> bool:
        """Whether person and period allow an entry of `earning`."""
        if index not in self._entries:
            around = self.ready.entries[index].around
            self._entries[index] = around is None or self.holds(around)
        return self._entries[index]


def _of_area(name: str, subject: Any) -> Value | None:
    if not isinstance(subject, Named):
        return None
    return subject.name if name == "name" else subject.facts.get(name)


def _default(said: Any) -> Value | None:
    if said is None or said.default is None:
        return None
    return read_default(said)


def facts_in(moment: words.Moment) -> tuple[str, ...]:
    """The facts that a moment hangs on."""
    if isinstance(moment, words.AtFact):
        return (moment.fact,)
    return () if isinstance(moment, words.OnDay) else facts_in(moment.base)


def _by_birthday(moment: words.Moment) -> bool:
    """Whether a moment hangs on the birthday."""
    if isinstance(moment, words.OnDay | words.AtFact):
        return False
    return (isinstance(moment, words.EndOf) and moment.what == "birth month") or _by_birthday(moment.base)
