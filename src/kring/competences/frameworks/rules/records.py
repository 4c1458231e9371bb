"""What a file says of a framework, as one record a fact; and what is wrong with it. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from kring.competences.frameworks.rules.folding import folded
from kring.foundation.text import cleaning

LONGEST_URI: Final = 300
LONGEST_LABEL: Final = 300
LONGEST_TEXT: Final = 6_000
LONGEST_CODE: Final = 60
MOST_TOLD: Final = 50
"""So many problems are named; of the others it is said how many there are."""

PREFERRED: Final = "preferred"
OTHER: Final = "other"
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})?")
_URI: Final = re.compile(r"[^\s\x00-\x1f\x7f<>\"]+")


class Sort(IntEnum):
    """What a record is about."""

    ITEM = 1
    LABEL = 2
    DESCRIPTION = 3
    TIE = 4


class Record(NamedTuple):
    """One fact that a file gives, and where: `kind` is of an item, a label or a tie, `text` a code, a label or a
    description, `to` the other end of a tie, `guid` the UUID that an item or a tie also has.

    What is firm comes from where it belongs: an item of the file that holds all of its part, a tie that must have both
    ends. What isn't is taken where it fits and passed over where it doesn't.
    """

    sort: Sort
    uri: str
    kind: str
    language: str
    text: str
    folded: str
    to: str
    part: str
    guid: str
    is_firm: bool
    file: str
    line: int


class Place(NamedTuple):
    """Where something stands: a file and a line of it, the first is 1; 0 is the file as a whole."""

    file: str
    line: int


class Why(StrEnum):
    """What is wrong with a row or a file."""

    NO_URI = "no-uri"
    NO_LABEL = "no-label"
    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_TIE = "unknown-tie"
    UNKNOWN_LANGUAGE = "unknown-language"
    TOO_LONG = "too-long"
    TWICE = "twice"
    CODE_TWICE = "code-twice"
    NOT_THERE = "not-there"
    TO_ITSELF = "to-itself"
    RING = "ring"
    FEW_COLUMNS = "few-columns"
    MISSING_COLUMNS = "missing-columns"
    NO_ROWS = "no-rows"
    ENCODING = "encoding"
    BROKEN = "broken"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_LARGE = "too-large"
    UNKNOWN_ITEM = "unknown-item"
    UNKNOWN_MATCH = "unknown-match"
    SAME_FRAMEWORK = "same-framework"


class Problem(NamedTuple):
    """What is wrong, where, and with what: `said` is how it stands there."""

    file: str
    line: int
    why: Why
    said: str = ""


@dataclass
class Problems:
    """Problems as they are found: the first of them, and how many there are of each sort."""

    told: list[Problem] = field(default_factory=list)
    counts: Counter[Why] = field(default_factory=Counter)

    def add(self, place: Place, why: Why, said: str = "") -> None:
        """Note one."""
        self.counts[why] += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(Problem(*place, why, cleaning.clean_line(said[:400])[:120]))

    def extend(self, problems: Iterable[Problem], counts: Mapping[Why, int]) -> None:
        """Note several of which not each is named."""
        self.counts.update(counts)
        self.told.extend(list(problems)[: MOST_TOLD - len(self.told)])

    def __bool__(self) -> bool:
        return bool(self.counts)


def uri(text: str) -> str:
    """An identifier as a file gives it, or nothing where that can't be one."""
    tidy = text.strip()
    return tidy if _URI.fullmatch(tidy) and len(tidy) <= LONGEST_URI else ""


def language(text: str) -> str:
    """A language's code in small letters, such as nl or pt-br, or nothing.

    >>> language(" NL "), language("en_GB"), language("Dutch!")
    ('nl', 'en-gb', '')
    """
    tidy = text.strip().lower().replace("_", "-")
    return tidy if _LANGUAGE.fullmatch(tidy) and len(tidy) <= 8 else ""


def item(
    place: Place, key: str, kind: str, code: str = "", *, part: str = "", guid: str = "", is_firm: bool = True
) -> Record:
    """That an item is there."""
    tidy = cleaning.clean_line(code[: LONGEST_CODE * 3])[:LONGEST_CODE]
    return Record(Sort.ITEM, key, kind, "", tidy, "", "", part, guid, is_firm, *place)


def label(
    place: Place, key: str, spoken: str, text: str, *, is_preferred: bool = False, is_firm: bool = True
) -> Record | None:
    """What an item is called in a language; None where nothing is left of it."""
    tidy = cleaning.clean_line(text[: LONGEST_LABEL * 3])[:LONGEST_LABEL].strip()
    kind = PREFERRED if is_preferred else OTHER
    if not tidy:
        return None
    return Record(Sort.LABEL, key, kind, spoken, tidy, folded(tidy), "", "", "", is_firm, *place)


def description(place: Place, key: str, spoken: str, text: str, *, is_firm: bool = True) -> Record | None:
    """What an item is, in a language; None where nothing is left of it."""
    tidy = cleaning.clean(text[: LONGEST_TEXT * 2])[:LONGEST_TEXT].strip()
    return Record(Sort.DESCRIPTION, key, "", spoken, tidy, "", "", "", "", is_firm, *place) if tidy else None


def tie(place: Place, key: str, kind: str, to: str, *, guid: str = "", is_firm: bool = True) -> Record:
    """What `to` is to an item."""
    return Record(Sort.TIE, key, kind, "", "", "", to, "", guid, is_firm, *place)


def codes_twice(said: Iterable[Record]) -> Problems:
    """Items that have the code of an earlier one of their kind: people who look for a code then find two. It is no
    reason to refuse a file, as there are published frameworks in which it is so."""
    found, seen = Problems(), dict[tuple[str, str], str]()
    for one in said:
        if one.sort is Sort.ITEM and one.text and seen.setdefault((one.kind, one.text), one.uri) != one.uri:
            found.add(Place(one.file, one.line), Why.CODE_TWICE, one.text)
    return found


def is_slip(broken: int, of: int) -> bool:
    """Whether so many broken references among so many are slips of the publisher, to be left out and named, rather than
    a sign that files are missing or don't belong together: at most 1 in 200.

    >>> is_slip(78, 154_027), is_slip(1, 100)
    (True, False)
    """
    return broken * 200 <= of
