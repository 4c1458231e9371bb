"""Reading what the API remembers."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from kring.api.models import IdempotencyKey, Spent


class Kept(NamedTuple):
    """An answer as it was given the first time, and to what."""

    fingerprint: str
    status: int
    headers: Mapping[str, str]
    body: str


def kept_answer(*, account: int, key: str) -> Kept | None:
    """The answer under a key of this account. Inside a transaction that failed to claim the key it is always there."""
    rows = IdempotencyKey.objects.filter(account=account, key=key).exclude(status=None)
    row = rows.values_list("fingerprint", "status", "headers", "body").first()
    return Kept._make(row) if row else None


def spent_until(*, caller: str, now: datetime) -> datetime:
    """Up to when a caller's window is spent; now, for who asked nothing of late."""
    return Spent.objects.filter(caller=caller).values_list("until", flat=True).first() or now
