"""What people fill in about date polls: a row for each date, as many as are asked for, without any script."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.finding.rules import guess_language
from kring.foundation.accounts.queries import time_zones
from kring.foundation.ids import LARGEST
from kring.meetings.models import Mode
from kring.meetings.plans import LONGEST_ABOUT
from kring.meetings.polls.models import Poll, Value
from kring.meetings.polls.proposals import MOST_OPTIONS, Proposal, Time
from kring.meetings.rules import times
from kring.web.fields import Line, Lines
from kring.web.meetings.forms import CLOCK, CLOCK_FORMS, DAY, Day
from kring.web.meetings.words import KINDS

ROWS: Final = 4
_WHICH: Final = [("first", _("The first, before clocks go back")), ("second", _("The second, after clocks went back"))]


class PollForm(forms.Form):
    """A date poll: what it is about, and a row of day, time and (where it comes twice) which of the two, for each date.

    `gone` are dates that may be taken away, by their keys.
    """

    title = Line(longest=200, label=_("What is it?"))
    minutes = forms.IntegerField(label=_("Length in minutes"))
    about = Lines(longest=LONGEST_ABOUT, label=_("What will you do, and for whom is it?"), required=False)
    mode = forms.ChoiceField(label=_("Where"), choices=Mode.choices)
    location = Line(longest=300, label=_("Address or room"), help_text=_("It may follow later."), required=False)
    kind = forms.ChoiceField(label=_("What kind"), choices=list(KINDS.items()))
    zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(name, name) for name in time_zones()])
    answer_day = Day(label=_("Answer until"), required=False, error_messages=DAY)
    answer_time = forms.TimeField(label=_("At"), required=False, input_formats=CLOCK_FORMS, error_messages=CLOCK)
    anyway = forms.BooleanField(label=_("Take away dates at which people can, all the same"), required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, rows: int = ROWS, gone: Mapping[int, str] | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.rows = range(rows)
        self.gone = [f"gone_{key}" for key in gone or {}]
        for number in self.rows:
            self.fields[f"day_{number}"] = Day(label=_("Day"), required=False, error_messages=DAY)
            self.fields[f"begins_{number}"] = forms.TimeField(
                label=_("From"), required=False, input_formats=CLOCK_FORMS, error_messages=CLOCK
            )
            self.fields[f"which_{number}"] = forms.ChoiceField(
                label=_("Which of the two?"), required=False, choices=_WHICH
            )
        for key, words in (gone or {}).items():
            self.fields[f"gone_{key}"] = forms.BooleanField(label=words, required=False)

    @property
    def at(self) -> dict[str, str]:
        """Where what an action finds wrong is said: the n-th date that was filled in is in a row of its own."""
        rows = {f"time_{place}": f"begins_{row}" for place, row in enumerate(self._filled())}
        return rows | {"answer_until": "answer_day", "times": "day_0"}

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty, and says which where its time comes twice."""
        told = super().clean() or self.cleaned_data
        for number in self.rows:
            self._whole(f"day_{number}", f"begins_{number}")
            if self.comes_twice(number) and not told.get(f"which_{number}"):
                self.add_error(f"which_{number}", gettext("Clocks go back that night, and this time comes twice."))
        self._whole("answer_day", "answer_time")
        return told

    def comes_twice(self, number: int) -> bool:
        """Whether the time of a row comes twice."""
        told = getattr(self, "cleaned_data", {})
        day, begins, zone = told.get(f"day_{number}"), told.get(f"begins_{number}"), told.get("zone")
        if day is None or begins is None or zone is None:
            return False
        return times.is_twice(datetime.combine(day, begins), zone)

    def proposal(self) -> Proposal:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        until = told["answer_day"]
        return Proposal(
            title=told["title"],
            about=told["about"],
            language=guess_language(f"{told['title']} {told['about']}"),
            minutes=told["minutes"],
            zone=told["zone"],
            kind=told["kind"],
            mode=told["mode"],
            location=told["location"],
            times=[self._time(number) for number in self._filled()],
            answer_until=datetime.combine(until, told["answer_time"]) if until else None,
        )

    def taken_away(self) -> list[int]:
        """The keys of the dates that are to be taken away."""
        return [int(name.removeprefix("gone_")) for name in self.gone if self.cleaned_data[name]]

    def _filled(self) -> list[int]:
        told = self.cleaned_data
        return [number for number in self.rows if told.get(f"day_{number}") and told.get(f"begins_{number}")]

    def _time(self, number: int) -> Time:
        told = self.cleaned_data
        local = datetime.combine(told[f"day_{number}"], told[f"begins_{number}"])
        return Time(local, second=told[f"which_{number}"] == "second")

    def _whole(self, day: str, clock: str) -> None:
        """Neither of the two, or both; what couldn't be read was said already."""
        told = self.cleaned_data
        if told.get(day) and clock in told and told[clock] is None:
            self.add_error(clock, str(CLOCK["required"]))
        if told.get(clock) is not None and day in told and not told[day]:
            self.add_error(day, str(DAY["required"]))


def rows_of(post: QueryDict) -> int:
    """How many rows a form that came back had, and how many more were asked for."""
    asked = post.get("count", "")
    count = int(asked) if asked.isdecimal() and len(asked) < 4 else ROWS
    return min(count + (ROWS if "more" in post else 0), MOST_OPTIONS)


def first_of_poll(zone: str) -> dict[str, Any]:
    """How the form of a new poll starts: two hours, in the reader's zone."""
    return {"minutes": 120, "zone": zone, "kind": "peer_group", "mode": Mode.ONSITE}


def as_polled(poll: Poll) -> dict[str, Any]:
    """A poll as it is, as the form shows it."""
    names = ("title", "about", "minutes", "mode", "location", "kind", "zone", "version")
    until = poll.answer_until.astimezone(ZoneInfo(poll.zone)) if poll.answer_until else None
    return {name: getattr(poll, name) for name in names} | {
        "answer_day": until.date() if until else None,
        "answer_time": f"{until:%H:%M}" if until else None,
    }


def as_chosen(poll: Poll, starts: datetime | None) -> dict[str, Any]:
    """How the form of a meeting starts that comes of a poll, at one of its dates."""
    names = ("title", "about", "zone", "kind", "mode", "location")
    begin = {name: getattr(poll, name) for name in names}
    if starts is None:
        return begin
    local = starts.astimezone(ZoneInfo(poll.zone))
    ends = (starts + timedelta(minutes=poll.minutes)).astimezone(ZoneInfo(poll.zone))
    return begin | {
        "day": local.date(),
        "begins": f"{local:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "last_day": ends.date() if ends.date() != local.date() else None,
        "second": bool(local.fold),
        "asked": times.is_twice(local.replace(tzinfo=None, fold=0), poll.zone),
    }


def marks_of(post: QueryDict, keys: Sequence[int]) -> dict[int, str]:
    """What was said of these dates; of all that one can't, by `none`."""
    if "none" in post:
        return dict.fromkeys(keys, Value.NO.value)
    said = {key: str(post.get(f"option_{key}", ""))[:20] for key in keys}
    return {key: value for key, value in said.items() if value}
