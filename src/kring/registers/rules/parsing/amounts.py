"""Selections, amounts, by how much is adjusted, and where an activity counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from kring.registers.rules.parsing.basics import (
    NUMBER,
    each,
    inside,
    kind_of,
    last,
    length,
    name,
    names,
    not_negative,
    number,
    text,
)
from kring.registers.rules.parsing.conditions import when
from kring.registers.rules.words import (
    Amount,
    By,
    Case,
    Cases,
    ForEach,
    Into,
    Number,
    PerLength,
    Selection,
    ShareOfEarned,
    ShareOfRule,
    ShareOfTarget,
    ShareOfTime,
    StatusValue,
    WordsError,
)


def selection(value: Any) -> Selection:
    """`all`, a category, a list of them, or a mapping that narrows."""
    if not isinstance(value, dict):
        said = names(value)
        return Selection() if said == ("all",) else Selection(categories=said)
    return _narrowed(value)


def _narrowed(value: dict[str, Any]) -> Selection:
    readers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "category": ("categories", lambda said: () if said == "all" else names(said)),
        "kind": ("kinds", lambda said: () if said == "any" else names(said)),
        "when": ("when", when),
        "earned": ("earned", last),
        "without": ("without", names),
    }
    made: dict[str, Any] = {}
    for key, said in value.items():
        with inside(key):
            if key not in readers:
                raise WordsError("unknown key", key=key, known=tuple(readers))
            made[readers[key][0]] = readers[key][1](said)
    if not made:
        raise WordsError("empty")
    return Selection(**made)


def amount(value: Any) -> Amount:
    """A number, a share, so much for each area, or a list of cases of which the last has no condition."""
    if isinstance(value, list):
        return _cases(value)
    said = text(value)
    if found := re.fullmatch(r"(\S+)% of (required|stated|earned) (.+)", said):
        return _share(number(found[1]) / 100, found[2], found[3])
    if found := re.fullmatch(r"(?:(\S+) plus )?(\S+) for each (.+)", said):
        return ForEach(not_negative(found[1] or "0"), not_negative(found[2]), name(found[3]))
    if NUMBER.fullmatch(said):
        return Number(not_negative(said))
    raise WordsError("amount expected", found=said[:80])


def _share(share: Fraction, which: str, of: str) -> Amount:
    if not 0 <= share <= 10:
        raise WordsError("share out of range", found=str(share * 100))
    if which == "earned":
        return ShareOfEarned(share, None if of == "all" else name(of))
    return ShareOfRule(share, cast("Any", which), name(of))


def _cases(value: list[Any]) -> Cases:
    made = tuple(each(value, _case))
    for place, case in enumerate(made):
        if case.when is None and place < len(made) - 1:
            raise WordsError("case never reached", (place + 1,))
    if not made or made[-1].when is not None:
        raise WordsError("last case with when")
    return Cases(made)


def _case(value: Any) -> Case:
    if not isinstance(value, dict) or "is" not in value:
        raise WordsError("case expected", found=kind_of(value))
    for key in value:
        if key not in {"when", "is"}:
            raise WordsError("unknown key", (key,), key=key, known=("when", "is"))
    if isinstance(value["is"], list):
        raise WordsError("cases in cases", ("is",))
    with inside("when"):
        condition = when(value["when"]) if "when" in value else None
    with inside("is"):
        return Case(condition, amount(value["is"]))


# ----- adjusting, and where an activity counts


def by(value: Any) -> By:
    """`share of days`, `share of months`, `share of months up`, `20%`, `2 per 3 months`, `value`, or an amount."""
    said = value if isinstance(value, list) else text(value)
    if said == "value":
        return StatusValue()
    if not isinstance(said, str):
        return amount(said)
    if found := re.fullmatch(r"share of (days|months up|months)", said):
        return ShareOfTime(cast("Any", found[1]))
    if found := re.fullmatch(r"(\S+)%", said):
        share = not_negative(found[1]) / 100
        if share > 1:
            raise WordsError("share out of range", found=found[1])
        return ShareOfTarget(share)
    if found := re.fullmatch(r"(\S+) per (.+)", said):
        return PerLength(not_negative(found[1]), length(found[2] if found[2][0].isdigit() else f"1 {found[2]}"))
    return amount(said)


def into(value: Any) -> Into:
    """A list of categories, `claimed`, or a mapping of `claimed`, `else` and `always`."""
    if value == "claimed":
        return Into(claimed=())
    if not isinstance(value, dict):
        return Into(always=() if value == [] else names(value))
    for key in value:
        if key not in {"claimed", "else", "always"}:
            raise WordsError("unknown key", (key,), key=key, known=("claimed", "else", "always"))
    with inside("claimed"):
        said = names(value["claimed"]) if "claimed" in value else None
    with inside("always"):
        always = names(value["always"]) if "always" in value else ()
    with inside("else"):
        return Into(always=always, claimed=said, otherwise=name(value["else"]) if "else" in value else None)
