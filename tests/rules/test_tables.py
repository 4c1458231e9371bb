"""Tables that people take with them: what comes out is what went in, and no text is ever a formula."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kring.foundation.tables.reading import read_table
from kring.foundation.tables.writing import Cell, Sheet, as_separated, as_workbook, plain, sheet_name

NASTY = [
    "=1+1",
    "+31 6",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1+1",
    "\r=1",
    'a"b;c,d\ne',
    "http://example.org",
    "{=1}",
    "0123",
]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


def opened(*sheets: Sheet) -> CalamineWorkbook:
    with as_workbook(sheets) as file:
        return CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


def part(sheet: Sheet, name: str = "xl/worksheets/sheet1.xml") -> str:
    """A part of the file with one sheet, as it is packed."""
    with as_workbook([sheet]) as file, zipfile.ZipFile(file) as packed:
        return packed.read(name).decode()


def parsed(sheet: Sheet) -> list[list[str]]:
    text = "".join(as_separated(sheet))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_each_cell_comes_back_as_what_it_is() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    row: list[Cell] = ["Schade", 12, 2.5, Decimal("1234.50"), date(2026, 3, 1), moment, None, 0]
    with timezone.override("Europe/Amsterdam"):
        book = opened(Sheet("Days", ["a", "b", "c", "d", "e", "f", "g", "h"], [row]))
    heads, found = book.get_sheet_by_name("Days").to_python()
    assert heads == ["a", "b", "c", "d", "e", "f", "g", "h"]
    assert found[:5] + found[6:] == ["Schade", 12, 2.5, 1234.5, date(2026, 3, 1), "", 0]
    assert str(found[5]) == "2026-07-02 00:30:00"


def test_what_a_sheet_cannot_count_is_told_as_text() -> None:
    row: list[Cell] = [10**15, date(1899, 12, 31), float("nan"), float("inf"), Decimal("NaN")]
    found = opened(Sheet("A", list("abcde"), [row])).get_sheet_by_index(0).to_python()[1]
    assert found == ["1000000000000000", "1899-12-31", "nan", "inf", "NaN"]


@pytest.mark.parametrize("text", NASTY)
def test_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    sheet = Sheet("A", [text], [[text]])
    written = part(sheet)
    assert "<f>" not in written
    assert "hyperlink" not in written
    assert written.count('t="inlineStr"') == 2
    [[head], [cell]] = opened(sheet).get_sheet_by_index(0).to_python()
    assert (head, cell) == (text, text)


@given(TEXTS)
def test_in_separated_text_no_cell_begins_as_a_formula(text: str) -> None:
    [head, [cell]] = parsed(Sheet("A", ["a"], [[text]])) if text else [["a"], [""]]
    assert head == ["a"]
    assert cell in {text, f"'{text}"}
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_what_was_written_is_read_again(rows: list[list[str]]) -> None:
    tidy = [[cell.strip() for cell in row] for row in rows]
    with as_workbook([Sheet("A", ["x", "y"], tidy)]) as file:
        assert read_table(file, most_rows=10) == (["x", "y"], [row for row in tidy if any(row)])


def test_numbers_below_zero_stay_numbers_in_separated_text() -> None:
    row: list[Cell] = [-3, Decimal("-2.50"), date(2026, 3, 1), datetime(2026, 3, 1, 9, 5, tzinfo=UTC), None]
    assert parsed(Sheet("A", list("abcde"), [row]))[1] == ["-3", "-2.50", "2026-03-01", "2026-03-01 09:05", ""]


def test_heads_stay_in_sight_and_columns_are_as_wide_as_what_is_in_them() -> None:
    written = part(Sheet("A", ["a", "long"], [["b", "x" * 30], ["c", "y" * 500]]))
    assert 'state="frozen"' in written
    assert 'ySplit="1"' in written
    assert '<col min="1" max="1" width="9' in written
    assert '<col min="2" max="2" width="60' in written
    assert 'orientation="landscape"' in written


def test_sheets_have_names_that_every_program_takes() -> None:
    names = ["Schade: zorg/auto", "schade zorg auto", "History", "", "x" * 40, "x" * 40, "'quoted'", "😀" * 20]
    book = opened(*(Sheet(name, ["a"], []) for name in names))
    assert book.sheet_names == [
        "Schade zorg auto", "schade zorg auto (2)", "History (2)", "Sheet", "x" * 31, f"{'x' * 27} (2)", "quoted",
        "😀" * 15,
    ]  # fmt: skip


@given(st.lists(st.text(max_size=40), max_size=6))
def test_names_of_sheets_are_short_and_each_once(names: list[str]) -> None:
    found: list[str] = []
    for name in names:
        found.append(sheet_name(name, found))
    assert len({one.casefold() for one in found}) == len(found)
    assert all(0 < len(one.encode("utf-16-le")) <= 62 for one in found)


def test_a_row_too_long_and_a_sheet_too_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="2 cells under 1 heads"):
        as_workbook([Sheet("A", ["a"], [["b", "c"]])])
    monkeypatch.setattr("kring.foundation.tables.writing._MOST_ROWS", 2)
    with pytest.raises(ValueError, match="more rows"):
        as_workbook([Sheet("A", ["a"], [[1], [2], [3]])])


def test_memory_stays_the_same_however_many_rows() -> None:
    def rows(many: int) -> Iterator[list[Cell]]:
        return ([f"row {number}", number, "x" * 100] for number in range(many))

    peaks = []
    for many in (100, 10_000):
        tracemalloc.start()
        as_workbook([Sheet("A", ["a", "b", "c"], rows(many))]).close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**20


def test_plain_text_stays_as_it_is() -> None:
    assert [plain(text) for text in ("Zorg", "a-b", "", "'x")] == ["Zorg", "a-b", "", "'x"]
