"""Tables that people take with them: as CSV, or as the sheets of one XLSX file. What is text stays text: nothing in it
is a formula, a link or a number to the program that opens it."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO, Any, Final

from django.utils import timezone
from xlsxwriter import Workbook

Cell = str | int | float | Decimal | date | datetime | None

# What programs for tables take for the beginning of a formula, also as wide signs and after white space.
_FORMULAS: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
# A number in a sheet has fifteen digits that are sure; a longer one is written as text.
_SURE: Final = 10**15
# The first day that every program counts alike.
_FIRST_DAY: Final = date(1900, 3, 1)
_MOST_ROWS: Final = 1_048_575
_NARROWEST, _WIDEST = 9, 60
_IN_MEMORY: Final = 1 << 20
_A4: Final = 9
# Of days and moments the format names the ways by number: each machine shows them as its owner writes them.
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "day": {"num_format": 14, "align": "left"},
    "moment": {"num_format": 22, "align": "left"},
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name. `rows` are read once, one after the other; None is an empty cell.

    A Decimal is shown with the decimals that it has, a moment in the active time zone.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_workbook(sheets: Iterable[Sheet]) -> IO[bytes]:
    """An XLSX file of these sheets, open at its beginning; the caller closes it. Heads stay in sight and are printed on
    each page. No more than a row and a mebibyte is in memory. Raises ValueError beyond 1,048,575 rows a sheet."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        _fill(file, sheets)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def as_separated(sheet: Sheet) -> Iterator[str]:
    """A CSV file, line by line, with a mark at its beginning by which spreadsheets see that it is UTF-8. Days and
    moments are in ISO form. Text that would be a formula gets an apostrophe before it."""
    yield "\ufeff"
    for row in _with_heads(sheet):
        line = io.StringIO()
        csv.writer(line).writerow([_separated(cell) for cell in row])
        yield line.getvalue()


def plain(text: str) -> str:
    """A text that no program for tables takes for a formula.

    >>> plain("=1+1"), plain("Zorg & schade"), plain(" @a")
    ("'=1+1", 'Zorg & schade', "' @a")
    """
    return f"'{text}" if _FORMULAS.match(text) else text


def sheet_name(name: str, taken: Collection[str] = ()) -> str:
    """A name that a sheet may have beside those that are taken: at most 31 characters, some signs left out.

    >>> sheet_name("Schade: zorg/auto"), sheet_name("Trend", ["trend"]), sheet_name("'")
    ('Schade zorg auto', 'Trend (2)', 'Sheet')
    """
    tidy = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip("'").strip()
    found = _short(tidy, "") or "Sheet"
    others = {one.casefold() for one in taken} | {"history"}
    number = 1
    while found.casefold() in others:
        number += 1
        found = _short(tidy or "Sheet", f" ({number})")
    return found


def _short(name: str, end: str) -> str:
    """A name with an end, as long as sheets take it; they count as UTF-16 does."""
    while len((name + end).encode("utf-16-le")) // 2 > _LONGEST_NAME:
        name = name[:-1]
    return name.rstrip(" '") + end


class _Formats(dict[str, Any]):
    """The formats of a book, each made when it is first used."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, name: str) -> Any:
        wanted = _FORMATS.get(name) or {"num_format": name}
        return self.setdefault(name, self._book.add_format(wanted))


def _fill(file: IO[bytes], sheets: Iterable[Sheet]) -> None:
    with (
        TemporaryDirectory(prefix="kring-") as folder,
        Workbook(file, {"constant_memory": True, "tmpdir": folder}) as book,
    ):
        formats = _Formats(book)
        names: list[str] = []
        for sheet in sheets:
            names.append(sheet_name(sheet.name, names))
            _write(book.add_worksheet(names[-1]), sheet, formats)


def _write(sheet: Any, told: Sheet, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    widths = [_NARROWEST] * len(told.heads)
    for number, row in enumerate(_with_heads(told)):
        if number > _MOST_ROWS:
            raise ValueError(f"more rows than a sheet takes: {told.name}")
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, formats, head=number == 0)
            widths[place] = min(max(widths[place], len(_separated(cell)) + 2), _WIDEST)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _put(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats, *, head: bool) -> None:
    """Write a cell as what it is. Text is only ever written as text."""
    match cell:
        case None | "":
            return
        case datetime() if _local(cell).date() >= _FIRST_DAY:
            sheet.write_datetime(row, column, _local(cell).replace(tzinfo=None), formats["moment"])
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, cell, formats["day"])
        case int() | float() | Decimal() if _is_sure(cell):
            sheet.write_number(row, column, cell, *([formats[_number(cell)]] if isinstance(cell, Decimal) else []))
        case _:
            sheet.write_string(row, column, str(cell)[:_LONGEST_TEXT], *([formats["head"]] if head else []))


def _is_sure(cell: float | Decimal) -> bool:
    """Whether a sheet tells a number as it is."""
    return isfinite(cell) and -_SURE < cell < _SURE


def _number(cell: Decimal) -> str:
    """How a Decimal is shown: with the decimals that it has, and thousands apart."""
    places = len(f"{cell:f}".partition(".")[2])
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _separated(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return plain(cell)
        case datetime():
            return _local(cell).strftime("%Y-%m-%d %H:%M")
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _with_heads(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    yield sheet.heads
    for row in sheet.rows:
        if len(row) != len(sheet.heads):
            raise ValueError(f"{len(row)} cells under {len(sheet.heads)} heads: {sheet.name}")
        yield row
