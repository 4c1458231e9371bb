"""What a person answers to a scheme's questions, as text, read into what a case takes. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from kring.registers.rules.questions import Question

MOST_ITEMS: Final = 40
LONGEST: Final = 120
_NUMBER: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ITEM: Final = re.compile(r"(?P<name>[^()]+?)(?:\s*\((?P<day>[^()]*)\))?\s*")
_YES: Final = {"yes": "yes", "ja": "yes", "no": "no", "nee": "no"}
# A list that is known to hold nothing, which isn't the same as one of which nothing was said.
NOTHING: Final = "-"
_NONE: Final = frozenset({NOTHING, "–", "none", "geen", "no", "nee"})
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2200, 1, 1)


class Wrong(StrEnum):
    """What can be wrong with an answer."""

    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    ITEM = "item"


class AnswerError(ValueError):
    """An answer that can't be read."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Interval:
    """A status from a day until (excluded) another; None is still going on."""

    kind: str
    first: date
    until: date | None


def read_answer(question: Question, text: str) -> Any:
    """The answer as a case takes it: text, or a list for a list; None for no answer. Raises AnswerError.

    >>> read_answer(Question("chambers", "list", {}, (), "from"), "homes, rural (2026-07-01)")
    ['homes', {'name': 'rural', 'from': '2026-07-01'}]
    >>> read_answer(Question("weight", "number", {}), "1,5"), read_answer(Question("exam", "date", {}), " ")
    ('1.5', None)
    >>> read_answer(Question("chambers", "list", {}), "none"), read_answer(Question("chambers", "list", {}), "")
    ([], None)
    """
    said = text.strip()
    if not said:
        return None
    return _READERS[question.type](question, said)


def written(question: Question, answer: Any) -> str:
    """An answer as its field shows it: what `read_answer` reads as the same."""
    if answer is None:
        return ""
    if not isinstance(answer, list):
        return str(answer)
    return ", ".join(_item_written(question, one) for one in answer) or NOTHING


def day_of(text: str) -> date:
    """A day as 2026-03-01. Raises AnswerError, also for days that no calendar here holds."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day < LATEST:
        raise AnswerError(Wrong.DAY)
    return day


def number_of(text: str) -> str:
    """A number, with a point. Raises AnswerError."""
    if not _NUMBER.fullmatch(text):
        raise AnswerError(Wrong.NUMBER)
    return text.replace(",", ".")


def overlapping(intervals: Sequence[Interval]) -> bool:
    """Whether two intervals of one kind have a day in common.

    >>> one, two = Interval("leave", date(2026, 1, 1), date(2026, 2, 1)), Interval("leave", date(2026, 2, 1), None)
    >>> overlapping([two, one]), overlapping([one, Interval("leave", date(2026, 1, 31), None)])
    (False, True)
    """
    ordered = sorted(intervals, key=lambda one: (one.kind, one.first))
    return any(a.kind == b.kind and (a.until is None or a.until > b.first) for a, b in pairwise(ordered))


def _number(question: Question, text: str) -> str:
    return number_of(text)


def _date(question: Question, text: str) -> str:
    return day_of(text).isoformat()


def _yes_no(question: Question, text: str) -> str:
    if text.casefold() not in _YES:
        raise AnswerError(Wrong.YES_NO)
    return _YES[text.casefold()]


def _text(question: Question, text: str) -> str:
    if len(text) > LONGEST:
        raise AnswerError(Wrong.TOO_LONG)
    return text


def _list(question: Question, text: str) -> list[Any]:
    if text.casefold() in _NONE:
        return []
    items = [item for item in (part.strip() for part in re.split(r"[,;\n]", text)) if item]
    if len(items) > MOST_ITEMS:
        raise AnswerError(Wrong.TOO_MANY)
    return [_item(question, item) for item in items]


def _item(question: Question, text: str) -> Any:
    found = _ITEM.fullmatch(text)
    if found is None:
        raise AnswerError(Wrong.ITEM)
    name, day = found["name"], found["day"]
    if len(name) > LONGEST:
        raise AnswerError(Wrong.TOO_LONG)
    if day is None:
        return name
    if not question.dated:
        raise AnswerError(Wrong.ITEM)
    return {"name": name, question.dated: day_of(day.strip()).isoformat()}


def _item_written(question: Question, item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    day = item.get(question.dated)
    return f"{item.get('name', '')} ({day})" if day else str(item.get("name", ""))


_READERS: Final = {"number": _number, "date": _date, "yes_no": _yes_no, "text": _text, "list": _list}
