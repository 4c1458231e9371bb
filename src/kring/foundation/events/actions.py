"""Recording what happened. Called inside the transaction of the action that made it happen."""

from datetime import datetime

from django.db import connection

from kring.foundation.events.facts import Fact
from kring.foundation.events.models import State
from kring.foundation.events.subscriptions import handlers_of

CHANNEL = "kring_deliveries"


def record(fact: Fact, *, actor: int | None, now: datetime) -> int:
    """Write a fact with a delivery for each handler that hears it, and wake the dispatcher when this commits.

    One statement: the event, its deliveries and the notice (which the database sends once a transaction, at its end).
    Returns the event's id.
    """
    handlers = list(handlers_of(fact.name))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH happened AS (
                INSERT INTO event (name, facts, actor_id, recorded_at)
                VALUES (%(name)s, %(facts)s::jsonb, %(actor)s, %(now)s) RETURNING id
            ), told AS (
                INSERT INTO delivery (event_id, handler, state, attempts, due_at, error)
                SELECT happened.id, handler, %(waiting)s, 0, %(now)s, ''
                  FROM happened, unnest(%(handlers)s::text[]) AS handler
            )
            SELECT id, CASE WHEN cardinality(%(handlers)s::text[]) > 0 THEN pg_notify(%(channel)s, '') END FROM happened
            """,
            {
                "name": fact.name,
                "facts": fact.model_dump_json(),
                "actor": actor,
                "now": now,
                "waiting": State.WAITING,
                "handlers": handlers,
                "channel": CHANNEL,
            },
        )
        event: int = cursor.fetchone()[0]
    return event
