"""What the API writes about its own calls."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from kring.api import rules
from kring.api.models import IdempotencyKey, Spent

# The row stays locked until the transaction ends, so that the same key at the same moment waits here for the answer.
_CLAIM = """
    INSERT INTO api_idempotency_key AS known (account_id, key, fingerprint, made_at, headers, body)
    VALUES (%(account)s, %(key)s, %(fingerprint)s, %(now)s, '{}', '')
    ON CONFLICT (account_id, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, made_at = excluded.made_at, status = NULL
     WHERE known.made_at < %(old)s
    RETURNING id
"""

# One statement on one row. Whoever has nothing left writes nothing.
_SPEND = """
    INSERT INTO api_spent AS known (caller, until) VALUES (%(caller)s, %(now)s + %(cost)s)
    ON CONFLICT (caller) DO UPDATE SET until = greatest(known.until, %(now)s) + %(cost)s
     WHERE greatest(known.until, %(now)s) + %(cost)s <= %(end)s
    RETURNING until
"""


def claim_key(*, account: int, key: str, fingerprint: str, now: datetime) -> int | None:
    """Take an idempotency key for the running transaction; None when there is an answer under it already."""
    given: dict[str, Any] = {
        "account": account,
        "key": key,
        "fingerprint": fingerprint,
        "now": now,
        "old": now - rules.KEPT_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return row[0] if row else None


def keep_answer(*, claim: int, status: int, headers: Mapping[str, str], body: str) -> None:
    """Keep the answer to a write under the key that was claimed for it."""
    IdempotencyKey.objects.filter(pk=claim).update(status=status, headers=dict(headers), body=body)


def spend(*, caller: str, cost: timedelta, now: datetime) -> datetime | None:
    """Take the price of a call from a caller's window. Returns up to when it is spent now; None when it doesn't fit."""
    given: dict[str, Any] = {"caller": caller, "cost": cost, "now": now, "end": now + rules.WINDOW}
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, given)
        row = cursor.fetchone()
    return row[0] if row else None


def forget(*, now: datetime) -> None:
    """Drop answers that are no longer kept, and windows that are full again."""
    IdempotencyKey.objects.filter(made_at__lt=now - rules.KEPT_FOR).delete()
    Spent.objects.filter(until__lt=now).delete()
