"""Unclear clauses: every way in which a scheme can be read, each as a scheme of its own."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Any

from kring.registers.rules.schema import Scheme
from kring.registers.rules.words import WordsError

# More ways to read one file would make each verdict as many times slower, and help nobody.
MOST = 8


def count(scheme: Scheme) -> int:
    """In how many ways the scheme can be read."""
    return prod(len(reading.options) for reading in scheme.readings)


def ways(scheme: Scheme) -> tuple[dict[str, str], ...]:
    """Every choice of options, by reading; one empty choice where nothing is unclear."""
    named = [reading.name for reading in scheme.readings]
    options = [[option.name for option in reading.options] for reading in scheme.readings]
    return tuple(dict(zip(named, chosen, strict=True)) for chosen in product(*options))


def under(scheme: Scheme, choice: Mapping[str, str]) -> Scheme:
    """The scheme as that choice reads it. WordsError: a path leads nowhere; ValidationError: so does a value."""
    raw = copy.deepcopy(dict(scheme.raw))
    for reading in scheme.readings:
        option = next(o for o in reading.options if o.name == choice[reading.name])
        for path, value in option.sets.items():
            _put(raw, path, value)
    return Scheme.of(raw)


def _put(raw: Any, path: str, value: Any) -> None:
    *road, last = path.split(".")
    here = raw
    for step in road:
        here = _step(here, step, path)
    if not isinstance(here, dict):
        raise WordsError("no such path", path=path)
    here[last] = value


def _step(here: Any, step: str, path: str) -> Any:
    if isinstance(here, dict) and step in here:
        return here[step]
    if isinstance(here, list):
        for item in here:
            if isinstance(item, dict) and item.get("name") == step:
                return item
    raise WordsError("no such path", path=path)
