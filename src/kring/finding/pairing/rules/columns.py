"""Every group that could be chosen: pairs and trios of people, and what prices say of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

# Up to so many people every pair and trio is a column from the beginning.
FEW: Final = 30
# Else so many of the best of each person.
_BEST: Final = 8
_NEVER: Final = -np.inf
_FORBIDDEN: Final = -(10**9)


class Aim(StrEnum):
    """What is looked at, the weightiest first. Each is to be as large as can be; what is to be small counts below 0."""

    PLACED = "placed"
    AGAIN = "again"
    RECENT = "recent"
    TRIOS = "trios"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is chosen from: people by people, symmetric. `allowed` says who may meet, `score` what speaks for it,
    `again` how often they met and `recent` how lately; `capacity` in how many groups each may be."""

    allowed: NDArray[np.bool_]
    score: Whole
    again: Whole
    recent: Whole
    capacity: Whole
    trios: bool = True

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.capacity)


# Groups by their people, in order: rows of three, the third -1 for a pair.
Columns = Whole


class Prices(NamedTuple):
    """What the linear programme says that a step of each aim is worth, and a place of each person."""

    aims: Mapping[Aim, float]
    people: Real


def united(some: Columns, others: Columns) -> Columns:
    """These and the others, each once, in order."""
    found: Columns = np.unique(np.concatenate([some, others]), axis=0)
    return found


def worth(ground: Ground, columns: Columns, aim: Aim) -> Whole:
    """What each column adds to an aim. A pair's score counts twice, once for each; a trio's is the sum of its three,
    the mean of two for each."""
    is_trio = columns[:, 2] >= 0
    if aim is Aim.PLACED:
        return 2 + is_trio.astype(np.int64)
    if aim is Aim.TRIOS:
        return -is_trio.astype(np.int64)
    if aim is Aim.SCORE:
        return _sums(ground.score, columns) * np.where(is_trio, 1, 2)
    return -_sums(ground.again if aim is Aim.AGAIN else ground.recent, columns)


def _sums(table: Whole, columns: Columns) -> Whole:
    first, second, third = columns.T
    others = np.where(third >= 0, table[first, third] + table[second, third], 0)
    found: Whole = table[first, second] + others
    return found


def to_begin_with(ground: Ground) -> Columns:
    """All pairs and trios of few people; of many the best pairs of each person, and a trio of her best two."""
    few = ground.size <= FEW
    rank = np.where(ground.allowed, ground.score - 1_000 * ground.again, _FORBIDDEN)
    best = np.argsort(-rank, axis=1, kind="stable")[:, : ground.size if few else _BEST]
    pairs = {
        (min(one, other), max(one, other), -1)
        for one in range(ground.size)
        for other in best[one].tolist()
        if ground.allowed[one, other]
    }
    near = np.zeros_like(ground.allowed)
    for one, other, _ in pairs:
        near[one, other] = near[other, one] = True
    trios = _triangles(near, most=ground.size if few else 2) if ground.trios else set()
    return _of(pairs | trios)


def _triangles(near: NDArray[np.bool_], *, most: int) -> set[tuple[int, int, int]]:
    """Trios of whom each pair is near; for each person those with her first so many neighbours."""
    found = set()
    for one in range(len(near)):
        for other in np.flatnonzero(near[one, one + 1 :])[:most].tolist():
            second = one + 1 + other
            third = np.flatnonzero(near[one] & near[second])
            found |= {(one, second, last) for last in third[third > second][:most].tolist()}
    return found


def _of(groups: set[tuple[int, int, int]]) -> Columns:
    return np.array(sorted(groups), dtype=np.int64).reshape(-1, 3)


def useful(ground: Ground, prices: Prices, *, above: float, most: int, each: int | None = None) -> Columns:
    """The columns, out of all, whose worth at these prices exceeds what their people cost by more than
    `above`; of each person the best `each`, and `most` in all, the best first."""
    pairs, pair_values = _useful_pairs(ground, prices, above=above, each=each)
    trios, trio_values = _useful_trios(ground, prices, above=above, each=each)
    order = np.argsort(-np.concatenate([pair_values, trio_values]), kind="stable")
    found: Columns = np.concatenate([pairs, trios])[order[:most]]
    return found


def _price(prices: Mapping[Aim, float], ground: Ground, *, doubled: bool) -> Real:
    """What each two people are worth to each other; forbidden ones are worth less than nothing."""
    value = prices[Aim.SCORE] * ground.score * (2 if doubled else 1)
    value = value - prices[Aim.AGAIN] * ground.again - prices[Aim.RECENT] * ground.recent
    priced: Real = np.where(ground.allowed, value, _NEVER)
    return priced


def _useful_pairs(ground: Ground, prices: Prices, *, above: float, each: int | None) -> tuple[Columns, Real]:
    aims, duals = prices
    gains = 2 * aims[Aim.PLACED] + _price(aims, ground, doubled=True) - duals[:, None] - duals[None, :]
    if each is not None and each < ground.size:
        threshold = np.partition(gains, -each, axis=1)[:, -each]
        gains = np.where((gains >= threshold[:, None]) | (gains >= threshold[None, :]), gains, _NEVER)
    first, second = np.nonzero(np.triu(gains > above, 1))
    return np.stack([first, second, np.full_like(first, -1)], axis=1), gains[first, second]


def _useful_trios(ground: Ground, prices: Prices, *, above: float, each: int | None) -> tuple[Columns, Real]:
    found: list[Whole] = []
    values: list[Real] = []
    if ground.trios and ground.size > 2:
        aims, duals = prices
        price = _price(aims, ground, doubled=False)
        highest = float(price.max())
        base = 3 * aims[Aim.PLACED] - aims[Aim.TRIOS]
        for one in range(ground.size - 2):
            near = price[one] - duals
            near[: one + 1] = _NEVER
            least = above - base + duals[one]
            others = np.flatnonzero(near + near.max() + highest > least)
            if others.size < 2:
                continue
            gains = near[others][:, None] + near[others][None, :] + price[np.ix_(others, others)]
            second, third = np.nonzero(np.triu(gains > least, 1))
            gained = gains[second, third] - least + above
            if each is not None and gained.size > each:
                kept = np.argsort(-gained, kind="stable")[:each]
                second, third, gained = second[kept], third[kept], gained[kept]
            found.append(np.stack([np.full_like(second, one), others[second], others[third]], axis=1))
            values.append(gained)
    rows = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
    return rows, np.concatenate(values) if values else np.zeros(0)
