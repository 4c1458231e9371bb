"""Keys that are known before their rows are: a bulk load reserves a block and writes parents and children at once."""

from django.db import connection, models

LARGEST = 2**63 - 1


def reserve(model: type[models.Model], count: int) -> list[int]:
    """`count` fresh primary keys of `model`, from its own sequence; unused ones are simply skipped."""
    table = model._meta.db_table  # noqa: SLF001 - Django's public name for it
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [f'"{table}"', count],
        )
        return [row[0] for row in cursor.fetchall()]
