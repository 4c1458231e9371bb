"""The page on which someone mends rows of a table that she brought: what its form sends, and the rows it asks about."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from django.http import HttpResponse, QueryDict
from django.utils.translation import get_language

from kring.foundation.tables.mending import left_out

_CELL: Final = re.compile(r"row-(\d{1,5})-([a-z_]{1,20})")
_OUT: Final = re.compile(r"out-(\d{1,5})")


class Looked(Protocol):
    """A row as it stands: its number, its cells, and what is wrong in which column."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, str]: ...
    @property
    def wrong(self) -> Mapping[str, Any]: ...


class Cell(NamedTuple):
    """A cell that needs another look."""

    field: str
    label: str
    value: str
    wrong: str


class WrongRow(NamedTuple):
    """A row that needs another look; `out` is the name of the box that leaves it out, `apart` of the one that says that
    it is no repetition of an earlier one, where it looks like that."""

    number: int
    title: str
    cells: Sequence[Cell]
    out: str
    apart: str = ""


class Sent(NamedTuple):
    """What the form sent: cells that were filled in, by row, and the rows that were ticked to be left out."""

    changes: Mapping[int, Mapping[str, str]]
    ticked: Sequence[int]


def wrong_row(
    row: Looked, labels: Mapping[str, str], *, title: str, asked: Sequence[str] = (), apart: str = ""
) -> WrongRow:
    """A row with the cells that are wrong, and those that are asked beside them; `title` is the column by which people
    know it, `apart` the one that says that it is no repetition."""
    cells = [
        Cell(_field(row.number, name), labels[name], row.cells.get(name, ""), str(sentence))
        for name, sentence in (dict.fromkeys(asked, "") | dict(row.wrong)).items()
        if name in labels
    ]
    box = _field(row.number, apart) if apart else ""
    return WrongRow(row.number, row.cells.get(title, "")[:80], cells, f"out-{row.number}", box)


def sent(posted: QueryDict) -> Sent:
    """What the form of the page sent."""
    changes: dict[int, dict[str, str]] = {}
    ticked: list[int] = []
    for name, said in posted.items():
        cell, box = _CELL.fullmatch(name), _OUT.fullmatch(name)
        if cell is not None:
            changes.setdefault(int(cell[1]), {})[cell[2]] = str(said)
        elif box is not None:
            ticked.append(int(box[1]))
    return Sent(changes, ticked)


def wants_without_wrong(posted: QueryDict) -> bool:
    """Whether all that is wrong is to be left out."""
    return posted.get("then") == "without-wrong"


def out_now(rows: Sequence[Mapping[str, Any]], ticked: Sequence[int], wrong: Sequence[int] = ()) -> list[int]:
    """The numbers of the rows that are left out from now on: those that were before, that are ticked, or are wrong
    where all that is wrong is to be."""
    return [*left_out(rows), *ticked, *wrong]


def example(texts: Mapping[str, str], *, name: str) -> HttpResponse:
    """A file to begin with, in the reader's language."""
    text = texts["nl" if get_language() == "nl" else "en"]
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _field(number: int, column: str) -> str:
    return f"row-{number}-{column}"
