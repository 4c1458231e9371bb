"""Make at once what the first migrations make one by one; the migrations since then go on from there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import connection, transaction

MADE: Final = Path(__file__).parent / "made.sql"


def make() -> None:
    """Run `made.sql` where the database has no table at all."""
    if connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Without parameters it goes as it is, all statements in one message.
        cursor.execute(MADE.read_text(encoding="utf-8"))
