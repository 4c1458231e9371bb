"""`kring restore`: what a backup holds, back in its place."""

from __future__ import annotations

import argparse
import os

from kring.config import backups, engine
from kring.config.cli import migrating, opening
from kring.config.cli.errors import CommandError
from kring.config.cli.stages import stage
from kring.config.engine.locks import Lock


def main(arguments: argparse.Namespace) -> int:
    """Restore while no `up` runs on this data folder, and say what was brought back."""
    folder = engine.prepare(arguments.data)
    if not arguments.file.is_file():
        raise CommandError(f"There is no file {arguments.file}.")
    alone = Lock(folder.lock("up"))
    if not alone.own():
        alone.release()
        raise CommandError("Kring runs on this data folder. Stop it first, then restore.")
    try:
        found = backups.restore(folder, os.environ["DATABASE_URL"], arguments.file, replace=arguments.replace)
    finally:
        alone.release()
    print(f"Restored what Kring {found.kring} held on {found.made}: {len(found.files)} files, {arguments.file}")
    opening.set_up_django()
    if migrating.pending()[1]:
        print("The next `kring up` brings the database to this version and rebuilds the search index.")
    else:
        _index()
    return 0


def _index() -> None:
    """Make the search index anew, so that `find` finds what came back."""
    # Only now: what it imports reads the settings.
    from kring.finding.index.indexer import index_pending

    with stage("search index"):
        index_pending()
