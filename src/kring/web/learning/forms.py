"""What people fill in about their learning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.learning.models import Draft, Entry
from kring.learning.rules import durations
from kring.learning.rules.entries import LONGEST_LEARNED, LONGEST_NAME, LONGEST_TITLE, MOST_COMPETENCES, Told
from kring.learning.rules.kinds import USUAL_WAY, usual_way
from kring.learning.rules.quick import Quick
from kring.learning.rules.rows import moments
from kring.web.fields import Line, Lines
from kring.web.learning.words import FACTS, KINDS, TIMES, WAYS, hours_field, kind_label

_NEEDED = {"required": _("Write something here.")}
_DAY = {"required": _("Give a day, such as 23-11-2026."), "invalid": _("Give a day, such as 23-11-2026.")}
_CLOCK = {"invalid": _("Give a time of day, such as 9:30.")}
_CHOICE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
_DURATION = _("Say how long it took, such as 2 hours, 1:30 or 45 min.")
_YES_NO = [("", _("I don’t know")), ("yes", _("yes")), ("no", _("no"))]
_DAY_FORMS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
_CLOCK_FORMS = ["%H:%M", "%H.%M", "%H:%M:%S"]
YES_NO_FACTS = ("facilitator", "tested", "accredited", "online")


class EntryForm(forms.Form):
    """An activity."""

    title = Line(longest=LONGEST_TITLE, label=_("What was it?"), error_messages=_NEEDED)
    day = forms.DateField(
        label=_("Day"), input_formats=_DAY_FORMS, error_messages=_DAY, help_text=_("The last one, if it took several.")
    )
    duration = Line(
        longest=60,
        label=_("How long did you learn?"),
        required=False,
        help_text=_("2 hours, 1:30 or 45 min. Leave it empty when you give both times."),
    )
    first_day = forms.DateField(
        label=_("First day"), required=False, input_formats=_DAY_FORMS, error_messages=_DAY,
        help_text=_("Only if it took several days."),
    )  # fmt: skip
    started = forms.TimeField(label=_("From"), required=False, input_formats=_CLOCK_FORMS, error_messages=_CLOCK)
    ended = forms.TimeField(label=_("Until"), required=False, input_formats=_CLOCK_FORMS, error_messages=_CLOCK)
    kind = forms.ChoiceField(label=_("Kind"), error_messages=_CHOICE)
    way = forms.ChoiceField(
        label=_("How did you learn?"), choices=list(WAYS.items()), required=False, error_messages=_CHOICE,
        help_text=_("Leave it open for what is usual for its kind."),
    )  # fmt: skip
    time = forms.ChoiceField(label=_("In whose time?"), choices=list(TIMES.items()), error_messages=_CHOICE)
    learned = Lines(
        longest=LONGEST_LEARNED,
        label=_("What do you take from it?"),
        required=False,
        help_text=_("One sentence is enough."),
    )
    subjects = Line(longest=400, label=_("Subjects"), required=False)
    attested_by = Line(
        longest=LONGEST_NAME,
        label=_("Who can confirm it?"),
        required=False,
        help_text=_("The provider, the facilitator or a colleague."),
    )
    group_size = Line(longest=6, label=FACTS["group_size"], required=False, help_text=_("You included."))
    points = Line(longest=10, label=FACTS["points"], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("kind", "")
        kinds = [(kind, KINDS[kind]) for kind in USUAL_WAY]
        # A kind that only a scheme knows survives a correction.
        also = [(kept, kind_label(kept))] if kept and kept not in USUAL_WAY else []
        self.fields["kind"].choices = [("", _("Choose what it was")), *kinds, *also]  # type: ignore[attr-defined]
        for name in YES_NO_FACTS:
            self.fields[name] = forms.ChoiceField(
                label=FACTS[name], choices=_YES_NO, required=False, error_messages=_CHOICE
            )

    @property
    def kind_groups(self) -> list[tuple[Any, list[tuple[str, Any]]]]:
        """The kinds by how one usually learns from them."""
        return [
            (label, [(kind, KINDS[kind]) for kind in USUAL_WAY if usual_way(kind).value == way])
            for way, label in WAYS.items()
        ]

    @property
    def kind_others(self) -> list[tuple[str, Any]]:
        """What stands above those: no choice yet, and a kind that only a scheme knows."""
        field: Any = self.fields["kind"]
        return [one for one in field.choices if one[0] not in USUAL_WAY]

    def clean_duration(self) -> int | None:
        """The minutes that were said; None for an empty field."""
        said = self.cleaned_data["duration"]
        minutes = durations.read(said) if said else None
        if said and minutes is None:
            raise forms.ValidationError(_DURATION)
        return minutes

    def clean_subjects(self) -> str:
        """The subjects as they were written; too many of them are refused, so that none is lost unseen."""
        said: str = self.cleaned_data["subjects"]
        if len([one for one in said.split(",") if one.strip()]) > MOST_COMPETENCES:
            raise forms.ValidationError(
                _("At most %(most)d subjects fit. Leave some out.") % {"most": MOST_COMPETENCES}
            )
        return said

    def told(self, zone: ZoneInfo, *, keeping: Told | None = None) -> Told:
        """What was filled in, as the action takes it; facts that the form doesn't ask stay as in `keeping`."""
        given = self.cleaned_data
        day: date = given["day"]
        first_day = given["first_day"] if given["first_day"] != day else None
        begun, over = moments(first_day or day, day, given["started"], given["ended"], zone)
        minutes = given["duration"]
        if minutes is None and begun is not None and over is not None and first_day is None:
            minutes = max(int((over - begun).total_seconds() // 60), 0)
        told = Told(
            title=given["title"],
            kind=given["kind"],
            way=given["way"] or usual_way(given["kind"]).value,
            day=day,
            first_day=first_day,
            minutes=minutes or 0,
            time=given["time"],
            started_at=begun,
            ended_at=over,
            competences=keys_for(given["subjects"].split(","), most=MOST_COMPETENCES),
            learned=given["learned"],
            attested_by=given["attested_by"],
            facts=self._facts(keeping.facts if keeping else {}),
        )
        return replace(told, claims=keeping.claims) if keeping else told

    def _facts(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        asked = {name: self.cleaned_data[name] for name in (*YES_NO_FACTS, "group_size", "points")}
        others = {name: value for name, value in kept.items() if name not in asked}
        return others | {name: value.replace(",", ".") for name, value in asked.items() if value}


class CorrectForm(EntryForm):
    """An activity said anew, and why."""

    because = Line(longest=200, label=_("Why do you correct it?"), required=False)


class BecauseForm(forms.Form):
    """Why a line is struck out."""

    because = Line(longest=200, label=_("Why?"), required=False)


class FileForm(forms.Form):
    """A file as evidence."""

    file = forms.FileField(
        label=_("File"),
        max_length=300,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
    )


class LinkForm(forms.Form):
    """An address as evidence."""

    link = Line(longest=500, label=_("Link"), error_messages=_NEEDED)


class AimForm(forms.Form):
    """What one aims at in a year."""

    course = forms.IntegerField(label=_("Courses and reading"), min_value=0, max_value=100)
    exchange = forms.IntegerField(label=_("From each other"), min_value=0, max_value=100)
    doing = forms.IntegerField(label=_("By doing"), min_value=0, max_value=100)
    days = forms.IntegerField(
        label=_("Days a year"), min_value=0, max_value=366, required=False,
        help_text=_("Empty: what your organisation gives, or else 25."),
    )  # fmt: skip


def initial_of_quick(read: Quick, *, today: date) -> dict[str, Any]:
    """What a quick line says, as the form shows it."""
    several = read.first_day is not None
    return {
        "title": read.title,
        "day": read.day or today,
        "first_day": read.first_day,
        "started": _clock(read.started) if not several else "",
        "ended": _clock(read.ended) if not several else "",
        "duration": hours_field(read.minutes) if read.minutes else "",
        "kind": read.kind,
        "way": read.way or "",
        "time": "employer",
    }


def initial_of_draft(draft: Draft, subjects: str, zone: ZoneInfo) -> dict[str, Any]:
    """What is proposed, as the form shows it."""
    return {
        "title": draft.title,
        "day": draft.day,
        "duration": hours_field(draft.minutes),
        "kind": draft.kind,
        "way": draft.way,
        "time": "employer",
        "learned": draft.learned,
        "subjects": subjects,
        **_times_of(draft, zone),
        **_facts_of(draft.facts),
    }


def initial_of_entry(entry: Entry, subjects: str, zone: ZoneInfo) -> dict[str, Any]:
    """A line as it is now, as the form shows it."""
    return {
        "title": entry.title,
        "day": entry.day,
        "duration": hours_field(entry.minutes),
        "kind": entry.kind,
        "way": entry.way,
        "time": entry.time,
        "learned": entry.learned,
        "subjects": subjects,
        "attested_by": entry.attested_by,
        **_times_of(entry, zone),
        **_facts_of(entry.facts),
    }


def _times_of(entry: Entry | Draft, zone: ZoneInfo) -> dict[str, Any]:
    if entry.started_at is None or entry.ended_at is None:
        return {}
    begun, over = entry.started_at.astimezone(zone), entry.ended_at.astimezone(zone)
    first_day = begun.date() if begun.date() != entry.day else None
    if _is_whole_days(begun, over):
        return {"first_day": first_day}
    return {"first_day": first_day, "started": f"{begun:%H:%M}", "ended": f"{over:%H:%M}"}


def _is_whole_days(begun: datetime, over: datetime) -> bool:
    return begun.time() == over.time() == time()


def _facts_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in (*YES_NO_FACTS, "group_size", "points") if name in facts}


def _clock(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""
