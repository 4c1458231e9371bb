"""Bringing a file of learning in: read, looked at, mended, and then taken in as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.tables import mending
from kring.foundation.tables.mending import LEFT_OUT
from kring.learning.access import IMPORT
from kring.learning.actions import checks
from kring.learning.actions.writing import count, entry_of, mark
from kring.learning.events import LedgerChanged
from kring.learning.models import Entry, Import, ImportState, Source
from kring.learning.rules import rows
from kring.learning.rules.entries import Told
from kring.learning.rules.rows import Unread

MOST_OPEN: Final = 5
SENTENCES: Final[Mapping[Unread, Any]] = {
    Unread.NO_DAY: _("Give a day, such as 23-11-2026."),
    Unread.NO_TIME: _("Give a time of day, such as 9:30."),
    Unread.NO_DURATION: _("Say how long it took, such as 2 hours, 1:30 or 45 min."),
    Unread.NO_TITLE: _("Say what it was."),
    Unread.UNKNOWN_KIND: _("This is no kind that we know. Say course, webinar or intervisie, for example."),
    Unread.UNKNOWN_WAY: _("Say 10, 20 or 70, or leave it empty."),
    Unread.UNKNOWN_WHOSE: _("Say employer or own, or leave it empty."),
    Unread.NO_NUMBER: _("Give a number, such as 6 or 2,5."),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of a file as it stands: its place (the first is 1), its cells, and what is wrong in which column.

    `told` is there when nothing is wrong; `known` says that the ledger has it already, `left_out` that she doesn't
    want it.
    """

    number: int
    cells: Mapping[str, str]
    told: Told | None
    wrong: Mapping[str, Any]
    known: bool
    left_out: bool
    key: str = ""


@transaction.atomic
def open_import(
    *, actor: Reader, name: str, heads: Sequence[str], cells: Sequence[Sequence[str]], now: datetime
) -> Import:
    """Keep the rows of a file to be looked at; nothing of it counts yet. The oldest of many that wait is dropped.

    Raises InvalidError at `file` for one without the columns that are needed, without rows or with too many.
    """
    person = signed_in(actor)
    found = rows.columns(heads)
    missing = [column for column in rows.NEEDED if column not in found.values()]
    if missing:
        raise InvalidError({"file": _("The first row must name the columns; “date” and “title” are needed.")})
    kept = mending.kept(cells, found, most=rows.MOST_ROWS, longest=rows.MOST_CELL)
    waiting = Import.objects.filter(person=person, state=ImportState.OPEN).order_by("-made_at", "-pk")
    for old in waiting[MOST_OPEN - 1 :]:
        _drop(old, now)
    return Import.objects.create(person_id=person, name=mending.name_of(name), rows=kept, made_at=now)


def seen(brought: Import, *, now: datetime) -> list[Seen]:
    """Every row of a file as it stands, in its order: read, checked and compared with the ledger. Two queries."""
    zone = checks.zone_of(brought.person_id)
    today = now.astimezone(zone).date()
    looked = []
    for number, cells in enumerate(brought.rows, start=1):
        row = rows.read(cells, today=today, zone=zone)
        wrong: dict[str, Any] = {name: SENTENCES[why] for name, why in row.wrong.items()}
        if row.told is not None:
            wrong = checks.wrong_with(row.told, today=today, now=now)
        looked.append((number, cells, None if wrong else row.told, wrong))
    keyed = dict(zip(_right(looked), rows.keys(told for _n, _c, told, _w in looked if told), strict=True))
    known = set(
        Entry.objects.filter(person=brought.person_id, source_key__in=list(keyed.values())).values_list(
            "source_key", flat=True
        )
    )
    return [
        Seen(number, cells, told, wrong, keyed.get(number, "") in known, LEFT_OUT in cells, keyed.get(number, ""))
        for number, cells, told, wrong in looked
    ]


@transaction.atomic
def mend(*, actor: Reader, brought: int, changes: Mapping[int, Mapping[str, str]]) -> Import:
    """Change cells of a file that waits: number of the row -> column -> text. Unknown rows and columns are passed
    over."""
    mine = _waiting(actor, brought)
    mending.mend(mine.rows, changes, columns=rows.HEADS, longest=rows.MOST_CELL)
    mine.save(update_fields=["rows"])
    return mine


@transaction.atomic
def leave_out(*, actor: Reader, brought: int, numbers: Sequence[int]) -> Import:
    """Leave these rows of a file out, and take all others along."""
    mine = _waiting(actor, brought)
    mending.leave_out(mine.rows, numbers)
    mine.save(update_fields=["rows"])
    return mine


@transaction.atomic
def take_in(*, actor: Reader, brought: int, now: datetime) -> Import:
    """Yes: all rows of a file but those left out and those that the ledger has already become lines of it.

    Raises ConflictError when a row is still wrong, or the file was taken in before.
    """
    # All her files wait, in one order, so that the same one taken in from two windows finds what the first has added.
    hers = Import.objects.select_for_update().filter(IMPORT.filter(actor, "mend"), state=ImportState.OPEN)
    list(hers.order_by("pk").values_list("pk"))
    mine = _waiting(actor, brought)
    looked = [row for row in seen(mine, now=now) if not row.left_out]
    if any(row.wrong for row in looked):
        raise ConflictError(_("Some rows still need a look. Mend them, or leave them out."), code="rows-wrong")
    fresh = [row for row in looked if not row.known]
    entries = [_entry(row.told, row.key, mine.person_id, now) for row in fresh if row.told is not None]
    Entry.objects.bulk_create(entries, batch_size=500)
    count(mine.person_id, [mark(entry) for entry in entries])
    mine.state, mine.settled_at = ImportState.DONE, now
    mine.added, mine.known = len(entries), len(looked) - len(fresh)
    mine.left_out, mine.rows = len(mine.rows) - len(looked), []
    mine.save()
    if entries:
        since = min(entry.day for entry in entries)
        record(LedgerChanged(person=mine.person_id, since=since.isoformat()), actor=mine.person_id, now=now)
    return mine


@transaction.atomic
def drop_import(*, actor: Reader, brought: int, now: datetime) -> None:
    """Forget a file that waits."""
    _drop(_waiting(actor, brought), now)


def _drop(mine: Import, now: datetime) -> None:
    mine.state, mine.settled_at, mine.rows = ImportState.DROPPED, now, []
    mine.save(update_fields=["state", "settled_at", "rows"])


def _right(looked: Sequence[tuple[int, Any, Told | None, Any]]) -> list[int]:
    return [number for number, _cells, told, _wrong in looked if told is not None]


def _entry(told: Told, key: str, person: int, now: datetime) -> Entry:
    entry = entry_of(told, person=person, source=Source.FILE, now=now)
    entry.source_key = key
    return entry


def _waiting(actor: Reader, key: int) -> Import:
    mine = Import.objects.select_for_update().filter(IMPORT.filter(actor, "mend"), pk=key).first()
    if mine is None:
        raise NotThereError
    if mine.state != ImportState.OPEN:
        raise ConflictError(_("This file was taken in or dropped before."), code="not-open")
    return mine
