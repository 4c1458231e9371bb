"""One's own ledger: its lines by day, and one line with what it said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.learning.access import ENTRY
from kring.learning.models import Entry
from kring.learning.queries.counting import COUNTS


class EntryRow(NamedTuple):
    """A line as lists show it. `line` is its address; `id` the row that says how it is now."""

    id: int
    line: int
    title: str
    kind: str
    way: str
    day: date
    minutes: int
    time: str
    source: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line: how it is now, the rows that said it before (newest first), and the name of who attested it in Kring."""

    now: Entry
    before: Sequence[Entry]
    attester: str

    @property
    def key(self) -> int:
        """Its address, which stays when it is corrected."""
        return self.now.line_id or self.now.pk


def lines(reader: Reader, *, after: str = "", size: int = 20) -> Page[EntryRow]:
    """The lines that count in the reader's own ledger, the latest day first. One query."""
    rows = _counting(reader)
    key = paging.decode(after, date.fromisoformat, paging.whole)
    if key:
        rows = rows.filter(Q(day__lte=key[0]), Q(day__lt=key[0]) | Q(pk__lt=key[1]))
    made = _rows(rows, size + 1)
    return paging.page(made, size=size, key=lambda row: (row.day.isoformat(), row.id))


def line(reader: Reader, key: int) -> Line:
    """A line of the reader's own ledger by its address. One query. Raises NotThereError."""
    rows = Entry.objects.select_related("attester").filter(ENTRY.filter(reader, "read"), Q(pk=key) | Q(line=key))
    found = list(rows.order_by("-pk"))
    if not found or found[-1].line_id is not None:
        raise NotThereError
    attester = found[0].attester
    return Line(found[0], found[1:], attester.name if attester is not None else "")


def overlapping(reader: Reader, entry: Entry, *, size: int = 3) -> list[EntryRow]:
    """Other lines that lasted at the same time as this one, or without times are the same twice. One query."""
    rows = _counting(reader).exclude(pk=entry.pk)
    same = Q(day=entry.day, title__iexact=entry.title, minutes=entry.minutes)
    if entry.started_at is not None:
        same |= Q(started_at__lt=entry.ended_at, ended_at__gt=entry.started_at)
    return _rows(rows.filter(same), size)


def minutes_on(reader: Reader, day: date) -> int:
    """How many minutes the reader's lines of one day make together, those of several days left out. One query."""
    rows = _counting(reader).filter(day=day).values_list("minutes", "started_at", "ended_at")
    return sum(minutes for minutes, begun, over in rows if not _over_days(begun, over))


def _rows(rows: "QuerySet[Entry]", size: int) -> list[EntryRow]:
    columns = ("pk", Coalesce("line_id", "pk"), "title", "kind", "way", "day", "minutes", "time", "source")
    found: Iterable[tuple[Any, ...]] = rows.order_by("-day", "-pk").values_list(*columns)[:size]
    return [EntryRow._make((*row, row[0] != row[1])) for row in found]


def _over_days(begun: datetime | None, over: datetime | None) -> bool:
    return begun is not None and over is not None and (over - begun).days >= 1


def _counting(reader: Reader) -> "QuerySet[Entry]":
    return Entry.objects.filter(COUNTS, ENTRY.filter(reader, "read"))
