"""Limits that are nested or apart, with all that is asked below them fitting under them: filled in order, that is best
for every rule at once.
"""

from __future__ import annotations

from fractions import Fraction

from kring.registers.rules.amounts import Earned
from kring.registers.rules.counted import Cap, Count, mask_of, settle, total_in


def binding_caps(result: Count) -> list[Cap]:
    """The limits that everything together goes over."""
    return [cap for cap in result.caps if _held(result, cap) > cap.most]


def _held(result: Count, cap: Cap) -> int:
    if cap.row is not None and cap.row.measure != "points":
        return result.have[cap.row.index]
    return total_in(result.groups, cap.groups)


def nested(one: int, other: int) -> bool:
    """Whether two sets lie in each other or apart."""
    both = one & other
    return both in {0, one, other}


def fits(result: Count, binding: list[Cap]) -> bool:
    """Whether filling in order is surely best: a tree of limits, and what is asked inside each fits under it."""
    if any(cap.row is not None and cap.row.measure != "points" for cap in binding):
        return False
    asked = [
        (mask, min(demand + result.sheet.units(row.absorbed), _most_of(result, mask, binding)))
        for row in result.sheet.rows
        if row.measure == "points" and (demand := result.demands[row.index]) is not None
        for mask in [mask_of(result.groups, row.index)]
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


def fill(result: Count, binding: list[Cap]) -> None:
    """Count in order, what is asked inside a limit before anything else."""
    filling = _Filling(result, binding)
    rows = [(row, mask_of(result.groups, row.index)) for row in result.sheet.rows if row.measure == "points"]
    for row, mask in sorted(rows, key=lambda pair: pair[1].bit_count()):
        demand = result.demands[row.index]
        if demand is not None and any(mask & cap.groups for cap in binding):
            filling.take(mask, demand + result.sheet.units(row.absorbed) - filling.taken_in(mask))
    for n in filling.order:
        filling.take(1 << n, result.groups[n].total)
    result.parts = [[amount] for amount in filling.taken]
    settle(result)


def _liking(result: Count, n: int) -> int:
    """What comes first where not everything counts: what may be carried if it counts, and last what a limit lets carry
    also when it doesn't."""
    group, carries = result.groups[n], result.sheet.ready.carries
    if group.sample.activity is None or not any(
        result.sheet.selects(carry.selector, group.sample, group.options[0]) for carry in carries
    ):
        return 1
    rows = [cap.row for cap in result.caps if cap.groups >> n & 1 and cap.row is not None]
    return 2 if rows and all(row.said.excess == "carries" for row in rows) else 0


class _Filling:
    """How much was taken of each group, and what each limit still lets in."""

    def __init__(self, result: Count, binding: list[Cap]) -> None:
        self.groups, self.binding = result.groups, binding
        self.order = list(range(len(result.groups)))
        if result.sheet.ready.carries:
            self.order.sort(key=lambda n: _liking(result, n))
        self.left = [cap.most for cap in binding]
        self.taken = [0] * len(result.groups)

    def taken_in(self, mask: int) -> int:
        """What was taken of these groups."""
        return sum(amount for n, amount in enumerate(self.taken) if mask >> n & 1)

    def take(self, mask: int, wanted: int) -> None:
        """Take so much more of these groups, as far as there is and limits let in."""
        for n in self.order:
            group = self.groups[n]
            if wanted > 0 and mask >> n & 1:
                over = [i for i, cap in enumerate(self.binding) if cap.groups >> n & 1]
                amount = min([wanted, group.total - self.taken[n], *(self.left[i] for i in over)])
                self.taken[n] += amount
                wanted -= amount
                for i in over:
                    self.left[i] -= amount


def share_of_earned(result: Count, binding: list[Cap]) -> Cap | None:
    """The one limit that is a share of what counts, as a number: e = share x (e + other), so e = other x share / (1 -
    share). None where it is not alone, or not a share of what holds it."""
    cap, *others = binding
    row = cap.row
    if others or row is None or not isinstance(row.most, Earned) or row.measure != "points":
        return None
    share, bit = row.most.share, result.sheet.windows.index(row.window)
    base = sum(
        1 << n
        for n, group in enumerate(result.groups)
        if group.sample.windows >> bit & 1
        and (row.most.category is None or row.most.category in group.options[0].categories)
    )
    if cap.groups & base != cap.groups or share >= 1:
        return None
    other = total_in(result.groups, base & ~cap.groups)
    most = result.sheet.whole(Fraction(other * share.numerator, share.denominator - share.numerator))
    return Cap(cap.groups, most, row, cap.said)
