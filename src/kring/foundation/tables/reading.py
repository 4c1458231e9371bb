"""Tables that people bring as a file, CSV or XLSX, as rows of text: bounded, by their content and not their name."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import SEEK_END
from math import isfinite
from typing import IO, Any, Final

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from kring.foundation.errors import InvalidError

MOST_BYTES: Final = 2_000_000
# A small file can unpack to gigabytes.
MOST_UNPACKED: Final = 50_000_000
# A sheet is laid out in memory from its first to its last cell, also where one stray cell lies a million rows below.
MOST_CELLS: Final = 2_000_000
MOST_COLUMNS: Final = 60
MOST_CELL: Final = 2_000
_SEPARATORS: Final = ";,\t|"
# The first line of some spreadsheets only says what separates the others.
_SAID: Final = re.compile(r"\Asep=.\r?\n", re.IGNORECASE)
# Where a row or a cell says that it is; read as wide as can be, so that no way of writing slips through.
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)([0-9]+)""")
# Room is made for as many texts as a file says that it has.
_COUNT: Final = re.compile(rb"""count\s*=\s*["'][^"']{8}""", re.IGNORECASE)
_PIECE: Final = 1 << 20
_FAR = _("Something stands far below or beside the rows of this sheet. Copy the rows into a new file and bring that.")
_UNREADABLE = _("This is no CSV or XLSX file that we can read. Save it anew as one of these and try again.")

Table = tuple[list[str], list[list[str]]]


def read_table(upload: IO[bytes], *, most_rows: int) -> Table:
    """The heads and the rows of a file; of an XLSX its first sheet. Rows beyond `most_rows` + 1 are left out, so that
    the caller sees that there are too many.

    Raises InvalidError at `file` for one that is empty, too large, or neither CSV nor XLSX.
    """
    size = upload.seek(0, SEEK_END)
    if size > MOST_BYTES:
        raise InvalidError({"file": _("This file is too large. Choose one of at most 2 MB.")})
    upload.seek(0)
    content = upload.read()
    wanted = most_rows + 2
    rows = _sheet(content, wanted) if content.startswith(b"PK\x03\x04") else _separated(content, wanted)
    filled = [row for row in rows if any(row)]
    if not filled:
        raise InvalidError({"file": _("This file is empty. Choose another one.")})
    return filled[0], filled[1:]


def _sheet(content: bytes, wanted: int) -> list[list[str]]:
    """The first sheet of an XLSX file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise InvalidError({"file": _("This file is too large. Choose one of at most 2 MB.")})
            # Of what else is packed like this (ODS, XLSB) nothing is known of how far it reaches.
            if "xl/workbook.xml" not in packed.namelist():
                raise InvalidError({"file": _UNREADABLE})
            if max(_reach(_unpacked(packed, part)) for part in packed.infolist()) > MOST_CELLS:
                raise InvalidError({"file": _FAR})
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found: Sequence[Sequence[Any]] = book.get_sheet_by_index(0).to_python(nrows=wanted)
    except (CalamineError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError,
            IndexError, EOFError) as error:  # fmt: skip
        raise InvalidError({"file": _UNREADABLE}) from error
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in found]


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part of a file as it says it is: piece by piece, since more than it says is never unpacked then."""
    with packed.open(part) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


def _reach(part: bytes) -> int:
    """How many cells lie between the first place of a sheet and the farthest that is named in it."""
    if _COUNT.search(part):
        return MOST_CELLS + 1
    rows = columns = 1
    for letters, digits in _PLACE.findall(part):
        rows = max(rows, int(digits))
        columns = max(columns, _column(letters))
    return rows * columns


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, XFD is 16384; 0 for no letters.

    >>> _column(b"A"), _column(b"xfd"), _column(b"")
    (1, 16384, 0)
    """
    found = 0
    for letter in letters.upper():
        found = 26 * found + letter - 64
    return found


def _separated(content: bytes, wanted: int) -> list[list[str]]:
    """A CSV file; its separator is the one that stands most in the first line."""
    text = _SAID.sub("", _decoded(content))
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    if _is_left_open(text, separator):
        raise InvalidError(
            {"file": _('A quote (") is opened in this file and never closed. Close it, or take it out.')}
        )
    try:
        return [
            [cell.strip()[:MOST_CELL] for cell in row[:MOST_COLUMNS]]
            for row, _number in zip(_lines(text, separator), range(wanted), strict=False)
        ]
    except csv.Error as error:
        raise InvalidError({"file": _UNREADABLE}) from error


def _lines(text: str, separator: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _is_left_open(text: str, separator: str) -> bool:
    """Whether a quote swallows all the rest: rows would be lost in a cell, and nobody would see it."""
    try:
        for _row in _lines(text, separator, strict=True):
            pass
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _decoded(content: bytes) -> str:
    """The text of a file, as UTF-8 or as older spreadsheets write it. Raises InvalidError for what is no text."""
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidError({"file": _UNREADABLE})
    try:
        for start, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if content.startswith(start):
                return content.decode(encoding)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"%PDF-" in content[:8] or any(sign < 9 for sign in content[:4096]):
            raise InvalidError({"file": _UNREADABLE}) from None
        return content.decode("cp1252", "replace")


def _text(cell: Any) -> str:
    """A cell as a person would type it: days in ISO form, whole numbers without a point, times as hours and
    minutes."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, float) and isfinite(cell):
        # What a sheet shows, and not what a float of it is: 0.3, not 0.30000000000000004.
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell).strip()[:MOST_CELL]
