"""Periodic and long work, by procrastinate. What an event sets off is no job but a delivery (see foundation/events)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import procrastinate

from kring.foundation import clock


def register(app: procrastinate.App) -> None:
    """Add the jobs to procrastinate's app; called when Django is ready."""
    app.periodic(cron="7 * * * *")(app.task(name="archive_ended", queueing_lock="archive_ended")(_archive_ended))
    app.periodic(cron="23 3 * * *")(app.task(name="tidy", queueing_lock="tidy")(_tidy))
    retry = procrastinate.RetryStrategy(max_attempts=8, wait=5, exponential_wait=4)
    app.task(name="send_mail", retry=retry)(_send_mail)


def _send_mail(mail: int) -> None:
    """Send one letter of the queue."""
    from kring.notifications.mail import send

    send(mail=mail, now=clock.now())


def _archive_ended(timestamp: int) -> None:
    """Archive the circles whose last day is over."""
    from kring.communities.actions import archive_ended

    now = clock.now()
    archive_ended(today=now.astimezone(ZoneInfo("Europe/Amsterdam")).date(), now=now)


def _tidy(timestamp: int) -> None:
    """Drop what is no longer of use: marks of deliveries, changes that every index has seen, sessions that ended."""
    from django.core.management import call_command

    from kring.api.actions import forget
    from kring.finding.actions import forget_changes
    from kring.foundation.events.dispatch import forget_done

    forget_done(before=clock.now() - timedelta(days=30))
    forget_changes()
    forget(now=clock.now())
    call_command("clearsessions")
