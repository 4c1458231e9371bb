"""What leave, part-time work and the like change: targets are lowered, credit is granted, rules lapse."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from kring.registers.rules import words
from kring.registers.rules.amounts import Earned, plain_worth, rounded, worth
from kring.registers.rules.case import Named
from kring.registers.rules.compile import Adjust, Rule
from kring.registers.rules.periods import Interval, begun_months, clipped, days_of, intervals_of, merged, whole_months
from kring.registers.rules.sure import sure
from kring.registers.rules.surroundings import Around, UndecidableError
from kring.registers.rules.verdict import Adjustment

NOT_ENROLLED = "not_enrolled"


class Target(NamedTuple):
    """What a rule asks: as it stands in the scheme, after adjusting, and what took how much off."""

    stated: Fraction
    required: Fraction
    adjustments: tuple[Adjustment, ...] = ()


class Grant(NamedTuple):
    """Credit that a status gives, in a category (None: of none), for these rules."""

    name: str
    points: Fraction
    into: str | None
    rules: frozenset[str]


def applying(around: Around, *ways: str) -> list[Adjust]:
    """The adjustments of these ways that hold here, in the order of the file."""
    return [
        adjust
        for adjust in around.ready.adjusts
        if adjust.said.way in ways
        and (adjust.when is None or around.holds(adjust.when))
        and (not adjust.said.statuses or bool(touching(around, adjust)))
    ]


def touching(around: Around, adjust: Adjust) -> list[Interval]:
    """The days of this period that an adjustment is about."""
    kinds = [kind for kind in adjust.said.statuses if kind != NOT_ENROLLED]
    least = adjust.said.at_least_lasting
    rows = [row for row in intervals_of(around.case.statuses, kinds) if around.lasts(row, least)]
    if NOT_ENROLLED in adjust.said.statuses:
        rows += [row for row in _not_enrolled(around) if around.lasts(row, least)]
    return clipped(merged(rows), around.period.first, around.period.until)


def _not_enrolled(around: Around) -> list[Interval]:
    held = around.enrolled()
    if held is None:
        raise UndecidableError("unknown_facts", "person.start")
    return [(around.period.first, held[0]), (held[1], around.period.until)]


def names(adjust: Adjust, rule: Rule) -> bool:
    """Whether an adjustment is about a rule, or about one that it stands in."""
    return bool(adjust.on & rule.names)


def target(around: Around, rule: Rule, area: Named | None = None) -> Target | Earned:
    """What a rule asks at least (of an area of the person). A share of what was earned isn't adjusted."""
    stated = sure(rule.least)(around, area)
    if isinstance(stated, Earned):
        return stated
    required, made = stated, []
    for adjust in applying(around, "lower"):
        if names(adjust, rule):
            lowered = _floored(around, adjust, required, rounded(_lowered(around, adjust, required), adjust.said.round))
            made.append(Adjustment(adjust.name, required - lowered))
            required = lowered
    return Target(stated, required, tuple(made))


def _floored(around: Around, adjust: Adjust, before: Fraction, lowered: Fraction) -> Fraction:
    floor = adjust.not_under(around) if adjust.not_under else Fraction(0)
    # A floor holds a target up, and never lifts it over what it was.
    return max(lowered, min(before, floor), Fraction(0))


def _lowered(around: Around, adjust: Adjust, before: Fraction) -> Fraction:
    return before - taken_off(around, adjust, before)


def taken_off(around: Around, adjust: Adjust, before: Fraction) -> Fraction:
    """How much an adjustment takes off (or grants), measured on a target."""
    match adjust.said.by:
        case words.ShareOfTime(unit):
            return before * _share_of_time(around, adjust, unit)
        case words.ShareOfTarget(share):
            return before * share
        case words.PerLength(amount, length):
            return amount * _times(around, touching(around, adjust), length)
        case words.StatusValue():
            return before * (1 - _value(around, adjust))
        case None:
            return Fraction(0)
        case amount:
            found = worth(amount)(around)
            return plain_worth(amount)(around) if isinstance(found, Earned) else found


def _share_of_time(around: Around, adjust: Adjust, unit: str) -> Fraction:
    period, rows = around.period, touching(around, adjust)
    if unit == "days":
        return Fraction(days_of(rows), period.days)
    length = whole_months(period.first, period.until, around.leap)
    if length == 0:
        return Fraction(0)
    count = begun_months if unit == "months up" else whole_months
    if adjust.said.statuses == (NOT_ENROLLED,):
        # What counts of a registration are the months that she was in it, and not those that she wasn't.
        held = around.enrolled()
        return Fraction(0) if held is None else 1 - Fraction(min(count(*held, around.leap), length), length)
    return min(Fraction(sum(count(*row, around.leap) for row in rows), length), Fraction(1))


def _times(around: Around, rows: list[Interval], length: words.Length) -> int:
    if length.months is None:
        return days_of(rows) // (length.days or 1)
    return sum(whole_months(*row, around.leap) for row in rows) // length.months


def _value(around: Around, adjust: Adjust) -> Fraction:
    """The mean of the status's own fraction over the days of the period; days without it weigh as 1."""
    period, kinds = around.period, adjust.said.statuses
    off = Fraction(0)
    for status in around.case.statuses:
        if status.kind in kinds:
            if status.value is None:
                raise UndecidableError("unknown_facts", f"status.{status.kind}.value")
            row = (status.first, status.until or period.until)
            if around.lasts(row, adjust.said.at_least_lasting):
                off += (1 - status.value) * days_of(clipped([row], period.first, period.until))
    return 1 - off / period.days


def grants(around: Around) -> list[Grant]:
    """The credit that statuses give, measured on the target of the first rule named."""
    found = []
    for adjust in applying(around, "grant"):
        rule = next((leaf for leaf in around.ready.leaves if leaf.least and names(adjust, leaf)), None)
        stated = rule.least(around) if rule is not None and rule.least is not None else Fraction(0)
        before = Fraction(0) if isinstance(stated, Earned) else stated
        points = rounded(taken_off(around, adjust, before), adjust.said.round)
        found.append(Grant(adjust.name, max(points, Fraction(0)), adjust.said.into, adjust.on))
    return [grant for grant in found if grant.points]


def left_out(around: Around) -> list[Interval]:
    """The days that don't exist: what was done in them doesn't count."""
    return merged([row for adjust in applying(around, "leave out") for row in touching(around, adjust)])
