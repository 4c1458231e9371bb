"""Periodic and long work, by procrastinate. What an event sets off is no job but a delivery (see foundation/events)."""

import os
from datetime import timedelta
from zoneinfo import ZoneInfo

import procrastinate
from django.conf import settings
from django.core.management import call_command

from kring.communities import actions as communities
from kring.communities.agreements import actions as agreements
from kring.config import backups, engine, kept_files
from kring.finding import refitting
from kring.finding.actions import forget_changes
from kring.finding.evidence.actions import bringing
from kring.finding.pairing import actions as pairing
from kring.foundation import clock
from kring.foundation.events.dispatch import forget_done
from kring.foundation.files.store import forget_unused
from kring.foundation.jobs.actions import ask, forget_jobs, pick_up_stalled
from kring.learning.dossiers.actions import rejudging, reminding
from kring.meetings import actions as meetings
from kring.meetings.consultations import actions as consultations
from kring.meetings.polls import actions as polls
from kring.notifications import mail as sending
from kring.notifications.actions import forget_letters
from kring.notifications.letters import composing
from kring.people.organisations.actions import begin_and_end_due
from kring.planning.needs import actions as needs
from kring.planning.plans import actions as plans
from kring.planning.reports import actions as reports


def register(app: procrastinate.App) -> None:
    """Add the jobs to procrastinate's app; called when Django is ready."""
    app.periodic(cron="* * * * *")(app.task(name="pick_up", queueing_lock="pick_up")(_pick_up))
    app.periodic(cron="* * * * *")(app.task(name="write_letters", queueing_lock="write_letters")(_write_letters))
    app.periodic(cron="7 * * * *")(app.task(name="archive_ended", queueing_lock="archive_ended")(_archive_ended))
    app.periodic(cron="23 3 * * *")(app.task(name="tidy", queueing_lock="tidy")(_tidy))
    app.periodic(cron="41 4 * * *")(app.task(name="refit", queueing_lock="refit")(_refit))
    app.periodic(cron="17 * * * *")(app.task(name="mind_meetings", queueing_lock="mind_meetings")(_mind_meetings))
    app.periodic(cron="11 1 * * *")(app.task(name="judge_daily", queueing_lock="judge_daily")(_judge_daily))
    minding = app.task(name="mind_employments", queueing_lock="mind_employments")(_mind_employments)
    app.periodic(cron="*/5 * * * *")(minding)
    minding = app.task(name="mind_agreements", queueing_lock="mind_agreements")(_mind_agreements)
    app.periodic(cron="3-59/10 * * * *")(minding)
    app.periodic(cron="37 * * * *")(app.task(name="mind_plans", queueing_lock="mind_plans")(_mind_plans))
    app.periodic(cron="27 * * * *")(app.task(name="tally_hourly", queueing_lock="tally_hourly")(_tally_hourly))
    app.task(name="tally", queueing_lock="tally")(_tally)
    minding = app.task(name="bring_evidence", queueing_lock="bring_evidence")(_bring_evidence)
    app.periodic(cron="2-59/5 * * * *")(minding)
    app.task(name="solve_plans", queueing_lock="solve_plans", lock="solve_plans")(_solve_plans)
    app.task(name="rejudge", queueing_lock="rejudge")(_rejudge)
    app.periodic(cron="7 7 * * *")(app.task(name="pair_daily", queueing_lock="pair_daily")(_pair_daily))
    app.task(name="pair", queueing_lock="pair")(_pair)
    app.task(name="make_backup", queueing_lock="make_backup", lock="make_backup")(_make_backup)
    retry = procrastinate.RetryStrategy(max_attempts=8, wait=5, exponential_wait=4)
    app.task(name="send_mail", retry=retry)(_send_mail)


def _send_mail(mail: int) -> None:
    """Send one letter of the queue."""
    sending.send(mail=mail, now=clock.now())


def _write_letters(timestamp: int) -> None:
    """Write the letters that are due. After a while the rest is left to the next minute, so that other jobs come in
    between."""
    until = clock.now() + timedelta(seconds=40)
    while clock.now() < until and composing.write_some(now=clock.now()) is not None:
        pass


