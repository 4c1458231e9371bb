"""Make a PostgreSQL cluster: its folder, its settings, and who may connect.

Nobody connects by password. The server listens on a socket only, in a folder that only its own account may enter, and
`peer` authentication asks the kernel which account is at the other end: the server's own account and root are let in,
any other is turned away, whatever the modes of the folder have become.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from kring.config.engine import programs
from kring.config.engine.accounts import Account, names_let_in

ROLE = "kring"
DATABASE = "kring"
SUPERUSER = "postgres"
PORT = 5432
# A socket's whole path must fit in 107 bytes.
LONGEST_FOLDER = 107 - len(f"/.s.PGSQL.{PORT}.lock")

_SETTINGS = "kring.conf"
_OWN_SETTINGS = "own.conf"
_INCLUDES = f"""
# Kring writes the first of these anew at every start; what you put in the second wins.
include_if_exists '{_SETTINGS}'
include_if_exists '{_OWN_SETTINGS}'
"""
# CREATEDB is for restoring beside what is there and for test databases; the role is no superuser, so that a hole in
# Kring is no hole in the machine.
_FIRST_STATEMENTS = (
    f"CREATE ROLE {ROLE} LOGIN CREATEDB",
    f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
)


def create(folder: Path, account: Account, installation: Path, *, lasting: bool = True) -> None:
    """Make a cluster in `folder` with Kring's role and database, whole or not at all.

    `installation` holds PostgreSQL's `bin`. `lasting=False` leaves out flushing to disk: for a server to throw away.
    """
    making = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    if account.is_another:
        os.chown(making, account.uid, account.gid)
    initdb = installation / "bin" / "initdb"
    arguments = ["--pgdata", str(making), "--username", SUPERUSER, "--auth", "peer", "--no-instructions", "--no-sync"]
    programs.run(initdb, [*arguments, "--locale", "C", "--encoding", "UTF8", "--data-checksums"], account)
    with (making / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(_INCLUDES)
    alone = ["--single", "-D", str(making), "-c", "fsync=off", SUPERUSER]
    statements = "".join(f"{statement}\n" for statement in _FIRST_STATEMENTS)
    programs.run(installation / "bin" / "postgres", alone, account, given=statements)
    if lasting:
        programs.run(initdb, ["--sync-only", "--pgdata", str(making)], account)
    making.rename(folder)


def configure(folder: Path, account: Account, settings: Mapping[str, str]) -> None:
    """Write the settings and who may connect, anew at each start: accounts and memory can have changed."""
    _write(folder / _SETTINGS, account, "".join(f"{name} = '{_quoted(value)}'\n" for name, value in settings.items()))
    _write(folder / "pg_hba.conf", account, "local all all peer map=kring\n")
    _write(folder / "pg_ident.conf", account, _identities(account))


def command(folder: Path, socket_folder: Path, installation: Path) -> list[str]:
    """The command line of the server; what keeps others out stands here, where no settings file can undo it."""
    safe = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket_folder}"',
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "hba_file": str(folder / "pg_hba.conf"),
        "ident_file": str(folder / "pg_ident.conf"),
    }
    options = [part for name, value in safe.items() for part in ("-c", f"{name}={value}")]
    return [str(installation / "bin" / "postgres"), "-D", str(folder), *options]


def is_ready(folder: Path) -> bool:
    """Whether the server says in its process file that it takes connections (the eighth line, as pg_ctl reads it)."""
    try:
        lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _identities(account: Account) -> str:
    roles = (ROLE, SUPERUSER)
    return "".join(f'kring "{_doubled(name)}" {role}\n' for name in names_let_in(account) for role in roles)


def _doubled(name: str) -> str:
    return name.replace('"', '""')


def _quoted(value: str) -> str:
    return value.replace("'", "''")


def _write(path: Path, account: Account, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    if account.is_another:
        os.chown(part, account.uid, account.gid)
    part.replace(path)
