"""Drawing by lot so that anyone can draw the same again. Pure."""

import hashlib
from collections.abc import Iterable


def draw(population: Iterable[int], *, seed: str, size: int) -> list[int]:
    """`size` of the population, or all where it is smaller, in the order in which they were drawn.

    Each member's lot is the SHA-256 of `seed:number`; the smallest lots are drawn. So the order of the population
    doesn't matter, a larger sample of the same seed begins with the smaller one, and no one can steer it who doesn't
    choose the seed.

    >>> draw(range(1, 100), seed="2026", size=3) == draw(reversed(range(1, 100)), seed="2026", size=5)[:3]
    True
    """
    return sorted(dict.fromkeys(population), key=lambda one: (lot(seed, one), one))[: max(size, 0)]


def lot(seed: str, number: int) -> str:
    """The lot of one number, in hex."""
    return hashlib.sha256(f"{seed}:{number}".encode("utf-8", "replace")).hexdigest()
