"""A framework of one's own as a table: a row an item, the first row names the columns. Pure.

What the columns are is said in docs/how-to/bring-in-frameworks.md.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kring.competences.frameworks.rules import records
from kring.competences.frameworks.rules.exported import Exported
from kring.competences.frameworks.rules.records import Place, Problems, Record, Why
from kring.foundation.tables.heads import columns

MOST_ROWS: Final = 5_000
SEPARATOR: Final = "|"
# What a table that goes out has before a cell that programs would take for a formula, as they hide it themselves.
_QUOTED: Final = re.compile(r"\A'(?=[=+\-@])")
TIES: Final = ("broader", "related", "essential", "optional", "member")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "uri", "identifier", "identificatie", "kenmerk"),
    "kind": ("kind", "type", "soort"),
    "code": ("code", "nummer"),
    "broader": ("broader", "parent", "breder", "valt onder"),
    "related": ("related", "verwant"),
    "essential": ("essential", "essentieel"),
    "optional": ("optional", "optioneel"),
    "member": ("collection", "collections", "collectie", "collecties"),
}
_KINDS: Final[Mapping[str, str]] = {
    "": "competence", "competence": "competence", "skill": "competence", "competentie": "competence",
    "vaardigheid": "competence", "knowledge": "knowledge", "kennis": "knowledge", "group": "group", "groep": "group",
    "occupation": "occupation", "role": "occupation", "beroep": "occupation", "rol": "occupation",
    "collection": "collection", "collectie": "collection",
}  # fmt: skip
_IN_A_LANGUAGE: Final = re.compile(
    r"(?P<what>name|label|naam|other names|alternatives|andere namen|description|omschrijving|beschrijving)"
    r"[ _-]*\(?(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)\)?",
    re.IGNORECASE,
)
_WHAT: Final = {"name": "name", "label": "name", "naam": "name", "other names": "others", "alternatives": "others",
                "andere namen": "others", "description": "description", "omschrijving": "description",
                "beschrijving": "description"}  # fmt: skip


class Row(NamedTuple):
    """An item as a row says it: its ends of ties by kind, and what it is called by what (name, others, description) and
    language."""

    number: int
    key: str
    kind: str
    code: str
    said: Mapping[tuple[str, str], str]
    ties: Mapping[str, Sequence[str]]


def read(name: str, heads: Sequence[str], cells: Sequence[Sequence[str]], problems: Problems) -> list[Record]:
    """What a table says, as records; what is wrong with a row is added to `problems`, and the row is passed over.

    Rows are counted as a spreadsheet does: the first below the heads is 2.
    """
    found = columns(heads, _WORDS)
    spoken = {place: said for place, head in enumerate(heads) if (said := _spoken(head)) is not None}
    if "id" not in found.values() or not any(what == "name" for what, _language in spoken.values()):
        problems.add(Place(name, 1), Why.MISSING_COLUMNS, "id, name nl")
        return []
    if not cells:
        problems.add(Place(name, 1), Why.NO_ROWS)
    if len(cells) > MOST_ROWS:
        problems.add(Place(name, MOST_ROWS + 2), Why.TOO_MANY_ROWS)
        return []
    rows = [_row(number, row, found, spoken) for number, row in enumerate(cells, start=2)]
    _check(name, rows, problems)
    return [record for row in rows if row.key for record in _records(name, row)]


def write(items: Sequence[Exported], languages: Sequence[str]) -> Iterator[list[str]]:
    """A table of these items that `read` reads as what they are: the heads first."""
    heads = [f"{what} {language}" for what in ("name", "other names", "description") for language in languages]
    yield ["id", "kind", "code", *heads, *(kind if kind != "member" else "collection" for kind in TIES)]
    for item in items:
        yield [
            item.uri, item.kind, item.code,
            *(item.names.get(language, "") for language in languages),
            *(_joined(item.others.get(language, ())) for language in languages),
            *(item.descriptions.get(language, "") for language in languages),
            *(_joined(item.ties.get(kind, ())) for kind in TIES),
        ]  # fmt: skip


def rings(broader: Mapping[str, Sequence[str]]) -> set[str]:
    """The items that lie beneath themselves, by what is broader than each.

    >>> sorted(rings({"a": ["b"], "b": ["a"], "c": ["a"]}))
    ['a', 'b']
    """
    up = _peeled({key: {end for end in ends if end in broader} for key, ends in broader.items()})
    return set(_peeled(_turned(up)))


def _peeled(ends: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What remains when whatever points nowhere is taken away, and then what pointed only there, and so on."""
    left = {key: set(points) for key, points in ends.items()}
    back = _turned(left)
    ready = [key for key, points in left.items() if not points]
    while ready:
        gone = ready.pop()
        del left[gone]
        for key in back[gone]:
            left[key].discard(gone)
            if not left[key]:
                ready.append(key)
    return left


