"""Planning a meeting or a series, and going on with a series day by day."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from kring.competences.actions import share
from kring.conversations.actions.starting import known_competences
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.foundation.errors import NotThereError
from kring.foundation.events.actions import record
from kring.meetings.actions import checks
from kring.meetings.events import MeetingPlanned, PartGiven
from kring.meetings.models import Meeting, Series
from kring.meetings.plans import Plan, Planned, checked, horizon
from kring.meetings.rules import recurring, times
from kring.meetings.rules.recurring import Rule

DESCRIBED: Final = (
    "title", "about", "html", "language", "kind", "mode", "location", "link", "zone", "places", "register_hours",
    "cancel_hours", "most_no_shows", "price_cents", "questions", "open_to_all", "competences", "claims",
)  # fmt: skip
_SERIES_AT_ONCE: Final = 100


@transaction.atomic
def plan(*, actor: Reader, place: int, plan: Plan, now: datetime) -> Meeting:
    """Plan a meeting in a circle, or another place, that the actor hosts; with a rule, a series, of which the first
    meeting is returned.

    Raises NotThereError, RefusedError, ConflictError (archived), InvalidError.
    """
    where = _place(actor, place)
    author = signed_in(actor)
    planned = checked(plan, now=now)
    planned.columns["competences"] = known_competences(plan.competences)
    if where.scope in (PUBLIC, NETWORK):
        share(planned.columns["competences"])
    leader = checks.someone(Meeting(place=where), plan.leader, field="leader").pk if plan.leader else author
    if planned.rule is None:
        meeting = _meeting(where.pk, planned, author=author, leader=leader, now=now)
        meeting.save()
    else:
        meeting = _series(where, planned, planned.rule, author=author, leader=leader, now=now)
    record(MeetingPlanned(meeting=meeting.pk, series=meeting.series_id), actor=author, now=now)
    if leader != author:
        record(PartGiven(meeting=meeting.pk, person=leader, role="leader"), actor=author, now=now)
    return meeting


def go_on(*, now: datetime) -> int:
    """Make the meetings of every series that came within a year since it was last done; how many were made.

    A few series each transaction; done twice, or by two at once, nothing is made twice.
    """
    made = 0
    while keys := _to_go_on(now):
        for key in keys:
            made += _go_on_with(key, now)
    return made


def _to_go_on(now: datetime) -> list[int]:
    due = horizon(now, first=date.min)
    rows = Series.objects.filter(is_ended=False, made_until__lt=due).order_by("made_until", "pk")
    return list(rows.values_list("pk", flat=True)[:_SERIES_AT_ONCE])


@transaction.atomic
def _go_on_with(key: int, now: datetime) -> int:
    series = Series.objects.select_for_update(no_key=True).get(pk=key)
    until = horizon(now, first=series.first_day)
    if series.is_ended or series.made_until >= until:
        return 0
    made = unroll(series, author=series.led_by_id, until=until, now=now)
    series.is_ended = _has_ended(series, until)
    series.made_until = until
    series.save(update_fields=["made_until", "is_ended"])
    return len(made)


def unroll(series: Series, *, author: int, until: date, now: datetime) -> list[Meeting]:
    """Make the meetings of a series after `made_until`; those that are there already stay as they are."""
    after = series.made_until if series.made_until >= series.first_day else None
    found = recurring.days(rule_of(series), first=series.first_day, after=after, until=until)
    rows = [occurrence(series, day, author=author, now=now) for day in found]
    return Meeting.objects.bulk_create(rows, ignore_conflicts=True)


def rule_of(series: Series) -> Rule:
    """The rule of a series, with its end."""
    return Rule(series.rule, series.count, series.last_day)


def occurrence(series: Series, day: date, *, author: int, now: datetime) -> Meeting:
    """The meeting of a series for one day of its rule, not saved yet."""
    starts = times.moment(datetime.combine(day, series.begins), series.zone)
    columns = {name: getattr(series, name) for name in DESCRIBED}
    planned = Planned(
        starts=starts,
        ends=starts + timedelta(minutes=series.minutes),
        local=datetime.combine(day, series.begins),
        rule=None,
        columns=columns,
    )
    made = _meeting(series.place_id, planned, author=author, leader=series.led_by_id, now=now)
    made.series, made.occurrence = series, day
    return made


def _place(actor: Reader, key: int) -> Place:
    place = Place.objects.select_related("community").filter(pk=key).first()
    if place is None or not actor.may_look(place.scope):
        raise NotThereError
    checks.allowed(actor, "plan", Meeting(place=place))
    checks.writable(place)
    return place


def _meeting(place: int, planned: Planned, *, author: int, leader: int, now: datetime) -> Meeting:
    return Meeting(
        place_id=place,
        starts_at=planned.starts,
        ends_at=planned.ends,
        led_by_id=leader,
        made_by_id=author,
        made_at=now,
        changed_at=now,
        secret=secrets.token_bytes(32),
        **planned.columns,
    )


def _series(place: Place, planned: Planned, rule: Rule, *, author: int, leader: int, now: datetime) -> Meeting:
    first = planned.local.date()
    until = horizon(now, first=first)
    series = Series(
        place=place,
        led_by_id=leader,
        rule=rule.text,
        count=rule.count,
        last_day=rule.until,
        first_day=first,
        begins=planned.local.time(),
        minutes=times.minutes_between(planned.starts, planned.ends),
        made_until=first - timedelta(days=1),
        **planned.columns,
    )
    series.is_ended = _has_ended(series, until)
    series.save()
    unroll(series, author=author, until=until, now=now)
    Series.objects.filter(pk=series.pk).update(made_until=until)
    meeting = Meeting.objects.get(series=series, occurrence=first)
    if meeting.starts_at != planned.starts:
        _take_the_second(meeting, planned)
    return meeting


def _take_the_second(meeting: Meeting, planned: Planned) -> None:
    """The host meant the later of a time that comes twice on the first day; of the others the first is meant."""
    meeting.starts_at, meeting.ends_at = planned.starts, planned.ends
    meeting.save(update_fields=["starts_at", "ends_at"])


def _has_ended(series: Series, until: date) -> bool:
    """Whether a series has no meeting after a day."""
    if series.last_day is not None:
        return series.last_day <= until
    if series.count is None:
        return False
    return len(recurring.days(rule_of(series), first=series.first_day, until=until)) >= series.count
