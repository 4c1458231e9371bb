"""One look at a case in one period and one world: everything is counted and held against the rules, once as it stands
and, where something waits for review, once more as if all of that were approved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product

from kring.registers.rules import schema
from kring.registers.rules.adjusting import grants
from kring.registers.rules.carrying import Held, held_lots, period_number, pull, pushed_credits
from kring.registers.rules.case import Activity, Debt
from kring.registers.rules.counted import Count, Wanted
from kring.registers.rules.counting import count
from kring.registers.rules.credits import Credit, FinerError
from kring.registers.rules.earning import Sheet
from kring.registers.rules.leaving import Leaving, Left
from kring.registers.rules.limiting import Items, items_of
from kring.registers.rules.reckoning import Reckoning
from kring.registers.rules.rows import Node, Row, Rules, asks_rules, rules_of
from kring.registers.rules.surroundings import Around, UndecidableError, facts_in
from kring.registers.rules.verdict import DebtLine, Word

# Finer units than these come of numbers that nobody writes.
_FINEST = 10**24
_MOST_CHOICES = 64


@dataclass(slots=True)
class Look:
    """What one look saw. `reviewed` is `standing` itself where nothing waits."""

    around: Around
    rules: Rules
    sheet: Sheet
    standing: Reckoning
    reviewed: Reckoning
    word: Word = "short"
    no_duty: bool = False
    over: bool = True
    left: Left = field(default_factory=Left)
    debts_out: list[DebtLine] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    # The ways to meet the rules, for whoever divides.
    wanted: Wanted = tuple


def look(around: Around) -> Look:
    """Look at the case. Raises UndecidableError."""
    rules = rules_of(around)
    _owe(around, rules)
    finer = 1
    while finer < _FINEST:
        try:
            return _Looking(around, rules, finer).look()
        except FinerError as need:
            finer *= need.factor
    raise UndecidableError("too_fine")


def _owe(around: Around, rules: Rules) -> None:
    """What earlier periods were short of: repaid on top of the target, or taken off what there is."""
    for debt, way in _debts_in(around):
        for row in rules.rows:
            if debt.rule in {row.name, row.rule.path}:
                if way == "absorb first":
                    row.absorbed += debt.points
                elif way == "repay next" and isinstance(row.least, Fraction):
                    row.least += debt.points


def _debts_in(around: Around) -> list[tuple[Debt, str]]:
    ways = {name: said.way for said in around.ready.scheme.debts for name in said.of}
    first = around.period.first
    return [
        (debt, ways[debt.rule.partition("/")[0]])
        for debt in around.case.debts or ()
        if debt.left < first and debt.rule.partition("/")[0] in ways
    ]


class _Looking:
    def __init__(self, around: Around, rules: Rules, finer: int) -> None:
        self.around, self.rules = around, rules
        self.sheet = Sheet(around, rules.rows, finer)
        self.granted = self._grants()

    def look(self) -> Look:
        """Look twice where something waits for review, else once."""
        sheet = self.sheet
        waits = any(credit.waits for credit in sheet.credits)
        held: list[Held] = []
        standing = self._reckoned(lambda credit: not credit.waits, lambda a: not self._waits(a), held)
        reviewed = standing
        if waits or self._steps_wait():
            reviewed = self._reckoned(lambda credit: True, lambda a: a.state != "refused", [])
        found = Look(self.around, self.rules, sheet, standing, reviewed, held=held, wanted=self._choices)
        self.around.rule_facts = standing.fact
        found.no_duty = no_duty(self.around)
        found.over = self._is_over(found)
        found.debts_out = self._owes(found)
        found.word = self._word(found)
        if not found.no_duty and (sheet.ready.carries or self.around.case.lots):
            found.left = Leaving(standing, held, met=standing.all_met()).all()
        return found

    def _waits(self, activity: Activity) -> bool:
        return activity.state == "refused" or self.sheet.waits(activity)

    def _steps_wait(self) -> bool:
        steps = any(leaf.steps for leaf in self.sheet.ready.leaves)
        return steps and any(a.state != "refused" and self.sheet.waits(a) for a in self.around.case.activities)

    # ----- counting

    def _reckoned(
        self, counts: Callable[[Credit], bool], stands: Callable[[Activity], bool], held: list[Held]
    ) -> Reckoning:
        items = items_of(self.sheet, [credit for credit in self.sheet.credits if counts(credit)])
        for credit in self.granted:
            items.credits.append(credit)
            items.amounts.append(credit.amount)
        if not self.around.case.lots:
            return self._counted(items, stands)
        return self._with_lots(items, stands, held)

    def _counted(self, items: Items, stands: Callable[[Activity], bool]) -> Reckoning:
        counted = self._count(items)
        made = Reckoning(self.around, self.rules, counted, stands)
        self.around.rule_facts = made.fact
        return made

    def _with_lots(self, items: Items, stands: Callable[[Activity], bool], held: list[Held]) -> Reckoning:
        """Credit of earlier periods: what it may do is asked of this period\'s own credit alone."""
        self.around.rule_facts = None
        made: Reckoning | None = None
        carries = self.sheet.ready.carries
        if any(carry.when_used is not None or carry.at_most is not None for carry in carries):
            made = self._counted(items, stands)
        open_to = frozenset(c.name for c in carries if c.when_used is None or self.around.holds(c.when_used))
        held += held_lots(self.sheet, self.around.case.lots or (), open_to=open_to)
        pushed = pushed_credits(self.sheet, held)
        if pushed or made is None:
            more = Items([*items.credits], [*items.amounts], items.bounds, items.reasons, items.hours)
            more.credits += pushed
            more.amounts += [credit.amount for credit in pushed]
            made = self._counted(more, stands)
        if any(one.pulled for one in held):
            pull(made, held)
        return made

    def _count(self, items: Items) -> Count:
        return count(self.sheet, items, self._choices)

    def _choices(self) -> list[frozenset[int]]:
        """Every way to choose among alternatives: the rows that must be met."""
        chosen = [_choices_of(node) for node in self.rules.nodes]
        size = 1
        for one in chosen:
            size *= len(one)
        if size > _MOST_CHOICES:
            raise UndecidableError("too_hard")
        return [frozenset().union(*way) for way in product(*chosen)]

    def _grants(self) -> list[Credit]:
        """Credit that statuses give."""
        found = []
        if any(adjust.said.way == "grant" for adjust in self.sheet.ready.adjusts):
            first = self.around.period.first
            for grant in grants(self.around):
                options = self.sheet.ready.options_of_labels([grant.into] if grant.into else [])
                credit = Credit(-1, None, None, first, options, amount=self.sheet.units(grant.points))
                credit.windows = self.sheet.windows_at(first)
                credit.serves = frozenset(
                    row.index for row in self.rules.rows if not grant.rules or grant.rules & row.rule.names
                )
                found.append(credit)
        return found

    # ----- the word

    def _is_over(self, found: Look) -> bool:
        """Whether nothing can be done any more."""
        at = self.around.at
        return at is None or at > last_deadline(found)

    def _word(self, found: Look) -> Word:
        if found.no_duty or found.standing.all_met():
            return "met"
        if found.reviewed is not found.standing and found.reviewed.all_met():
            return "waiting for review"
        at = self.around.at
        if at is not None and not found.over:
            standing, reviewed = found.standing, found.reviewed
            if all(standing.on_course(node, at, reviewed) for node in self.rules.nodes):
                return "on course"
        return "short"

    def _owes(self, found: Look) -> list[DebtLine]:
        """What this period leaves as a debt; what is forgiven or repaid later doesn\'t make it short."""
        owed: list[DebtLine] = []
        if not found.over or found.no_duty:
            return owed
        for number, said in enumerate(self.sheet.ready.scheme.debts):
            for row in self.rules.rows:
                if row.rule.path in said.of and (short := self._short(found.standing, row)):
                    line = self._debt(found.standing, row, said, number, short)
                    owed.extend([line] if line else [])
        for debt, way in _debts_in(self.around):
            if way == "forgive" and self._still_counts(debt):
                owed.append(DebtLine(debt.rule, debt.points, debt.left, debt.in_a_row, way))
        return owed

    def _short(self, standing: Reckoning, row: Row) -> Fraction:
        return Fraction(standing.missing(row), standing.unit)

    def _debt(self, standing: Reckoning, row: Row, said: schema.Debt, number: int, short: Fraction) -> DebtLine | None:
        before = [debt for debt, way in _debts_in(self.around) if debt.rule in {row.name, row.rule.path}]
        in_a_row = 1 + max((debt.in_a_row for debt in before), default=0)
        line = DebtLine(row.name, short, self.around.period.last, in_a_row, said.way)
        most = self.sheet.ready.debts_most[number]
        small = most is None or short <= most(self.around)
        if said.way == "repay next":
            if before or not small:
                return None
            standing.forgiven.add(row.index)
        elif said.way == "forgive":
            if not small or any(self._still_counts(debt) for debt in before):
                return None
            standing.forgiven.add(row.index)
        return line

    def _still_counts(self, debt: Debt) -> bool:
        """Whether a miss that was forgiven still stands in the way of another."""

        said = next(s for s in self.sheet.ready.scheme.debts if debt.rule.partition("/")[0] in s.of)
        number = period_number(self.around, debt.left)
        return number is None or self.around.period.number - number < (said.one_in or 1)


