"""What counts of each credit once like was gathered with like and limits were kept.

Where all that a limit is about counts alike, it is cut in order (times: the largest stay). Where it doesn't, the choice
decides, and the limit goes on as a bound for whoever divides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from kring.registers.rules.amounts import rounded
from kring.registers.rules.compile import Entry, Limit
from kring.registers.rules.credits import Credit
from kring.registers.rules.earning import Sheet
from kring.registers.rules.periods import later, parts
from kring.registers.rules.sure import sure
from kring.registers.rules.surroundings import UndecidableError
from kring.registers.rules.verdict import Reason, number
from kring.registers.rules.wording import condition_reasons

_WIDTH = {"activity": 0, "day": 1, "month": 2, "year": 4, "period": 5, "ever": 6}


class Bound(NamedTuple):
    """A limit that divides: the most units (or times) that these items may have together."""

    items: tuple[int, ...]
    most: int
    times: bool
    said: str


@dataclass(slots=True)
class Items:
    """What counts, in order: credit and what of it may count; `reasons` by the place of the activity."""

    credits: list[Credit] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    reasons: dict[int, list[Reason]] = field(default_factory=dict)
    hours: dict[int, Fraction] = field(default_factory=dict)

    def why(self, place: int, reason: Reason) -> None:
        """Keep why something of an activity doesn't count; what one limit takes off its pieces is told at once."""
        told = self.reasons.setdefault(place, [])
        for n, one in enumerate(told):
            if one.code == reason.code == "limit" and one.facts["limit"] == reason.facts["limit"]:
                told[n] = Reason("limit", {**one.facts, "lost": one.facts["lost"] + reason.facts["lost"]})
                return
        told.append(reason)


def items_of(sheet: Sheet, given: Sequence[Credit]) -> Items:
    """What may count of these credits."""
    ready = sheet.ready
    if not ready.gathers and not ready.limits:
        return Items(list(given), [credit.amount for credit in given])
    found = Items()
    amounts: dict[int, int] = {}
    if ready.gathers:
        amounts = _gathered(sheet, given, found)
    for credit in given:
        gathered = credit.entry is not None and credit.entry.gather is not None
        if not gathered or id(credit) in amounts:
            found.credits.append(credit)
            found.amounts.append(amounts[id(credit)] if gathered else credit.amount)
    return _limited(sheet, found) if ready.limits else found


# ----- gathering


class Sums(NamedTuple):
    """What was gathered, added up."""

    hours: Fraction
    minutes: Fraction
    items: Fraction
    points: Fraction


def _gathered(sheet: Sheet, given: Sequence[Credit], found: Items) -> dict[int, int]:
    groups: dict[Hashable, list[Credit]] = {}
    for credit in given:
        if credit.entry is not None and credit.entry.gather is not None:
            groups.setdefault(_gather_key(sheet, credit, credit.entry), []).append(credit)
    amounts: dict[int, int] = {}
    for members in groups.values():
        entry = sure(members[0].entry)
        sums = _sums(members)
        if entry.gather_when is not None and not entry.gather_when.ask(sums, sheet.around):
            for credit in members:
                for reason in condition_reasons(entry.name, entry.gather_when, sums, sheet.around):
                    found.why(credit.place, reason)
        else:
            amounts.update(_shared(sheet, entry, members, sums))
    return amounts


def _gather_key(sheet: Sheet, credit: Credit, entry: Entry) -> Hashable:
    same = entry.same(credit.activity, sheet.around) if entry.same is not None else None
    return (entry.index, within(sheet, sure(entry.gather).by, credit), same)


def _sums(members: Sequence[Credit]) -> Sums:
    hours = sum((c.hours for c in members if c.hours is not None), Fraction(0))
    done = [c.activity for c in members if c.activity is not None]
    items = sum((a.items for a in done), Fraction(0))
    return Sums(hours, hours * 60, items, sum((a.points for a in done if a.points is not None), Fraction(0)))


def _shared(sheet: Sheet, entry: Entry, members: Sequence[Credit], sums: Sums) -> dict[int, int]:
    """The points of a group, handed back to its members by duration (by number, where that isn't known)."""
    days = len({credit.day for credit in members})
    quantity = {"hour": sums.hours, "minute": sums.minutes, "item": sums.items, "day": Fraction(days)}
    points = sums.points if entry.points is None else entry.points * quantity.get(entry.per, Fraction(1))
    points = rounded(points, entry.round)
    weights = [credit.hours or Fraction(0) for credit in members]
    if not sums.hours:
        weights = [Fraction(1)] * len(members)
    whole = sum(weights, Fraction(0))
    return {id(c): sheet.units(points * weight / whole) for c, weight in zip(members, weights, strict=True)}


