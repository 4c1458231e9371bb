"""What waits, runs, failed and comes back by the clock, for the operator. The rows are procrastinate's."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from procrastinate.contrib.django import app


class Condition(NamedTuple):
    """How the jobs are doing, when a worker was last heard of, and which PostgreSQL keeps them."""

    waiting: int
    running: int
    failed: int
    heartbeat: datetime | None
    postgresql: str


class JobRow(NamedTuple):
    """A job that isn't finished well. `at` is when something last happened to it, `due` when it may start."""

    id: int
    task: str
    arguments: Mapping[str, Any]
    status: str
    attempts: int
    due: datetime | None
    at: datetime | None


class Period(NamedTuple):
    """A job that comes back: its name, when as cron says it, and for which moment it was last asked."""

    task: str
    cron: str
    last: datetime | None


_CONDITION = """
    SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
           count(*) FILTER (WHERE status = 'failed'), (SELECT max(last_heartbeat) FROM procrastinate_workers),
           current_setting('server_version')
      FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""
_JOBS = """
    SELECT job.id, task_name, args::text, status::text, attempts, scheduled_at, latest.at
      FROM procrastinate_jobs AS job
      LEFT JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id) AS latest ON true
     WHERE status::text = ANY(%s) ORDER BY job.id DESC LIMIT %s
"""
_PERIODS = "SELECT task_name, max(defer_timestamp) FROM procrastinate_periodic_defers GROUP BY task_name"


def ping() -> None:
    """Have the database answer. Raises django.db.DatabaseError when it doesn't."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def condition() -> Condition:
    """How the jobs are doing. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CONDITION)
        return Condition(*cursor.fetchone())


def jobs(*, failed: bool, size: int = 100) -> list[JobRow]:
    """The latest jobs that failed; else those that wait or run."""
    with connection.cursor() as cursor:
        cursor.execute(_JOBS, [["failed"] if failed else ["todo", "doing"], size])
        return [JobRow._make((*row[:2], json.loads(row[2]), *row[3:])) for row in cursor.fetchall()]


def periods() -> list[Period]:
    """The jobs that come back by the clock, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_PERIODS)
        last = dict(cursor.fetchall())
    found = {(task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()}
    return [Period(name, cron, _moment(last.get(name))) for name, cron in sorted(found)]


def is_asked(name: str) -> bool:
    """Whether a job of this name waits or runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing'))",
            [name],
        )
        found: bool = cursor.fetchone()[0]
    return found


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
