"""Learning what each feature counts for, from questions that were answered. Pure Python, no dependency.

A question is an example: the vectors of its candidates, and who of them answered. The weights are those under which
the people who answered are most likely chosen from among the candidates (a conditional logit, McFadden 1974), with a
pull towards prior weights: a community with few examples keeps nearly what ships, one with many finds its own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kring.finding.rules.features import FEATURES
from kring.finding.rules.ranking import Weights

ENOUGH = 100
"""Answered questions after which a community gets weights of its own."""

PULL = 300.0
"""How many examples the shipped weights are worth to a community that learns its own: held looser, communities that are
young or small get worse (docs/decisions/0005-ranking-people.md)."""

RIVALS = 100
"""Candidates kept per example beside those who answered: those whom the prior ranks highest."""


@dataclass(frozen=True, slots=True)
class Example:
    """One answered question: those who answered and those who might have, a vector (as `FEATURES`) each."""

    answered: Sequence[Sequence[float]]
    rivals: Sequence[Sequence[float]]
    weight: float = 1.0


def example_of(
    vectors: Mapping[int, Sequence[float]], answered: Collection[int], prior: Weights, weight: float = 1.0
) -> Example | None:
    """An example from all candidates' vectors and the people who answered; None if no candidate did.

    Far behind nobody learns: only the `RIVALS` that the prior ranks highest are kept.
    """
    chosen = [vectors[person] for person in sorted(answered) if person in vectors]
    others = sorted(
        (-sum(prior.features[name] * value for name, value in zip(FEATURES, vector, strict=True)), person)
        for person, vector in vectors.items()
        if person not in answered
    )
    rivals = [vectors[person] for _, person in others[:RIVALS]]
    return Example(chosen, rivals, weight) if chosen and rivals else None


def fit(
    examples: Iterable[Example],
    *,
    prior: Weights,
    pull: float = PULL,
    rounds: int = 20,
    provenance: Mapping[str, object] | None = None,
) -> Weights:
    """Weights learned from examples by Newton's method; deterministic.

    `pull` is how strongly weights are held to `prior`, in examples: about as many speak for the prior. Without
    examples the prior comes back. A second or two per 100 examples: a job's work, not a request's.
    """
    kept = list(examples)
    start = [prior.features[name] for name in FEATURES]
    spread = _spread(kept)
    weights = list(start)
    for _ in range(rounds if kept else 0):
        slope, bend = _derivatives(kept, weights)
        for one, value in enumerate(weights):
            held = pull * spread[one] + 1e-9
            slope[one] -= held * (value - start[one])
            bend[one][one] += held
        step = solve(bend, slope)
        weights = [value + change for value, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return Weights(dict(zip(FEATURES, weights, strict=True)), prior.load, dict(provenance or {}))


def _spread(examples: Sequence[Example]) -> list[float]:
    """The mean variance of each feature within an example, so that the pull doesn't depend on a feature's unit."""
    spread = [0.0] * len(FEATURES)
    for example in examples:
        vectors = [*example.answered, *example.rivals]
        for one, column in enumerate(zip(*vectors, strict=True)):
            mean = sum(column) / len(column)
            spread[one] += sum((value - mean) ** 2 for value in column) / len(column) / len(examples)
    return spread


def _derivatives(examples: Sequence[Example], weights: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """The slope of the log-likelihood at these weights, and its curvature (negated: positive definite)."""
    size = len(weights)
    slope = [0.0] * size
    bend = [[0.0] * size for _ in range(size)]
    for example in examples:
        _add_example(example, weights, slope, bend)
    for one in range(size):
        for two in range(one):
            bend[one][two] = bend[two][one]
    return slope, bend


def _add_example(example: Example, weights: Sequence[float], slope: list[float], bend: list[list[float]]) -> None:
    vectors = [*example.answered, *example.rivals]
    scores = [sum(weight * value for weight, value in zip(weights, vector, strict=True)) for vector in vectors]
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    whole = sum(chances)
    columns = list(zip(*vectors, strict=True))
    mean = [sum(map(float.__mul__, chances, column)) / whole for column in columns]
    for one, column in enumerate(columns):
        said = sum(column[: len(example.answered)]) / len(example.answered)
        slope[one] += example.weight * (said - mean[one])
        pushed = [chance * (value - mean[one]) for chance, value in zip(chances, column, strict=True)]
        for two in range(one, len(columns)):
            bend[one][two] += example.weight * sum(map(float.__mul__, pushed, columns[two])) / whole


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve a small positive definite system by elimination. Raises ZeroDivisionError if it is singular."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        for row in range(pivot + 1, size):
            factor = rows[row][pivot] / rows[pivot][pivot]
            rows[row] = [value - factor * above for value, above in zip(rows[row], rows[pivot], strict=True)]
    found = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (rows[row][size] - known) / rows[row][row]
    return found