def within(sheet: Sheet, per: str, credit: Credit) -> Hashable:
    """Which activity, day, month, year, part or period a credit belongs to."""
    day = credit.day
    if per in sheet.ready.scheme.period.parts:
        return _part(sheet, per, day)
    on = credit.one_day or day
    plain = {"activity": credit.place, "day": on, "ever": 0, "month": (day.year, day.month), "year": day.year}
    if per in plain:
        return plain[per]
    calendar = sheet.around.calendar
    if credit.windows & 1 or calendar is None:
        return sheet.around.period.number
    period = calendar.holding(day)
    return period.number if period else 0


def _part(sheet: Sheet, name: str, day: date) -> Hashable:
    said, around = sheet.ready.scheme.period, sheet.around
    period = around.period
    if not period.first <= day < period.until:
        held = around.calendar.holding(day) if around.calendar else None
        if held is None:
            return (day.year, day.month)
        period = held
    rows = parts(period, said.length, said.parts[name], around.leap)
    return next((first for _, first, until in rows if first <= day < until), later(day, said.parts[name], 0, ""))


# ----- limits


def _limited(sheet: Sheet, found: Items) -> Items:
    dropped: set[int] = set()
    for entry in sheet.ready.entries:
        if entry.limits:
            mine = [n for n, credit in enumerate(found.credits) if credit.entry is entry]
            _limit_entry(sheet, entry, mine, found, dropped)
    if dropped:
        _drop(found, dropped)
    return found


def _drop(found: Items, dropped: set[int]) -> None:
    kept = [n for n in range(len(found.credits)) if n not in dropped]
    place = {n: new for new, n in enumerate(kept)}
    found.bounds = [b._replace(items=tuple(place[n] for n in b.items if n in place)) for b in found.bounds]
    found.hours = {place[n]: hours for n, hours in found.hours.items() if n in place}
    found.credits = [found.credits[n] for n in kept]
    found.amounts = [found.amounts[n] for n in kept]


def _limit_entry(sheet: Sheet, entry: Entry, mine: list[int], found: Items, dropped: set[int]) -> None:
    wide = [limit for limit in entry.limits if limit.per != "activity"]
    # Limits on different things cross each other: which comes first would decide.
    crossing = len({limit.said.same for limit in wide}) > 1
    divided: set[int] = set()
    order = sorted(entry.limits, key=lambda limit: (_WIDTH.get(limit.per, 3), limit.what != "times"))
    for limit in order:
        groups: dict[Hashable, list[int]] = {}
        for n in mine:
            if n not in dropped:
                groups.setdefault(_key(sheet, limit, found.credits[n]), []).append(n)
        for group in groups.values():
            alike = not divided.intersection(group) and (limit.per == "activity" or not crossing)
            if not _Cut(sheet, limit, found, dropped).keep(group, alike=alike):
                divided.update(group)


def _key(sheet: Sheet, limit: Limit, credit: Credit) -> Hashable:
    same = limit.same(credit.activity, sheet.around) if limit.same is not None else None
    return (within(sheet, limit.per, credit), same)


