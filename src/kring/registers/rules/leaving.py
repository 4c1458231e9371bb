"""What a period leaves once it was judged: credit for later ones, what stays of older credit, and what lapses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kring.registers.rules import schema
from kring.registers.rules.assigning import CLOSE, FINER
from kring.registers.rules.carrying import ALL, JOINED, Held, covers, first_unusable, is_usable, option_of
from kring.registers.rules.case import Lot
from kring.registers.rules.compile import Carry, Option
from kring.registers.rules.counted import Count, Group
from kring.registers.rules.credits import Credit, FinerError
from kring.registers.rules.reckoning import Reckoning
from kring.registers.rules.rows import Node, Row
from kring.registers.rules.solver import Programme
from kring.registers.rules.surroundings import UndecidableError
from kring.registers.rules.verdict import LotIn, LotOut


@dataclass(slots=True)
class Left:
    """What a period leaves, and what becomes of the lots it had."""

    lots_in: list[LotIn] = field(default_factory=list)
    lots_out: list[LotOut] = field(default_factory=list)
    lapsed: list[LotIn] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Away:
    """Something that may be taken away: `rows` that would miss it, and how much was taken."""

    credit: Credit
    option: Option
    amount: int
    rows: frozenset[int]
    carry: Carry | None = None
    excess: int = 0
    taken: int = 0


class Leaving:
    """Works out what a period leaves once it was judged."""

    def __init__(self, reckoning: Reckoning, held: Sequence[Held], *, met: bool) -> None:
        self.reckoning, self.held, self.met = reckoning, held, met
        self.count: Count = reckoning.count
        self.sheet = self.count.sheet
        self.around = self.sheet.around
        self.rooms = self._rooms()
        self.must = frozenset(row.index for node in reckoning.rules.nodes for row in self._needed(node))
        self.slack = {
            row.index: reckoning.have(row) - (self.count.demands[row.index] or 0)
            for row in self.sheet.rows
            if row.index in self.must
        }

    def _needed(self, node: Node) -> list[Row]:
        """The rows that must stay met: of alternatives those of the first that is."""
        if not self.reckoning.applies(node):
            return []
        if node.row is not None:
            asked = self.count.demands[node.row.index] is not None and node.row.measure == "points"
            return [node.row] if asked else []
        inner = [one for one in node.inner if self.reckoning.applies(one)]
        if isinstance(node.rule.said, schema.AnyRule):
            inner = [one for one in inner if self.reckoning.met(one)][:1]
        return [row for one in inner for row in self._needed(one)]

    def all(self) -> Left:
        """What is left, used and lapsed."""
        found = Left()
        fresh = self._fresh() if self.sheet.ready.carries else []
        if self.met:
            self._take([away for away in fresh if away.carry and away.carry.said.takes == "surplus"])
        for away in fresh:
            if away.carry is not None and away.carry.said.takes == "all":
                away.taken = away.amount
        self._old_lots(found)
        self._new_lots(found, fresh)
        return found

    def _fresh(self) -> list[_Away]:
        """What was done in this period, latest first, with the entry of `carry` that it goes by."""
        carries = [carry for carry in self.sheet.ready.carries if carry.when is None or self.around.holds(carry.when)]
        found: list[tuple[int, int, _Away]] = []
        for n, group in enumerate(self.count.groups):
            if group.sample.serves is None and group.sample.windows & 1:
                for item, place, amount, excess in self._parts(n):
                    credit, option = self.count.items.credits[item], group.options[place]
                    carry = next((c for c in carries if self.sheet.selects(c.selector, credit, option)), None)
                    if carry is not None and (amount or excess) and credit.activity is not None:
                        rows = frozenset(group.rows[place]) & self.must
                        # Items stand in the sheet's order, which isn't that in which they were told.
                        away = _Away(credit, option, amount, rows, carry, excess)
                        found.append((-credit.day.toordinal(), -item, away))
        return [away for _, _, away in sorted(found, key=lambda one: one[:2])]

    def _parts(self, n: int) -> Iterator[tuple[int, int, int, int]]:
        """Of each item of a group: where it counts, how much, and how much more a limit cut that lets it carry."""
        group = self.count.groups[n]
        if len(group.options) > 1:
            yield from ((item, place, amount, 0) for item, place, amount in self.count.shares(n))
            return
        counted = {item: amount for item, _, amount in self.count.shares(n)}
        caps = [cap.row for cap in self.count.caps if cap.groups >> n & 1 and cap.row is not None]
        carries = caps and all(row.said.excess == "carries" for row in caps) and n not in self.count.dropped
        for item, full in zip(group.members, group.amounts, strict=True):
            amount = counted.get(item, 0)
            yield item, 0, amount, self._excess(group, full - amount) if carries else 0

    def _excess(self, group: Group, over: int) -> int:
        """What of that much is over a limit of a rule only: what the limits of an entry take off is nobody's credit."""
        bounds = [number for number in group.bounds if number in self.rooms]
        found = max(0, min([over, *(self.rooms[number] for number in bounds)]))
        for number in bounds:
            self.rooms[number] -= found
        return found

    def _rooms(self) -> dict[int, int]:
        """What each limit of an entry that divides still lets in."""
        held: dict[int, int] = {}
        for group, parts in zip(self.count.groups, self.count.parts, strict=True):
            for number in group.bounds:
                held[number] = held.get(number, 0) + sum(parts)
        bounds = enumerate(self.count.items.bounds)
        return {number: bound.most - held.get(number, 0) for number, bound in bounds if not bound.times}

    def _take(self, aways: list[_Away]) -> None:
        """Take away as much as leaves every rule met."""
        slack = dict(self.slack)
        for away in aways:
            most = min([away.amount, *(max(0, slack[row]) for row in away.rows)])
            away.taken = most if most == away.amount or not away.credit.whole else 0
            for row in away.rows:
                slack[row] -= away.taken
        whole = any(away.credit.whole for away in aways) and any(away.taken < away.amount for away in aways)
        if whole or not _is_tree(aways):
            self._take_best(aways)
        for away in aways:
            for row in away.rows:
                self.slack[row] -= away.taken

    def _take_best(self, aways: list[_Away]) -> None:
        """The most that can be taken where rules overlap or items are whole."""
        if len(aways) > 2000:
            raise UndecidableError("too_hard")
        programme = Programme()
        variables = [programme.variable(1 if away.credit.whole else away.amount) for away in aways]
        worth = [away.amount if away.credit.whole else 1 for away in aways]
        for row, slack in self.slack.items():
            terms = {v: w for v, w, away in zip(variables, worth, aways, strict=True) if row in away.rows}
            if terms:
                programme.at_most(terms, max(0, slack))
        aim = dict(zip(variables, worth, strict=True))
        whole = {variable for variable, away in zip(variables, aways, strict=True) if away.credit.whole}
        relaxed = programme.relaxed(aim, whole)
        values = programme.best(aim)
        taken = sum(each * value for each, value in zip(worth, values, strict=True))
        if relaxed - taken > CLOSE and self.sheet.unit % FINER[-1]:
            # In finer pieces more may be taken.
            raise FinerError(FINER[-1])
        for away, value, each in zip(aways, values, worth, strict=True):
            away.taken = value * each

    # ----- lots that were there

    def _old_lots(self, found: Left) -> None:
        parts = self._counted_lots()
        following = self.around.period.until
        for one in self.held:
            rows = sorted(one.rows)
            if one.pushed is not None:
                counted, in_rows = parts.get(one.place, (0, frozenset()))
                needed = in_rows & self.must
                spare = min([counted, *(max(0, self.slack[row]) for row in needed)]) if self.met else 0
                one.used = counted - spare
                for row in needed:
                    self.slack[row] -= spare
                rows = [self.sheet.rows[n].name for n in sorted(in_rows)]
            unit = self.sheet.unit
            found.lots_in.append(LotIn(one.place, one.lot.points, Fraction(one.used, unit), tuple(rows)))
            self._remains(found, one, Fraction(one.units - one.used, unit), following)
        kept = {one.place for one in self.held}
        for place, lot in enumerate(self.around.case.lots or ()):
            if place not in kept:
                found.lots_in.append(LotIn(place, lot.points, Fraction(0), ()))
                self._unheld(found, place, lot, following)
        found.lots_in.sort()

    def _counted_lots(self) -> dict[int, tuple[int, frozenset[int]]]:
        found: dict[int, tuple[int, frozenset[int]]] = {}
        for n, group in enumerate(self.count.groups):
            if group.sample.lot >= 0:
                for item, place, amount in self.count.shares(n):
                    lot = self.count.items.credits[item].lot
                    asked = frozenset(r for r in group.rows[place] if self.count.demands[r] is not None)
                    found[lot] = (found.get(lot, (0, asked))[0] + amount, asked)
        return found

    def _remains(self, found: Left, one: Held, points: Fraction, following: date) -> None:
        if not points:
            return
        carry = next(carry for carry in (one.pushed, *one.pulled) if carry is not None)
        if is_usable(self.around, carry, one.lot.left, following):
            found.lots_out.append(self._again(carry, one.lot, points))
        else:
            found.lapsed.append(LotIn(one.place, points, Fraction(0), ()))

    def _unheld(self, found: Left, place: int, lot: Lot, following: date) -> None:
        """A lot that this period could not use may still be one for the next."""
        option = option_of(self.sheet, lot.category)
        for carry in self.sheet.ready.carries:
            if covers(self.sheet, carry, lot, option) and is_usable(self.around, carry, lot.left, following):
                found.lots_out.append(self._again(carry, lot, lot.points))
                return
        found.lapsed.append(LotIn(place, lot.points, Fraction(0), ()))

    def _again(self, carry: Carry, lot: Lot, points: Fraction) -> LotOut:
        until = first_unusable(self.around, carry, lot.left)
        usable = self._usable(carry, points)
        return LotOut(lot.category, points, usable, lot.left, until, lot.earned, lot.times, carry.name)

    def _usable(self, carry: Carry, points: Fraction) -> Fraction:
        return points if carry.at_most is None else min(points, carry.at_most(self.around))

    # ----- lots that this period makes

    def _new_lots(self, found: Left, fresh: list[_Away]) -> None:
        taken: dict[tuple[str, str], list[tuple[int, date]]] = {}
        carries = {carry.name: carry for carry in self.sheet.ready.carries}
        for away in fresh:
            amount = away.taken + away.excess
            if amount and away.carry is not None:
                key = (away.carry.name, self._label(away))
                taken.setdefault(key, []).append((amount, away.credit.day))
        last, left = self.around.period.last, dict[str, Fraction]()
        for (name, category), rows in sorted(taken.items()):
            carry = carries[name]
            points = Fraction(sum(amount for amount, _ in rows), self.sheet.unit)
            # What may be used of several lots of one entry is bounded together.
            usable = min(self._usable(carry, points), left.get(name, self._usable(carry, Fraction(10**15))))
            left[name] = left.get(name, self._usable(carry, Fraction(10**15))) - usable
            until = first_unusable(self.around, carry, last)
            earned = min(day for _, day in rows)
            found.lots_out.append(LotOut(category, points, usable, last, until, earned, 1, name))

    def _label(self, away: _Away) -> str:
        carry = away.carry
        if carry is not None and carry.said.into != "same":
            return carry.said.into
        labels = []
        for label in away.option.labels:
            own = label in self.sheet.ready.per_area and away.option.areas
            areas = away.credit.activity.areas if own and away.credit.activity is not None else ()
            labels += [f"{label}/{area}" for area in areas] or [label]
        return JOINED.join(sorted(labels)) or ALL


def _is_tree(aways: Sequence[_Away]) -> bool:
    """Whether the rules that would miss something are nested or apart, over what may be taken."""
    sets: dict[int, set[frozenset[int]]] = {}
    for away in aways:
        for row in away.rows:
            sets.setdefault(row, set()).add(away.rows)
    return all(a <= b or b <= a or not a & b for a in sets.values() for b in sets.values())
