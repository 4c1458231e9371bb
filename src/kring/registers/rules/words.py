"""What the small languages of a scheme file say, as frozen facts. parsing.py reads them; compile.py gives them meaning.

Exact numbers are Fractions, days are dates of the scheme's own zone. A fact is a dotted name as it stands in the file:
`group_size` (of the activity), `person.level`, `period.last_day`, `area.obtained`, `rule.total.have`, `status.leave`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

Unit = Literal["day", "week", "month", "year"]
Part = str | int


class WordsError(ValueError):
    """A value that can't be read: a `code`, the `facts` for its sentence, and `at`, the place inside the value."""

    def __init__(self, code: str, at: tuple[Part, ...] = (), **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.facts = facts


# ----- lengths and moments


@dataclass(frozen=True, slots=True)
class Length:
    """`2 years`, `18 months`, `90 days`."""

    number: int
    unit: Unit

    @property
    def months(self) -> int | None:
        """The whole months, or None when it is said in days or weeks."""
        return {"month": self.number, "year": 12 * self.number}.get(self.unit)

    @property
    def days(self) -> int | None:
        """The days, or None when it is said in months or years."""
        return {"day": self.number, "week": 7 * self.number}.get(self.unit)


@dataclass(frozen=True, slots=True)
class OnDay:
    """`2020-01-01`."""

    day: date


@dataclass(frozen=True, slots=True)
class AtFact:
    """A fact that is a date: `person.start`, `period.last_day`, `step.plan`; `P` in `last_day` of a period."""

    fact: str


@dataclass(frozen=True, slots=True)
class Shifted:
    """`3 months after M` (number 3), `30 days before M` (number -30)."""

    number: int
    unit: Unit
    base: Moment


@dataclass(frozen=True, slots=True)
class NextDate:
    """`31 January after M`: the first such day strictly after it. 29 February is asked as `leap_day` says."""

    day: int
    month: int
    base: Moment


@dataclass(frozen=True, slots=True)
class EndOf:
    """`end of month of M`, `end of birth month of M` (the first on or after M), `end of year of M`: a last day."""

    what: Literal["month", "birth month", "year"]
    base: Moment


Moment = OnDay | AtFact | Shifted | NextDate | EndOf


# ----- conditions


@dataclass(frozen=True, slots=True)
class Is:
    """The fact is this word: also as a number (`items: 3`) or as yes or no when it reads as one."""

    word: str
    number: Fraction | None = None
    yes: bool | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """`[a, b]`: any of these tests."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`3..10`, both included; two numbers or two days."""

    low: Fraction | date
    high: Fraction | date


@dataclass(frozen=True, slots=True)
class Compared:
    """`>= 2`, `< 2025-01-01`, `< period.first_day`."""

    sign: Literal["<", "<=", ">", ">="]
    right: Fraction | Moment


@dataclass(frozen=True, slots=True)
class Known:
    """`known`: something was said about it."""


Test = Is | OneOf | Between | Compared | Known


@dataclass(frozen=True, slots=True)
class FactTest:
    """One line of a condition. A fact that is a list passes when any of its items does."""

    fact: str
    test: Test


@dataclass(frozen=True, slots=True)
class AllOf:
    """A mapping: every line holds."""

    tests: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A list of mappings: one of them holds."""

    tests: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not:` with a mapping."""

    test: When


When = FactTest | AllOf | AnyOf | Not


# ----- selections and amounts


@dataclass(frozen=True, slots=True)
class Selection:
    """`of`: what is looked at. No categories means all; otherwise the union, each with what lies within it.

    `kinds` (empty: any), `when`, `earned` (the last so long of the period) narrow it, `without` takes categories away.
    """

    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    when: When | None = None
    earned: Length | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """`20`, `0.25`, `1/3`."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class ShareOfRule:
    """`50% of required total` (after adjusting), `50% of stated total` (before): of a rule's target."""

    share: Fraction
    which: Literal["required", "stated"]
    rule: str


@dataclass(frozen=True, slots=True)
class ShareOfEarned:
    """`30% of earned all`: of what counts in a category, or (None) of all. The only one that doing more can break."""

    share: Fraction
    category: str | None


@dataclass(frozen=True, slots=True)
class ForEach:
    """`14 plus 6 for each chamber`: per area of the person."""

    base: Fraction
    each: Fraction
    area: str


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a list of cases; without a condition it always fits (the last one)."""

    when: When | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Cases:
    """A list: the first whose condition holds."""

    cases: tuple[Case, ...]


Amount = Number | ShareOfRule | ShareOfEarned | ForEach | Cases


@dataclass(frozen=True, slots=True)
class Round:
    """`down to 1`, `half up to 0.25`: to a multiple of step."""

    way: Literal["down", "up", "half up", "half even"]
    step: Fraction


# ----- windows, and by how much is adjusted


@dataclass(frozen=True, slots=True)
class WholePeriod:
    """`in: period`."""


@dataclass(frozen=True, slots=True)
class EachPart:
    """`in: each year`: every part of that name on its own."""

    part: str


@dataclass(frozen=True, slots=True)
class LastLength:
    """`in: last 3 years`: rolling, ending with the earlier of the judged day and the period's last day."""

    length: Length


Window = WholePeriod | EachPart | LastLength


@dataclass(frozen=True, slots=True)
class ShareOfTime:
    """`share of days`, `share of months` (whole months), `share of months up` (begun months)."""

    unit: Literal["days", "months", "months up"]


@dataclass(frozen=True, slots=True)
class ShareOfTarget:
    """`20%`."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class PerLength:
    """`2 per 3 months`: so much for every whole such length of the status."""

    amount: Fraction
    length: Length


@dataclass(frozen=True, slots=True)
class StatusValue:
    """`value`: the status's own fraction (0.6 for someone who works 0.6), weighted by days."""


By = ShareOfTime | ShareOfTarget | PerLength | StatusValue | Amount


@dataclass(frozen=True, slots=True)
class Into:
    """Where an activity counts: `always` these; and of what the person claimed those in `claimed`, else `otherwise`.

    `claimed` is None when claims don't matter, and empty when any category that was claimed will do.
    """

    always: tuple[str, ...] = ()
    claimed: tuple[str, ...] | None = None
    otherwise: str | None = None
