"""Dump a database and bring it back, with PostgreSQL's own programs.

The packaged programs are used where they can be: they must not be older than the server, and they can't speak TLS. Else
those of the machine are looked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kring.config.backups.problem import BackupError
from kring.config.engine import processes, programs

_NEEDS_TLS = frozenset({"require", "verify-ca", "verify-full"})
_SYSTEM = Path("/usr/lib/postgresql")
_HEADER_LINES = 60
# Everything in one transaction: until its last word the database stays as it was.
_BEFORE = (
    b"BEGIN;\nSET client_min_messages = warning;\nDROP SCHEMA public CASCADE;\n"
    b"CREATE SCHEMA public AUTHORIZATION pg_database_owner;\n"
)
_AFTER = b"\nCOMMIT;\n"
# pg_restore of 17 and later writes it for any server.
_UNKNOWN_BEFORE_17 = re.compile(rb"SET transaction_timeout\b")


def server_major(url: str) -> int:
    """The major version of the server; BackupError when it can't be reached."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return connection.info.server_version // 10000
    except psycopg.Error as problem:
        raise BackupError(f"The database can't be reached: {problem}") from problem


def dump(url: str, to: Path) -> int:
    """Write the database to a file in custom format and return the server's major version."""
    major = server_major(url)
    line, environment = _connection(url)
    command = [_program("pg_dump", url, major), "--format=custom", "--compress=3", "--no-owner", "--no-privileges"]
    done = processes.finish([*command, f"--file={to}", f"--dbname={line}"], environment=environment)
    if done.returncode != 0:
        raise BackupError(f"pg_dump failed: {done.stderr.strip()}")
    return major


def is_empty(url: str) -> bool:
    """Whether the database has no tables of anybody's yet."""
    return not _ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")


def other_connections(url: str) -> int:
    """How many others are connected to the database now."""
    return _ask(
        url,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )


def load(url: str, dumped: Path) -> None:
    """Put what `dumped` holds in the place of all that the database has, whole or not at all."""
    major = server_major(url)
    line, environment = _connection(url)
    reading = [_program("pg_restore", url, major), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    writing = [_program("psql", url, major), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={line}"]
    with tempfile.TemporaryFile() as said:
        reader = processes.start(reading, environment=environment, stdout=subprocess.PIPE, stderr=said)
        writer = processes.start(
            writing, environment=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        with _open(reader.stdout) as source, _open(writer.stdin) as target:
            _pass_on(source, target, reader)
        if [reader.wait(), writer.wait()] != [0, 0]:
            said.seek(0)
            words = said.read().decode(errors="replace").strip().splitlines()[-6:]
            raise BackupError("\n".join(["The database could not be restored, and is as it was:", *words]))


def _pass_on(source: IO[bytes], target: IO[bytes], reader: subprocess.Popen[bytes]) -> None:
    """Copy the statements; the last word, which makes them count, comes only when all of them came."""
    # Who reads them may end before the last, at an error; its exit code tells.
    with suppress(BrokenPipeError):
        target.write(_BEFORE)
        for line in islice(source, _HEADER_LINES):
            target.write(b"\n" if _UNKNOWN_BEFORE_17.match(line) else line)
        shutil.copyfileobj(source, target, 1024 * 1024)
        if reader.wait() == 0:
            target.write(_AFTER)
        target.flush()
        return
    # So that it doesn't wait for room in the pipe for ever.
    reader.kill()


@contextmanager
def _open(stream: IO[bytes] | None) -> Iterator[IO[bytes]]:
    if stream is None:
        raise BackupError("PostgreSQL's program was started without a pipe.")
    try:
        yield stream
    finally:
        with suppress(BrokenPipeError):
            stream.close()


def _connection(url: str) -> tuple[str, dict[str, str]]:
    """The connection for a command line, which all can see, and the environment with the password."""
    given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    password = given.pop("password", None)
    environment = dict(os.environ) | ({"PGPASSWORD": password} if password else {})
    return make_conninfo(**given), environment


def _ask(url: str, query: LiteralString) -> int:
    with psycopg.connect(url, connect_timeout=10) as connection:
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0


def _program(name: str, url: str, major: int) -> str:
    for folder in _folders(url):
        program = folder / name
        if program.exists() and programs.version(program)[0] >= major:
            return str(program)
    tls = " that speaks TLS" if _wants_tls(url) else ""
    raise BackupError(
        f"{name} of PostgreSQL {major} or later{tls} is needed. "
        f"On Debian or Ubuntu: apt install postgresql-client-{major}"
    )


def _folders(url: str) -> list[Path]:
    """Where programs may be: the packaged ones first, where they will do."""
    ours = [] if _wants_tls(url) else [programs.packaged() / "bin"]
    versions = sorted(_SYSTEM.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return ours + versions + [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]


def _wants_tls(url: str) -> bool:
    return conninfo_to_dict(url).get("sslmode") in _NEEDS_TLS
