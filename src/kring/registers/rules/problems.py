"""What is wrong with a file or a case: a code and facts with a place, never a sentence (sentences.py makes those)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from kring.registers.rules.words import Part, WordsError

Path = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is the place inside the value, `line` (from 1) that in the text. A note is said, and refuses nothing."""

    code: str
    path: Path = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None
    note: bool = False
    file: str = ""

    def within(self, *path: Part) -> Problem:
        """The same problem, seen from further out."""
        return replace(self, path=(*path, *self.path))


def problem_of(wrong: WordsError, path: Path = ()) -> Problem:
    """A value that couldn't be read, as a problem at the place where it stands."""
    return Problem(wrong.code, (*path, *wrong.at), wrong.facts)


def nearest(said: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that was probably meant, or nothing."""
    return next(iter(get_close_matches(said, sorted(known), 1, likeness)), "")
