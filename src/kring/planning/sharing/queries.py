"""What is shown: to her who shows it, with each look; to HR, as long as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.learning.dossiers.queries.dossier import dossier_of
from kring.learning.dossiers.queries.judging import Judged
from kring.learning.models import Entry, Evidence
from kring.learning.queries import evidence_of_lines
from kring.people.models import Employment, Organisation
from kring.planning.sharing.access import SHARE
from kring.planning.sharing.models import Look, Share
from kring.registers.models import Registration


class OwnRow(NamedTuple):
    """Something that the reader shows, or showed. `title` and `scheme` say what it is; one of them is empty."""

    id: int
    organisation: str
    title: str
    scheme: str
    with_evidence: bool
    last_day: date
    ends_at: datetime
    withdrawn_at: datetime | None
    looks: int
    last_look: datetime | None


class ShownRow(NamedTuple):
    """Something that is shown to an organisation: by whom, what sort, and until when. What it says is one look away."""

    id: int
    name: str
    is_dossier: bool
    last_day: date


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, as it stands now: a line with the evidence that comes with it, or a verdict."""

    share: Share
    entry: Entry | None
    evidence: Sequence[Evidence]
    judged: Judged | None


_OWN = (
    "pk", "organisation__name", "entry", "registration__scheme", "with_evidence", "last_day", "ends_at", "withdrawn_at",
    "count", "last",
)  # fmt: skip


def own_shares(reader: Reader, *, after: str = "", size: int = 20) -> Page[OwnRow]:
    """Everything that the reader shows or showed, the newest first, a page at a time. Two queries."""
    rows = Share.objects.filter(SHARE.filter(reader, "own"))
    key = paging.decode(after, paging.whole)
    if key:
        rows = rows.filter(pk__lt=key[0])
    counted = rows.annotate(count=Count("looks"), last=Max("looks__at")).order_by("-pk")
    found: list[Any] = list(counted.values_list(*_OWN)[: size + 1])
    titles = _titles([row[2] for row in found if row[2]])
    made = [OwnRow._make([*row[:2], titles.get(row[2], ""), row[3] or "", *row[4:]]) for row in found]
    return paging.page(made, size=size, key=lambda row: (row.id,))


def own_share(reader: Reader, key: int) -> Share:
    """One thing that the reader shows or showed. Raises NotThereError."""
    rows = Share.objects.select_related("organisation", "registration")
    found = rows.filter(SHARE.filter(reader, "own"), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def looks(reader: Reader, key: int) -> list[tuple[str, str, datetime]]:
    """Who looked at what the reader shows, at what (empty: the item itself) and when, the latest first; at most 200."""
    row = own_share(reader, key)
    return list(Look.objects.filter(share=row).order_by("-at", "-pk").values_list("by__name", "what", "at")[:200])


def title_of(share: Share) -> str:
    """What the line that is shown is called now; empty for a verdict."""
    return _titles([share.entry_id]).get(share.entry_id, "") if share.entry_id else ""


def shown_to(
    reader: Reader, organisation: Organisation, *, now: datetime, after: str = "", size: int = 30
) -> Page[ShownRow]:
    """What people show this organisation now, the newest first, a page at a time; for its owners and HR."""
    rows = shown(reader, now=now).filter(organisation=organisation)
    key = paging.decode(after, paging.whole)
    if key:
        rows = rows.filter(pk__lt=key[0])
    found = rows.order_by("-pk").values_list("pk", "person__name", "registration", "last_day")[: size + 1]
    made = [ShownRow(key, name, registration is not None, last) for key, name, registration, last in found]
    return paging.page(made, size=size, key=lambda row: (row.id,))


def shown(reader: Reader, *, now: datetime) -> "QuerySet[Share]":
    """What the reader may look at now: not withdrawn, not over, of someone who works there still."""
    working = Employment.objects.filter(
        account=OuterRef("person"), organisation=OuterRef("organisation"), begun_at__isnull=False, over_at=None
    )
    return Share.objects.filter(
        SHARE.filter(reader, "look"),
        Q(Exists(working)),
        withdrawn_at=None,
        ends_at__gt=now,
        person__is_active=True,
    )


def opened(share: Share, *, now: datetime) -> Shown:
    """What a share shows. The caller has seen to it that the reader may look. Raises NotThereError for a line that was
    struck out since."""
    if share.registration_id is not None:
        held = Registration.objects.select_related("account").get(pk=share.registration_id)
        return Shown(share, None, (), dossier_of(held, now=now, wanted=share.day).made)
    rows = Entry.objects.select_related("attester").filter(Q(pk=share.entry_id) | Q(line=share.entry_id))
    entry = rows.order_by("-pk").first()
    if entry is None or entry.struck:
        raise NotThereError
    evidence = evidence_of_lines(share.person_id, [share.entry_id or 0]) if share.with_evidence else []
    return Shown(share, entry, evidence, None)


def _titles(lines: Sequence[int]) -> dict[int, str]:
    """What lines are called now, by their first row; the words of the caller's own ledger."""
    rows = Entry.objects.filter(Q(pk__in=lines) | Q(line__in=lines)).order_by("pk") if lines else Entry.objects.none()
    return {line or key: title for key, line, title in rows.values_list("pk", "line", "title")}
