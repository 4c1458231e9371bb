"""The process that keeps the embedded server: it starts, watches, restarts and stops it.

It is started by whichever verb needs the database first, in a session of its own, so that no signal meant for that
verb reaches it. Every verb that uses the database holds a lock that the kernel lets go of when the verb ends, even when
it is killed. Once nobody holds it, the keeper stops the server and ends. Should the keeper itself be killed, the kernel
tells the server to stop.

    python -m kring.config.engine.keeper DATA REPORTS

REPORTS is the number of an open pipe, in which each stage is told as a line: making, clearing, upgrading, starting,
recovering, ready, or failed with the reason.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn

from kring.config.engine import accounts, cluster, copies, folders, leftovers, machine, memory, processes, programs
from kring.config.engine.errors import EngineError
from kring.config.engine.folders import DataFolder
from kring.config.engine.locks import Lock, until
from kring.config.engine.upgrade import current_cluster

_RECOVERING_AFTER = 3
_STEADY_AFTER = 60
_LONGEST_PAUSE = 30.0
_STOPPING = ((signal.SIGINT, 120), (signal.SIGQUIT, 30), (signal.SIGKILL, 10))


class Keeper:
    """One server on one data folder, from its start to its stop."""

    def __init__(self, folder: DataFolder, reports: IO[str]) -> None:
        self.folder = folder
        self.reports: IO[str] | None = reports
        self.waking, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self.stopping = False
        self.server: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Keep the server until nobody uses it any more, or until told to stop."""
        self._listen_to_signals()
        self.account = accounts.for_server(self.folder.root / "postgresql")
        home = folders.cluster_home(self.folder, self.account)
        self.cluster = current_cluster(home, self.account, self.tell)
        self.socket = folders.socket_folder(self.folder, self.account)
        if leftovers.clear(self.cluster, self.socket):
            self.tell("clearing")
        try:
            self._keep()
        finally:
            self._stop()
            folders.forget_socket(self.folder)

    def tell(self, line: str) -> None:
        """Report to who waits, as long as somebody does."""
        print(time.strftime("%Y-%m-%d %H:%M:%S"), line, flush=True)
        if self.reports is not None:
            with suppress(BrokenPipeError):
                print(line, file=self.reports, flush=True)

    def _keep(self) -> None:
        pause = 0.5
        while not self.stopping:
            started = time.monotonic()
            self._start()
            self._wait_until_ready()
            self._watch()
            if self.stopping:
                return
            pause = 0.5 if time.monotonic() - started > _STEADY_AFTER else min(pause * 2, _LONGEST_PAUSE)
            self.tell(f"the server ended by itself; again in {pause} s")
            self._sleep(pause)
            leftovers.clear(self.cluster, self.socket)

    def _start(self) -> None:
        self.tell("starting")
        settings = memory.settings(
            memory=machine.memory(), cores=machine.cores(), shared_memory=machine.shared_memory()
        )
        cluster.configure(self.cluster, self.account, settings)
        command = programs.leashed(
            cluster.command(self.cluster, self.socket, copies.installation_for(self.account)),
            at_parents_end=signal.SIGINT,
            account=self.account,
        )
        with self._first_words.open("wb") as words:
            self.server = processes.start(
                command, environment=programs.environment(), stdout=words, stderr=words, folder="/"
            )

    @property
    def _first_words(self) -> Path:
        return self.folder.logs / "postgresql-start.log"

    def _wait_until_ready(self) -> None:
        """Wait as long as it takes: recovery after a crash reads all that was written since the last checkpoint."""
        started = time.monotonic()
        told = False
        while not self.stopping and not cluster.is_ready(self.cluster):
            if self._ended():
                if self.reports is not None:
                    raise EngineError(f"PostgreSQL didn't start: {self._last_words()}")
                return
            if not told and time.monotonic() - started > _RECOVERING_AFTER:
                self.tell("recovering")
                told = True
            self._sleep(0.02)
        if not self.stopping:
            folders.note_socket(self.folder, self.socket)
            self.tell("ready")
            self._stop_reporting()

    def _stop_reporting(self) -> None:
        if self.reports is not None:
            self.reports.close()
            self.reports = None
            threading.Thread(target=self._await_last_user, daemon=True).start()

    def _await_last_user(self) -> None:
        # Kept until this process ends, so that who comes next waits for the server to be gone.
        self._users = Lock(self.folder.lock("users"))
        self._users.wait_to_own()
        self.stopping = True
        os.write(self._wake, b"u")

    def _watch(self) -> None:
        while not self.stopping and not self._ended():
            self._sleep(None)

    def _ended(self) -> bool:
        return self.server is None or self.server.poll() is not None

    def _sleep(self, seconds: float | None) -> None:
        readable, _, _ = select.select([self.waking], [], [], seconds)
        if readable:
            os.read(self.waking, 512)

    def _listen_to_signals(self) -> None:
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)

    def _on_stop(self, *_: object) -> None:
        self.stopping = True

    def _stop(self) -> None:
        """Stop the server: first so that it ends its work, then so that it must."""
        if self.server is None:
            return
        for number, seconds in _STOPPING:
            if until(self._ended, seconds=0):
                break
            self.server.send_signal(number)
            until(self._ended, seconds=seconds)
        self.tell("stopped")

    def _last_words(self) -> str:
        texts = [
            self._first_words,
            *sorted((self.cluster / "log").glob("*.log"), key=lambda path: path.stat().st_mtime),
        ]
        lines = [line for path in (texts[0], texts[-1]) for line in path.read_text(errors="replace").splitlines()[-6:]]
        return "\n".join(dict.fromkeys(lines))


def main(data: str, reports: str) -> NoReturn:
    """Keep the server of the data folder `data`; ends the process."""
    folder = DataFolder(Path(data))
    os.umask(0o077)
    with os.fdopen(int(reports), "w", encoding="utf-8") as pipe:
        alone = Lock(folder.lock("keeper"))
        keeper = Keeper(folder, pipe)
        if not until(alone.own, seconds=5):
            keeper.tell("failed another keeper is at work on this data folder")
            sys.exit(1)
        try:
            keeper.run()
        except (EngineError, OSError) as problem:
            keeper.tell(f"failed {problem}".replace("\n", "\r"))
            sys.exit(1)
    sys.exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
