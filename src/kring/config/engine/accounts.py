"""The operating system's account that PostgreSQL runs as.

PostgreSQL refuses to run as root. So root starts it as `kring-postgres`, a system account without a shell or home that
is made once; anybody else starts it as themselves. A cluster that exists is always run as the account that owns it,
so that a job of root's beside somebody's server finds that server and doesn't make a second one.
"""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from kring.config.engine.errors import EngineError
from kring.config.engine.processes import finish

SYSTEM_ACCOUNT = "kring-postgres"


@dataclass(frozen=True)
class Account:
    """An account by name and numbers."""

    name: str
    uid: int
    gid: int

    @property
    def is_another(self) -> bool:
        """Whether a process must change account to run as this one."""
        return self.uid != os.geteuid()


def for_server(cluster: Path | None = None) -> Account:
    """Who the server of `cluster` runs as: this account, or for root the cluster's owner or the system account."""
    if os.geteuid() != 0:
        return named(os.geteuid())
    owner = cluster.stat().st_uid if cluster is not None and cluster.exists() else 0
    return named(owner) if owner else _system_account()


def names_let_in(account: Account) -> list[str]:
    """The accounts that may connect to a server run by `account`: itself and root, who could become it anyway."""
    return list(dict.fromkeys([account.name, named(0).name]))


def can_enter(folder: Path, account: Account) -> bool:
    """Whether `account` can reach `folder` through all its parents, tried for real so that access lists count."""
    if not account.is_another:
        return os.access(folder, os.X_OK)
    command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    tried = finish(command, environment=os.environ, account=account)
    return tried.returncode == 0


def named(uid: int) -> Account:
    """The account with this number; EngineError where it has no name, which PostgreSQL needs."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as missing:
        raise EngineError(
            f"Account number {uid} has no name on this machine, and PostgreSQL needs one. "
            "Give it a line in /etc/passwd, or set DATABASE_URL to a PostgreSQL server."
        ) from missing
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _system_account() -> Account:
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        _make_system_account()
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make_system_account() -> None:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    advice = (
        f"PostgreSQL doesn't run as root, and the account {SYSTEM_ACCOUNT} could not be made. "
        "Start Kring as an ordinary user, make that account by hand, or set DATABASE_URL."
    )
    if program is None:
        raise EngineError(advice)
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    options += ["--shell", "/usr/sbin/nologin", "--comment", "Kring database"]
    made = finish([program, *options, SYSTEM_ACCOUNT], environment=os.environ)
    # 9: somebody else made it between our look and our try.
    if made.returncode not in (0, 9):
        raise EngineError(f"{advice} ({made.stderr.strip()})")
