"""What can be looked at only with the database running: itself, its migrations, jobs, mail."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import LiteralString

import psycopg

from kring.config.cli.doctor.finding import Finding, note, trouble, well
from kring.config.engine import locks
from kring.config.engine.folders import DataFolder

_OLDEST = 15
_SKEW_SECONDS = 5
_SILENT_SECONDS = 60


def server(url: str, now: datetime) -> list[Finding]:
    """Whether the server answers, is new enough, and has the same time as we."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            major, minor = divmod(connection.info.server_version, 10000)
            row = connection.execute("SELECT clock_timestamp()").fetchone()
    except psycopg.Error as problem:
        return [trouble("database", f"it doesn't answer: {str(problem).strip()}")]
    found = [well("database", f"PostgreSQL {major}.{minor}")]
    if major < _OLDEST:
        found = [trouble("database", f"PostgreSQL {major}.{minor}; Kring needs {_OLDEST} or later")]
    skew = (row[0] - now).total_seconds() if row else 0.0
    if abs(skew) > _SKEW_SECONDS:
        found.append(trouble("clock", f"the database's clock is {skew:+.0f} s off ours; set both by the network"))
    return found


def migrations(applied: int, waiting: int) -> Finding:
    """Whether the database is of this version."""
    if not applied:
        return note("migrations", "none yet; `kring up` makes the tables")
    if waiting:
        return trouble("migrations", f"{waiting} wait; `kring up` does them, after a backup")
    return well("migrations", f"all {applied} done")


def worker(url: str, folder: DataFolder) -> Finding:
    """Whether a worker lives, where Kring runs on this data folder."""
    if not locks.is_held(folder.lock("up")):
        return note("worker", "Kring isn't running on this data folder")
    beat = _last(url, "SELECT max(last_heartbeat) FROM procrastinate_workers")
    if beat is None:
        return trouble("worker", "none has reported; see what `kring up` prints about it")
    age = (datetime.now(UTC) - beat).total_seconds()
    if age > _SILENT_SECONDS:
        return trouble("worker", f"silent for {age:.0f} s; see what `kring up` prints about it")
    return well("worker", f"reported {age:.0f} s ago")


def _last(url: str, query: LiteralString) -> datetime | None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute(query).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return row[0] if row else None
