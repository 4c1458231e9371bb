"""How much counts under each rule. Credits that count alike are one group, so that the work is in the rules, not in them.

Where no limit bites everything counts. Where limits are nested or apart (a tree) and what is asked below each fits under
it, filling them in order is best for all rules at once. Anything else is an assignment, which assignment.py solves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from kring.registers.rules.amounts import Earned
from kring.registers.rules.compile import Option
from kring.registers.rules.earning import Credit, Sheet
from kring.registers.rules.limiting import Items
from kring.registers.rules.rows import Row


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

    def shares(self, n: int) -> Iterator[tuple[int, int, int]]:
        """How group n was divided, in order: item, option and how much of it counts (also 0)."""
        group = self.groups[n]
        if group.whole and (n, 0) in self.counts:
            yield from self._whole_shares(n, group)
            return
        left = list(self.parts[n])
        for item, amount in zip(group.members, group.amounts, strict=True):
            for option in range(len(left)):
                part = min(amount, left[option])
                left[option] -= part
                amount -= part
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

    def met(self, row: Row) -> bool:
        """Whether a row has what it asks."""
        demand = self.demands[row.index]
        return demand is None or self.have[row.index] >= demand

    def missing(self, row: Row) -> int:
        """What a row is short of."""
        return max(0, (self.demands[row.index] or 0) - self.have[row.index])


def grouped(sheet: Sheet, items: Items) -> list[Group]:
    """The items in groups that count alike, in the order of their first ones."""
    found: dict[Any, Group] = {}
    in_bound: dict[int, tuple[int, ...]] = {}
    for number, bound in enumerate(items.bounds):
        for n in bound.items:
            in_bound[n] = (*in_bound.get(n, ()), number)
    amounts = items.amounts
    for n, credit in enumerate(items.credits):
        key: Any = (id(credit.options), credit.kind, credit.windows, credit.bits, credit.serves)
        if len(credit.options) == 1 and not in_bound:
            _into(found, sheet, key, (n, credit, amounts[n], 0), whole=False)
            continue
        bounds = in_bound.get(n, ())
        key = (*key, bounds, n if any(items.bounds[b].times for b in bounds) else -1)
        for amount, step, whole in _pieces(sheet, credit, amounts[n]):
            thing = credit.activity.items if credit.activity else None
            alike = (step, amount, credit.hours, thing) if whole else (step,)
            group = _into(found, sheet, (*key, whole, *alike), (n, credit, amount, step), whole=whole)
            group.bounds = bounds
    return list(found.values())


def _into(
    found: dict[Any, Group], sheet: Sheet, key: Any, piece: tuple[int, Credit, int, int], *, whole: bool
) -> Group:
    n, credit, amount, step = piece
    group = found.get(key)
    if group is None:
        rows = tuple(sheet.rows_of(credit, option) for option in credit.options)
        group = found[key] = Group(credit.options, rows, credit, step=step, whole=whole)
    group.total += amount
    group.members.append(n)
    group.amounts.append(amount)
    return group


def _pieces(sheet: Sheet, credit: Credit, amount: int) -> list[tuple[int, int, bool]]:
    """Amount, step and whether it is whole: what may be divided, and in which steps, beside what may not."""
    if len(credit.options) == 1:
        return [(amount, 0, False)]
    split = sheet.ready.splits[credit.options[0].bucket.partition("/")[0]]
    if credit.whole or split is None or not amount:
        return [(amount, 0, True)]
    step = sheet.units(split)
    if not step:
        return [(amount, 0, False)]
    steps, rest = divmod(amount, step)
    return [piece for piece in ((steps * step, step, False), (rest, 0, True)) if piece[0]]


def count(sheet: Sheet, items: Items, wanted: Wanted) -> Count:
    """What counts of the items. `wanted` gives the ways to meet the rules: for each the rows that must be met."""
    groups = grouped(sheet, items)
    result = _everything(sheet, items, groups)
    if any(len(group.options) > 1 for group in groups) or any(bound.times for bound in items.bounds):
        return _assigned(result, wanted)
    binding = _binding(result)
    if not binding:
        return result
    if any(cap.row is not None and isinstance(cap.row.most, Earned) for cap in binding):
        return _share_of_earned(result, binding, wanted)
    if not _fits(result, binding):
        return _assigned(result, wanted)
    _fill(result, binding)
    return result


def _everything(sheet: Sheet, items: Items, groups: list[Group]) -> Count:
    """Everything counts, in its first option."""
    rows = sheet.rows
    have = [0] * len(rows)
    for group in groups:
        for n in group.rows[0]:
            have[n] += group.total
    result = Count(sheet, items, groups, have, [None] * len(rows), [], [])
    result.parts = [[group.total] + [0] * (len(group.options) - 1) for group in groups]
    for row in rows:
        if row.measure != "points":
            have[row.index] = measured(result, row)
        have[row.index] -= int(row.absorbed * sheet.unit)
    result.demands = [_demand(result, row) for row in rows]
    result.caps = list(_caps(result))
    return result


def _demand(result: Count, row: Row) -> int | None:
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
        return unit * len({day for credit in done.values() for day in _days(credit, row)})
    if row.measure == "items":
        found = (credit.activity.items for credit in done.values() if credit.activity is not None)
        return result.sheet.units(sum(found, Fraction(0)))
    return unit * len(done)


def _members(result: Count, row: Row) -> Iterable[int]:
    """The items that are in a row. What counts the same everywhere is in it, also when a limit left nothing of it."""
    for n, group in enumerate(result.groups):
        held = [row.index in rows for rows in group.rows]
        if all(held):
            yield from group.members
        elif any(held):
            yield from dict.fromkeys(item for item, option, _ in result.shares(n) if held[option])


def _days(credit: Credit, row: Row) -> Iterable[date]:
    activity = credit.activity
    assert activity is not None
    first, last = max(activity.started, row.window[0]), min(activity.completed, row.window[1])
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return (day for day in days if day < row.window[1])


# ----- limits as a tree


def _caps(result: Count) -> Iterable[Cap]:
    for row in result.sheet.rows:
        if row.most is not None:
            groups = _mask(result.groups, row.index)
            if isinstance(row.most, Earned):
                share = row.most.share
                most = earned_base(result, row, row.most.category, result.parts) * share.numerator // share.denominator
            else:
                most = result.sheet.units(row.most)
            yield Cap(groups, most, row, row.name)
    for number, bound in enumerate(result.items.bounds):
        held = sum(1 << n for n, group in enumerate(result.groups) if number in group.bounds)
        yield Cap(held, bound.most, None, bound.said)


def _mask(groups: Sequence[Group], row: int) -> int:
    return sum(1 << n for n, group in enumerate(groups) if any(row in rows for rows in group.rows))


def _binding(result: Count) -> list[Cap]:
    """The limits that everything together goes over."""
    return [cap for cap in result.caps if _held(result, cap) > cap.most]


def _held(result: Count, cap: Cap) -> int:
    if cap.row is not None and cap.row.measure != "points":
        return result.have[cap.row.index]
    return total_in(result.groups, cap.groups)


def total_in(groups: Sequence[Group], mask: int) -> int:
    """What these groups have together."""
    return sum(group.total for n, group in enumerate(groups) if mask >> n & 1)


def nested(one: int, other: int) -> bool:
    """Whether two sets lie in each other or apart."""
    both = one & other
    return both in {0, one, other}


def _fits(result: Count, binding: list[Cap]) -> bool:
    """Whether filling in order is surely best: a tree of limits, and what is asked inside each fits under it."""
    if any(cap.row is not None and cap.row.measure != "points" for cap in binding):
        return False
    asked = [
        (mask, min(demand + int(row.absorbed * result.sheet.unit), _most_of(result, mask, binding)))
        for row in result.sheet.rows
        if row.measure == "points" and (demand := result.demands[row.index]) is not None
        for mask in [_mask(result.groups, row.index)]
    ]
    masks = [cap.groups for cap in binding]
    if not all(nested(a, b) for a in masks for b in masks):
        return False
    if not all(nested(mask, cap) for mask, _ in asked for cap in masks):
        return False
    return all(_fits_under(cap, asked, binding) for cap in binding)


def _fits_under(cap: Cap, asked: list[tuple[int, int]], binding: list[Cap]) -> bool:
    inside = [(mask, demand) for mask, demand in asked if mask & cap.groups == mask and demand > 0]
    if not all(nested(a, b) for a, _ in inside for b, _ in inside):
        return False
    return _asked_of(cap.groups, inside, top=True) <= cap.most


def _asked_of(mask: int, inside: list[tuple[int, int]], *, top: bool = False) -> int:
    """The least that must count within a set for everything asked inside it."""
    own = max((demand for other, demand in inside if other == mask), default=0)
    below = [(other, demand) for other, demand in inside if other & mask == other and other != mask]
    heads = {other for other, _ in below if not any(other & bigger == other != bigger for bigger, _ in below)}
    return max(own, sum(_asked_of(head, below) for head in heads))


def _most_of(result: Count, mask: int, binding: list[Cap]) -> int:
    """The most that can count in a set under a tree of limits."""
    outer = [cap.most for cap in binding if cap.groups & mask == mask]
    inner = [cap for cap in binding if cap.groups & mask == cap.groups != mask and cap.groups]
    heads = [c for c in inner if not any(c.groups & d.groups == c.groups != d.groups for d in inner)]
    free = mask
    found, seen = 0, set[int]()
    for cap in heads:
        if cap.groups not in seen:
            seen.add(cap.groups)
            free &= ~cap.groups
            most = min(c.most for c in heads if c.groups == cap.groups)
            found += min(most, _most_of(result, cap.groups, [c for c in inner if c.groups != cap.groups]))
    return min([found + total_in(result.groups, free), *outer])


def _fill(result: Count, binding: list[Cap]) -> None:
    """Count in order, what is asked inside a limit before anything else."""
    left = [cap.most for cap in binding]
    taken = [0] * len(result.groups)
    rows = [(row, _mask(result.groups, row.index)) for row in result.sheet.rows if row.measure == "points"]
    for row, mask in sorted(rows, key=lambda pair: pair[1].bit_count()):
        demand = result.demands[row.index]
        if demand is not None and any(mask & cap.groups for cap in binding):
            have = sum(taken[n] for n in range(len(taken)) if mask >> n & 1)
            _take(result, binding, left, taken, mask, demand + int(row.absorbed * result.sheet.unit) - have)
    for n in range(len(taken)):
        _take(result, binding, left, taken, 1 << n, result.groups[n].total)
    result.parts = [[amount] for amount in taken]
    settle(result)


def _take(result: Count, binding: list[Cap], left: list[int], taken: list[int], mask: int, wanted: int) -> None:
    for n, group in enumerate(result.groups):
        if wanted > 0 and mask >> n & 1:
            over = [i for i, cap in enumerate(binding) if cap.groups >> n & 1]
            amount = min([wanted, group.total - taken[n], *(left[i] for i in over)])
            taken[n] += amount
            wanted -= amount
            for i in over:
                left[i] -= amount


def settle(result: Count) -> None:
    """Work out what every row has from what counts of each group."""
    for row in result.sheet.rows:
        if row.measure == "points":
            result.have[row.index] = sum(
                amount
                for group, amounts in zip(result.groups, result.parts, strict=True)
                for rows, amount in zip(group.rows, amounts, strict=True)
                if row.index in rows
            ) - int(row.absorbed * result.sheet.unit)
        elif any(len(group.options) > 1 for group in result.groups):
            result.have[row.index] = measured(result, row)
    result.demands = [_demand(result, row) for row in result.sheet.rows]
    result.caps = list(_caps(result))


# ----- beyond a tree


def _share_of_earned(result: Count, binding: list[Cap], wanted: Wanted) -> Count:
    """One limit that is a share of what counts: e = share x (e + other), so e = other x share / (1 - share)."""
    cap, *others = binding
    row = cap.row
    if others or row is None or not isinstance(row.most, Earned) or row.measure != "points":
        return _assigned(result, wanted)
    share = row.most.share
    bit = result.sheet.windows.index(row.window)
    base = sum(
        1 << n
        for n, group in enumerate(result.groups)
        if group.sample.windows >> bit & 1
        and (row.most.category is None or row.most.category in group.options[0].categories)
    )
    if cap.groups & base != cap.groups or share >= 1:
        return _assigned(result, wanted)
    other = total_in(result.groups, base & ~cap.groups)
    most = result.sheet.whole(Fraction(other * share.numerator, share.denominator - share.numerator))
    fixed = Cap(cap.groups, most, row, cap.said)
    if not _fits(result, [fixed]):
        return _assigned(result, wanted)
    _fill(result, [fixed])
    return result


def _assigned(result: Count, wanted: Wanted) -> Count:
    from kring.registers.rules.assigning import assigned

    return assigned(result, wanted)
