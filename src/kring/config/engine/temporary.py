"""A throwaway server for tests: fast, unsafe, and gone with the process that asked for it."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kring.config.engine import accounts, cluster, copies, processes, programs, urls
from kring.config.engine.accounts import Account
from kring.config.engine.errors import EngineError

_PREFIX = "kring-temporary-"
_START_SECONDS = 60
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "max_connections": "100",
    "autovacuum_naptime": "5min",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


@contextmanager
def temporary(*, installation: Path | None = None, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the URL of an empty database on a server of its own, which ends with the block or with this process.

    The URL has the form `postgresql://kring@/kring?host=%2Ftmp%2F...`: role `kring` (may make databases, is no
    superuser), database `kring`. Nothing is flushed to disk. `installation` is the folder of another PostgreSQL's
    `bin`, for tests against one (`/usr/lib/postgresql/15`); `settings` go over the fast ones.
    """
    account = accounts.for_server()
    chosen = installation or copies.installation_for(account)
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir="/tmp"))
    with (folder / "alive").open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        if account.is_another:
            os.chown(folder, account.uid, account.gid)
        try:
            cluster.create(folder / "cluster", account, chosen, lasting=False)
            cluster.configure(folder / "cluster", account, _FAST | dict(settings or {}))
            with _served(folder, account, chosen):
                yield urls.of_socket(folder, role=cluster.ROLE, database=cluster.DATABASE)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(folder: Path, account: Account, installation: Path) -> Iterator[None]:
    command = cluster.command(folder / "cluster", folder, installation)
    leashed = programs.leashed(command, at_parents_end=signal.SIGQUIT, account=account)
    with (folder / "log").open("wb") as log:
        server = processes.start(
            leashed, environment=programs.environment(), stdout=log, stderr=log, folder="/", session=True
        )
    try:
        _wait_until_ready(server, folder)
        yield
    finally:
        # At once: nothing of it is kept.
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not cluster.is_ready(folder / "cluster"):
        if server.poll() is not None or time.monotonic() > end:
            raise EngineError(
                f"The temporary server didn't start: {(folder / 'log').read_text(errors='replace')[-2000:]}"
            )
        time.sleep(0.01)


def _sweep() -> None:
    """Remove what killed processes left: folders of ours whose lock nobody holds."""
    for folder in Path("/tmp").glob(f"{_PREFIX}*"):  # noqa: S108
        try:
            with (folder / "alive").open("r") as alive:
                fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
