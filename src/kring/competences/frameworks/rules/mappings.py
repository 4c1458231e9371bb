"""Mappings between frameworks as a table: item, match, and the other item. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kring.competences.frameworks.rules.records import Place, Problems, Why
from kring.foundation.tables.heads import columns

MOST_ROWS: Final = 20_000
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
HEADS: Final = ("item", "match", "other item", "name", "other name", "other framework")
_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "item": ("item", "id", "uri", "from"),
    "match": ("match", "mapping", "relation", "relatie"),
    "to": ("other item", "other", "to", "ander item", "andere"),
}
_WORDS: Final = {match.lower(): match for match in MATCHES} | {
    match.lower().removesuffix("match"): match for match in MATCHES
}


class Told(NamedTuple):
    """A row that can be read: `match` as SKOS has it."""

    number: int
    item: str
    match: str
    to: str


def read(name: str, heads: Sequence[str], cells: Sequence[Sequence[str]], problems: Problems) -> list[Told]:
    """The rows of a table; what is wrong is added to `problems`. Of one pair the last row counts."""
    found = {what: place for place, what in columns(heads, _KNOWN).items()}
    if len(found) < len(_KNOWN):
        problems.add(Place(name, 1), Why.MISSING_COLUMNS, "item, match, other item")
        return []
    if len(cells) > MOST_ROWS:
        problems.add(Place(name, MOST_ROWS + 2), Why.TOO_MANY_ROWS)
        return []
    told: dict[tuple[str, str], Told] = {}
    for number, row in enumerate(cells, start=2):
        item, match, to = (
            row[found[what]].strip() if found[what] < len(row) else "" for what in ("item", "match", "to")
        )
        meant = _WORDS.get(match.rpartition(":")[2].lower())
        if not item or not to:
            problems.add(Place(name, number), Why.NO_URI)
        elif meant is None:
            problems.add(Place(name, number), Why.UNKNOWN_MATCH, match)
        else:
            told[item, to] = Told(number, item, meant, to)
    return list(told.values())


def check(name: str, told: Sequence[Told], own: Collection[str], others: Collection[str], problems: Problems) -> None:
    """That each row goes from an item of `own` to one of `others`, both by their URI."""
    for row in told:
        if row.item not in own:
            problems.add(Place(name, row.number), Why.NOT_THERE, row.item)
        elif row.to not in others:
            why = Why.SAME_FRAMEWORK if row.to in own else Why.UNKNOWN_ITEM
            problems.add(Place(name, row.number), why, row.to)


def write(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """A table that `read` reads: the heads, and rows of (item, match, other item, name, other name, framework)."""
    yield HEADS
    yield from rows