def _turned(ends: Mapping[str, set[str]]) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {key: set() for key in ends}
    for key, points in ends.items():
        for end in points:
            back[end].add(key)
    return back


def _row(number: int, cells: Sequence[str], found: Mapping[int, str], spoken: Mapping[int, tuple[str, str]]) -> Row:
    cells = [_QUOTED.sub("", cell) for cell in cells]
    told = {name: cells[place].strip() for place, name in found.items() if place < len(cells)}
    said = {what: cells[place] for place, what in spoken.items() if place < len(cells) and cells[place].strip()}
    ties = {kind: ends for kind in TIES if (ends := _split(told.get(kind, "")))}
    return Row(number, told.get("id", ""), told.get("kind", "").lower(), told.get("code", ""), said, ties)


def _check(name: str, rows: Sequence[Row], problems: Problems) -> None:
    """What is wrong with each row by itself, and with rows together."""
    known = {row.key for row in rows}
    seen: set[str] = set()
    broader: dict[str, list[str]] = {}
    for row in rows:
        broader.setdefault(row.key, []).extend(row.ties.get("broader", ()))
    in_rings = rings(broader)
    for row in rows:
        wrong = [*_wrong(row), *_wrong_ties(row, known)]
        if row.key in seen:
            wrong.append((Why.TWICE, row.key))
        elif row.key in in_rings and row.key not in row.ties.get("broader", ()):
            wrong.append((Why.RING, row.key))
        seen.add(row.key)
        for why, said in wrong:
            problems.add(Place(name, row.number), why, said)


def _wrong(row: Row) -> Iterator[tuple[Why, str]]:
    if not records.uri(row.key):
        yield Why.NO_URI, row.key
    if row.kind not in _KINDS:
        yield Why.UNKNOWN_KIND, row.kind
    if not any(what == "name" for what, _language in row.said):
        yield Why.NO_LABEL, ""
    for (what, _language), text in row.said.items():
        longest = records.LONGEST_TEXT if what == "description" else records.LONGEST_LABEL
        if any(len(one) > longest for one in (_split(text) if what == "others" else [text])):
            yield Why.TOO_LONG, text


def _wrong_ties(row: Row, known: Collection[str]) -> Iterator[tuple[Why, str]]:
    for end in (end for ends in row.ties.values() for end in ends):
        if end == row.key:
            yield Why.TO_ITSELF, end
        elif end not in known:
            yield Why.NOT_THERE, end


def _records(name: str, row: Row) -> Iterator[Record]:
    place = Place(name, row.number)
    yield records.item(place, row.key, _KINDS.get(row.kind, "competence"), row.code)
    for (what, language), text in row.said.items():
        if what == "description":
            made = [records.description(place, row.key, language, text)]
        elif what == "name":
            made = [records.label(place, row.key, language, text, is_preferred=True)]
        else:
            made = [records.label(place, row.key, language, one) for one in _split(text)]
        yield from (record for record in made if record)
    for kind, ends in row.ties.items():
        yield from (records.tie(place, row.key, kind, end) for end in ends)


def _spoken(head: str) -> tuple[str, str] | None:
    said = _IN_A_LANGUAGE.fullmatch(" ".join(head.split()))
    return (_WHAT[said["what"].lower()], said["language"].lower()) if said else None


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(SEPARATOR) if one.strip()]


def _joined(texts: Sequence[str]) -> str:
    # A name that holds the sign between names can't be told from two.
    return f" {SEPARATOR} ".join(text.replace(SEPARATOR, "/") for text in texts)
