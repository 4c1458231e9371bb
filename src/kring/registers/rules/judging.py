"""The door: judges a case by a scheme, and never says more than it knows.

An unclear clause is judged in each of its readings, and a fact that isn't known in each of the worlds it may lead to:
where these differ in their word, nothing can be decided, and it is told what decides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kring.registers.rules import readings
from kring.registers.rules.case import Case, Debt, Lot
from kring.registers.rules.closing import ways_to_close
from kring.registers.rules.compile import Compiled, compiled
from kring.registers.rules.earning import MORE
from kring.registers.rules.explaining import activity_lines, rule_lines, totals
from kring.registers.rules.looking import Look, deadlines, last_deadline, look
from kring.registers.rules.periods import Period
from kring.registers.rules.schema import Scheme
from kring.registers.rules.surroundings import Around, UndecidableError, World
from kring.registers.rules.verdict import UNDECIDED, DebtLine, ReadingLine, Verdict, Word

_DAY = timedelta(days=1)
# Each is a judgement of its own; what needs more has too much that isn't known.
_MOST_WORLDS = 64
# A life of learning in the shortest periods there are.
_MOST_PERIODS = 120
# What an earlier period may have left, where that hangs on what isn't known.
_MOST_WAYS = 8
_Left = tuple[tuple[Lot, ...], tuple[Debt, ...]]


def judge(scheme: Scheme, case: Case) -> Verdict:
    """The verdict on a case. Raises nothing for a valid scheme and case: what can't be told is undecided."""
    ready = compiled(scheme)
    if not scheme.readings:
        return _judged(ready, case)
    found = [(choice, _judged(one, case)) for choice, one in _ways(scheme, ready)]
    lines = tuple(
        ReadingLine(choice, verdict.verdict, tuple(rule for rule in verdict.rules if not rule.met))
        for choice, verdict in found
    )
    first = found[0][1]
    if len({verdict.verdict for _, verdict in found}) == 1:
        return replace(first, readings=lines)
    why = ("readings", *(code for code in first.why if code != "readings"))
    return replace(first, verdict=UNDECIDED, readings=lines, why=why)


def _ways(scheme: Scheme, ready: Compiled) -> Iterator[tuple[Mapping[str, str], Compiled]]:
    """The scheme in each of its readings, made ready once."""
    if ready.ways is None:
        ready.ways = tuple((choice, Compiled(readings.under(scheme, choice))) for choice in readings.ways(scheme))
    yield from ready.ways


def _judged(ready: Compiled, case: Case) -> Verdict:
    base = Verdict(
        scheme=ready.scheme.scheme,
        version=ready.scheme.version,
        unreviewed=ready.scheme.status == "unreviewed",
        verdict=UNDECIDED,
    )
    try:
        day = _day(case)
        (case, *others), chain, unknown = _with_what_was_left(ready, case, day)
    except UndecidableError as wrong:
        return replace(base, why=(wrong.why,), unknown=wrong.unknown)
    except OverflowError:
        return replace(base, why=("no_period",))
    try:
        found = replace(_in_worlds(ready, case, day, base), chain=chain)
        if all(_in_worlds(ready, other, day, base).verdict == found.verdict for other in others):
            return found
        return replace(found, verdict=UNDECIDED, why=("unknown_facts",), unknown=unknown)
    except UndecidableError as wrong:
        return _period_only(ready, case, day, replace(base, why=(wrong.why,), unknown=wrong.unknown, chain=chain))
    except OverflowError:
        return replace(base, why=("no_period",))


def _day(case: Case) -> date:
    day = case.wanted or case.at
    if day is None:
        # Nothing says which period is meant: the one of what was done last.
        day = max((activity.completed for activity in case.activities), default=None)
    if day is None:
        raise UndecidableError("no_day")
    return day


def _period_only(ready: Compiled, case: Case, day: date, base: Verdict) -> Verdict:
    """What is known of the period where nothing else is."""
    try:
        around = Around(ready, case, {}, case.at)
        period = around.settle(day)
    except (UndecidableError, OverflowError):
        return base
    return replace(base, period=(period.first, period.until), number=period.number, deadlines=deadlines(around))


# ----- worlds


@dataclass(slots=True)
class _Seen:
    """What was seen in all the worlds looked at so far."""

    words: set[Word]
    asked: dict[Hashable, tuple[str, ...]]
    worlds: int = 0
    left: dict[_Left, None] = field(default_factory=dict)


def _in_worlds(ready: Compiled, case: Case, day: date, base: Verdict) -> Verdict:
    first = _look(ready, case, {}, day)
    verdict = _verdict(first, base)
    applies = _applies(ready, first.around.period)
    if not applies:
        return replace(verdict, verdict=UNDECIDED, why=("no_rules",))
    lists = tuple(dict.fromkeys(first.around.missing_lists))
    verdict = replace(verdict, unknown=lists)
    if lists and (first.word != "short" or ready.areas_allow):
        # Each area may ask more of her, so that nothing is met before they are known.
        return replace(verdict, verdict=UNDECIDED, why=("unknown_facts",))
    if not first.around.asked or _can_only_rise(first):
        return verdict
    seen = _Seen({first.word}, dict(first.around.asked), 1)
    decided = _explore(lambda world: _look(ready, case, world, day), {}, first, seen)
    if decided and len(seen.words) == 1:
        return verdict
    facts = tuple(dict.fromkeys((*lists, *_facts(seen))))
    why = "unknown_facts" if len(seen.words) > 1 else "too_many_unknown"
    return replace(verdict, verdict=UNDECIDED, why=(why,), unknown=facts)


