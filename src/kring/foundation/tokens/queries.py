"""Reading tokens."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from kring.foundation.access.readers import Reader, reader_with
from kring.foundation.errors import NotThereError
from kring.foundation.tokens import rules
from kring.foundation.tokens.models import Token


class Bearer(NamedTuple):
    """Whom a token speaks for, and what it may be used for."""

    token: int
    reader: Reader
    scopes: Sequence[str]
    last_used_at: datetime | None


class TokenRow(NamedTuple):
    """A token as its owner's list shows it."""

    id: int
    name: str
    prefix: str
    scopes: Sequence[str]
    made_at: datetime
    ends_at: datetime
    last_used_at: datetime | None


# By hand and in one, as this stands before every call of the API: the query builder would cost more than the query.
_BEARER = """
    SELECT token.id, account.id, account.is_operator, token.scopes, token.last_used_at,
           ARRAY(SELECT ARRAY[place_id, role] FROM standing WHERE standing.account_id = account.id)
      FROM token JOIN account ON account.id = token.account_id
     WHERE token.digest = %s AND token.ends_at > %s AND account.is_active
"""


def bearer(secret: str, *, now: datetime) -> Bearer | None:
    """Whoever a token speaks for, with her standings; None for one that was never made, is withdrawn or over, or whose
    person left. One query."""
    if not rules.looks_like_token(secret):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, [rules.digest(secret), now])
        row = cursor.fetchone()
    if row is None:
        return None
    token, account, is_operator, scopes, last_used_at, standings = row
    return Bearer(token, reader_with(account, standings, is_operator=is_operator), scopes, last_used_at)


def own_tokens(reader: Reader) -> list[TokenRow]:
    """The reader's tokens, the newest first, those that ended too."""
    rows = Token.objects.filter(account=reader.account).order_by("-made_at", "-pk")
    columns = ("pk", "name", "prefix", "scopes", "made_at", "ends_at", "last_used_at")
    return [TokenRow._make(row) for row in rows.values_list(*columns)[:200]]


def own_token(reader: Reader, key: int) -> TokenRow:
    """One of the reader's tokens. Raises NotThereError."""
    found = next((row for row in own_tokens(reader) if row.id == key), None)
    if found is None:
        raise NotThereError
    return found
