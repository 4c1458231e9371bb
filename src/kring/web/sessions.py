"""Sessions in the database, read without the query builder: it stands before every page."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection

from kring.foundation import clock


class SessionStore(DatabaseSessions):
    """Django's own, but for how one is read."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table is Django's."""
        return DatabaseSessions.get_model_class()

    def load(self) -> dict[str, Any]:
        """What is stored; nothing, and no key any more, for a session that ended or never was."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, clock.now()],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        stored: dict[str, Any] = self.decode(row[0])
        return stored
