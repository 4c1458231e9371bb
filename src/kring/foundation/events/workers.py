"""Which workers are there, so that what a killed one had claimed needn't wait for the end of its lease.

A worker is a number, and a lock on that number that its session holds: however the worker ends, the database lets go
of the lock with its connection. A worker whose machine vanished is known to be gone once the database closes that
connection; until then the lease counts.
"""

import secrets
from datetime import datetime
from typing import Any, Final

import psycopg
from django.db import connection

from kring.foundation.events.models import State

# The first of the two numbers of each worker's lock; no other lock of ours has it.
_WORKERS: Final = 0x6B72
_LARGEST: Final = 2**31 - 1

_GIVE_BACK = """
    UPDATE delivery SET due_at = %(now)s, claimed_by = NULL
     WHERE id = ANY (ARRAY(
        SELECT id FROM delivery
         WHERE state = %(waiting)s AND claimed_by IS NOT NULL AND claimed_by NOT IN (
            SELECT objid::bigint FROM pg_locks
             WHERE locktype = 'advisory' AND classid = %(workers)s AND objsubid = 2
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
           FOR UPDATE SKIP LOCKED))
"""


def enrol(session: "psycopg.Connection[Any]") -> int:
    """The number of a new worker, which is there for as long as `session` is: a connection of its own, not out of a
    pool."""
    while True:
        worker = 1 + secrets.randbelow(_LARGEST)
        taken = session.execute("SELECT pg_try_advisory_lock(%s, %s)", (_WORKERS, worker)).fetchone()
        if taken and taken[0]:
            return worker


def give_back(*, now: datetime) -> int:
    """Make due again what workers had claimed that are gone; returns how many deliveries. The tries stay counted.

    Should a worker be there after all, with its connection lost, nothing is delivered twice: who delivers looks again
    whether the claim is still its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"now": now, "waiting": State.WAITING, "workers": _WORKERS})
        given: int = cursor.rowcount
    return given
