"""Paging by key: a page starts after the last row that the reader saw, never at a row number.

A cursor is the sort key of a row, written as JSON in URL-safe base64. It is opaque to clients, but no secret: what
a reader may see is decided anew for each page.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError

Row = TypeVar("Row")
Key = tuple[Any, ...]

LONGEST_CURSOR = 400


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page and the cursor of the next; `older` is empty on the last page."""

    rows: Sequence[Row]
    older: str = ""


def encode(key: Key) -> str:
    """The cursor of a sort key. Moments are written in ISO form."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, *types: Callable[[Any], Any]) -> Key | None:
    """The sort key of a cursor, or None for an empty one; `types` read each part (`moment`, `whole`, `str`).

    Raises InvalidError for a cursor that this never made.
    """
    if not cursor:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor[:LONGEST_CURSOR] + "=" * (-len(cursor) % 4)))
        return tuple(read(_storable(part)) for read, part in zip(types, parts, strict=True))
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError) as error:
        raise InvalidError({"cursor": _("This page link is damaged. Go back to the first page.")}) from error


def _storable(part: Any) -> Any:
    """A part of a cursor, unless it is text that no database takes: half characters and NUL."""
    if isinstance(part, str) and b"\0" in part.encode():
        raise ValueError(part)
    return part


def moment(value: Any) -> datetime:
    """An aware moment out of a cursor, in UTC: what lies before or after all that a calendar holds is refused."""
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError(value)
    return read.astimezone(UTC)


def whole(value: Any) -> int:
    """A whole number out of a cursor, within what a database key holds."""
    number = int(value)
    if not -(2**63) <= number < 2**63:
        raise ValueError(value)
    return number


def page(rows: Sequence[Row], *, size: int, key: Callable[[Row], Key]) -> Page[Row]:
    """A page of at most `size` out of `size + 1` fetched rows: the extra row only says that there is more."""
    if len(rows) <= size:
        return Page(rows)
    kept = rows[:size]
    return Page(kept, older=encode(key(kept[-1])))
