"""Reads the small languages of a scheme file: text, lists and mappings in, the facts of words.py out.

Every function raises WordsError with the place inside the value that it was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any, cast

from kring.registers.rules.words import (
    AllOf,
    Amount,
    AnyOf,
    AtFact,
    Between,
    By,
    Case,
    Cases,
    Compared,
    EachPart,
    EndOf,
    FactTest,
    ForEach,
    Into,
    Is,
    Known,
    LastLength,
    Length,
    Moment,
    NextDate,
    Not,
    Number,
    OnDay,
    OneOf,
    Part,
    PerLength,
    Round,
    Selection,
    ShareOfEarned,
    ShareOfRule,
    ShareOfTarget,
    ShareOfTime,
    Shifted,
    StatusValue,
    Test,
    When,
    WholePeriod,
    Window,
    WordsError,
)

_MONTHS = "January February March April May June July August September October November December"
MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), 1)}
# Longer numbers are no points, and would only make the arithmetic slow.
DIGITS = 12
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
# A name of a rule, an entry, a category, a kind: words, but nothing that has a meaning in a path or a list.
NAME = re.compile(r"[^\s./{}\[\],:#&*!|>%@`][^./{}\[\],:#\n]*")
FACT = re.compile(r"[a-z][a-z0-9_]*(\.[^.\n]+)*")


@contextmanager
def inside(*at: Part) -> Iterator[None]:
    """Add where we are to a problem that comes up within."""
    try:
        yield
    except WordsError as wrong:
        raise WordsError(wrong.code, (*at, *wrong.at), **wrong.facts) from wrong


def text(value: Any) -> str:
    """A text with something in it."""
    if not isinstance(value, str):
        raise WordsError("text expected", found=_kind_of(value))
    if not value.strip():
        raise WordsError("empty")
    return value.strip()


def name(value: Any) -> str:
    """A name of at most 60 characters, without the signs that paths and lists are made of."""
    said = text(value)
    if len(said) > 60 or not NAME.fullmatch(said):
        raise WordsError("bad name", found=said[:80])
    return said


def names(value: Any) -> tuple[str, ...]:
    """One name, or a list of different ones."""
    said = value if isinstance(value, list) else [value]
    found: list[str] = []
    for place, item in enumerate(said):
        with inside(*([place] if isinstance(value, list) else [])):
            found.append(name(item))
            if found[-1] in found[:-1]:
                raise WordsError("said twice", name=found[-1])
    if not found:
        raise WordsError("empty")
    return tuple(found)


def number(value: Any) -> Fraction:
    """An exact number: `20`, `0.25`, `1/3`, `-1`."""
    said = text(value)
    if not NUMBER.fullmatch(said) or sum(map(len, re.findall(r"[0-9]+", said))) > DIGITS:
        raise WordsError("number expected", found=said[:80])
    above, _, below = said.partition("/")
    if below and not int(below):
        raise WordsError("number expected", found=said)
    return Fraction(above) / int(below or 1)


def not_negative(value: Any) -> Fraction:
    """A number of at least 0."""
    found = number(value)
    if found < 0:
        raise WordsError("negative", found=value)
    return found


def yes_no(value: Any) -> bool:
    """`yes` or `no` (`true` and `false` are understood)."""
    found = {"yes": True, "no": False, "true": True, "false": False}.get(text(value).lower())
    if found is None:
        raise WordsError("yes or no expected", found=text(value)[:80])
    return found


def day(value: Any) -> date:
    """`2020-01-31`."""
    said = text(value)
    if DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError as wrong:
            raise WordsError("no such day", found=said) from wrong
    raise WordsError("day expected", found=said[:80])


def length(value: Any) -> Length:
    """`2 years`, `18 months`, `6 weeks`, `90 days`; at least one, at most a hundred years."""
    said = text(value)
    found = re.fullmatch(r"([0-9]{1,5}) (day|week|month|year)s?", said)
    if not found or not int(found[1]):
        raise WordsError("length expected", found=said[:80])
    made = Length(int(found[1]), cast("Any", found[2]))
    if (made.months or 0) > 1200 or (made.days or 0) > 36525:
        raise WordsError("too long", found=said)
    return made


def moment(value: Any) -> Moment:
    """A day, a fact, or a day counted from another."""
    return _moment(text(value), 0)


def _moment(said: str, depth: int) -> Moment:
    if depth > 8:
        raise WordsError("too deep")
    for pattern, make in _MOMENTS:
        if found := re.fullmatch(pattern, said):
            return make(found, depth + 1)
    raise WordsError("moment expected", found=said[:80])


def _next_date(found: re.Match[str], depth: int) -> Moment:
    month = MONTHS.get(found[2])
    if month is None:
        raise WordsError("no such month", found=found[2])
    try:
        date(2000, month, int(found[1]))
    except ValueError as wrong:
        raise WordsError("no such day", found=f"{found[1]} {found[2]}") from wrong
    return NextDate(int(found[1]), month, _moment(found[3], depth))


def _shifted(found: re.Match[str], depth: int) -> Moment:
    sign = 1 if found[3] == "after" else -1
    return Shifted(sign * int(found[1]), cast("Any", found[2]), _moment(found[4], depth))


_MOMENTS: tuple[tuple[str, Callable[[re.Match[str], int], Moment]], ...] = (
    (r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", lambda found, _: OnDay(day(found[0]))),
    (r"([0-9]{1,5}) (day|week|month|year)s? (after|before) (.+)", _shifted),
    (r"([0-9]{1,2}) ([A-Z]\w+) after (.+)", _next_date),
    (r"end of (birth month|month|year) of (.+)", lambda f, depth: EndOf(cast("Any", f[1]), _moment(f[2], depth))),
    (r"P|(?:person|period|area|step)\.[^.\n]{1,60}", lambda found, _: AtFact(found[0])),
)


def rounding(value: Any) -> Round:
    """`down to 1`, `up to 0.5`, `half up to 0.25`, `half even to 0.1`."""
    found = re.fullmatch(r"(down|up|half up|half even) to (\S+)", text(value))
    if not found:
        raise WordsError("round expected", found=text(value)[:80])
    step = number(found[2])
    if step <= 0:
        raise WordsError("negative", found=found[2])
    return Round(cast("Any", found[1]), step)


def window(value: Any) -> Window:
    """`period`, `each PART`, `last 3 years`."""
    said = text(value)
    if said == "period":
        return WholePeriod()
    if said.startswith("each "):
        return EachPart(name(said[5:]))
    if said.startswith("last "):
        return LastLength(length(said[5:]))
    raise WordsError("window expected", found=said[:80])


def last(value: Any) -> Length:
    """`last 12 months`."""
    said = text(value)
    if not said.startswith("last "):
        raise WordsError("last expected", found=said[:80])
    return length(said[5:])


# ----- conditions


def when(value: Any, depth: int = 0) -> When:
    """A mapping (all of it holds) or a list of mappings (one of them holds)."""
    if depth > 5:
        raise WordsError("too deep")
    if isinstance(value, list) and value:
        return AnyOf(tuple(_each(value, lambda item: when(item, depth + 1))))
    if not isinstance(value, dict) or not value:
        raise WordsError("condition expected", found=_kind_of(value))
    return AllOf(tuple(_line(key, test, depth) for key, test in value.items()))


def _line(key: str, value: Any, depth: int) -> When:
    with inside(key):
        if key == "not":
            return Not(when(value, depth + 1))
        if not FACT.fullmatch(key):
            raise WordsError("bad fact", found=key[:80])
        return FactTest(key, test(value))


def test(value: Any) -> Test:
    """What a fact is held against."""
    if isinstance(value, list):
        return OneOf(tuple(_each(value, test)))
    said = text(value)
    if said == "known":
        return Known()
    if found := re.fullmatch(r"(<=|>=|<|>)\s*(.+)", said):
        return Compared(cast("Any", found[1]), number(found[2]) if NUMBER.fullmatch(found[2]) else moment(found[2]))
    if found := re.fullmatch(r"(\S+?)\.\.(\S+)", said):
        return _between(found[1], found[2])
    return _is(said)


def _between(low: str, high: str) -> Between:
    read: Callable[[Any], Any] = day if DAY.fullmatch(low) else number
    first, last_one = read(low), read(high)
    if first > last_one:
        raise WordsError("backwards", low=low, high=high)
    return Between(first, last_one)


def _is(said: str) -> Is:
    as_number = number(said) if NUMBER.fullmatch(said) else None
    as_day = day(said) if DAY.fullmatch(said) else None
    return Is(said, as_number, {"yes": True, "no": False, "true": True, "false": False}.get(said), as_day)


def _each(values: list[Any], read: Callable[[Any], Any]) -> Iterator[Any]:
    if not values:
        raise WordsError("empty")
    for place, item in enumerate(values):
        with inside(place):
            yield read(item)


# ----- selections and amounts


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
    made = tuple(_each(value, _case))
    for place, case in enumerate(made):
        if case.when is None and place < len(made) - 1:
            raise WordsError("case never reached", (place + 1,))
    if not made or made[-1].when is not None:
        raise WordsError("last case with when")
    return Cases(made)


def _case(value: Any) -> Case:
    if not isinstance(value, dict) or "is" not in value:
        raise WordsError("case expected", found=_kind_of(value))
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


def _kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "mapping"
    return "list" if isinstance(value, list) else "text"
