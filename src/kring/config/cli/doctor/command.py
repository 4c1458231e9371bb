"""The round that the doctor makes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from kring.config import engine
from kring.config.cli import opening
from kring.config.cli.doctor import database, machine
from kring.config.cli.doctor.finding import Finding, State, note, trouble, well
from kring.config.engine.folders import DataFolder
from kring.foundation.installation import Installation

_LOCK = Path(__file__).resolve().parents[5] / "locks" / "runtime.txt"


def main(arguments: argparse.Namespace) -> int:
    """Print a line for everything looked at; 1 when there is any trouble."""
    folder = engine.prepare(arguments.data)
    found = []
    for finding in _round(folder):
        print(f"{finding.state.value:<8} {finding.subject:<11} {finding.words}", flush=True)
        found.append(finding)
    troubles = sum(finding.state is State.TROUBLE for finding in found)
    print(f"\n{troubles} in trouble." if troubles else "\nAll is well.")
    return 1 if troubles else 0


def _round(folder: DataFolder) -> Iterator[Finding]:
    now = datetime.now(UTC)
    yield machine.python()
    yield machine.lock(_LOCK)
    yield from machine.modes(folder)
    yield machine.disk(folder.root)
    yield machine.clock(now)
    yield machine.backups(folder, now)
    yield from machine.methods(folder.methods)
    yield _index(folder)
    try:
        with opening.database(folder):
            yield from _with_database(folder, now)
    except engine.EngineError as problem:
        yield trouble("database", str(problem))


def _with_database(folder: DataFolder, now: datetime) -> Iterator[Finding]:
    url = os.environ["DATABASE_URL"]
    server = database.server(url, now)
    yield from server
    if any(finding.state is State.TROUBLE for finding in server):
        return
    yield database.worker(url, folder)
    opening.set_up_django()
    applied, waiting = import_module("kring.config.cli.migrating").pending()
    yield database.migrations(applied, waiting)
    if applied and not waiting:
        yield _mail(folder)


def _index(folder: DataFolder) -> Finding:
    if not os.access(folder.index, os.R_OK | os.W_OK | os.X_OK):
        return trouble("index", f"{folder.index} can't be written to; give it to the account that runs Kring")
    if not any(folder.index.iterdir()):
        return note("index", "empty; the worker builds it while `kring up` runs")
    return well("index", f"in {folder.index}")


def _mail(folder: DataFolder) -> Finding:
    host = Installation.read(folder.root).smtp_host
    if not host:
        return note("mail", "no mail server is set: letters are written to files")
    return well("mail", f"by {host}")
