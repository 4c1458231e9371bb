"""Sums of variables of a programme: how much each of them is worth."""

from __future__ import annotations

from collections.abc import Mapping


def scaled(terms: Mapping[int, int], factor: int) -> dict[int, int]:
    """So many times a sum."""
    return {variable: worth * factor for variable, worth in terms.items()}


def minus(terms: Mapping[int, int], less: Mapping[int, int]) -> dict[int, int]:
    """A sum without another."""
    found: dict[int, int] = dict(terms)
    for variable, worth in less.items():
        found[variable] = found.get(variable, 0) - worth
    return found
