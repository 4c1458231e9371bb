"""To whom a dossier is open, and who looked."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.dossiers.access import OPENING
from kring.learning.dossiers.models import Look, Opening


class OpeningRow(NamedTuple):
    """A link, as its owner's list shows it."""

    id: int
    name: str
    first: date
    until: date
    made_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None
    looks: int
    last_look: datetime | None


def openings(reader: Reader, registration: int) -> list[OpeningRow]:
    """The links to a registration's dossiers, the newest first. One query."""
    rows = Opening.objects.filter(OPENING.filter(reader, "read"), registration=registration)
    rows = rows.annotate(count=Count("looks"), last=Max("looks__at")).order_by("-made_at", "-pk")
    columns = ("pk", "name", "first", "until", "made_at", "ends_at", "withdrawn_at", "count", "last")
    return [OpeningRow._make(row) for row in rows.values_list(*columns)[:100]]


def opening(reader: Reader, key: int) -> Opening:
    """One of the reader's links. Raises NotThereError."""
    found = Opening.objects.filter(OPENING.filter(reader, "read"), pk=key).select_related("registration").first()
    if found is None:
        raise NotThereError
    return found


def opened_by(secret: str, *, now: datetime, lock: bool = False) -> Opening:
    """What a link opens, with whose it is. Raises NotThereError for a link that was never made, has ended or was
    withdrawn, and for one of a person who left."""
    rows = Opening.objects.select_related("registration__account")
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    found = rows.filter(
        digest=digest(secret), withdrawn_at=None, ends_at__gt=now, registration__account__is_active=True
    ).first()
    if found is None:
        raise NotThereError
    return found


def digest(secret: str) -> str:
    """What is kept of a link: SHA-256 in hex. The secret is long and random: it needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def looks(reader: Reader, key: int) -> Sequence[tuple[str, datetime]]:
    """When a link was used, and for what (empty: the dossier itself), the latest first; at most 200."""
    row = opening(reader, key)
    return list(Look.objects.filter(opening=row).order_by("-at", "-pk").values_list("what", "at")[:200])
