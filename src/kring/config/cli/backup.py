"""`kring backup`: everything into one file, beside a running Kring or without one."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from kring.config import backups, engine
from kring.config.cli.errors import CommandError


def main(arguments: argparse.Namespace) -> int:
    """Write the backup and say where it is."""
    folder = engine.prepare(arguments.data)
    to = arguments.to or folder.backups
    if to.is_dir():
        to = to / backups.dated_name("kring", datetime.now(UTC))
    if not to.parent.is_dir():
        raise CommandError(f"There is no folder {to.parent}.")
    written = backups.write(folder, os.environ["DATABASE_URL"], to)
    print(f"{written}  {written.stat().st_size:,} bytes")
    return 0
