"""What counts: groups of credits that count alike, what of each of them counts where, and what every rule has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kring.registers.rules.amounts import Earned
from kring.registers.rules.compile import Option
from kring.registers.rules.credits import Credit
from kring.registers.rules.earning import Sheet
from kring.registers.rules.limiting import Items
from kring.registers.rules.rows import Row
from kring.registers.rules.sure import sure

# The ways to meet the rules: for each the places of the rows that must be met.
Wanted = Callable[[], Sequence[frozenset[int]]]


@dataclass(slots=True, eq=False)
class Group:
    """Items that count alike. `rows` holds for each option the places of the rows it counts in; `amounts` what each
    member brings. `whole` ones go to one place each, others are divided: in steps, or freely where `step` is 0.
    """

    options: tuple[Option, ...]
    rows: tuple[tuple[int, ...], ...]
    sample: Credit
    total: int = 0
    members: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    bounds: tuple[int, ...] = ()
    step: int = 0
    whole: bool = False


class Cap(NamedTuple):
    """The most units that these groups (a bit for each) may have together; `row` is None for a limit of an entry."""

    groups: int
    most: int
    row: Row | None
    said: str


@dataclass(slots=True)
class Count:
    """What counts: `have` for each row in its own measure's units, `parts` for each group and option.

    `demands` are what the rows ask at least (None: nothing). `items` are what was divided.
    """

    sheet: Sheet
    items: Items
    groups: list[Group]
    have: list[int]
    demands: list[int | None]
    parts: list[list[int]]
    caps: list[Cap]
    # Of whole items that chose between places: how many of a group went to which.
    counts: dict[tuple[int, int], int] = field(default_factory=dict)
    # Groups of one item that aren't among those that a limit of their number lets in.
    dropped: frozenset[int] = frozenset()
    # The items of which a rule leaves some out, whole.
    chosen: frozenset[int] = frozenset()

    def shares(self, n: int) -> Iterator[tuple[int, int, int]]:
        """How group n was divided, in order: item, option and how much of it counts (also 0)."""
        group = self.groups[n]
        if group.whole and (n, 0) in self.counts:
            yield from self._whole_shares(n, group)
            return
        left = list(self.parts[n])
        for item, amount in zip(group.members, group.amounts, strict=True):
            rest = amount
            for option in range(len(left)):
                part = min(rest, left[option])
                left[option] -= part
                rest -= part
                if part or not (option or group.total):
                    yield item, option, part

    def _whole_shares(self, n: int, group: Group) -> Iterator[tuple[int, int, int]]:
        left = [self.counts[n, option] for option in range(len(group.options))]
        parts = list(self.parts[n])
        for item, amount in zip(group.members, group.amounts, strict=True):
            option = next((o for o, count in enumerate(left) if count), None)
            if option is not None:
                left[option] -= 1
                part = min(amount, parts[option])
                parts[option] -= part
                yield item, option, part


def demand_of(result: Count, row: Row) -> int | None:
    """How much a row asks at least, in whole units; None when it asks nothing."""
    if row.least is None:
        return None
    if isinstance(row.least, Earned):
        return _share(result, row, row.least, result.parts)
    return result.sheet.units(row.least)


def _share(result: Count, row: Row, share: Earned, parts: list[list[int]]) -> int:
    """The share of what counts, in units; rounded up, as one is short of it with anything less."""
    whole = earned_base(result, row, share.category, parts)
    return -(-whole * share.share.numerator // share.share.denominator)


def earned_base(result: Count, row: Row, category: str | None, parts: list[list[int]]) -> int:
    """What counts in a category (None: of all) in the window of a row."""
    sheet = result.sheet
    bit = sheet.windows.index(row.window)
    found = 0
    for group, amounts in zip(result.groups, parts, strict=True):
        if group.sample.windows >> bit & 1:
            for option, amount in zip(group.options, amounts, strict=True):
                if category is None or category in option.categories:
                    found += amount
    return found


# ----- measures other than points


def measured(result: Count, row: Row) -> int:
    """Hours, activities, items or days of what counts in a row, in units."""
    items, unit = result.items, result.sheet.unit
    members = list(_members(result, row))
    if row.measure == "hours":
        hours = (items.hours.get(n, items.credits[n].hours) for n in members)
        return result.sheet.units(sum((h for h in hours if h is not None), Fraction(0)))
    done = {items.credits[n].place: items.credits[n] for n in members if items.credits[n].activity is not None}
    if row.measure == "days":
        return unit * len(days_in(result, row))
    if row.measure == "items":
        found = (credit.activity.items for credit in done.values() if credit.activity is not None)
        return result.sheet.units(sum(found, Fraction(0)))
    return unit * len(done)


def _members(result: Count, row: Row) -> Iterable[int]:
    """The items that are in a row. What counts the same everywhere is in it, also when a limit left nothing of it."""
    for n, group in enumerate(result.groups):
        held = [row.index in rows for rows in group.rows]
        if n in result.dropped:
            continue
        if all(held):
            yield from group.members
        elif any(held):
            yield from dict.fromkeys(item for item, option, _ in result.shares(n) if held[option])


def days_in(result: Count, row: Row) -> set[date]:
    """The days on which something was done that counts in a row."""
    done = (result.items.credits[n] for n in _members(result, row))
    return {day for credit in done if credit.activity is not None for day in days_of_credit(credit, row)}


def days_of_credit(credit: Credit, row: Row) -> Iterable[date]:
    """The days of an activity that lie in the window of a row."""
    activity = sure(credit.activity)
    first, last = max(activity.started, row.window[0]), min(activity.completed, row.window[1])
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return (day for day in days if day < row.window[1])


# ----- limits


def caps_of(result: Count) -> Iterable[Cap]:
    """The limits that hold for a result."""
    for row in result.sheet.rows:
        if row.most is not None:
            groups = mask_of(result.groups, row.index)
            if isinstance(row.most, Earned):
                share = row.most.share
                most = earned_base(result, row, row.most.category, result.parts) * share.numerator // share.denominator
            else:
                most = result.sheet.units(row.most)
            yield Cap(groups, most, row, row.name)
    for number, bound in enumerate(result.items.bounds):
        held = sum(1 << n for n, group in enumerate(result.groups) if number in group.bounds)
        yield Cap(held, bound.most, None, bound.said)


def mask_of(groups: Sequence[Group], row: int) -> int:
    """The groups that count for a row, as the bits of a number."""
    return sum(1 << n for n, group in enumerate(groups) if any(row in rows for rows in group.rows))


def total_in(groups: Sequence[Group], mask: int) -> int:
    """What these groups have together."""
    return sum(group.total for n, group in enumerate(groups) if mask >> n & 1)


def settle(result: Count) -> None:
    """Work out what every row has from what counts of each group."""
    for row in result.sheet.rows:
        if row.measure == "points":
            result.have[row.index] = sum(
                amount
                for group, amounts in zip(result.groups, result.parts, strict=True)
                for rows, amount in zip(group.rows, amounts, strict=True)
                if row.index in rows
            ) - result.sheet.units(row.absorbed)
        elif result.dropped or any(len(group.options) > 1 for group in result.groups):
            result.have[row.index] = measured(result, row)
    result.demands = [demand_of(result, row) for row in result.sheet.rows]
    result.caps = list(caps_of(result))
