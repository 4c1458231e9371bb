"""Periodic and long work, by procrastinate. What an event sets off is no job but a delivery (see foundation/events)."""

from datetime import timedelta


import procrastinate

from kring.foundation import clock


def register(app: procrastinate.App) -> None:
    """Add the jobs to procrastinate's app; called when Django is ready."""
    app.periodic(cron="7 * * * *")(app.task(name="archive_ended_circles", queueing_lock="archive_ended")(_archive_ended))
    app.periodic(cron="23 3 * * *")(app.task(name="forget_done", queueing_lock="forget_done")(_forget_done))


def _archive_ended(timestamp: int) -> None:
    from zoneinfo import ZoneInfo

    from kring.communities.actions import archive_ended

    now = clock.now()
    archive_ended(today=now.astimezone(ZoneInfo("Europe/Amsterdam")).date(), now=now)


def _forget_done(timestamp: int) -> None:
    from kring.foundation.events.dispatch import forget_done

    forget_done(before=clock.now() - timedelta(days=30))


