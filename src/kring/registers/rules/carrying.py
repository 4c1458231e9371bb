"""Credit that goes from one period to the next: what earlier ones left, what of it is used, and what this one leaves.

A lot is never cut or changed: what a period may use of it is a bound at use, and what it used is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kring.registers.rules import schema
from kring.registers.rules.case import Lot
from kring.registers.rules.compile import Carry, Option
from kring.registers.rules.counting import Count, nested
from kring.registers.rules.earning import Credit, Sheet
from kring.registers.rules.periods import DAY, later
from kring.registers.rules.reckoning import Reckoning
from kring.registers.rules.rows import Node, Row
from kring.registers.rules.solver import Programme
from kring.registers.rules.surroundings import Around, UndecidableError
from kring.registers.rules.verdict import LotIn, LotOut

ALL = "all"
JOINED = " | "


@dataclass(slots=True)
class Held:
    """A lot that this period may use: by which entries of `carry`, and how much of it each of them allows, in units."""

    place: int
    lot: Lot
    units: int
    option: Option
    pushed: Carry | None = None
    pulled: list[Carry] = field(default_factory=list)
    used: int = 0
    rows: set[str] = field(default_factory=set)


def period_number(around: Around, day: date) -> int | None:
    """The number of the period that a day is in."""
    found = around.calendar.holding(day) if around.calendar is not None else None
    return found.number if found is not None else None


def first_unusable(around: Around, carry: Carry, left: date) -> date | None:
    """The first day of the first period that may not use a lot left on a day any more; None: every one may."""
    lasts = carry.said.lasts
    if lasts is None or around.calendar is None:
        return None
    if isinstance(lasts, int):
        number = period_number(around, left)
        return around.period.first if number is None else around.calendar.start(number + lasts)
    return later(left + DAY, lasts, 1, around.leap)


def is_usable(around: Around, carry: Carry, left: date, first: date) -> bool:
    """Whether a period that starts on `first` may use a lot left on a day."""
    until = first_unusable(around, carry, left)
    return left < first and (until is None or first < until)


def covers(sheet: Sheet, carry: Carry, lot: Lot, option: Option) -> bool:
    """Whether an entry of `carry` is about a lot: it made it, or its selection holds the lot's category."""
    if lot.carry == carry.name or (carry.said.into != "same" and carry.said.into == lot.category):
        return True
    selector = carry.selector
    return selector.takes(option, None, None, sheet.ready.per_area) if not selector.kinds else False


def held_lots(sheet: Sheet, lots: Sequence[Lot], *, open_to: frozenset[str]) -> list[Held]:
    """The lots that this period may use, the first to lapse first; `open_to` names the entries whose condition holds."""
    around, found = sheet.around, []
    for place, lot in enumerate(lots):
        option = option_of(sheet, lot.category)
        mine = [
            carry
            for carry in sheet.ready.carries
            if carry.name in open_to
            and covers(sheet, carry, lot, option)
            and is_usable(around, carry, lot.left, around.period.first)
        ]
        pushed = next((carry for carry in mine if carry.said.way == "pushed"), None)
        held = Held(place, lot, sheet.units(lot.points), option, pushed)
        held.pulled = [] if pushed else [carry for carry in mine if carry.said.way == "pulled"]
        if mine:
            found.append(held)
    return sorted(found, key=lambda held: (_end(around, held), held.lot.left, held.lot.earned or date.min, held.place))


def _end(around: Around, held: Held) -> date:
    ends = [first_unusable(around, carry, held.lot.left) for carry in (held.pushed, *held.pulled) if carry]
    return max((end or date.max for end in ends), default=date.max)


def option_of(sheet: Sheet, category: str) -> Option:
    """How credit of a category counts."""
    labels = [] if category == ALL else category.split(JOINED)
    return sheet.ready.options_of_labels(labels)[0]


def pushed_credits(sheet: Sheet, held: Sequence[Held]) -> list[Credit]:
    """Credit that is there from the start, as much as each entry of `carry` lets in."""
    left: dict[str, int] = {}
    found = []
    for one in held:
        carry = one.pushed
        if carry is None:
            continue
        if carry.name not in left:
            left[carry.name] = _most(sheet, carry, one)
        amount = min(one.units, left[carry.name])
        left[carry.name] -= amount
        if amount:
            found.append(_credit(sheet, one, carry, amount))
    return found


def _most(sheet: Sheet, carry: Carry, one: Held) -> int:
    if carry.at_most is None:
        return 10**30
    return sheet.units(carry.at_most(sheet.around))


def _credit(sheet: Sheet, one: Held, carry: Carry, amount: int) -> Credit:
    first = sheet.around.period.first
    credit = Credit(-1, None, None, first, sheet.ready.options_of_labels(_labels(one.lot.category)), amount=amount)
    credit.windows = sheet.windows_at(first)
    credit.serves = frozenset(row.index for row in sheet.rows if serves(carry, row))
    credit.lot = one.place
    return credit


