"""Write `made.sql`: every statement that the migrations send to an empty database, and that they were applied."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

_HEAD: Final = (
    "-- What the migrations named at the end do in an empty database. Written by `kring manage write_tables`."
)
# What only asks, or says where a transaction stands; what changes rows that aren't there; and what is written at the
# end: by Django whenever it migrates, and here of what was applied.
_BY_DJANGO: Final = "django_migrations|django_content_type|auth_permission"
_PASSED_BY: Final = re.compile(
    rf'\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|UPDATE|INSERT INTO "({_BY_DJANGO})")', re.IGNORECASE
)
# All is one transaction, and nobody is there to be let through.
_CONCURRENTLY: Final = re.compile(r"(?<=INDEX )CONCURRENTLY ")
# What rows that aren't there would get for the moment of the migration.
_MOMENT: Final = re.compile(r"'\d{4}-\d\d-\d\d [\d:.]+\+00:00'::timestamptz")


def written() -> str:
    """The text of `made.sql`, out of an empty database, which has its tables afterwards. ValueError: it isn't empty."""
    if connection.introspection.table_names():
        raise ValueError("This database has tables.")
    sent: list[str] = []

    def hear(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        text = str(sql)
        if not _PASSED_BY.match(text):
            sent.append(_said(text, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        call_command("migrate", step_by_step=True, verbosity=0)
    return "\n\n".join([_HEAD, *sent, _applied()]) + "\n"


def _said(sql: str, params: Any) -> str:
    """A statement as the database got it, with its values in it."""
    if params is not None:
        sql = psycopg.ClientCursor(connection.connection).mogrify(sql, params)
    return f"{_MOMENT.sub('now()', _CONCURRENTLY.sub('', sql)).strip().rstrip(';')};"


def _applied() -> str:
    applied = MigrationRecorder(connection).applied_migrations()
    rows = ",\n".join(f"('{app}', '{name}', now())" for app, name in applied)
    return f"INSERT INTO django_migrations (app, name, applied) VALUES\n{rows};"
