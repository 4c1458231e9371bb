"""The rules of a scheme for one person and period: a row for each area, part and alternative that must be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, cast

from kring.registers.rules import schema, words
from kring.registers.rules.adjusting import Target, applying, names, target
from kring.registers.rules.amounts import Earned
from kring.registers.rules.case import Named
from kring.registers.rules.compile import Adjust, Rule
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


@dataclass(slots=True)
class Rules:
    """Every node at the top, and every row below them."""

    nodes: list[Node] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def rules_of(around: Around) -> Rules:
    """The rules as they stand for this person and period."""
    around.required = lambda leaf: _required(around, leaf)
    found = Rules()
    making = _Making(around, applying(around, "exempt"), found.rows)
    for rule in around.ready.rules:
        found.nodes += [making.node(rule, place) for place in _places(around, rule)]
    return found


def _required(around: Around, leaf: Rule) -> tuple[Fraction, Fraction]:
    found = target(around, leaf) if leaf.least is not None else Target(Fraction(0), Fraction(0))
    return (Fraction(0), Fraction(0)) if isinstance(found, Earned) else (found.stated, found.required)


def _places(around: Around, rule: Rule, outer: Place | None = None) -> Iterator[Place]:
    """Where a rule is looked at: for each area and part that it names itself, else where the rule around it is."""
    name = f"{outer.name}/{rule.said.name}" if outer else rule.said.name
    for whole, subject in _areas(around, rule, name, outer.subject if outer else None):
        if outer and isinstance(rule.said.window, words.WholePeriod):
            yield Place(whole, outer.window, subject)
        else:
            yield from (Place(part, window, subject) for part, window in _windows(around, rule, whole))


def _areas(around: Around, rule: Rule, name: str, outer: Named | None) -> Iterator[tuple[str, Named | None]]:
    """The name of the rule (and the area around it), or one for each of the person's areas."""
    per = rule.said.per
    if per is None:
        yield name, outer
        return
    held = around.areas(per)
    covered = {name for area in held for name in around.ready.covers(per, area.name)} if rule.said.uncovered else set()
    for area in held:
        if area.name not in covered:
            yield f"{name}/{area.name}", area


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


def asks_rules(rule: Rule) -> bool:
    """Whether a rule's condition asks what another one has (its target is known before)."""
    return rule.when is not None and any(
        leaf.fact.startswith("rule.") and not leaf.fact.endswith(".required") for leaf, _ in rule.when.leaves
    )


class _Making:
    """Makes the nodes of rules, and of the rules inside them."""

    def __init__(self, around: Around, exempted: Sequence[Adjust], rows: list[Row]) -> None:
        self.around, self.exempted, self.rows = around, exempted, rows

    def node(self, rule: Rule, place: Place) -> Node:
        """The rule as it stands at a place."""
        around, exempt = self.around, any(names(adjust, rule) for adjust in self.exempted)
        node = Node(place.name, rule, window=place.window, subject=place.subject, exempt=exempt)
        # A condition on what other rules have is answered when they are counted.
        node.applies = not exempt and (rule.when is None or asks_rules(rule) or around.holds(rule.when, place.subject))
        if not node.applies:
            return node
        if rule.selector is not None:
            node.row = _row(around, rule, place, self.rows)
        node.inner = tuple(self._inside(inner, place) for inner in rule.inner)
        return node

    def _inside(self, rule: Rule, outer: Place) -> Node:
        """A rule inside another. One that is looked at in several places is met when it is met in each of them."""
        nodes = tuple(self.node(rule, place) for place in _places(self.around, rule, outer))
        if len(nodes) == 1 and nodes[0].name == f"{outer.name}/{rule.said.name}":
            return nodes[0]
        applies = any(node.applies for node in nodes)
        return Node(f"{outer.name}/{rule.said.name}", rule, inner=nodes, window=outer.window, applies=applies)


def _row(around: Around, rule: Rule, place: Place, rows: list[Row]) -> Row:
    row = Row(len(rows), place.name, rule, place.window, place.subject.name if place.subject else None)
    row.whole_period = place.window == (around.period.first, around.period.until)
    if rule.least is not None:
        found: Any = target(around, rule, place.subject)
        row.target = found if isinstance(found, Target) else None
        row.least = found.required if isinstance(found, Target) else found
    if rule.most is not None:
        row.most = rule.most(around, place.subject)
    rows.append(row)
    return row
