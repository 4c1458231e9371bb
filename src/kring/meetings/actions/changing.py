"""Changing and cancelling a meeting, by itself or with all that follow in its series."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.conversations.actions.starting import known_competences
from kring.conversations.drafts import Checked
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.events.actions import record
from kring.meetings.actions import checks
from kring.meetings.actions.reminding import BEFORE, SOON
from kring.meetings.actions.signing_up import move_up
from kring.meetings.events import MeetingsCancelled, MeetingsChanged, PartGiven
from kring.meetings.models import Meeting, Series, State
from kring.meetings.plans import Plan, Planned, checked
from kring.meetings.rules import times

# What calendars are told of, beside when it is: by what name, and where.
_WHERE: Final = ("title", "mode", "location", "link")


@transaction.atomic
def change(
    *, actor: Reader, meeting: int, plan: Plan, version: int, following: bool = False, now: datetime
) -> list[Meeting]:
    """Change a meeting; with `following` also those that come after it in its series and weren't changed by themselves.

    These take over what describes it and the time of day; each keeps its day, which only the meeting itself changes.
    Whoever waits moves up where there is more room now. Raises ConflictError when someone else changed it first, it
    has begun and is moved, or is over; InvalidError, also for fewer places than are taken.
    """
    changed = checks.hosted(actor, meeting)
    checks.standing(changed)
    checks.unchanged(changed, version)
    planned = checked(plan, now=now, is_new=False)
    planned.columns["competences"] = known_competences(plan.competences)
    _in_time(changed, planned, now=now)
    planned.columns["led_by_id"] = (
        checks.someone(changed, plan.leader, field="leader").pk if plan.leader else changed.led_by_id
    )
    leads = planned.columns["led_by_id"]
    if leads != changed.led_by_id:
        record(PartGiven(meeting=changed.pk, person=leads, role="leader"), actor=signed_in(actor), now=now)
    rows = followers(changed, following=following)
    _enough_places(rows, planned.columns["places"])
    if following and changed.series_id is not None:
        _change_series(changed.series_id, planned)
    moved = [row for row in rows if _apply(row, planned, only=not following or row.pk == changed.pk, now=now)]
    if not following and changed.series_id is not None:
        rows[0].apart = True
    Meeting.objects.bulk_update(
        rows, [*planned.columns, "starts_at", "ends_at", "version", "sequence", "apart", "reminded", "changed_at"]
    )
    for row in rows:
        move_up(row, now=now)
    _tell(actor, rows, moved, now=now)
    return rows


@transaction.atomic
def call_off(
    *, actor: Reader, meeting: int, because: str = "", following: bool = False, now: datetime
) -> list[Meeting]:
    """Cancel a meeting; with `following` also all that come after it in its series, which then ends.

    Who registered keeps her registration, and is told. Raises ConflictError when it is over or was cancelled.
    """
    cancelled = checks.hosted(actor, meeting)
    checks.standing(cancelled)
    if cancelled.starts_at <= now:
        raise ConflictError(_("This meeting has begun."), code="begun")
    check = Checked()
    reason = check.line("because", because, longest=500, needed=False)
    check.done()
    # What was moved before now and has been held isn't cancelled after the fact.
    rows = [row for row in followers(cancelled, following=following, with_apart=True) if row.starts_at > now]
    keys = tuple(row.pk for row in rows)
    Meeting.objects.filter(pk__in=keys).update(
        state=State.CANCELLED,
        cancelled_because=reason,
        changed_at=now,
        version=F("version") + 1,
        sequence=F("sequence") + 1,
    )
    if following:
        _end(cancelled)
    record(MeetingsCancelled(meetings=keys), actor=signed_in(actor), now=now)
    return rows


@transaction.atomic
def end_series(*, actor: Reader, meeting: int, now: datetime) -> None:
    """Let the series of a meeting end with it: those after it are cancelled. Raises ConflictError without a series."""
    last = checks.hosted(actor, meeting)
    if last.series_id is None or last.occurrence is None:
        raise ConflictError(_("This meeting is in no series."), code="no-series")
    after = Meeting.objects.filter(series=last.series_id, occurrence__gt=last.occurrence, state=State.PLANNED)
    rows = list(
        after.filter(starts_at__gt=now).select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    )
    Meeting.objects.filter(pk__in=rows).update(
        state=State.CANCELLED, changed_at=now, version=F("version") + 1, sequence=F("sequence") + 1
    )
    _end(last)
    if rows:
        record(MeetingsCancelled(meetings=tuple(rows)), actor=signed_in(actor), now=now)


def followers(meeting: Meeting, *, following: bool, with_apart: bool = False) -> list[Meeting]:
    """The meeting, and with `following` the planned ones after it; held, in one order, so that two hosts don't lock
    each other out."""
    if not following or meeting.series_id is None:
        return [meeting]
    after = Q(occurrence__gt=meeting.occurrence, state=State.PLANNED)
    if not with_apart:
        after &= Q(apart=False)
    rows = Meeting.objects.filter(series=meeting.series_id).filter(Q(pk=meeting.pk) | after)
    return list(rows.select_for_update(no_key=True).order_by("occurrence"))


def _in_time(meeting: Meeting, planned: Planned, *, now: datetime) -> None:
    if meeting.starts_at != planned.starts and (planned.starts <= now or meeting.starts_at <= now):
        raise InvalidError({"starts": _("A meeting that has begun can't be moved, nor one to the past.")})


def _enough_places(rows: Sequence[Meeting], places: int | None) -> None:
    taken = max(row.taken for row in rows)
    if places is not None and places < taken:
        raise InvalidError(
            {
                "places": _("%(taken)d places are taken. Nobody loses a place by this: give at least that many.")
                % {"taken": taken}
            }
        )


def _apply(row: Meeting, planned: Planned, *, only: bool, now: datetime) -> bool:
    """Take over the plan; whether calendars are told, as it moved in time or place or has another name."""
    starts, ends = (planned.starts, planned.ends) if only else _same_time(row, planned)
    moved = (row.starts_at, row.ends_at) != (starts, ends) or any(
        getattr(row, name) != planned.columns[name] for name in _WHERE
    )
    for name, value in planned.columns.items():
        setattr(row, name, value)
    if row.starts_at != starts:
        # She who comes hears now that it moved: a day before the new time is time enough to remind her.
        row.reminded = 0 if starts - now > BEFORE else SOON
    row.starts_at, row.ends_at, row.changed_at = starts, ends, now
    row.version += 1
    row.sequence += int(moved)
    return moved


def _same_time(row: Meeting, planned: Planned) -> tuple[datetime, datetime]:
    """The new time of day, on the day that the row had."""
    day = times.local(row.starts_at, row.zone).date()
    starts = times.moment(datetime.combine(day, planned.local.time()), planned.columns["zone"])
    return starts, starts + (planned.ends - planned.starts)


def _change_series(key: int, planned: Planned) -> None:
    lasts = (planned.ends - planned.starts) // timedelta(minutes=1)
    columns: Mapping[str, Any] = {**planned.columns, "begins": planned.local.time(), "minutes": lasts}
    Series.objects.filter(pk=key).update(**columns)


def _end(meeting: Meeting) -> None:
    Series.objects.filter(meetings=meeting).update(is_ended=True, last_day=meeting.occurrence, count=None)


def _tell(actor: Reader, rows: Sequence[Meeting], moved: Sequence[Meeting], *, now: datetime) -> None:
    """One event for those that moved, one for the others."""
    stayed = tuple(row.pk for row in rows if row not in moved)
    for keys, is_moved in ((tuple(row.pk for row in moved), True), (stayed, False)):
        if keys:
            record(MeetingsChanged(meetings=keys, moved=is_moved), actor=signed_in(actor), now=now)