def _can_only_rise(found: Look) -> bool:
    """Whether all that isn\'t known is what may earn more, of someone who has met everything already."""
    return found.word == "met" and set(found.around.asked) == {MORE}


def _explore(see: Callable[[World], Look], world: World, here: Look, seen: _Seen) -> bool:
    """Look at every other world that what isn't known may lead to; False when there are too many."""
    open_keys = [key for key in here.around.asked if key not in world]
    fixed = dict(world)
    for key in open_keys:
        if seen.worlds >= _MOST_WORLDS or len(seen.words) > 1:
            return seen.worlds < _MOST_WORLDS
        other = {**fixed, key: True}
        found = see(other)
        seen.worlds += 1
        seen.words.add(found.word)
        seen.left[_left(found)] = None
        seen.asked.update(found.around.asked)
        if not _explore(see, other, found, seen):
            return False
        fixed[key] = False
    return True


def _look(ready: Compiled, case: Case, world: World, day: date) -> Look:
    around = Around(ready, case, world, case.at)
    around.settle(day)
    return look(around)


def _applies(ready: Compiled, period: Period) -> bool:
    """Whether this version judges the period."""
    said = ready.scheme.applies
    day = period.first if said.to == "periods starting" else period.last
    return said.first <= day and (said.until is None or day < said.until)


# ----- earlier periods


def _with_what_was_left(ready: Compiled, case: Case, day: date) -> tuple[list[Case], int, tuple[str, ...]]:
    """The case with what earlier periods left: as it was told, else as they are judged from the same activities. Where
    they may have left one thing or another, a case for each, and the facts that decide it."""
    if case.lots is not None or case.debts is not None or not (ready.carries or ready.scheme.debts):
        return [case], 0, ()
    around = Around(ready, case, {}, case.at)
    period = around.settle(day)
    calendar = around.calendar
    if calendar is None:
        return [case], 0, ()
    first = _first_to_judge(around, case, period)
    ways: dict[_Left, None] = {((), ()): None}
    unknown: dict[str, None] = {}
    count = 0
    for number in range(first, period.number):
        earlier = calendar.numbered(number)
        if _applies(ready, earlier):
            left: dict[_Left, None] = {}
            for lots, debts in ways:
                told = replace(case, wanted=earlier.first, lots=lots, debts=debts, closed=())
                found, facts = _left_by(ready, told)
                left |= dict.fromkeys(found)
                unknown |= dict.fromkeys(facts)
            if len(left) > _MOST_WAYS:
                raise UndecidableError("too_many_unknown", *unknown)
            ways, count = left, count + 1
    return [replace(case, lots=lots, debts=debts) for lots, debts in ways], count, tuple(unknown)


def _first_to_judge(around: Around, case: Case, period: Period) -> int:
    days = [activity.completed for activity in case.activities if activity.state != "refused"]
    earliest = min((day for day in days if day < period.first), default=period.first)
    start = max([earliest, *(closed.until for closed in case.closed if closed.until <= period.first)])
    calendar = around.calendar
    held = calendar.holding(max(start, calendar.anchor) if calendar.own else start) if calendar else None
    number = held.number if held is not None else period.number
    return max(number, period.number - _MOST_PERIODS)


def _left_by(ready: Compiled, case: Case) -> tuple[list[_Left], tuple[str, ...]]:
    """What a period may have left, first without anything that isn't known to be so, and the facts that decide it."""
    first = _look(ready, case, {}, _day(case))
    if not first.around.asked and not first.around.missing_lists:
        return [_left(first)], ()
    verdict = _judged(ready, case)
    if verdict.verdict == UNDECIDED:
        raise UndecidableError(verdict.why[0] if verdict.why else "unknown_facts", *verdict.unknown)
    seen = _Seen({first.word}, dict(first.around.asked), 1, {_left(first): None})
    if not _explore(lambda world: _look(ready, case, world, _day(case)), {}, first, seen):
        raise UndecidableError("too_many_unknown", *_facts(seen))
    return list(seen.left), _facts(seen) if len(seen.left) > 1 else ()


def _left(found: Look) -> _Left:
    """The credit and the debts that a look at a period leaves."""
    lots = tuple(
        Lot(points=o.points, left=o.left, category=o.category, earned=o.earned, times=o.times, carry=o.carry)
        for o in found.left.lots_out
    )
    return lots, tuple(
        Debt(rule=debt.rule, points=debt.points, left=debt.left, in_a_row=debt.in_a_row) for debt in found.debts_out
    )


def _facts(seen: _Seen) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for facts in seen.asked.values() for fact in facts))


# ----- the verdict


def _verdict(found: Look, base: Verdict) -> Verdict:
    around, left = found.around, found.left
    last = last_deadline(found)
    return replace(
        base,
        verdict=found.word,
        period=(around.period.first, around.period.until),
        number=around.period.number,
        deadlines=deadlines(around),
        days_left=None if around.at is None else max(0, (last - around.at).days),
        no_duty=found.no_duty,
        totals=totals(found),
        rules=rule_lines(found),
        activities=activity_lines(found),
        carry_in=tuple(left.lots_in),
        carry_out=tuple(left.lots_out),
        lapsed=tuple(left.lapsed),
        debts_in=_debts_in(found),
        debts_out=tuple(found.debts_out),
        ways_to_close=() if found.word == "met" or found.over else ways_to_close(found),
    )


def _debts_in(found: Look) -> tuple[DebtLine, ...]:
    ways = {name: said.way for said in found.around.ready.scheme.debts for name in said.of}
    return tuple(
        DebtLine(debt.rule, debt.points, debt.left, debt.in_a_row, ways.get(debt.rule.partition("/")[0], ""))
        for debt in found.around.case.debts or ()
    )
