"""One statement, one answer: what the writers of this package share."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def fetch(statement: str, values: Sequence[Any]) -> list[Any]:
    """The rows that a statement gives, as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def run(statement: str, values: Sequence[Any]) -> None:
    """Carry a statement out."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
