"""Rows of a table that someone brought and that wait to be looked at: kept as they came, mended cell by cell, left out.

Rows are numbered as people count them: the first below the heads is 1.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning

Rows = list[dict[str, str]]
# The mark of a row that is left out.
LEFT_OUT: Final = "_left_out"
_LONGEST_NAME: Final = 120


def kept(cells: Sequence[Sequence[str]], found: Mapping[int, str], *, most: int, longest: int) -> Rows:
    """The cells that we know, by column, of every row with anything in one; `found` says which column stands where.

    Raises InvalidError at `file` where no row is left, or more than `most` are.
    """
    rows = [made for row in cells if (made := _known(row, found, longest))]
    if not rows:
        raise InvalidError({"file": _("There are no rows below the first one.")})
    if len(rows) > most:
        raise InvalidError({"file": _("This file has more than %(most)d rows. Bring it in parts.") % {"most": most}})
    return rows


def name_of(name: str) -> str:
    """What a file that was brought is called."""
    return cleaning.clean_line(name)[:_LONGEST_NAME] or "file"


def mend(rows: Rows, changes: Mapping[int, Mapping[str, str]], *, columns: Collection[str], longest: int) -> None:
    """Change cells: number of the row -> column -> text. Unknown rows and columns are passed over."""
    for number, cells in changes.items():
        if 1 <= number <= len(rows):
            rows[number - 1] |= {
                name: cleaning.clean_line(said[:longest]) for name, said in cells.items() if name in columns
            }


def leave_out(rows: Rows, numbers: Collection[int]) -> None:
    """Leave these rows out, and take all others along."""
    for number, cells in enumerate(rows, start=1):
        if number in numbers:
            cells[LEFT_OUT] = "1"
        else:
            cells.pop(LEFT_OUT, None)


def left_out(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the rows that are left out."""
    return [number for number, cells in enumerate(rows, start=1) if LEFT_OUT in cells]


def _known(row: Sequence[str], found: Mapping[int, str], longest: int) -> dict[str, str]:
    """The cells of a row that we know, by column; empty when they all are."""
    cells = {name: cleaning.clean_line(str(row[place])[:longest]) for place, name in found.items() if place < len(row)}
    return cells if any(cells.values()) else {}
