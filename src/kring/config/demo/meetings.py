"""The meetings of the demo: planned, registered for, voted on and closed by the same actions as people use."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from kring.communities.models import Community
from kring.config.demo.worlds import WORLDS, Table
from kring.foundation.access.readers import Reader
from kring.meetings import actions, queries
from kring.meetings.actions.presence import Mark
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan

_ZONE = "Europe/Amsterdam"
_FRIDAY = 4
_TAKEN_AS_THEY_ARE = (
    "title", "about", "kind", "mode", "location", "link", "places", "register_hours", "cancel_hours", "price_cents",
    "questions", "open_to_all", "minutes", "rule",
)  # fmt: skip


def hold_meetings(readers: Mapping[str, Reader], circles: Mapping[str, Community], *, now: datetime) -> None:
    """Those to come with who registered, and those that were, with their lists closed."""
    for told in _meetings():
        if told["circle"] in circles:
            _hold(told, readers, circles[told["circle"]], now=now)


def _meetings() -> Iterator[Table]:
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "meetings.toml")
        if file.is_file():
            yield from tomllib.loads(file.read_text(encoding="utf-8"))["meeting"]


def _hold(told: Table, readers: Mapping[str, Reader], circle: Community, *, now: datetime) -> None:
    day = workday(told["in_days"], now=now)
    given = {name: told[name] for name in _TAKEN_AS_THEY_ARE if name in told}
    starts = datetime.combine(day, time.fromisoformat(told["from"]))
    plan = Plan(starts=starts, zone=_ZONE, language=told.get("language", "nl"), **given)
    began = min(now, starts.replace(tzinfo=ZoneInfo(_ZONE))) - timedelta(days=5)
    host = readers[told["host"]]
    meeting = actions.plan(actor=host, place=circle.pk, plan=plan, now=began)
    for handle in told["going"]:
        actions.register(actor=readers[handle], meeting=meeting.pk, now=began + timedelta(days=1))
    for name, address in told.get("guests", {}).items():
        actions.bring(actor=host, meeting=meeting.pk, name=name, email=address, now=began + timedelta(days=1))
    for handle in told.get("votes", ()):
        _vote(readers[handle], meeting, now=began + timedelta(days=2))
    if "speaker" in told:
        actions.give_part(actor=host, meeting=meeting.pk, role="speaker", handle=told["speaker"], now=began)
    if told["in_days"] < 0:
        _close(told, host, meeting)


def workday(in_days: int, *, now: datetime) -> date:
    """The day so many days from now, or the working day that lies next to it, further away: whenever a demo is made,
    nobody in it meets on a Sunday."""
    day = now.astimezone(ZoneInfo(_ZONE)).date() + timedelta(days=in_days)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1 if in_days > 0 else -1)
    return day


def _vote(reader: Reader, meeting: Meeting, *, now: datetime) -> None:
    """A vote for what stands first in the circle."""
    for one in queries.candidates(reader, meeting, size=1):
        actions.vote(actor=reader, meeting=meeting.pk, conversation=one.id, wants=True, now=now)


def _close(told: Table, host: Reader, meeting: Meeting) -> None:
    """Everyone was there but who stayed away; the list is closed an hour after."""
    after = meeting.ends_at + timedelta(hours=1)
    away = set(told.get("away", ()))
    rows = queries.people(host, meeting, size=100).rows
    marks = [Mark(sign_up=one.sign_up, came=meeting.starts_at) for one in rows if one.handle not in away]
    actions.correct(actor=host, meeting=meeting.pk, marks=marks, now=after)
    actions.close(actor=host, meeting=meeting.pk, now=after)
