"""Use the embedded server of a data folder: start it where it doesn't run, share it, and leave it stopped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kring.config.engine import cluster, folders, locks, processes, urls
from kring.config.engine.errors import EngineError
from kring.config.engine.folders import DataFolder
from kring.config.engine.locks import Lock

_STOP_SECONDS = 150
_LARGEST_LOG = 1_000_000
_WORDS = {
    "making": "making a new database",
    "clearing": "clearing up after an unclean stop",
    "recovering": "recovering what was being written; this takes as long as it takes",
}


class Server:
    """The embedded server of one data folder, as one of its users sees it."""

    def __init__(self, folder: DataFolder, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.say = say
        self._using = Lock(folder.lock("users"))

    def enter(self) -> None:
        """Become a user of the server, and start it where it doesn't run. Raises EngineError when it doesn't start."""
        if not self._using.share():
            self.say("waiting for the database of an earlier run to stop")
            if not locks.until(self._using.share, seconds=_STOP_SECONDS):
                self._using.release()
                raise EngineError(
                    f"The database of an earlier run doesn't stop; see {self.folder.logs / 'keeper.log'}."
                )
        try:
            self.ensure()
        except EngineError:
            self._using.release()
            raise

    def ensure(self) -> bool:
        """Start the server where no keeper is at work; True when it had to be started."""
        starting = Lock(self.folder.lock("start"))
        try:
            starting.wait_to_own()
            if locks.is_held(self.folder.lock("keeper")) and folders.noted_socket(self.folder) is not None:
                return False
            self._start_keeper()
        finally:
            starting.release()
        return True

    def url(self, *, role: str = cluster.ROLE, database: str = cluster.DATABASE) -> str:
        """The URL of a database on the running server."""
        socket = folders.noted_socket(self.folder)
        if socket is None:
            raise EngineError("The database isn't running.")
        return urls.of_socket(socket, role=role, database=database)

    def leave(self, *, patience: float = _STOP_SECONDS) -> bool:
        """Stop being a user; where this was the last one, wait for the server to stop. False when it takes longer."""
        # Held by others together: the server stays. Taken by the keeper alone: it is stopping.
        last = self._using.own() or not self._using.share()
        self._using.release()
        return not last or locks.until(
            lambda: not locks.is_held(self.folder.lock("keeper")), seconds=patience, step=0.05
        )

    def _start_keeper(self) -> None:
        log = self.folder.logs / "keeper.log"
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        reading, writing = os.pipe()
        with log.open("ab") as words, os.fdopen(reading, encoding="utf-8") as reports:
            keeper = processes.start(
                [sys.executable, "-m", "kring.config.engine.keeper", str(self.folder.root), str(writing)],
                environment=_environment(),
                stdout=words,
                stderr=words,
                folder="/",
                session=True,
                descriptors=[writing],
            )
            os.close(writing)
            try:
                self._follow(reports, log)
            except EngineError:
                keeper.wait()
                raise
        # It outlives us on purpose.
        keeper.returncode = 0

    def _follow(self, reports: Iterator[str], log: Path) -> None:
        for line in reports:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "ready":
                return
            if word == "failed":
                raise EngineError(rest.replace("\r", "\n"))
            if word in _WORDS:
                self.say(_WORDS[word])
        raise EngineError(f"The database's keeper ended before the database was there; see {log}.")


def _environment() -> dict[str, str]:
    """The environment with this very package first, however it was found: the keeper works in another folder."""
    package = str(Path(__file__).resolve().parents[3])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))}


@contextmanager
def serving(folder: DataFolder, say: Callable[[str], None]) -> Iterator[Server]:
    """Use the server of a data folder for the length of a block."""
    server = Server(folder, say)
    server.enter()
    try:
        yield server
    finally:
        server.leave()
