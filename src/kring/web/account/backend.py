"""Who a session is of."""

from collections.abc import Iterable
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db import connection

from kring.foundation.access.readers import Reader, reader_of, reader_with
from kring.foundation.accounts.models import Account

_FIELDS = [field.attname for field in Account._meta.concrete_fields]  # noqa: SLF001 - Django's public name for it
_SQL = f"""
    SELECT {", ".join(_FIELDS)},
           ARRAY(SELECT place_id FROM standing WHERE account_id = account.id ORDER BY standing.id),
           ARRAY(SELECT role FROM standing WHERE account_id = account.id ORDER BY standing.id)
      FROM account WHERE id = %s AND is_active
"""  # noqa: S608 - names of our own columns
# What get_user read along, kept on the account for as long as the request.
_STANDINGS = "_standings_read"


class AuthenticationBackend(AllauthBackend):
    """allauth's, but for how the account of a session is read, with its standings: both stand before every page."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account, unless she left."""
        with connection.cursor() as cursor:
            cursor.execute(_SQL, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        *fields, places, roles = row
        account = Account.from_db("default", _FIELDS, fields)
        setattr(account, _STANDINGS, tuple(zip(places, roles, strict=True)))
        return account


def reader_for(account: Account) -> Reader:
    """The reader that the account of a session is; by a query of its own where the account came in another way."""
    standings: Iterable[tuple[int, int]] | None = getattr(account, _STANDINGS, None)
    if standings is None:
        return reader_of(account.pk, is_operator=account.is_operator)
    return reader_with(account.pk, standings, is_operator=account.is_operator)