def _labels(category: str) -> list[str]:
    return [] if category == ALL else category.split(JOINED)


def serves(carry: Carry, row: Row) -> bool:
    """Whether carried credit may serve a rule: those named, else every one over the whole period."""
    if row.said.fresh or row.measure != "points":
        return False
    return bool(carry.serves & row.rule.names) if carry.serves else row.whole_period


# ----- pulling


def pull(reckoning: Reckoning, held: Sequence[Held]) -> None:
    """Fill shortages with credit that only comes when it is needed: no more than that, the first to lapse first."""
    sheet = reckoning.count.sheet
    rows = [row for row in sheet.rows if reckoning.count.demands[row.index] is not None]
    allowed = {(one.place, carry.name): one.units for one in held for carry in one.pulled}
    left: dict[str, int] = {}
    fits = {row.index: [one for one in held if _fits_row(sheet, one, row)] for row in rows}
    for row in sorted(rows, key=lambda row: len(fits[row.index])):
        for one in fits[row.index]:
            for carry in one.pulled:
                if serves(carry, row) and (short := reckoning.missing(row)):
                    if carry.name not in left:
                        left[carry.name] = _most(sheet, carry, one)
                    amount = min(short, allowed[one.place, carry.name], left[carry.name], _room(reckoning, one))
                    allowed[one.place, carry.name] -= amount
                    left[carry.name] -= amount
                    _add(reckoning, one, carry, amount)
    for one in held:
        one.used = max((one.units - allowed[one.place, carry.name] for carry in one.pulled), default=0)
    _check_pull(reckoning, rows, fits)


def _fits_row(sheet: Sheet, one: Held, row: Row) -> bool:
    assert row.rule.selector is not None
    if row.rule.selector.kinds or row.rule.selector.when is not None:
        return False
    return any(serves(carry, row) for carry in one.pulled) and row.rule.selector.takes(
        one.option, None, row.area, sheet.ready.per_area
    )


def _room(reckoning: Reckoning, one: Held) -> int:
    """What limits leave room for."""
    sheet = reckoning.count.sheet
    rooms = [10**30]
    for cap in reckoning.count.caps:
        if cap.row is not None and cap.row.measure == "points":
            selector = cap.row.rule.selector
            if selector is not None and selector.takes(one.option, None, cap.row.area, sheet.ready.per_area):
                rooms.append(max(0, cap.most - reckoning.have(cap.row)))
    return min(rooms)


def _add(reckoning: Reckoning, one: Held, carry: Carry, amount: int) -> None:
    sheet = reckoning.count.sheet
    if amount:
        for row in sheet.rows:
            if serves(carry, row) and _fits_row(sheet, one, row):
                reckoning.added[row.index] += amount
                one.rows.add(row.name)


def _check_pull(reckoning: Reckoning, rows: list[Row], fits: dict[int, list[Held]]) -> None:
    """Where rules overlap in what may fill them, filling one after the other isn't surely best."""
    if not any(reckoning.missing(row) and fits[row.index] for row in rows):
        return
    sets = {sum(1 << one.place for one in fits[row.index]) for row in rows}
    if not all(nested(a, b) for a in sets for b in sets):
        raise UndecidableError("too_hard")


# ----- leaving


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
        carries = [
            carry
            for carry in self.sheet.ready.carries
            if carry.when is None or self.around.holds(carry.when)
        ]
        found = []
        for n, group in enumerate(self.count.groups):
            if group.sample.serves is None and group.sample.windows & 1:
                for item, place, amount, excess in self._parts(n):
                    credit, option = self.count.items.credits[item], group.options[place]
                    carry = next((c for c in carries if self.sheet.selects(c.selector, credit, option)), None)
                    if carry is not None and (amount or excess) and credit.activity is not None:
                        rows = frozenset(group.rows[place]) & self.must
                        found.append(_Away(credit, option, amount, rows, carry, excess))
        return sorted(found, key=lambda away: (-away.credit.day.toordinal(), -away.credit.place))

    def _parts(self, n: int) -> Iterator[tuple[int, int, int, int]]:
        """Of each item of a group: where it counts, how much, and how much more a limit cut that lets it carry."""
        group = self.count.groups[n]
        if len(group.options) > 1:
            yield from ((item, place, amount, 0) for item, place, amount in self.count.shares(n))
            return
        counted = {item: amount for item, _, amount in self.count.shares(n)}
        caps = [cap.row for cap in self.count.caps if cap.groups >> n & 1]
        carries = caps and all(row is not None and row.said.excess == "carries" for row in caps)
        for item, full in zip(group.members, group.amounts, strict=True):
            amount = counted.get(item, 0)
            yield item, 0, amount, full - amount if carries else 0

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
        values = programme.best(dict(zip(variables, worth, strict=True)))
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
