"""How good a ranking is, by the protocol of `bench/finding`; pure."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MEASURES = ("MRR", "P@1", "S@5", "R@5", "NDCG@10")


def measured(ranking: Sequence[int], gains: Mapping[int, float]) -> tuple[float, ...]:
    """The `MEASURES` of one ranking; `gains` are those of everyone relevant who could have been ranked (at least
    one).
    """
    gained = [gains.get(person, 0.0) for person in ranking]
    hits = [place for place, gain in enumerate(gained) if gain > 0]
    first = hits[0] if hits else math.inf
    ideal = _discounted(sorted(gains.values(), reverse=True))
    return (
        1 / (first + 1),
        float(first == 0),
        float(first < 5),
        sum(1 for place in hits if place < 5) / len(gains),
        _discounted(gained) / ideal,
    )


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:10]))


@dataclass(slots=True)
class Tally:
    """What one way of ranking did over all questions."""

    rows: list[tuple[float, ...]] = field(default_factory=list)
    five: Counter[int] = field(default_factory=Counter)
    first: Counter[int] = field(default_factory=Counter)

    def add(self, ranking: Sequence[int], gains: Mapping[int, float]) -> None:
        """Count one question's ranking."""
        self.rows.append(measured(ranking, gains))
        self.five.update(ranking[:5])
        self.first.update(ranking[:1])

    def means(self) -> dict[str, float]:
        """The mean of each measure, and the busiest five's share of all top-five places and of all first places."""
        means = {name: sum(row[at] for row in self.rows) / len(self.rows) for at, name in enumerate(MEASURES)}
        return {**means, "busiest": busiest_share(self.five), "busiest first": busiest_share(self.first)}


def busiest_share(places: Counter[int]) -> float:
    """Which part of all places goes to the five people who get most of them."""
    return sum(count for _, count in places.most_common(5)) / max(sum(places.values()), 1)


def ratio_interval(ours: Tally, theirs: Tally, draws: int = 2000) -> tuple[float, float, float]:
    """The ratio of the mean reciprocal ranks and its 95 % interval, by drawing questions anew (paired, seeded)."""
    pairs = [(one[0], other[0]) for one, other in zip(ours.rows, theirs.rows, strict=True)]
    chance = random.Random(20261123)
    ratios = sorted(_ratio(chance.choices(pairs, k=len(pairs))) for _ in range(draws))
    return _ratio(pairs), ratios[int(draws * 0.025)], ratios[int(draws * 0.975)]


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(one for one, _ in pairs) / (sum(other for _, other in pairs) or math.inf)
