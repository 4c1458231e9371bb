"""Credit that goes from one period to the next: what earlier ones left, what of it is used, and what this one leaves.

A lot is never cut or changed: what a period may use of it is a bound at use, and what it used is told beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kring.registers.rules.case import Lot
from kring.registers.rules.compile import Carry, Option
from kring.registers.rules.credits import Credit
from kring.registers.rules.earning import Sheet
from kring.registers.rules.periods import DAY, later
from kring.registers.rules.reckoning import Reckoning
from kring.registers.rules.rows import Row
from kring.registers.rules.sure import sure
from kring.registers.rules.surroundings import Around, UndecidableError
from kring.registers.rules.tree import nested

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
        # What was left before her first period is as what the period before it would have left.
        return around.calendar.start((period_number(around, left) or 0) + lasts)
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
    """The lots that this period may use, the first to lapse first; `open_to` names the entries that may be used."""
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
    selector = sure(row.rule.selector)
    if selector.kinds or selector.when is not None:
        return False
    served = any(serves(carry, row) for carry in one.pulled)
    return served and selector.takes(one.option, None, row.area, sheet.ready.per_area)


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