def _pick_up(timestamp: int) -> None:
    """Have done what a worker was doing when it ended."""
    pick_up_stalled(now=clock.now())


def _refit(timestamp: int) -> None:
    """Learn the weights of each community that has taught enough since the last time."""
    for place in refitting.due():
        refitting.refit(place, now=clock.now())


def _mind_meetings(timestamp: int) -> None:
    meetings.remind(now=clock.now())
    meetings.go_on(now=clock.now())
    polls.remind(now=clock.now())


def _mind_employments(timestamp: int) -> None:
    """Begin and end employments at the midnight of each organisation."""
    while begin_and_end_due(now=clock.now()):
        pass


def _pair_daily(timestamp: int) -> None:
    """Remind of rounds that are half over, and make those whose day has come."""
    pairing.remind(now=clock.now())
    ask("pair")


def _pair() -> None:
    """Make the rounds that are due. After a while another job goes on, so that the others that wait come in between."""
    until = clock.now() + timedelta(seconds=20)
    for programme in pairing.due(now=clock.now()):
        if clock.now() >= until:
            ask("pair")
            return
        pairing.make_round(programme=programme, now=clock.now())


def _mind_agreements(timestamp: int) -> None:
    """Give seats, tell people and end what is over, at the midnight of each organisation."""
    agreements.mind_due(now=clock.now())


def _bring_evidence(timestamp: int) -> None:
    """Bring what shows what people are able to do out of what was there before, or came by an import."""
    until = clock.now() + timedelta(seconds=40)
    while clock.now() < until and bringing.bring_some(now=clock.now()):
        pass


def _mind_plans(timestamp: int) -> None:
    """Make the reports of quarters that are over, and remind those below a floor."""
    until = clock.now() + timedelta(seconds=40)
    while clock.now() < until and reports.make_due(now=clock.now()):
        pass
    reports.remind_due(now=clock.now())


def _tally_hourly(timestamp: int) -> None:
    """Count what is needed where a quarter begins."""
    ask("tally")


def _tally() -> None:
    """Count who has what organisations need, as far as it isn't counted. After a while another job goes on."""
    until = clock.now() + timedelta(seconds=20)
    while needs.count_due(now=clock.now()):
        if clock.now() >= until:
            ask("tally")
            return


def _solve_plans() -> None:
    """Solve a plan that waits. Another job goes on with the next one, so that the others that wait come in between."""
    if plans.solve_due(clock=clock.now):
        ask("solve_plans")


def _judge_daily(timestamp: int) -> None:
    """Close periods that ended, remind of deadlines, tell who can miss no more of her group's meetings this year, and
    judge anew where a scheme changed with an upgrade."""
    now = clock.now()
    today = now.astimezone(ZoneInfo("Europe/Amsterdam")).date()
    reminding.close_ended(today=today, now=now)
    reminding.remind(today=today, now=now)
    consultations.watch_years(now=now)
    ask("rejudge")


def _rejudge() -> None:
    """Judge registrations anew whose scheme has other versions. After a while another job goes on, so that the others
    that wait come in between."""
    rejudging.start_due(now=clock.now())
    until = clock.now() + timedelta(seconds=20)
    while clock.now() < until:
        if not rejudging.judge_part(now=clock.now()):
            return
    ask("rejudge")


def _make_backup() -> None:
    """Write a backup into the data folder, as the operator asked."""
    folder = engine.prepare(settings.DATA)
    backups.write(folder, os.environ["DATABASE_URL"], folder.backups / backups.dated_name("kring", clock.now()))


def _archive_ended(timestamp: int) -> None:
    """Archive the circles whose last day is over."""
    now = clock.now()
    communities.archive_ended(today=now.astimezone(ZoneInfo("Europe/Amsterdam")).date(), now=now)


def _tidy(timestamp: int) -> None:
    """Drop what is no longer of use: marks of deliveries, old jobs, changes that indexes have seen, ended sessions,
    letters that were sent long ago, files that nothing names any more."""
    forget_done(before=clock.now() - timedelta(days=30))
    forget_jobs(days=30)
    forget_changes()
    forget_letters(before=clock.now() - timedelta(days=90))
    forget_unused(named=kept_files.TABLE, before=clock.now() - timedelta(days=1))
    call_command("clearsessions")
