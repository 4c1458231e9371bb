"""What was counted, held against the rules: which are met, what is missing, and whether one is on course."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple, cast

from kring.registers.rules import schema, words
from kring.registers.rules.amounts import Earned
from kring.registers.rules.case import Activity, Value
from kring.registers.rules.conditions import Condition
from kring.registers.rules.counted import Count
from kring.registers.rules.periods import clipped, days_of, intervals_of, later
from kring.registers.rules.rows import Node, Row, Rules, asks_rules
from kring.registers.rules.sure import sure
from kring.registers.rules.surroundings import Around, UndecidableError
from kring.registers.rules.verdict import ZERO, RuleLine

ONE = Fraction(1)
_MOST_TRIES = 5000


class Done(NamedTuple):
    """A step: the day on which it was done (None: not), the last day for it (None: not known), and by what."""

    step: schema.Step
    day: date | None
    by: date | None
    items: tuple[str, ...] = ()


class Reckoning:
    """The rules of one look at a case. `added` is what pulled credit adds to each row, in units."""

    def __init__(self, around: Around, rules: Rules, count: Count, stands: Callable[[Activity], bool]) -> None:
        self.around, self.rules, self.count, self.stands = around, rules, count, stands
        self.unit = count.sheet.unit
        self.added = [0] * len(rules.rows)
        self.forgiven: set[int] = set()
        self._points: dict[int, Fraction] = {}
        self._steps: dict[int, list[Done]] = {}
        self._applies: dict[int, bool] = {}

    # ----- rows

    def points(self, units: int) -> Fraction:
        """Units as a number; the same few come again and again."""
        found = self._points.get(units)
        if found is None:
            found = self._points[units] = Fraction(units, self.unit)
        return found

    def have(self, row: Row) -> int:
        """What a row has, in units."""
        return self.count.have[row.index] + self.added[row.index]

    def missing(self, row: Row) -> int:
        """What a row is short of, in units."""
        return max(0, (self.count.demands[row.index] or 0) - self.have(row))

    def carried(self, row: Row) -> int:
        """How much of what a row has was carried into this period, in units."""
        found = self.added[row.index]
        if row.measure == "points":
            for group, parts in zip(self.count.groups, self.count.parts, strict=True):
                if group.sample.lot >= 0:
                    found += sum(p for rows, p in zip(group.rows, parts, strict=True) if row.index in rows)
        return found

    # ----- nodes

    def applies(self, node: Node) -> bool:
        """Whether a rule holds for this person and period, with the condition that asks what other rules have."""
        if not node.applies:
            return False
        if id(node) not in self._applies:
            # A circle of conditions ends: while it is being answered, the rule doesn't apply.
            self._applies[id(node)] = False
            when = node.rule.when
            holds = when is None or not asks_rules(node.rule) or self.around.holds(when, node.subject)
            self._applies[id(node)] = holds and (not node.inner or any(self.applies(inner) for inner in node.inner))
        return self._applies[id(node)]

    def met(self, node: Node) -> bool:
        """Whether a rule is met; one that doesn't apply is."""
        if not self.applies(node):
            return True
        if node.row is not None:
            return self.missing(node.row) == 0 or node.row.index in self.forgiven
        if node.inner:
            held = [self.met(inner) for inner in node.inner if self.applies(inner)]
            return any(held) if isinstance(node.rule.said, schema.AnyRule) else all(held)
        if node.rule.steps:
            return all(done.day is not None for done in self.steps(node))
        return self.mean(node) >= self.asked_mean(node)

    def lacks(self, node: Node) -> Fraction:
        """What is missing under a rule; of alternatives what is missing of the nearest one."""
        if self.met(node):
            return ZERO
        if node.row is not None:
            return Fraction(self.missing(node.row), self.unit)
        if node.inner:
            found = [self.lacks(inner) for inner in node.inner if self.applies(inner)]
            return min(found) if isinstance(node.rule.said, schema.AnyRule) else sum(found, ZERO)
        if node.rule.steps:
            return Fraction(sum(done.day is None for done in self.steps(node)))
        return self.asked_mean(node) - self.mean(node)

    def all_met(self) -> bool:
        """Whether every rule is met."""
        return all(self.met(node) for node in self.rules.nodes)

    # ----- steps and means

    def steps(self, node: Node) -> list[Done]:
        """When each step was done: as many as possible, each as early as it can be."""
        if id(node) not in self._steps:
            self._steps[id(node)] = _Steps(self.around, node, self.stands).best()
        return self._steps[id(node)]

    def mean(self, node: Node) -> Fraction:
        """The mean of a status's value, each day weighing the same; days that are excepted don't weigh."""
        said = cast("schema.AverageRule", node.rule.said)
        period, statuses = self.around.period, self.around.case.statuses
        first = period.first
        if isinstance(said.over, words.Length):
            first = later(period.until, said.over, -1, self.around.leap)
        out = clipped(intervals_of(statuses, said.excluding), first, period.until)
        days = (period.until - first).days - days_of(out)
        total = ZERO
        for status in statuses:
            if status.kind == said.average and status.value is not None:
                rows = clipped([(status.first, status.until or date.max)], first, period.until)
                off = sum(days_of(clipped(out, *row)) for row in rows)
                total += status.value * (days_of(rows) - off)
        return total / days if days else ZERO

    def asked_mean(self, node: Node) -> Fraction:
        """What the mean must be at least."""
        found = sure(node.rule.least)(self.around, node.subject)
        return ZERO if isinstance(found, Earned) else found

    # ----- facts for conditions

    def fact(self, rule: str, what: str) -> Value | None:
        """A rule's figure as a condition asks for it; over areas and parts added up."""
        nodes = [node for node in self.every() if rule in {node.name, node.rule.path}]
        if not nodes:
            return None
        if what == "met":
            return all(self.met(node) for node in nodes)
        if what == "missing":
            return sum((self.lacks(node) for node in nodes), ZERO)
        rows = [node.row for node in nodes if node.row is not None]
        if what == "required":
            asked = sum(self.count.demands[row.index] or 0 for row in rows)
            return Fraction(asked, self.unit)
        units = sum(self.have(row) - (self.carried(row) if what == "fresh" else 0) for row in rows)
        return Fraction(units, self.unit)

    def every(self) -> Iterator[Node]:
        """Every node, also those inside others."""
        ahead = list(self.rules.nodes)
        while ahead:
            node = ahead.pop(0)
            yield node
            ahead = [*node.inner, *ahead]

    # ----- on course

    def on_course(self, node: Node, at: date, reviewed: Reckoning) -> bool:
        """Whether nothing is lost yet and there is as much as the time that passed asks; with what waits for review."""
        if self.met(node) or not self.applies(node):
            return True
        if node.row is not None:
            if not self.possible(node, at):
                return False
            pace = self.pace(node.row, at)
            return pace is None or reviewed.have(node.row) >= pace * self.unit
        if node.inner:
            held = [self.on_course(inner, at, reviewed) for inner in node.inner if self.applies(inner)]
            return any(held) if isinstance(node.rule.said, schema.AnyRule) else all(held)
        if node.rule.steps:
            return all(done.day or done.by is None or done.by >= at for done in self.steps(node))
        return False

    def pace(self, row: Row, at: date) -> Fraction | None:
        """How many points there should be on a day: in proportion to the days, in whole points, and none at first."""
        demand = self.count.demands[row.index]
        if demand is None or row.measure != "points":
            return None
        period = self.around.period
        first, until = (period.first, period.until) if isinstance(row.said.window, words.LastLength) else row.window
        days, gone = (until - first).days, min(max((at - first).days, 0), (until - first).days)
        if days <= 0 or 8 * gone < days:
            return ZERO
        return Fraction(demand * gone // (days * self.unit))

    def last_day(self, node: Node) -> date | None:
        """The last day on which something can still be done for a rule."""
        period = self.around.period
        if node.rule.steps:
            days = [done.by for done in self.steps(node) if done.by is not None]
            return max(days, default=None)
        window = node.window
        if window is None or isinstance(node.rule.said.window, words.LastLength):
            return period.last
        return date.fromordinal(window[1].toordinal() - 1)

    def possible(self, node: Node, at: date | None) -> bool:
        """Whether something can still be done for a rule."""
        last = self.last_day(node)
        return at is not None and last is not None and last >= at

    # ----- lines

    def lines(self, reviewed: Reckoning) -> list[RuleLine]:
        """A line for each rule, area, part, step and alternative."""
        return [line for node in self.every() for line in self._lines(node, reviewed)]

    def _lines(self, node: Node, reviewed: Reckoning) -> Iterator[RuleLine]:
        said = node.rule.said
        consequence = said.consequence[0] if said.consequence else {}
        at = self.around.at
        if not self.applies(node):
            yield RuleLine(node.name, applies=False)
        elif node.row is not None:
            yield self._row_line(node, node.row, reviewed)._replace(consequence=consequence)
        elif node.rule.steps:
            for done in self.steps(node):
                # A deadline that hangs on a step that wasn't done yet isn't known, and so not over.
                open_yet = at is not None and (done.by is None or done.by >= at)
                there = ONE if done.day else ZERO
                name = f"{node.name}/{done.step.name}"
                yield RuleLine(
                    name, measure="activities", required=ONE, stated=ONE, have=there, fresh=there, missing=ONE - there,
                    met=bool(done.day), binding=not done.day, by=done.by,
                    still_possible=bool(done.day) or open_yet, items=done.items, consequence=consequence,
                )  # fmt: skip
        else:
            yield self._other_line(node)._replace(consequence=consequence)

    def _other_line(self, node: Node) -> RuleLine:
        met, at = self.met(node), self.around.at
        line = RuleLine(
            node.name, missing=self.lacks(node), met=met, binding=not met, by=self.last_day(node),
            still_possible=met or self.possible(node, at),
        )  # fmt: skip
        if node.inner:
            nearest = min((i for i in node.inner if self.applies(i)), key=self.lacks)
            return line._replace(measure=nearest.row.measure if nearest.row is not None else "activities")
        asked, have = self.asked_mean(node), self.mean(node)
        return line._replace(measure="hours", required=asked, stated=asked, have=have, fresh=have)

    def _row_line(self, node: Node, row: Row, reviewed: Reckoning) -> RuleLine:
        at = self.around.at
        have, carried, demand = self.have(row), self.carried(row), self.count.demands[row.index]
        absorbed = self.count.sheet.units(row.absorbed)
        cap = next((cap.most for cap in self.count.caps if cap.row is row), None)
        met = self.met(node)
        return RuleLine(
            name=node.name,
            measure=row.measure,
            required=None if demand is None else self.points(demand),
            stated=row.target.stated if row.target else (None if demand is None else self.points(demand)),
            cap=None if cap is None else self.points(cap),
            have=self.points(have),
            fresh=self.points(have - carried + absorbed),
            carried=self.points(carried),
            under_review=self.points(max(0, reviewed.have(row) - have)),
            missing=self.points(self.missing(row)),
            met=met,
            pace=None if at is None else self.pace(row, at),
            by=self.last_day(node),
            still_possible=met or self.possible(node, at),
            adjustments=row.target.adjustments if row.target else (),
            items=self.count.sheet.ids(self.count, row),
        )


class _Steps:
    """Looks for the days on which steps were done. Where a deadline hangs on an earlier step, every day is tried."""

    def __init__(self, around: Around, node: Node, stands: Callable[[Activity], bool]) -> None:
        self.around, self.node = around, node
        self.said = said = cast("schema.StepsRule", node.rule.said)
        activities = [a for a in around.case.activities if stands(a) and not _planned(around, a) and self._is_mine(a)]
        self.days = [self._days(step, when, activities) for step, when in node.rule.steps]
        moments = [moment for step in said.steps for moment in (step.first, step.by)]
        self.tied = any("step." in repr(moment) for moment in moments)
        self.tries = 0

    def _is_mine(self, activity: Activity) -> bool:
        """Whether it is labelled with the area that the steps are looked at for, or with one that covers it."""
        subject = self.node.subject
        return subject is None or subject.name in self.around.ready.areas_closed(activity.areas)

    def _days(self, step: schema.Step, when: Condition | None, activities: list[Activity]) -> dict[date, list[str]]:
        found: dict[date, list[str]] = {}
        for activity in activities:
            if not step.kind or activity.kind in step.kind:
                answer = True if when is None else when.ask(activity, self.around)
                if answer is None and when is not None:
                    key = ("step", step.name, activity.id)
                    answer = self.around.supposed(key, when.unknown(activity, self.around))
                if answer:
                    found.setdefault(activity.completed, []).append(activity.id)
        return {day: sorted(found[day]) for day in sorted(found)}

    def best(self) -> list[Done]:
        """As many steps as can be done, in order."""
        self.around.steps.clear()
        found = self._from(0, date.min)
        self.around.steps.clear()
        return found

    def _from(self, n: int, after: date) -> list[Done]:
        if n == len(self.said.steps):
            return []
        self.tries += 1
        step = self.said.steps[n]
        first, by = (self.around.day(moment, self.node.subject) for moment in (step.first, step.by))
        low = max(first, after) if self.said.ordered and first else first
        fitting = [] if low is None or by is None else [day for day in self.days[n] if low <= day <= by]
        if not self.tied:
            # The earliest day leaves most room for what comes after.
            day = fitting[0] if fitting else None
            return [self._done(n, day, by), *self._after(n, step.name, day, after)]
        if self.tries > _MOST_TRIES:
            raise UndecidableError("too_hard")
        ways = [[self._done(n, day, by), *self._after(n, step.name, day, after)] for day in (*fitting, None)]
        return max(ways, key=lambda way: sum(done.day is not None for done in way))

    def _done(self, n: int, day: date | None, by: date | None) -> Done:
        return Done(self.said.steps[n], day, by, tuple(self.days[n].get(day, ())) if day else ())

    def _after(self, n: int, name: str, day: date | None, after: date) -> list[Done]:
        if day is None:
            self.around.steps.pop(name, None)
            return self._from(n + 1, after)
        self.around.steps[name] = day
        return self._from(n + 1, day)


def _planned(around: Around, activity: Activity) -> bool:
    return around.at is not None and activity.completed > around.at
