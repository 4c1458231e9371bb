"""Telling handlers what happened.

Two steps, so that a crash at any point repeats or finishes, and one bad handler never holds up another:

1. *Claim*: due deliveries are counted one try up and put away for the length of a lease, and that is committed. A
   handler that takes its process down with it is therefore counted too, and ends in the list of failures like the rest.
   What was tried before is claimed alone, so that such a handler isn't counted against those that came with it.
2. *Deliver*: fresh ones some at a time, in one transaction that also marks them done: either all hold afterwards, or
   none. When one of them fails they are delivered again, each in a transaction of its own.

Any number of dispatchers may run at once (`SKIP LOCKED`).
"""

import logging
import traceback
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kring.foundation.events import facts, rules, subscriptions
from kring.foundation.events.models import Delivery, Event, State

log = logging.getLogger(__name__)

_CLAIM = """
    UPDATE delivery SET attempts = attempts + 1, due_at = %(lease)s, claimed_by = %(worker)s
     WHERE id = ANY (ARRAY(SELECT id FROM delivery WHERE state = %(waiting)s AND due_at <= %(now)s AND attempts = 0
                            ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
                     || ARRAY(SELECT id FROM delivery WHERE state = %(waiting)s AND due_at <= %(now)s AND attempts > 0
                               ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED))
    RETURNING id, handler, attempts, event_id
"""

_HOLD = """
    SELECT id, attempts FROM delivery WHERE id = ANY (%(deliveries)s) AND state = %(waiting)s ORDER BY id FOR UPDATE
"""
_DONE = "UPDATE delivery SET state = %(done)s, finished_at = %(now)s, error = '' WHERE id = ANY (%(deliveries)s)"
# So many fresh deliveries share a transaction: enough to save most of its cost, few enough to hold no lock for long.
_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this dispatcher has until its lease ends."""

    delivery: int
    handler: str
    attempts: int
    event: int
    name: str
    facts: dict[str, Any]


def dispatch_due(*, clock: Callable[[], datetime], limit: int = 100, worker: int | None = None) -> int:
    """Claim up to `limit` fresh deliveries and one that was tried before, and deliver them; returns how many.

    `worker` is the number of an enrolled one: should it be killed, its claims go back as soon as that is noticed.
    """
    claims = claim(now=clock(), limit=limit, worker=worker)
    fresh = [one for one in claims if one.attempts == 1]
    for start in range(0, len(fresh), _TOGETHER):
        deliver_together(fresh[start : start + _TOGETHER], now=clock())
    for one in claims:
        if one.attempts > 1:
            deliver(one, now=clock())
    return len(claims)


def claim(*, now: datetime, limit: int, worker: int | None = None) -> list[Claim]:
    """Take due deliveries, oldest first. Those that crashed in their last try are not taken again but failed."""
    with connection.cursor() as cursor:
        lease = now + rules.LEASE
        cursor.execute(_CLAIM, {"lease": lease, "waiting": State.WAITING, "now": now, "limit": limit, "worker": worker})
        taken = sorted(cursor.fetchall())
    events = Event.objects.in_bulk([row[3] for row in taken])
    claims = [
        Claim(delivery, handler, attempts, event, events[event].name, events[event].facts)
        for delivery, handler, attempts, event in taken
    ]
    crashed = [one for one in claims if one.attempts > rules.TRIES]
    for one in crashed:
        _put_off(one, "The process ended while this handler ran, at every try.", now=now)
    return [one for one in claims if one not in crashed]


def deliver_together(claims: Sequence[Claim], *, now: datetime) -> None:
    """Run the handlers of some claims in one transaction; when any of them fails, each of them alone."""
    try:
        with transaction.atomic():
            held = _still_claimed(claims)
            for one in claims:
                if one.delivery in held:
                    subscriptions.run(one.handler, facts.read(one.name, one.facts), event=one.event, now=now)
            _done(held, now=now)
    except Exception:  # noqa: BLE001 - whatever it was, each is tried alone and says so itself
        for one in claims:
            deliver(one, now=now)


def deliver(one: Claim, *, now: datetime) -> None:
    """Run the handler of a claim; a failure is put off, and after the last try shown to the operator."""
    try:
        with transaction.atomic():
            if _still_claimed([one]):
                subscriptions.run(one.handler, facts.read(one.name, one.facts), event=one.event, now=now)
                _done([one.delivery], now=now)
    except Exception:
        log.exception("Handler %s failed on event %s, try %s", one.handler, one.event, one.attempts)
        _put_off(one, traceback.format_exc(limit=-8), now=now)


def _still_claimed(claims: Sequence[Claim]) -> set[int]:
    """Those that nobody else took over or finished since; locks their rows until the transaction ends."""
    attempts = {one.delivery: one.attempts for one in claims}
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"deliveries": sorted(attempts), "waiting": State.WAITING})
        return {delivery for delivery, tried in cursor.fetchall() if attempts[delivery] == tried}


def _done(deliveries: Collection[int], *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_DONE, {"deliveries": list(deliveries), "done": State.DONE, "now": now})


def _put_off(one: Claim, error: str, *, now: datetime) -> None:
    wait = rules.retry_after(one.attempts)
    mine = Delivery.objects.filter(pk=one.delivery, attempts=one.attempts)
    if wait is None:
        mine.update(state=State.FAILED, claimed_by=None, finished_at=now, error=error)
    else:
        mine.update(due_at=now + wait, claimed_by=None, error=error)


def retry(*, delivery: int, now: datetime) -> bool:
    """The operator's second chance for a failed delivery. False when it is no longer in the list."""
    again = Delivery.objects.filter(pk=delivery, state=State.FAILED)
    return bool(again.update(state=State.WAITING, attempts=0, due_at=now, finished_at=None))


def retry_all(*, now: datetime) -> int:
    """A second chance for every failed delivery, as after a repair; returns how many there were."""
    again = Delivery.objects.filter(state=State.FAILED)
    return again.update(state=State.WAITING, attempts=0, due_at=now, finished_at=None)


def forget_done(*, before: datetime) -> int:
    """Drop the marks of what was delivered before a moment; the events stay."""
    dropped, _ = Delivery.objects.filter(state=State.DONE, finished_at__lt=before).delete()
    return dropped
