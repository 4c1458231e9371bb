"""A case out of plain values (a file of one case, an example of a scheme), with what is wrong in it at its place.

An error refuses the whole case; a note travels with it. What a scheme doesn't know is noted: one ledger serves many.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from kring.registers.rules import facts, parsing
from kring.registers.rules.activities import activities_of
from kring.registers.rules.case import Activity, Case, Closed, Debt, Lot, Person, Status
from kring.registers.rules.problems import Path, Problem, nearest
from kring.registers.rules.schema import Scheme
from kring.registers.rules.taking import Taker, facts_of

CASE = ("at", "for", "person", "statuses", "activities", "carry", "debts", "closed")


def case_of(raw: Any, scheme: Scheme) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case, and notes; or no case and what is wrong (with notes)."""
    if not isinstance(raw, Mapping):
        return None, (Problem("mapping expected"),)
    raw = _without_nothing(raw)
    take = Taker()
    take.known(raw, (), CASE)
    case = Case(
        at=take.key(raw, "at", (), parsing.day),
        wanted=take.key(raw, "for", (), parsing.day),
        person=_person(take, raw.get("person", {}), scheme),
        statuses=tuple(_status(take, row, path) for path, row in take.rows(raw, "statuses")),
        activities=activities_of(take, raw, scheme),
        lots=tuple(_lot(take, row, path) for path, row in take.rows(raw, "carry")) if "carry" in raw else None,
        debts=tuple(_debt(take, row, path) for path, row in take.rows(raw, "debts")) if "debts" in raw else None,
        closed=tuple(_closed(take, row, path) for path, row in take.rows(raw, "closed")),
    )
    refused = any(not problem.note for problem in take.problems)
    doubted = () if refused else doubts(case, scheme)
    return None if refused else case, (*take.problems, *doubted)


def _without_nothing(value: Any) -> Any:
    """`null` of JSON is what isn't said; yes and no are words; numbers are their digits."""
    if isinstance(value, Mapping):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value if inner is not None]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else str(value)


# ----- the person and what happened around her


def _person(take: Taker, raw: Any, scheme: Scheme) -> Person:
    if not isinstance(raw, Mapping):
        take.say("mapping expected", ("person",))
        return Person()
    types = {**facts.PERSON, **{name: fact.type for name, fact in scheme.facts.person.items()}}
    types |= {areas.source.removeprefix("person."): "list" for areas in scheme.areas.values()}
    for key in raw:
        if key not in types and f"person.{key}" not in _moments(scheme):
            take.say("unknown fact", ("person", key), note=True, fact=key, nearest=nearest(key, types))
    own = {"start", "end", "birthday"}
    start, end, birthday = (take.key(raw, key, ("person",), parsing.day) for key in ("start", "end", "birthday"))
    if start and end and end < start:
        take.say("ends before it starts", ("person", "end"))
    said = {key: value for key, value in raw.items() if key not in own}
    return Person(start=start, end=end, birthday=birthday, facts=facts_of(take, said, ("person",), types))


def _moments(scheme: Scheme) -> str:
    return f"{scheme.period.starts!r} {scheme.period.duty!r}"


def _status(take: Taker, raw: Mapping[str, Any], path: Path) -> Status:
    take.known(raw, path, ("kind", "from", "until", "value"))
    first = take.needed(raw, "from", path, parsing.day, date.min)
    until = take.key(raw, "until", path, parsing.day)
    if until is not None and until <= first:
        take.say("ends before it starts", (*path, "until"))
    value = take.key(raw, "value", path, parsing.not_negative)
    return Status(kind=take.needed(raw, "kind", path, parsing.name, ""), first=first, until=until, value=value)


