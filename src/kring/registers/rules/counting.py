"""How much counts under each rule. Credits that count alike are one group, so that the work is in the rules.

Where no limit bites everything counts. Where limits are nested or apart (a tree) and what is asked below each fits
under it, filling them in order is best for all rules at once. Anything else is an assignment (assigning.py).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kring.registers.rules import tree
from kring.registers.rules.amounts import Earned
from kring.registers.rules.assigning import assigned
from kring.registers.rules.counted import Count, Group, Wanted, caps_of, demand_of, measured
from kring.registers.rules.credits import Credit
from kring.registers.rules.earning import Sheet
from kring.registers.rules.limiting import Items


def count(sheet: Sheet, items: Items, wanted: Wanted) -> Count:
    """What counts of the items. `wanted` gives the ways to meet the rules: for each the rows that must be met."""
    chosen = chosen_among(sheet, items)
    groups = grouped(sheet, items, chosen)
    result = _everything(sheet, items, groups)
    result.chosen = chosen
    if any(len(group.options) > 1 for group in groups) or any(bound.times for bound in items.bounds):
        return assigned(result, wanted)
    binding = tree.binding_caps(result)
    if not binding:
        return result
    if any(cap.row is not None and isinstance(cap.row.most, Earned) for cap in binding):
        fixed = tree.share_of_earned(result, binding)
        binding = [fixed] if fixed is not None else []
    if not binding or not tree.fits(result, binding):
        return assigned(result, wanted)
    tree.fill(result, binding)
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
        have[row.index] -= sheet.units(row.absorbed)
    result.demands = [demand_of(result, row) for row in rows]
    result.caps = list(caps_of(result))
    return result


def chosen_among(sheet: Sheet, items: Items) -> frozenset[int]:
    """The items of which some must be left out, whole: a rule lets only so many activities count."""
    found: set[int] = set()
    for row in sheet.rows:
        if isinstance(row.most, Fraction) and row.measure == "activities":
            mine = [
                n
                for n, credit in enumerate(items.credits)
                if credit.activity is not None and all(row.index in sheet.rows_of(credit, o) for o in credit.options)
            ]
            if len({items.credits[n].place for n in mine}) > row.most:
                found.update(mine)
    return frozenset(found)


def grouped(sheet: Sheet, items: Items, chosen: frozenset[int] = frozenset()) -> list[Group]:
    """The items in groups that count alike, in the order of their first ones; each of the `chosen` by itself."""
    found: dict[Any, Group] = {}
    in_bound: dict[int, tuple[int, ...]] = {}
    for number, bound in enumerate(items.bounds):
        for n in bound.items:
            in_bound[n] = (*in_bound.get(n, ()), number)
    amounts = items.amounts
    for n, credit in enumerate(items.credits):
        key: Any = (id(credit.options), credit.kind, credit.windows, credit.bits, credit.serves, credit.lot >= 0)
        if len(credit.options) == 1 and not in_bound and not chosen:
            _into(found, sheet, key, (n, credit, amounts[n], 0), whole=False)
            continue
        bounds = in_bound.get(n, ())
        alone = n in chosen or any(items.bounds[b].times for b in bounds)
        key = (*key, bounds, n if alone else -1)
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
