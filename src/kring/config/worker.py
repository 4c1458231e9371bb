"""The worker: tells handlers what happened, follows the log of changes for the search index, and runs jobs.

One thread delivers and indexes, woken by the database when something was committed; procrastinate runs jobs beside
it. Any
number of machines may run one; each writes the index of its own machine.
"""

import logging
import signal
import threading
from types import FrameType

import psycopg
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from kring.finding.index.indexer import IndexBusyError, Indexer, writing
from kring.foundation import clock
from kring.foundation.events.actions import CHANNEL
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.workers import enrol, give_back

log = logging.getLogger("kring.worker")

# Retries come due without a notice, so the thread looks by itself this often (seconds).
_LOOK = 2.0
# The index is committed at most this often: a commit costs as much as handling many changes.
_INDEX_EVERY = 0.4


class Deliverer(threading.Thread):
    """Delivers events and keeps the index up to date until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(name="deliverer", daemon=True)
        self.ending = threading.Event()

    def run(self) -> None:
        """Go on until stopped; a lost database connection is tried again."""
        while not self.ending.is_set():
            try:
                with writing() as indexer:
                    self._work(indexer)
            except IndexBusyError:
                log.warning("Another process writes the search index; looking again soon")
                self.ending.wait(_LOOK)
            except Exception:
                log.exception("Delivering stopped; going on in a moment")
                close_old_connections()
                self.ending.wait(_LOOK)

    def _work(self, indexer: Indexer) -> None:
        with _listening() as listener:
            worker = enrol(listener)
            back = give_back(now=clock.now())
            if back:
                log.info("%s deliveries of workers that ended are tried again", back)
            while not self.ending.is_set():
                while dispatch_due(clock=clock.now, worker=worker) and not self.ending.is_set():
                    pass
                indexer.follow()
                self.ending.wait(_INDEX_EVERY)
                _await_notice(listener)


def _listening() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of its own that hears of commits; LISTEN can't go through a pool."""
    parameters = {key: value for key, value in connection.get_connection_params().items() if key in _LIBPQ}
    listener = psycopg.connect(autocommit=True, **parameters)
    listener.execute(f"LISTEN {CHANNEL}")
    return listener


_LIBPQ = ("dbname", "user", "password", "host", "port", "sslmode", "passfile")


def _await_notice(listener: "psycopg.Connection[tuple[object, ...]]") -> None:
    for _ in listener.notifies(timeout=_LOOK, stop_after=1):
        return


def main() -> int:
    """Work until SIGTERM or SIGINT."""
    deliverer = Deliverer()
    deliverer.start()

    def stop(number: int, frame: FrameType | None) -> None:
        deliverer.ending.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        app.with_connector(app.connector.get_worker_connector()).run_worker(  # type: ignore[attr-defined]
            name="kring", install_signal_handlers=False, concurrency=2
        )
    except KeyboardInterrupt:
        pass
    finally:
        deliverer.ending.set()
        deliverer.join(timeout=8)
    return 0