def _lot(take: Taker, raw: Mapping[str, Any], path: Path) -> Lot:
    take.known(raw, path, ("points", "category", "from", "earned", "times", "carry"))
    return Lot(
        points=take.needed(raw, "points", path, parsing.not_negative, Fraction(0)),
        left=take.needed(raw, "from", path, parsing.day, date.min),
        category=take.key(raw, "category", path, parsing.text) or "all",
        earned=take.key(raw, "earned", path, parsing.day),
        times=int(take.key(raw, "times", path, parsing.not_negative) or 1),
        carry=take.key(raw, "carry", path, parsing.name),
    )


def _debt(take: Taker, raw: Mapping[str, Any], path: Path) -> Debt:
    take.known(raw, path, ("rule", "points", "from", "in_a_row"))
    return Debt(
        rule=take.needed(raw, "rule", path, parsing.text, ""),
        points=take.needed(raw, "points", path, parsing.not_negative, Fraction(0)),
        left=take.needed(raw, "from", path, parsing.day, date.min),
        in_a_row=int(take.key(raw, "in_a_row", path, parsing.not_negative) or 1),
    )


def _closed(take: Taker, raw: Mapping[str, Any], path: Path) -> Closed:
    take.known(raw, path, ("period", "verdict", "version", "have"))
    first, until = take.needed(raw, "period", path, _interval, (date.min, date.max))
    have = raw.get("have", {})
    if not isinstance(have, Mapping):
        take.say("mapping expected", (*path, "have"))
        have = {}
    if until <= first:
        take.say("ends before it starts", (*path, "period"))
    read = {rule: take.read(value, (*path, "have", rule), parsing.number) for rule, value in have.items()}
    return Closed(
        first=first,
        until=until,
        verdict=take.needed(raw, "verdict", path, parsing.text, ""),
        version=take.needed(raw, "version", path, parsing.text, ""),
        have={rule: points for rule, points in read.items() if points is not None},
    )


def _interval(value: Any) -> tuple[date, date]:
    first, _, until = parsing.text(value).partition("/")
    return parsing.day(first), parsing.day(until)


# ----- what is odd, but no error


def doubts(case: Case, scheme: Scheme) -> tuple[Problem, ...]:
    """Notes on a case that can be judged: days of more than 24 hours, overlaps, words that the scheme doesn't know."""
    found: list[Problem] = []
    for place, activity in enumerate(case.activities):
        path: Path = ("activities", place)
        found += (Problem(code, (*path, key), said, note=True) for code, key, said in _odd(activity, scheme))
    return (*found, *_overlaps(case), *_status_overlaps(case))


def _odd(activity: Activity, scheme: Scheme) -> list[tuple[str, str, dict[str, Any]]]:
    found: list[tuple[str, str, dict[str, Any]]] = []
    days = (activity.completed - activity.started).days + 1
    if activity.hours is not None and activity.hours > 24 * days:
        found.append(("too many hours", "hours", {"hours": activity.hours, "days": days}))
    found.extend(
        ("unknown category", "claimed", {"found": name, "nearest": nearest(name, scheme.categories)})
        for name in activity.claimed
        if name not in scheme.categories
    )
    return found


def _overlaps(case: Case) -> list[Problem]:
    """Neighbours by their start that take the same minutes: enough to say that something is counted twice."""
    timed = [(a.begin, a.end, place) for place, a in enumerate(case.activities) if a.begin and a.end]
    naive = sorted(row for row in timed if row[0].tzinfo is None and row[1].tzinfo is None)
    aware = sorted(row for row in timed if row[0].tzinfo is not None and row[1].tzinfo is not None)
    return [
        Problem("overlaps", ("activities", later), {"other": case.activities[earlier].id}, note=True)
        for rows in (naive, aware)
        for (_, end, earlier), (begin, _, later) in pairwise(rows)
        if begin < end
    ]


def _status_overlaps(case: Case) -> list[Problem]:
    rows = sorted((s.kind, s.first, s.until or date.max, place) for place, s in enumerate(case.statuses))
    return [
        Problem("overlaps", ("statuses", later), {"other": kind}, note=True)
        for (kind, _, until, _), (other, first, _, later) in pairwise(rows)
        if kind == other and first < until
    ]
