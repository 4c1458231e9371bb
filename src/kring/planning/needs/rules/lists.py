"""Rows of a file of needs: what each says, what is wrong with it, and which contradict each other. Pure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kring.foundation.text.sorting import plain, slug, sort_key
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.wants import HIGHEST

MOST_ROWS: Final = 2_000
MOST_CELL: Final = 1_000
MOST_PEOPLE: Final = 10_000
MOST_PARTS: Final = 12
HEAVIEST: Final = 3
LONGEST_NOTE: Final = 500
LONGEST_WORD: Final = 80

# Column -> the heads under which it is known, in lower case without punctuation.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "competences": ("competence", "competences", "skill", "skills", "competentie", "competenties", "vaardigheid"),
    "role": ("role profile", "role", "profile", "rolprofiel", "rol", "profiel", "functie"),
    "level": ("level", "niveau"),
    "people": ("people", "how many", "number", "aantal", "mensen", "aantal mensen", "hoeveel"),
    "backup": ("backup", "least backup", "reserve", "achterwacht", "vervanging"),
    "department": ("department", "team", "unit", "afdeling"),
    "first": ("from", "first quarter", "start", "vanaf", "van", "eerste kwartaal"),
    "last": ("up to and including", "until", "last quarter", "end", "tot en met", "t m", "laatste kwartaal"),
    "weight": ("critical", "how critical", "weight", "priority", "kritisch", "hoe kritisch", "zwaarte", "prioriteit"),
    "leadership": ("leadership", "senior management", "leiderschap", "directie"),
    "note": ("note", "remark", "toelichting", "opmerking"),
}  # fmt: skip
NEEDED: Final = ("people", "first")
YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "waar"})
NO: Final = frozenset({"", "no", "n", "false", "0", "nee", "onwaar"})
# The cell in which someone says that a word which nobody knows yet is meant.
NEW: Final = "_new"
_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_NUMBER: Final = re.compile(r"\d{1,9}")


class Unread(StrEnum):
    """Why a cell can't be used."""

    NOTHING_WANTED = "nothing-wanted"
    BOTH_WANTED = "both-wanted"
    TOO_MANY = "too-many"
    MIXED = "mixed"
    UNKNOWN_WORD = "unknown-word"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_DEPARTMENT = "unknown-department"
    NO_LEVEL = "no-level"
    LEVEL_OF_ROLE = "level-of-role"
    NO_PEOPLE = "no-people"
    NO_BACKUP = "no-backup"
    NO_QUARTER = "no-quarter"
    ENDS_FIRST = "ends-first"
    NO_WEIGHT = "no-weight"
    NOT_YES_OR_NO = "not-yes-or-no"
    LEADS_ELSEWHERE = "leads-elsewhere"
    TOO_LONG = "too-long"
    TWICE = "twice"
    CONTRADICTS = "contradicts"
    CONTRADICTS_KEPT = "contradicts-kept"


