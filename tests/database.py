"""What the tests' databases cost less by: one of them is migrated and the others are its copies, and what a test
committed is taken away without touching what is empty."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from django.conf import settings
from django.db import connection, transaction
from psycopg._preparing import PrepareManager

TEMPLATE: Final = "test_kring_template"
# Django fills them when it migrates, and nothing else does.
_LASTING: Final = {"django_content_type", "auth_permission"}
# No tables of Django's; what else is in the queue goes with its jobs.
_QUEUE: Final = ("procrastinate_periodic_defers", "procrastinate_jobs")


def copy_what_is_migrated() -> None:
    """Have this process's database made as a copy of one that is migrated once for all processes of a run."""
    migrated = Path(os.environ["KRING_DATA"]) / "migrated"
    with _alone(migrated.with_suffix(".lock")):
        if not migrated.exists():
            _migrate()
            migrated.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def _migrate() -> None:
    test, was = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    own = test["NAME"]
    test["NAME"] = TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    # Nobody may be there while it is copied.
    connection.close()
    connection.close_pool()
    test["NAME"] = own
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = was


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def keep_what_is_prepared() -> None:
    """Have PostgreSQL plan a statement once in a process of tests, not once a test. A rollback, also to a savepoint,
    makes psycopg forget all that is prepared, as it may have undone a table; tests undo everything, but make no table
    in what they undo."""
    discards = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b").match
    PrepareManager._should_discard.__defaults__ = (discards,)
    PrepareManager.prepared_max = 1_000


def forget_what_is_migrated(url: str) -> None:
    """Leave no copy behind on a server that stays."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")


def emptied() -> None:
    """Take away every row of every table that Django would empty, and every job. Keys go on from where they were."""
    tables = [*connection.introspection.django_table_names(only_existing=True, include_views=False), *_QUEUE]
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables if table not in _LASTING
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute(_KEEPERS, [filled])
        keepers = [table for (table,) in cursor.fetchall()]
        for table in keepers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in filled:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in keepers:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


_KEEPERS: Final = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)
"""
