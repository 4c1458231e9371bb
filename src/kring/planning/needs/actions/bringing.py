"""Bringing a file of needs: read, looked at, mended, and then confirmed as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.jobs.actions import ask
from kring.foundation.tables import mending
from kring.foundation.tables.heads import columns
from kring.foundation.tables.mending import LEFT_OUT
from kring.people.organisations.actions import checks
from kring.planning.needs.access import LIST
from kring.planning.needs.actions.needing import COUNTING, MOST_NEEDS, SENTENCES, reading, writing
from kring.planning.needs.models import NeedList
from kring.planning.needs.queries.needs import listed
from kring.planning.needs.rules import lists
from kring.planning.needs.rules.lists import Told, Unread

_MOST_OPEN: Final = 5
_CONTRADICTS: Final = _("Row %(row)d says something else of the same in one of these quarters. Mend or leave out one.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of a file as it stands: its place (the first is 1), its cells, and what is wrong in which column. `told` is
    there when nothing is wrong; `there`: it was said before."""

    number: int
    cells: Mapping[str, str]
    told: Told | None
    wrong: Mapping[str, Any]
    there: bool = False
    left_out: bool = False
    unknown: bool = False


@transaction.atomic
def open_list(
    *, actor: Reader, organisation: int, name: str, heads: Sequence[str], cells: Sequence[Sequence[str]], now: datetime
) -> NeedList:
    """Keep the rows of a file to be looked at; nothing of it counts yet. The oldest of many that wait is dropped.

    Raises InvalidError at `file` for one without the columns that are needed, without rows or with too many.
    """
    at = checks.allowed(actor, organisation, "staff")
    found = columns(heads, lists.HEADS)
    if any(column not in found.values() for column in lists.NEEDED):
        raise InvalidError(
            {"file": _("The first row must name the columns; “competence” or “role profile”, “people” and “from” are"
                       " needed.")}
        )  # fmt: skip
    kept = mending.kept(cells, found, most=lists.MOST_ROWS, longest=lists.MOST_CELL)
    waiting = at.need_lists.filter(settled_at=None).order_by("-pk").values_list("pk", flat=True)
    NeedList.objects.filter(pk__in=list(waiting[_MOST_OPEN - 1 :])).delete()
    return NeedList.objects.create(
        organisation=at,
        name=mending.name_of(name),
        rows=kept,
        made_by_id=signed_in(actor),
        made_at=now,
    )


def seen_rows(brought: NeedList) -> list[Seen]:
    """Every row of a file as it stands, in its order: read, and compared with what is needed already. Eight queries."""
    at = brought.organisation
    kept = listed(at.needs.filter(ended_at=None), language="en")
    taken = [number for number, cells in enumerate(brought.rows, start=1) if LEFT_OUT not in cells]
    read = reading(at, rows=[brought.rows[number - 1] for number in taken], kept=kept)
    looked = {
        number: _seen(number, brought.rows[number - 1], row, taken) for number, row in zip(taken, read, strict=True)
    }
    out = {number: Seen(number, cells, None, {}, left_out=True) for number, cells in enumerate(brought.rows, start=1)}
    return [looked.get(number, out[number]) for number in sorted(out)]


@transaction.atomic
def mend(
    *, actor: Reader, brought: int, changes: Mapping[int, Mapping[str, str]], out: Sequence[int] | None = None
) -> NeedList:
    """Change cells of a file that waits: number of the row -> column -> text; unknown rows and columns are passed over.
    With `out` these rows are left out, and all others taken along."""
    mine = _waiting(actor, brought)
    mending.mend(mine.rows, changes, columns={*lists.HEADS, lists.NEW}, longest=lists.MOST_CELL)
    if out is not None:
        mending.leave_out(mine.rows, out)
    mine.save(update_fields=["rows"])
    return mine


@transaction.atomic
def confirm_list(*, actor: Reader, brought: int, now: datetime) -> tuple[int, int]:
    """Yes: all rows of a file but those left out. Returns how many needs were made, and how many were there already.

    All or nothing: raises ConflictError while a row is wrong, or when the file was confirmed before.
    """
    mine = _waiting(actor, brought)
    at = checks.held(mine.organisation_id)
    looked = [row for row in seen_rows(mine) if not row.left_out]
    if any(row.wrong for row in looked):
        raise ConflictError(_("Some rows still need a look. Mend them, or leave them out."), code="rows-wrong")
    fresh = [row.told for row in looked if row.told is not None and not row.there]
    if at.needs.filter(ended_at=None).count() + len(fresh) > MOST_NEEDS:
        raise ConflictError(_("With these there would be more than 2,000 needs. End some first."), code="too-many")
    writing(actor=actor, at=at, all_told=fresh, now=now)
    mine.settled_at, mine.rows = now, []
    mine.save(update_fields=["settled_at", "rows"])
    ask(COUNTING)
    return len(fresh), len(looked) - len(fresh)


@transaction.atomic
def drop_list(*, actor: Reader, brought: int) -> None:
    """Forget a file that waits."""
    _waiting(actor, brought).delete()


def _seen(number: int, cells: Mapping[str, str], row: lists.Row, taken: Sequence[int]) -> Seen:
    twin = taken[row.twin] + 1 if row.twin is not None else 0
    wrong = {
        name: _CONTRADICTS % {"row": twin} if why is Unread.CONTRADICTS else SENTENCES[why]
        for name, why in row.wrong.items()
    }
    unknown = Unread.UNKNOWN_WORD in row.wrong.values()
    return Seen(number, cells, row.told, wrong, there=row.there, unknown=unknown)


def _waiting(actor: Reader, key: int) -> NeedList:
    rows = NeedList.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(LIST.filter(actor, "change"), pk=key).first()
    if found is None:
        raise NotThereError
    if found.settled_at is not None:
        raise ConflictError(_("This list was confirmed before."), code="not-open")
    return found
