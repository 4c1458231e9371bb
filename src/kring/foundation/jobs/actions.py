"""What an operator does with jobs."""

from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def ask(name: str) -> bool:
    """Have a job of this name done soon. False when one waits already."""
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=name).defer()
    except AlreadyEnqueued:
        return False
    return True


@transaction.atomic
def retry_job(*, job: int, now: datetime) -> bool:
    """The operator's second chance for a job that failed. False when it is no longer in the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE", [job])
        if cursor.fetchone() is None:
            return False
    app.job_manager.retry_job_by_id(job, retry_at=now)
    return True


@transaction.atomic
def pick_up_stalled(*, now: datetime, silent_seconds: int = 60) -> int:
    """Have jobs done again whose worker ended in the middle of them; returns how many these were."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT job.id FROM procrastinate_jobs AS job
              LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
             WHERE job.status = 'doing'
               AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
               FOR UPDATE OF job SKIP LOCKED
            """,
            [silent_seconds],
        )
        stalled = [row[0] for row in cursor.fetchall()]
    for job in stalled:
        app.job_manager.retry_job_by_id(job, retry_at=now)
    return len(stalled)


def forget_jobs(*, days: int) -> int:
    """Drop jobs that ended well, or failed, more than so many days ago; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted')
               AND NOT EXISTS (SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = procrastinate_jobs.id
                                AND event.at > now() - make_interval(days => %s))
            """,
            [days],
        )
        dropped: int = cursor.rowcount
    return dropped
