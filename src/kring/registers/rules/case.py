"""One case to judge: a person, what she did, her statuses, and what closed periods left. Exact, and in local days.

reading.py makes it out of a file; whoever has rows makes it directly. All days are those of the scheme's zone, all
intervals are half-open (`until` is excluded, None is still going on), and a fact that isn't known is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

State = Literal["claimed", "under review", "approved", "refused", "flagged"]


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a list with facts of its own: a chamber since a day, a diploma and when it was obtained."""

    name: str
    facts: Mapping[str, Value] = field(default_factory=dict)


# number, yes or no, day, word, list. Which one a fact has stands in facts.py (built in) or in the scheme (`facts`).
Value = Fraction | bool | date | str | tuple[str | Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is judged: `facts` holds level, role, groups, and what the scheme declares or takes its areas from."""

    start: date | None = None
    end: date | None = None
    birthday: date | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Leave, illness, part-time, work…: from a day until (excluded) another, with a value where it has one."""

    kind: str
    first: date
    until: date | None = None
    value: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What was done. `started` and `completed` are days; `begin` and `end` its moments where they are known.

    A thing that ends at midnight was completed on the day before. `hours` is exact; `points` is what its giver stated.
    `facts` holds everything else, built in (`group_size`, `online`, `tested`…) or declared.
    """

    id: str
    kind: str
    started: date
    completed: date
    begin: datetime | None = None
    end: datetime | None = None
    submitted: date | None = None
    recorded: date | None = None
    hours: Fraction | None = None
    points: Fraction | None = None
    items: Fraction = Fraction(1)
    title: str = ""
    claimed: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    state: State = "approved"
    reason: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Credit that a closed period left: in full, never cut. `left` is that period's last day."""

    points: Fraction
    left: date
    category: str = "all"
    earned: date | None = None
    times: int = 1
    carry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What the period that ended on `left` was short of under a rule, and how many in a row that makes."""

    rule: str
    points: Fraction
    left: date
    in_a_row: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A period (from, until excluded) that was judged for good: it is never judged anew."""

    first: date
    until: date
    verdict: str
    version: str
    have: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that a verdict rests on. `at` is the day of judging; `wanted` any day in the period that is asked for.

    `at` None: after everything (the last deadline has passed). `wanted` None: the period that holds `at`.
    `lots` and `debts` None: nothing was said, so earlier periods are judged first; empty: there are none.
    """

    at: date | None = None
    wanted: date | None = None
    person: Person = field(default_factory=Person)
    statuses: tuple[Status, ...] = ()
    activities: tuple[Activity, ...] = ()
    lots: tuple[Lot, ...] | None = None
    debts: tuple[Debt, ...] | None = None
    closed: tuple[Closed, ...] = ()


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day in the zone; a moment without a zone is already said in it."""
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


def last_day_of(end: datetime, zone: ZoneInfo) -> date:
    """The day of the last instant before `end`: midnight belongs to the day before."""
    return day_of(end - timedelta(microseconds=1), zone)


def hours_between(begin: datetime, end: datetime, zone: ZoneInfo) -> Fraction:
    """The true length in hours, also over a change of the clock; moments without a zone are said in this one."""
    first, last = (m if m.tzinfo else m.replace(tzinfo=zone) for m in (begin, end))
    return Fraction((last.astimezone(UTC) - first.astimezone(UTC)) // timedelta(microseconds=1), 3_600_000_000)
