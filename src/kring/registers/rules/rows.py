"""The rules of a scheme for one person and period: a row for each area, part and alternative that must be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, cast

from kring.registers.rules import schema, words
from kring.registers.rules.adjusting import Target, applying, names, target
from kring.registers.rules.amounts import Earned
from kring.registers.rules.case import Named
from kring.registers.rules.compile import Rule
from kring.registers.rules.periods import DAY, later, parts
from kring.registers.rules.surroundings import Around

Window = tuple[date, date]


@dataclass(slots=True, eq=False)
class Row:
    """Something that is measured: `least` and `most` are what it asks and allows (None: nothing; Earned: a share).

    `index` is its place among the rows; `absorbed` is taken off what there is, before anything.
    """

    index: int
    name: str
    rule: Rule
    window: Window
    area: str | None
    target: Target | None = None
    least: Fraction | Earned | None = None
    most: Fraction | Earned | None = None
    absorbed: Fraction = Fraction(0)
    whole_period: bool = True

    @property
    def said(self) -> schema.AmountRule:
        """The rule as the file says it."""
        return cast("schema.AmountRule", self.rule.said)

    @property
    def measure(self) -> str:
        """What is added up."""
        return self.said.measure


@dataclass(slots=True, eq=False)
class Node:
    """A rule as it stands: measured by a row, by others inside it, or (steps, averages) by looking at the case."""

    name: str
    rule: Rule
    row: Row | None = None
    inner: tuple[Node, ...] = ()
    window: Window | None = None
    applies: bool = True
    subject: Named | None = None
    exempt: bool = False


class Place(NamedTuple):
    """Where a rule is looked at: under which name, in which window, for which area."""

    name: str
    window: Window
    subject: Named | None

    def inside(self, name: str) -> Place:
        """The place of a rule inside this one."""
        return self._replace(name=f"{self.name}/{name}")


@dataclass(slots=True)
class Rules:
    """Every node at the top, and every row below them."""

    nodes: list[Node] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def rules_of(around: Around) -> Rules:
    """The rules as they stand for this person and period."""
    around.required = lambda leaf: _required(around, leaf)
    found = Rules()
    exempted = applying(around, "exempt")
    for rule in around.ready.rules:
        exempt = any(names(adjust, rule) for adjust in exempted)
        for name, subject in _areas(around, rule):
            for whole, window in _windows(around, rule, name):
                found.nodes.append(_node(around, rule, Place(whole, window, subject), found, exempt=exempt))
    return found


def _required(around: Around, leaf: Rule) -> tuple[Fraction, Fraction]:
    found = target(around, leaf) if leaf.least is not None else Target(Fraction(0), Fraction(0))
    return (Fraction(0), Fraction(0)) if isinstance(found, Earned) else (found.stated, found.required)


def _areas(around: Around, rule: Rule) -> Iterator[tuple[str, Named | None]]:
    """The name of the rule, or one for each of the person's areas."""
    per = rule.said.per
    if per is None:
        yield rule.said.name, None
        return
    held = around.areas(per)
    covered = {name for area in held for name in around.ready.covers(per, area.name)} if rule.said.uncovered else set()
    for area in held:
        if area.name not in covered:
            yield f"{rule.said.name}/{area.name}", area


def _windows(around: Around, rule: Rule, name: str) -> Iterator[tuple[str, Window]]:
    period = around.period
    match rule.said.window:
        case words.EachPart(part):
            said = around.ready.scheme.period
            for part_name, first, until in parts(period, said.length, said.parts[part], around.leap):
                yield f"{name}/{part_name}", (first, until)
        case words.LastLength(length):
            last = min(around.at, period.last) if around.at else period.last
            yield name, (later(last + DAY, length, -1, around.leap), last + DAY)
        case _:
            yield name, (period.first, period.until)


def _node(around: Around, rule: Rule, place: Place, into: Rules, *, exempt: bool) -> Node:
    node = Node(place.name, rule, window=place.window, subject=place.subject, exempt=exempt)
    # A condition on what other rules have is answered when they are counted.
    node.applies = not exempt and (rule.when is None or asks_rules(rule) or around.holds(rule.when, place.subject))
    if not node.applies:
        return node
    if rule.selector is not None:
        node.row = _row(around, rule, place, into)
    node.inner = tuple(_node(around, inner, place.inside(inner.said.name), into, exempt=False) for inner in rule.inner)
    return node


def asks_rules(rule: Rule) -> bool:
    """Whether a rule's condition asks what another one has (its target is known before)."""
    return rule.when is not None and any(
        leaf.fact.startswith("rule.") and not leaf.fact.endswith(".required") for leaf, _ in rule.when.leaves
    )


def _row(around: Around, rule: Rule, place: Place, into: Rules) -> Row:
    row = Row(len(into.rows), place.name, rule, place.window, place.subject.name if place.subject else None)
    row.whole_period = place.window == (around.period.first, around.period.until)
    if rule.least is not None:
        found: Any = target(around, rule)
        row.target = found if isinstance(found, Target) else None
        row.least = found.required if isinstance(found, Target) else found
    if rule.most is not None:
        row.most = rule.most(around)
    into.rows.append(row)
    return row
