"""The groups for peer consultation of the demo, made and held by the same actions as people use."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from kring.communities.actions.membership import admit
from kring.communities.models import Community
from kring.config.demo.meetings import workday
from kring.config.demo.worlds import WORLDS, Table
from kring.foundation.access.readers import Reader, reader_of
from kring.meetings import actions as meetings
from kring.meetings.actions.presence import Mark
from kring.meetings.consultations import actions
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.consultations.models import Group
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan

_ZONE = "Europe/Amsterdam"
_MINUTES = 120
_BEGAN = timedelta(days=90)


def hold_consultations(readers: Mapping[str, Reader], circles: Mapping[str, Community], *, now: datetime) -> None:
    """Each group with its members, its year plan, its meetings, and the rota of those to come."""
    for told in _groups():
        if told["circle"] in circles:
            _hold(told, readers, circles[told["circle"]], now=now)


def _groups() -> Iterator[Table]:
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "consultations.toml")
        if file.is_file():
            yield from tomllib.loads(file.read_text(encoding="utf-8"))["group"]


def _hold(told: Table, readers: Mapping[str, Reader], circle: Community, *, now: datetime) -> None:
    began = now - _BEGAN
    terms = Terms(
        scheme=told["scheme"],
        largest=told["largest"],
        least_meetings=told["least_meetings"],
        registration=told["registration"],
        facilitator=told["host"],
        credential=told["credential"],
        valid_until=now.date() + timedelta(days=told["valid_in_days"]),
    )
    beginning = Beginning(name=told["name"], purpose=told["purpose"], language=told["language"], terms=terms)
    group = actions.start_group(actor=readers[told["host"]], parent=circle.pk, beginning=beginning, now=began)
    accounts = [readers[handle].account or 0 for handle in told["members"]]
    admit(path=group.community.place.path, accounts=accounts, now=began)
    own = {name: reader_of(readers[name].account or 0) for name in (told["host"], *told["members"])}
    year = now.astimezone(ZoneInfo(_ZONE)).year
    actions.write_year_plan(actor=own[told["host"]], group=group.pk, year=year, version=0, now=began, **told["plan"])
    for one in told["meeting"]:
        _meet(one, told, group, own, now=now)
    actions.set_rota(actor=own[told["host"]], group=group.pk, choices={}, draw=True, now=now)


def _meet(one: Table, told: Table, group: Group, own: Mapping[str, Reader], *, now: datetime) -> None:
    day = workday(one["in_days"], now=now)
    plan = Plan(
        title="Intervisie" if told["language"] == "nl" else "Peer consultation",
        starts=datetime.combine(day, time(15, 30)),
        minutes=_MINUTES,
        zone=_ZONE,
        language=told["language"],
        kind="intervisie",
        location="Utrecht, Domplein",
    )
    host = own[told["host"]]
    meeting = meetings.plan(actor=host, place=group.pk, plan=plan, now=now - _BEGAN)
    if one["in_days"] < 0:
        _held(one, host, meeting, own)


def _held(one: Table, host: Reader, meeting: Meeting, own: Mapping[str, Reader]) -> None:
    """Everyone came and agreed, the round took its time, and the list was closed an hour after."""
    begins, after = meeting.starts_at, meeting.ends_at + timedelta(hours=1)
    actions.set_rota(
        actor=host, group=meeting.place_id, choices={meeting.pk: own[one["case"]].account}, now=meeting.made_at
    )
    for handle in one["going"]:
        sign_up = meetings.register(actor=own[handle], meeting=meeting.pk, now=meeting.made_at)
        meetings.correct(actor=host, meeting=meeting.pk, marks=[Mark(sign_up=sign_up.pk, came=begins)], now=begins)
        actions.agree(actor=own[handle], meeting=meeting.pk, now=begins)
    row = actions.choose_method(actor=host, meeting=meeting.pk, method=one["method"], minutes=105, now=begins)
    at = begins + timedelta(minutes=5)
    for move in ("start", *["next"] * (len(row.given) - 1), "end"):
        row = actions.press(actor=host, meeting=meeting.pk, move=move, version=row.version, now=at)
        at += timedelta(seconds=row.given[row.step] + 20)
    for handle, text in one["points"].items():
        actions.write_point(actor=own[handle], meeting=meeting.pk, text=text, now=meeting.ends_at)
    actions.write_summary(actor=host, meeting=meeting.pk, text=one["summary"], version=0, now=meeting.ends_at)
    meetings.close(actor=host, meeting=meeting.pk, now=after)
