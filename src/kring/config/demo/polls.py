"""The date polls of the demo: proposed and answered by the same actions as people use."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from kring.communities.models import Community
from kring.config.demo.worlds import WORLDS, Table
from kring.foundation.access.readers import Reader
from kring.meetings.polls import actions
from kring.meetings.polls.models import Poll
from kring.meetings.polls.proposals import Proposal, Time

_ZONE = "Europe/Amsterdam"
_TAKEN_AS_THEY_ARE = ("title", "about", "kind", "mode", "location", "minutes")
_SAID = {"y": "yes", "m": "if-need-be", "n": "no"}


def ask_for_dates(readers: Mapping[str, Reader], circles: Mapping[str, Community], *, now: datetime) -> None:
    """Polls that are open, with what was answered."""
    for told in _polls():
        if told["circle"] in circles:
            _ask(told, readers, circles[told["circle"]], now=now)


def _polls() -> Iterator[Table]:
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "polls.toml")
        if file.is_file():
            yield from tomllib.loads(file.read_text(encoding="utf-8"))["poll"]


def _ask(told: Table, readers: Mapping[str, Reader], circle: Community, *, now: datetime) -> None:
    """A poll whose dates are so many days ahead; of each, in order, `answers` say yes, if need be or no."""
    at = time.fromisoformat(told["from"])
    days = [_in(days, now) for days in told["in_days"]]
    proposal = Proposal(
        zone=_ZONE,
        language=told.get("language", "nl"),
        times=[Time(datetime.combine(day, at)) for day in days],
        answer_until=datetime.combine(_in(told["until"], now), time(18)),
        **{name: told[name] for name in _TAKEN_AS_THEY_ARE if name in told},
    )
    began = now - timedelta(days=3)
    poll = actions.propose(actor=readers[told["host"]], place=circle.pk, proposal=proposal, now=began).poll
    for handle, said in told["answers"].items():
        _answer(readers[handle], poll, said, now=began + timedelta(days=1))


def _answer(reader: Reader, poll: Poll, said: str, *, now: datetime) -> None:
    keys = poll.options.order_by("starts_at").values_list("pk", flat=True)
    marks = {key: _SAID[sign] for key, sign in zip(keys, said, strict=True)}
    actions.mark(actor=reader, poll=poll.pk, marks=marks, now=now)


def _in(days: int, now: datetime) -> date:
    return now.astimezone(ZoneInfo(_ZONE)).date() + timedelta(days=days)