class _Cut:
    """Keeps one limit on one group of items."""

    def __init__(self, sheet: Sheet, limit: Limit, found: Items, dropped: set[int]) -> None:
        self.sheet, self.limit, self.found, self.dropped = sheet, limit, found, dropped
        self.most: Fraction = limit.most(sheet.around)
        same = f" {limit.said.same}" if limit.said.same else ""
        self.said = f"{number(self.most)} {limit.what} per {limit.per}{same}"

    def keep(self, group: list[int], *, alike: bool) -> bool:
        """Cut the group where everything in it counts alike; else say that it must be divided (False)."""
        ways: dict[str, Callable[[list[int], bool], bool]] = {
            "points": self._points,
            "times": self._times,
            "hours": self._hours,
        }
        past = [n for n in group if self._is_past(n)]
        if past:
            # What earlier periods used of a limit is used, whatever would be best now.
            ways[self.limit.what](past, True)  # noqa: FBT003
            self.most = max(self.most - self._used(past), Fraction(0))
        rest = [n for n in group if n not in past] if past else group
        return ways[self.limit.what](rest, alike and self._alike(rest)) if rest else True

    def _is_past(self, n: int) -> bool:
        credit = self.found.credits[n]
        return not credit.windows & 1 and credit.day < self.sheet.around.period.first

    def _used(self, past: list[int]) -> Fraction:
        kept = [n for n in past if n not in self.dropped]
        if self.limit.what == "times":
            return Fraction(len({self.found.credits[n].place for n in kept}))
        if self.limit.what == "points":
            return Fraction(sum(self.found.amounts[n] for n in kept), self.sheet.unit)
        hours = (self.found.hours.get(n, self.found.credits[n].hours) for n in kept)
        return sum((h for h in hours if h is not None), Fraction(0))

    def _alike(self, group: list[int]) -> bool:
        return len({_signature(self.found.credits[n]) for n in group}) == 1

    def _points(self, group: list[int], alike: bool) -> bool:  # noqa: FBT001
        found, most = self.found, self.sheet.units(self.most)
        if sum(found.amounts[n] for n in group) <= most:
            return True
        if not alike:
            found.bounds.append(Bound(tuple(group), most, times=False, said=self.said))
            return False
        for n in group:
            kept = min(found.amounts[n], most)
            self._take(n, found.amounts[n] - kept)
            most -= kept
        return True

    def _times(self, group: list[int], alike: bool) -> bool:  # noqa: FBT001
        found, most = self.found, int(self.most)
        places = dict.fromkeys(found.credits[n].place for n in group)
        if len(places) <= most:
            return True
        if not alike or self._count_apart(group):
            if len(places) < len(group):
                raise UndecidableError("too_hard")
            found.bounds.append(Bound(tuple(group), most, times=True, said=self.said))
            return False
        worth = {place: sum(found.amounts[n] for n in group if found.credits[n].place == place) for place in places}
        kept = sorted(places, key=lambda place: -worth[place])[:most]
        for n in group:
            if found.credits[n].place not in kept:
                self._take(n, found.amounts[n], drop=True)
        return True

    def _count_apart(self, group: list[int]) -> bool:
        """Whether a rule adds up something else than points of these, and they differ in it: points don't say which to
        keep."""
        sample = self.found.credits[group[0]]
        counted = {row for option in sample.options for row in self.sheet.rows_of(sample, option)}
        if all(row.measure in {"points", "activities"} for row in self.sheet.rows if row.index in counted):
            return False
        done = [self.found.credits[n].activity for n in group]
        return len({(a.hours, a.items, a.started, a.completed) for a in done if a is not None}) > 1

    def _hours(self, group: list[int], alike: bool) -> bool:  # noqa: FBT001
        found, left = self.found, self.most
        hours = [found.hours.get(n, found.credits[n].hours or Fraction(0)) for n in group]
        if sum(hours, Fraction(0)) <= left:
            return True
        if not alike:
            return self._hours_as_points(group, hours)
        # The hours that are worth most are kept, of equal ones the first.
        worth = [found.amounts[n] / has if has else Fraction(0) for n, has in zip(group, hours, strict=True)]
        order = sorted(range(len(group)), key=lambda at: -worth[at])
        for n, has in ((group[at], hours[at]) for at in order):
            kept = min(has, left)
            left -= kept
            amount = self.sheet.whole(found.amounts[n] * kept / has) if has else found.amounts[n]
            found.hours[n] = kept
            self._take(n, found.amounts[n] - amount, drop=bool(has) and not kept)
        return True

    def _hours_as_points(self, group: list[int], hours: Iterable[Fraction]) -> bool:
        """Where each hour is worth the same, a limit of hours is one of points."""
        amounts = [self.found.amounts[n] for n in group]
        rates = {amount / has if has else None for amount, has in zip(amounts, hours, strict=True)}
        rate = next(iter(rates))
        if len(rates) != 1 or rate is None or any(row.measure == "hours" for row in self.sheet.rows):
            raise UndecidableError("too_hard")
        most = self.sheet.whole(self.most * rate)
        self.found.bounds.append(Bound(tuple(group), most, times=False, said=self.said))
        return False

    def _take(self, n: int, lost: int, *, drop: bool = False) -> None:
        """Take so much off an item; what has nothing left doesn't count at all."""
        found = self.found
        if not lost and not drop:
            return
        found.amounts[n] -= lost
        if drop or not found.amounts[n]:
            self.dropped.add(n)
        unit = self.sheet.unit
        found.why(found.credits[n].place, Reason("limit", {"limit": self.said, "lost": Fraction(lost, unit)}))


def _signature(credit: Credit) -> tuple[Any, ...]:
    return (credit.options, credit.kind, credit.windows, credit.bits, credit.whole, credit.serves)
