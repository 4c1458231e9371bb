"""Who a session is of."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db import connection

from kring.foundation.accounts.models import Account

_FIELDS = [field.attname for field in Account._meta.concrete_fields]  # noqa: SLF001 - Django's public name for it
_SQL = f"SELECT {', '.join(_FIELDS)} FROM account WHERE id = %s AND is_active"  # noqa: S608 - names of our own columns


class AuthenticationBackend(AllauthBackend):
    """allauth's, but for how the account of a session is read: it stands before every page."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account, unless she left."""
        with connection.cursor() as cursor:
            cursor.execute(_SQL, [user_id])
            row = cursor.fetchone()
        return None if row is None else Account.from_db("default", _FIELDS, row)
