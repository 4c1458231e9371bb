"""Open what a verb needs before it runs: the data folder, the database, Django."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

import django

from kring.config import engine
from kring.config.engine import folders


class Needs(IntEnum):
    """What a verb needs; each includes what stands before it."""

    NOTHING = 0
    FOLDER = 1
    DATABASE = 2
    DJANGO = 3
    TABLES = 4


@contextmanager
def opened(needs: Needs, data: Path) -> Iterator[None]:
    """Have for the length of a block what `needs` says, with the environment that the settings read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kring.config.settings")
    if needs is Needs.NOTHING:
        yield
        return
    folder = engine.prepare(data)
    os.environ["KRING_DATA"] = str(folder.root)
    folders.secret_key(folder)
    if needs is Needs.FOLDER:
        yield
        return
    with database(folder):
        if needs >= Needs.DJANGO:
            set_up_django()
        if needs is Needs.TABLES:
            _have_tables()
        yield


@contextmanager
def database(folder: engine.DataFolder) -> Iterator[None]:
    """Have a database behind DATABASE_URL: the one that it names already, else the embedded one."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with engine.serving(folder, lambda words: print(f"  {words}", file=sys.stderr, flush=True)) as server:
        os.environ["DATABASE_URL"] = server.url()
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


def _have_tables() -> None:
    """Make the tables in a database that has none. One of an older version is for `up` to bring forward, with a
    backup."""
    from django.core.management import call_command

    from kring.config.cli.migrating import pending

    applied, waiting = pending()
    if waiting and applied:
        print("  this database is of an older Kring: `kring up` brings it to this one", file=sys.stderr, flush=True)
    elif waiting:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def set_up_django() -> None:
    """Load Django with Kring's settings."""
    django.setup()
