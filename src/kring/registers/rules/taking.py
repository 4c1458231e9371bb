"""Takes values out of plain mappings, and keeps what is wrong with them at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kring.registers.rules import facts, parsing
from kring.registers.rules.case import Named, Value
from kring.registers.rules.problems import Path, Problem, nearest, problem_of
from kring.registers.rules.words import WordsError

T = TypeVar("T")
# Ten thousand activities are more than a life of learning brings into one registration.
MOST = 10_000


@dataclass
class Taker:
    """Takes values out of mappings, and keeps what is wrong with them."""

    problems: list[Problem] = field(default_factory=list)

    def read(self, value: Any, path: Path, reader: Callable[[Any], T]) -> T | None:
        """The value as the reader sees it, or None with a problem. What isn't there stays None."""
        if value is None:
            return None
        try:
            return reader(value)
        except WordsError as wrong:
            self.problems.append(problem_of(wrong, path))
            return None

    def key(self, raw: Mapping[str, Any], key: str, path: Path, reader: Callable[[Any], T]) -> T | None:
        """What stands under the key."""
        return self.read(raw.get(key), (*path, key), reader)

    def needed(self, raw: Mapping[str, Any], key: str, path: Path, reader: Callable[[Any], T], stand_in: T) -> T:
        """What stands under a key that must be there; the stand-in keeps us reading when it isn't."""
        if raw.get(key) is None:
            self.say("key missing", path, key=key)
        found = self.key(raw, key, path, reader)
        return stand_in if found is None else found

    def say(self, code: str, path: Path, *, note: bool = False, **said: Any) -> None:
        """Keep a problem."""
        self.problems.append(Problem(code, path, said, note=note))

    def rows(self, raw: Mapping[str, Any], key: str) -> list[tuple[Path, Mapping[str, Any]]]:
        """The mappings of a list, with their paths."""
        value = raw.get(key)
        if not isinstance(value or [], list):
            self.say("list expected", (key,))
            return []
        if len(value or []) > MOST:
            self.say("too many", (key,), most=MOST)
            return []
        for place, row in enumerate(value or []):
            if not isinstance(row, Mapping):
                self.say("mapping expected", (key, place))
        return [((key, place), row) for place, row in enumerate(value or []) if isinstance(row, Mapping)]

    def known(self, raw: Mapping[str, Any], path: Path, known: Collection[str], *, note: bool = False) -> None:
        """Complain about keys that mean nothing here."""
        for key in raw:
            if key not in known:
                self.say("unknown key", (*path, key), note=note, key=key, nearest=nearest(key, known), known=known)


def facts_of(take: Taker, raw: Mapping[str, Any], path: Path, types: Mapping[str, str]) -> dict[str, Value]:
    """Every value as its type says, without those that couldn't be read."""
    read = {key: take.read(value, (*path, key), _reader(types.get(key))) for key, value in raw.items()}
    return {key: value for key, value in read.items() if value is not None}


def _reader(kind: str | None) -> Callable[[Any], Value]:
    readers: dict[str | None, Callable[[Any], Value]] = {
        "number": parsing.number,
        "yes_no": parsing.yes_no,
        "date": parsing.day,
        "text": parsing.text,
        "list": _items,
    }
    return readers.get(kind, _guessed)


def _guessed(value: Any) -> Value:
    """Of a fact that nobody declared, a day is a day and a list a list; anything else is a word."""
    if isinstance(value, list | Mapping):
        return _items(value)
    return parsing.day(value) if parsing.DAY.fullmatch(value) else parsing.text(value)


def _items(value: Any) -> tuple[str | Named, ...]:
    made = []
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        with parsing.inside(place):
            made.append(_named(item) if isinstance(item, Mapping) else parsing.text(item))
    return tuple(made)


def _named(raw: Mapping[str, Any]) -> Named:
    if "name" not in raw:
        raise WordsError("key missing", key="name")
    said = {}
    for key, value in raw.items():
        with parsing.inside(key):
            said[key] = _reader(facts.AREA.get(key))(value)
    return Named(str(said.pop("name")), said)
