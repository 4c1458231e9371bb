"""Learning what each feature counts for, from questions that were answered. Pure Python, no dependency.

A question is an example: the vectors of all its candidates, and which of them answered. The weights are those under which
the people who answered are most likely chosen from among the candidates (a conditional logit, McFadden 1974), with a pull towards prior weights, so
that a community with few examples keeps nearly what ships and one with many finds its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kring.finding.rules.features import FEATURES
from kring.finding.rules.ranking import Weights

ENOUGH = 100
"""Answered questions after which a community gets weights of its own."""


@dataclass(frozen=True, slots=True)
class Example:
    """One answered question: a vector per candidate (as `FEATURES`), and the gain of each (0: did not answer)."""

    vectors: Sequence[Sequence[float]]
    gains: Sequence[float]


def fit(examples: Sequence[Example], *, prior: Weights | None = None, pull: float = 10.0, rounds: int = 20,
        provenance: Mapping[str, object] | None = None) -> Weights:
    """Weights learned from examples by Newton's method; deterministic.

    `pull` is how strongly weights are held to `prior` (to zero without one), in examples. Examples without a gain or
    with one candidate teach nothing and are skipped; without any example the prior comes back.
    """
    start = [prior.features[name] if prior else 0.0 for name in FEATURES]
    useful = [example for example in examples if any(example.gains) and len(example.vectors) > 1]
    weights = list(start)
    for _ in range(rounds if useful else 0):
        slope, bend = _derivatives(useful, weights)
        for one, value in enumerate(weights):
            slope[one] -= pull * (value - start[one])
            bend[one][one] += pull
        step = solve(bend, slope)
        weights = [value + change for value, change in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return Weights(dict(zip(FEATURES, weights)), prior.load if prior else 0.0, dict(provenance or {}))


def _derivatives(examples: Sequence[Example], weights: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    size = len(weights)
    slope = [0.0] * size
    bend = [[0.0] * size for _ in range(size)]
    for example in examples:
        _add_example(example, weights, slope, bend)
    return slope, bend


def _add_example(example: Example, weights: Sequence[float], slope: list[float], bend: list[list[float]]) -> None:
    size = len(weights)
    scores = [sum(map(float.__mul__, weights, vector)) for vector in example.vectors]
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    whole = sum(chances)
    gained = sum(example.gains)
    mean = [0.0] * size
    for chance, vector in zip(chances, example.vectors):
        for one in range(size):
            mean[one] += chance / whole * vector[one]
    for chance, gain, vector in zip(chances, example.gains, example.vectors):
        share = chance / whole
        apart = [value - middle for value, middle in zip(vector, mean)]
        for one in range(size):
            slope[one] += gain / gained * apart[one]
            pushed = share * apart[one]
            if pushed:
                row = bend[one]
                for two in range(size):
                    row[two] += pushed * apart[two]


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve a small positive definite system by elimination. Raises ZeroDivisionError if it is singular."""
    rows = [[*line, value] for line, value in zip(matrix, right)]
    size = len(rows)
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        for row in range(pivot + 1, size):
            factor = rows[row][pivot] / rows[pivot][pivot]
            rows[row] = [value - factor * above for value, above in zip(rows[row], rows[pivot])]
    found = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (rows[row][size] - known) / rows[row][row]
    return found
