"""Texts, names, numbers, days, lengths, moments and windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any, cast

from kring.registers.rules.words import (
    AtFact,
    EachPart,
    EndOf,
    LastLength,
    Length,
    Moment,
    NextDate,
    OnDay,
    Part,
    Round,
    Shifted,
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
        raise WordsError("text expected", found=kind_of(value))
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
    if not NUMBER.fullmatch(said):
        raise WordsError("number expected", found=said[:80])
    if sum(map(len, re.findall(r"[0-9]+", said))) > DIGITS:
        raise WordsError("too many digits", found=said[:80], most=DIGITS)
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


def each(values: list[Any], read: Callable[[Any], Any]) -> Iterator[Any]:
    """Every value of a list, read; at least one."""
    if not values:
        raise WordsError("empty")
    for place, item in enumerate(values):
        with inside(place):
            yield read(item)


def kind_of(value: Any) -> str:
    """What was found, for a sentence."""
    if isinstance(value, dict):
        return "mapping"
    return "list" if isinstance(value, list) else "text"
