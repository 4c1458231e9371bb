"""What the community proposes to a person."""

from datetime import datetime

from django.db.models import Q

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.learning.access import DRAFT
from kring.learning.models import Draft, DraftState


def open_drafts(reader: Reader, *, after: str = "", size: int = 20) -> Page[Draft]:
    """What waits for the reader's yes, newest first. One query."""
    return _page(reader, DraftState.OPEN, after=after, size=size)


def dismissed_drafts(reader: Reader, *, size: int = 20) -> list[Draft]:
    """What the reader dismissed last. One query."""
    return list(_page(reader, DraftState.DISMISSED, after="", size=size).rows)


def count_open(reader: Reader) -> int:
    """How many drafts wait for the reader. One query."""
    return Draft.objects.filter(DRAFT.filter(reader, "read"), state=DraftState.OPEN).count()


def draft(reader: Reader, key: int) -> Draft:
    """One of the reader's drafts, whatever became of it. Raises NotThereError."""
    found = Draft.objects.select_related("attester").filter(DRAFT.filter(reader, "read"), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def _page(reader: Reader, state: DraftState, *, after: str, size: int) -> Page[Draft]:
    rows = Draft.objects.select_related("attester").filter(DRAFT.filter(reader, "read"), state=state)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(made_at__lt=key[0]) | Q(made_at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-made_at", "-pk")[: size + 1])
    return paging.page(found, size=size, key=_key)


def _key(row: Draft) -> tuple[datetime, int]:
    return row.made_at, row.pk
