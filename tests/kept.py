"""What many tests start from is made once in a process. Its rows are kept, and laid into the database for each test."""

import pickle
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")
# The rows of a table in the order in which they lie there, as PostgreSQL writes them out.
Rows = dict[bytes, None]

# After those that they point to by what is checked at once; Django's own references are checked at the end.
_TABLES: Final = """
    WITH RECURSIVE pointing (pointer, depth) AS (
        SELECT oid, 0 FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         UNION
        SELECT conrelid, depth + 1 FROM pointing JOIN pg_constraint ON confrelid = pointer
         WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid
    )
    SELECT pointer::regclass::text FROM pointing GROUP BY pointer ORDER BY max(depth), 1
"""
# What a trigger wrote then is among the rows already.
_WRITING: Final = """
    SELECT DISTINCT quote_ident(relname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE NOT tgisinternal AND tgtype & 4 = 4 AND quote_ident(relname) = ANY(%s)
"""


class Kept(Generic[Made]):
    """What `make` makes in the database that is open, and the rows that it wrote for it.

    It may only add. Keys are not used twice: sequences stay where `make` left them, also where it is undone.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made = b""
        self._rows: dict[str, bytes] = {}
        self._writing: list[str] = []

    def laid(self) -> Made:
        """As if it was made just now: its rows are in the database, and what is given is the caller's own."""
        if not self._made:
            self._keep()
        with transaction.atomic(), connection.cursor() as cursor:
            _trigger(cursor, "DISABLE", self._writing)
            for table, rows in self._rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            _trigger(cursor, "ENABLE", self._writing)
        made: Made = pickle.loads(self._made)
        return made

    def _keep(self) -> None:
        with transaction.atomic():
            before = _all_rows()
            made = self._make()
            after = _all_rows()
            transaction.set_rollback(True)
        for table, rows in after.items():
            assert before[table].keys() <= rows.keys(), f"What is in {table} is changed"
            added = [row for row in rows if row not in before[table]]
            if added:
                self._rows[table] = b"".join(added)
        with connection.cursor() as cursor:
            cursor.execute(_WRITING, [[*self._rows]])
            self._writing = [table for (table,) in cursor.fetchall()]
        self._made = pickle.dumps(made)


def _trigger(cursor: Any, change: str, tables: list[str]) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} {change} TRIGGER USER")


def _all_rows() -> dict[str, Rows]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return {table: _rows(table) for (table,) in cursor.fetchall()}


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return dict.fromkeys(bytes(row) for row in copy)