@dataclass(frozen=True, slots=True)
class Told:
    """What a right row says is needed: people with `competences` (words as they were written) of which `any_of` is
    enough or all are needed, at a level; or of a role. Quarters by their first day, `until` is the first one without.
    """

    competences: tuple[str, ...]
    any_of: bool
    role: str
    level: int | None
    people: int
    backup: int
    department: str
    first: date
    until: date
    weight: int
    leadership: bool
    note: str

    @property
    def about(self) -> tuple[object, ...]:
        """What and where it is, by which two can contradict each other. Another level is another need."""
        return (frozenset(map(word_key, self.competences)), self.any_of, word_key(self.role), self.level,
                word_key(self.department), self.leadership)  # fmt: skip

    @property
    def all_of_it(self) -> tuple[object, ...]:
        """All that it says: two that are the same say it once."""
        return (*self.about, self.people, self.backup, self.first, self.until, self.weight, self.note)

    def cells(self, words: Sequence[str] | None = None) -> dict[str, str]:
        """It as a row of a file; `words` are its competences by another name."""
        return {
            "competences": (" / " if self.any_of else " + ").join(self.competences if words is None else words),
            "role": self.role,
            "level": "" if self.level is None else str(self.level),
            "people": str(self.people),
            "backup": str(self.backup),
            "department": self.department,
            "first": quarters.written(self.first),
            "last": quarters.written(quarters.after(self.until, -1)),
            "weight": str(self.weight),
            "leadership": "1" if self.leadership else "",
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: what it says, or what is wrong with which column. `twin` is the earlier row (the first is
    0) that says otherwise. `there`: a need that is known says all of it already, so does an earlier row."""

    told: Told | None
    wrong: Mapping[str, Unread]
    twin: int | None = None
    there: bool = False


def word_key(said: str) -> str:
    """A word, name or department as it is known, whatever its case and accents."""
    return sort_key(said.strip())


def parts_of(said: str) -> tuple[tuple[str, ...], bool | None]:
    """The competences in a cell, and whether any of them is enough: "a / b" is a or b, "a + b" is both; None for a
    cell that says both.

    >>> parts_of("Excel + Power BI"), parts_of("Python / R"), parts_of("CI/CD"), parts_of("a + b / c")[1]
    ((('Excel', 'Power BI'), False), (('Python', 'R'), True), (('CI/CD',), False), None)
    """
    some, every = (re.split(rf"\s+{sign}\s+", said.strip()) for sign in ("/", r"\+"))
    if len(some) > 1 and len(every) > 1:
        return (said.strip(),), None
    found = some if len(some) > 1 else every
    return tuple(dict.fromkeys(one for one in found if one)), len(some) > 1


def read(
    rows: Sequence[Mapping[str, str]],
    *,
    words: Callable[[str], str],
    roles: frozenset[str],
    departments: frozenset[str],
    kept: Sequence[Told],
) -> list[Row]:
    """What each row says. `words` gives the name by which a competence is known, empty for an unknown one; `roles`,
    `departments` are the keys (see `word_key`) of those there are; `kept` is what is needed already. Rows that were
    left out aren't given here.

    Two that are about the same, in the same place, with a quarter in common, and don't say the same contradict each
    other: the later one is wrong.
    """
    there = {one.all_of_it for one in kept}
    before: dict[tuple[object, ...], list[tuple[Told, int | None]]] = {}
    for one in kept:
        before.setdefault(one.about, []).append((one, None))
    found: list[Row] = []
    for number, cells in enumerate(rows):
        row = _read(cells, words, roles, departments)
        if row.told is not None:
            told = row.told
            other = next((one for one in before.get(told.about, ()) if _overlaps(one[0], told)), None)
            if told.all_of_it in there:
                row = Row(told, {}, there=True)
            elif other is not None:
                why = Unread.CONTRADICTS_KEPT if other[1] is None else Unread.CONTRADICTS
                row = Row(None, {"first": why}, other[1])
            else:
                before.setdefault(told.about, []).append((told, number))
                there.add(told.all_of_it)
        found.append(row)
    return found


def _overlaps(one: Told, other: Told) -> bool:
    return one.first < other.until and other.first < one.until


def _read(
    cells: Mapping[str, str], words: Callable[[str], str], roles: frozenset[str], departments: frozenset[str]
) -> Row:
    wrong: dict[str, Unread] = {}
    said = {name: cells.get(name, "").strip() for name in HEADS}

    def cell(name: str, reader: Callable[[str], Any], why: Unread, *, empty: Any) -> Any:
        value = reader(said[name]) if said[name] else empty
        if value is None:
            wrong[name] = why
        return value

    competences, any_of = parts_of(said["competences"]) if said["competences"] else ((), False)
    role = said["role"]
    wrong |= _wrong_wish((competences, any_of), role, words if not cells.get(NEW) else _new(words), roles)
    level = cell("level", lambda text: _number(text, 0, HIGHEST), Unread.NO_LEVEL, empty=None if competences else -1)
    if role and said["level"] and not competences:
        wrong["level"] = Unread.LEVEL_OF_ROLE
    people = cell("people", lambda text: _number(text, 1, MOST_PEOPLE), Unread.NO_PEOPLE, empty=None)
    backup = cell("backup", lambda text: _number(text, 0, MOST_PEOPLE), Unread.NO_BACKUP, empty=0)
    department = cell(
        "department", lambda text: text if word_key(text) in departments else None, Unread.UNKNOWN_DEPARTMENT, empty=""
    )
    first = cell("first", quarters.read, Unread.NO_QUARTER, empty=None)
    last = cell("last", quarters.read, Unread.NO_QUARTER, empty=first or date.min)
    if first is not None and last is not None and last < first:
        wrong["last"] = Unread.ENDS_FIRST
    weight = cell("weight", lambda text: _number(text, 1, HEAVIEST), Unread.NO_WEIGHT, empty=2)
    leadership = cell("leadership", _yes, Unread.NOT_YES_OR_NO, empty=False)
    if leadership and department:
        wrong["leadership"] = Unread.LEADS_ELSEWHERE
    if len(said["note"]) > LONGEST_NOTE:
        wrong["note"] = Unread.TOO_LONG
    if wrong:
        return Row(None, wrong)
    told = Told(
        competences=tuple(words(one) or one for one in competences),
        any_of=bool(any_of),
        role=role,
        level=None if role else level,
        people=people,
        backup=backup,
        department=department,
        first=first,
        until=quarters.after(last),
        weight=weight,
        leadership=leadership,
        note=said["note"],
    )
    return Row(told, {})


def _wrong_wish(
    parts: tuple[Sequence[str], bool | None], role: str, words: Callable[[str], str], roles: Collection[str]
) -> dict[str, Unread]:
    """What is wrong with what is wanted: competences (see `parts_of`) or a role."""
    competences, any_of = parts
    if competences and role:
        return {"role": Unread.BOTH_WANTED}
    if role:
        return {} if word_key(role) in roles else {"role": Unread.UNKNOWN_ROLE}
    if not competences:
        return {"competences": Unread.NOTHING_WANTED}
    if any_of is None:
        return {"competences": Unread.MIXED}
    if len(competences) > MOST_PARTS:
        return {"competences": Unread.TOO_MANY}
    return {} if all(map(words, competences)) else {"competences": Unread.UNKNOWN_WORD}


def _new(words: Callable[[str], str]) -> Callable[[str], str]:
    """As `words`, where any word that can be one is taken for known."""
    return lambda said: words(said) or (said if slug(said) and len(said) <= LONGEST_WORD else "")


def _number(said: str, least: int, most: int) -> int | None:
    tidy = said.removesuffix(".0").removesuffix(",0").strip()
    if not _NUMBER.fullmatch(tidy):
        return None
    return int(tidy) if least <= int(tidy) <= most else None


def _yes(said: str) -> bool | None:
    word = _PLAIN.sub(" ", plain(said)).strip()
    return True if word in YES else False if word in NO else None
