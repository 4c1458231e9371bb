"""Doing things at the same moment, each on its own connection."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from kring.foundation.errors import KringError

Act = Callable[[], object]
_PATIENCE_SECONDS = 20
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def together(*acts: Act) -> list[str]:
    """Do these at the same moment; the codes of what was refused, sorted. Other errors rise."""
    barrier = threading.Barrier(len(acts))

    def do(act: Act) -> str:
        barrier.wait(timeout=_PATIENCE_SECONDS)
        return _code(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(filter(None, pool.map(do, acts)))


def while_uncommitted(first: Act, second: Act) -> list[str]:
    """Do `second` while what `first` wrote isn't committed yet; `first` commits when `second` waits or is done.

    Returns the codes of what was refused: of `first`, then of `second`; empty where it was not.
    """
    written = threading.Event()
    ended = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            first()
            written.set()
            _until_one_waits(ended)

    def follow() -> None:
        written.wait(timeout=_PATIENCE_SECONDS)
        second()

    def follow_to_the_end() -> str:
        try:
            return _code(follow)
        finally:
            ended.set()

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(_code, hold), pool.submit(follow_to_the_end)]
        return [result.result() for result in results]


def _until_one_waits(ended: threading.Event) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while not ended.is_set() and time.monotonic() < end:
            # Within a transaction PostgreSQL shows what it showed first, until it is told to look anew.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return


def _code(act: Act) -> str:
    """Do it on a connection of this thread; the code of what was refused, or nothing."""
    try:
        act()
    except KringError as error:
        return error.code
    finally:
        connection.close()
    return ""