def _choices_of(node: Node) -> list[frozenset[int]]:
    """The rows that a rule asks for, in each of the ways to meet it."""
    if not node.applies:
        return [frozenset()]
    if asks_rules(node.rule):
        raise UndecidableError("rule_conditions")
    if node.row is not None:
        return [frozenset({node.row.index})]
    inner = [_choices_of(one) for one in node.inner if one.applies]
    if not inner:
        return [frozenset()]
    if isinstance(node.rule.said, schema.AnyRule):
        return [choice for choices in inner for choice in choices]
    return [frozenset().union(*way) for way in product(*inner)]


def no_duty(around: Around) -> bool:
    """Whether the person had no duty in this period: not yet, or not any more."""
    period, person = around.period, around.case.person
    if person.end is not None and person.end <= period.first:
        return True
    duty = around.ready.scheme.period.duty
    if duty is None:
        return False
    first = around.day(duty.first)
    if first is None:
        return not around.supposed(("duty",), facts_in(duty.first))
    return first > period.first if duty.begins == "next period" else first >= period.until


def last_deadline(found: Look) -> date:
    """The last day on which anything can be done or told."""
    days = list(deadlines(found.around).values())
    for node in found.rules.nodes:
        last = found.standing.last_day(node) if node.applies else None
        days.extend([last] if last else [])
    return max([*days, found.around.period.last])


def deadlines(around: Around) -> dict[str, date]:
    """The days by which something must be done: `end`, and those that the scheme names."""
    said = around.ready.scheme.period
    found = {"end": around.day(said.deadline), **{name: around.day(moment) for name, moment in said.deadlines.items()}}
    return {name: day for name, day in found.items() if day is not None}
