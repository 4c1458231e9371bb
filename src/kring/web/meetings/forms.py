"""What people fill in about meetings. What may be, the actions say; forms read it and keep it when it is refused."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.finding.rules import guess_language
from kring.foundation.accounts.queries import time_zones
from kring.foundation.ids import LARGEST
from kring.meetings.models import Meeting, Mode, PartRole
from kring.meetings.plans import LONGEST_ABOUT, Plan
from kring.meetings.rules import times
from kring.registers.rules.schema import Scheme
from kring.web.conversations.editing import subjects_of
from kring.web.fields import Line, Lines
from kring.web.meetings.words import KINDS
from kring.web.registers.forms import ClaimForm

CLOCK: Final = {"invalid": _("Write a time as 15:00."), "required": _("Write a time as 15:00.")}
DAY: Final = {"invalid": _("Choose a day that exists."), "required": _("Choose a day.")}
CLOCK_FORMS: Final = ["%H:%M", "%H.%M", "%H:%M:%S"]
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REPEATS: Final = [
    ("", _("Once")),
    ("weekly", _("Every week")),
    ("fortnightly", _("Every two weeks")),
    ("weekday", _("Every month on this weekday (the second Tuesday)")),
    ("last", _("Every month on the last such weekday")),
    ("day", _("Every month on this day")),
    ("own", _("By a rule of one's own (RFC 5545)")),
]


class Euros(forms.DecimalField):
    """An amount as people write it, with a comma or a point."""

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None for nothing; raises ValidationError."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Day(forms.DateField):
    """A day of our time: with others no calendar reckons."""

    def to_python(self, value: Any) -> Any:
        """A date, or None for nothing; raises ValidationError."""
        day = super().to_python(value)
        if day is not None and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Choose a day within three years."))
        return day


_TWICE: Final = _("This time comes twice that night. Tick this, or leave it: the first is meant.")


class MeetingForm(forms.Form):
    """A meeting as its host describes it."""

    title = Line(longest=200, label=_("What is it?"))
    about = Lines(longest=LONGEST_ABOUT, label=_("What will you do, and for whom is it?"), required=False)
    day = Day(label=_("Day"), error_messages=DAY)
    begins = forms.TimeField(label=_("From"), input_formats=CLOCK_FORMS, error_messages=CLOCK)
    ends = forms.TimeField(label=_("Until"), input_formats=CLOCK_FORMS, error_messages=CLOCK)
    last_day = Day(
        label=_("Last day"),
        required=False,
        error_messages=DAY,
        help_text=_("Only for what takes longer than a day."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(name, name) for name in time_zones()])
    second = forms.BooleanField(
        label=_("I mean the second time: clocks go back that night, and this time comes twice"), required=False
    )
    # That the form asked which of the two times is meant.
    asked = forms.BooleanField(required=False)
    kind = forms.ChoiceField(label=_("What kind"), choices=list(KINDS.items()))
    mode = forms.ChoiceField(label=_("Where"), choices=Mode.choices)
    location = Line(longest=300, label=_("Address or room"), required=False)
    link = Line(
        longest=500,
        label=_("Link to join online"),
        help_text=_("Shown only to those who have a place. It may follow later."),
        required=False,
    )
    places = forms.IntegerField(
        label=_("How many places?"), required=False, help_text=_("Left open: room for everyone.")
    )
    register_hours = forms.IntegerField(label=_("Registration closes so many hours before"), required=False)
    cancel_hours = forms.IntegerField(label=_("Signing off is late from so many hours before"), required=False)
    most_no_shows = forms.IntegerField(
        label=_("After staying away so often within a year one asks the host for a place"), required=False
    )
    price = Euros(
        label=_("Price in euros"),
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=_("Payment happens elsewhere."),
    )
    questions = Lines(longest=2_200, label=_("Questions at registration, one a line"), required=False)
    open_to_all = forms.BooleanField(label=_("Who isn't a member may register too, and bring guests"), required=False)
    subjects = Line(longest=400, label=_("Subjects"), required=False)
    leader = Line(
        longest=120,
        label=_("Who leads it?"),
        help_text=_("Left open: you. Else a name, or @ and the name in Kring."),
        required=False,
    )
    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput, required=False)
    following = forms.BooleanField(label=_("Also all that follow in this series"), required=False)

    # Where what an action finds wrong is said, where that has another name here.
    at: ClassVar[dict[str, str]] = {"starts": "begins", "minutes": "ends", "price_cents": "price"}

    @property
    def comes_twice(self) -> bool:
        """Whether the time that was filled in, or that the meeting has, comes twice."""
        if not self.is_bound:
            return bool(self.initial.get("asked"))
        given = getattr(self, "cleaned_data", {})
        if {"day", "begins", "zone"} - given.keys():
            return bool(given.get("second"))
        return times.is_twice(datetime.combine(given["day"], given["begins"]), given["zone"])

    def clean(self) -> dict[str, Any]:
        """A meeting ends after it begins, at a time that there is; of a time that comes twice one says which."""
        told = super().clean() or self.cleaned_data
        if self.comes_twice and not (told.get("second") or told.get("asked")):
            self.add_error("second", str(_TWICE))
        if {"day", "begins", "ends", "zone", "last_day"} <= told.keys():
            starts, ends = self._span()
            if ends <= starts:
                self.add_error("last_day", gettext("It can’t end before it begins."))
            elif not times.exists(ends, told["zone"]):
                self.add_error("ends", gettext("This time doesn't exist: clocks go forward then. Choose another."))
        return told

    def _span(self) -> tuple[datetime, datetime]:
        """From when to when by the clocks there. An end that isn't after the begin is of the next day."""
        told = self.cleaned_data
        starts = datetime.combine(told["day"], told["begins"])
        ends = datetime.combine(told["last_day"] or told["day"], told["ends"])
        return starts, ends if ends > starts or told["last_day"] else ends + timedelta(days=1)

    def _lasts(self) -> int:
        """How many minutes pass, also in a night in which clocks change."""
        told, (starts, ends) = self.cleaned_data, self._span()
        if not times.exists(starts, told["zone"]):
            return (ends - starts) // timedelta(minutes=1)
        first, last = (times.moment(at, told["zone"], second=told["second"]) for at in (starts, ends))
        return times.minutes_between(first, last)

    def plan(self, *, rule: str = "") -> Plan:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        price = told["price"]
        return Plan(
            title=told["title"],
            about=told["about"],
            starts=datetime.combine(told["day"], told["begins"]),
            minutes=self._lasts(),
            zone=told["zone"],
            second=told["second"],
            language=guess_language(f"{told['title']} {told['about']}"),
            kind=told["kind"],
            mode=told["mode"],
            location=told["location"],
            link=told["link"],
            places=told["places"],
            register_hours=told["register_hours"] or 0,
            cancel_hours=told["cancel_hours"] or 0,
            most_no_shows=told["most_no_shows"],
            price_cents=int(price * 100) if price is not None else None,
            questions=told["questions"].splitlines(),
            open_to_all=told["open_to_all"],
            competences=keys_for(told["subjects"].split(","), most=8),
            leader=told["leader"],
            rule=rule,
        )


class PlanForm(MeetingForm):
    """A new meeting, or a series."""

    repeats = forms.ChoiceField(label=_("How often?"), choices=REPEATS, required=False)
    times = forms.IntegerField(label=_("How many times?"), min_value=1, max_value=10_000_000, required=False)
    until = forms.DateField(label=_("Last day"), required=False, error_messages=DAY)
    rule = Line(longest=200, label=_("The rule"), help_text="FREQ=MONTHLY;BYDAY=2TU", required=False)

    def planned(self) -> Plan:
        """What was filled in, with the rule if it repeats."""
        return self.plan(rule=rule_of(self.cleaned_data))


def rule_of(told: "dict[str, Any]") -> str:
    """The recurrence rule that was chosen, empty for none.

    >>> rule_of({"repeats": "weekday", "day": date(2026, 12, 8), "times": 6, "until": None, "rule": ""})
    'FREQ=MONTHLY;BYDAY=2TU;COUNT=6'
    """
    day: date = told["day"]
    own: str = told["rule"]
    name = _DAYS[day.weekday()]
    rule = {
        "weekly": "FREQ=WEEKLY",
        "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
        "weekday": f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1}{name}",
        "last": f"FREQ=MONTHLY;BYDAY=-1{name}",
        "day": f"FREQ=MONTHLY;BYMONTHDAY={day.day}",
    }.get(told["repeats"] or "", "")
    if not rule:
        return own if told["repeats"] == "own" else ""
    count = f";COUNT={told['times']}" if told["times"] else ""
    until = f";UNTIL={told['until']:%Y%m%d}" if told["until"] else ""
    return f"{rule}{count}{until}"


def first_of_plan(zone: str, today: date, *, kind: str = "") -> dict[str, Any]:
    """How the form of a new meeting starts: in two weeks, in the afternoon, in the reader's zone; of the kind asked."""
    return {
        "day": today + timedelta(days=14),
        "begins": time(15, 0),
        "ends": time(17, 0),
        "zone": zone,
        "kind": kind if kind in KINDS else "peer_group",
        "mode": Mode.ONSITE,
    }


def as_planned(meeting: Meeting) -> dict[str, Any]:
    """A meeting as it is, as the form shows it."""
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    ends = meeting.ends_at.astimezone(ZoneInfo(meeting.zone))
    same = {
        name: getattr(meeting, name)
        for name in (
            "title", "about", "zone", "kind", "mode", "location", "link", "places", "register_hours", "cancel_hours",
            "most_no_shows", "open_to_all", "version",
        )
    }  # fmt: skip
    return same | {
        "day": starts.date(),
        "begins": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "second": bool(starts.fold),
        "asked": times.is_twice(starts.replace(tzinfo=None, fold=0), meeting.zone),
        "price": f"{meeting.price_cents / 100:.2f}" if meeting.price_cents is not None else None,
        "questions": "\n".join(meeting.questions),
        "subjects": subjects_of(meeting.competences),
        "leader": meeting.led_by.handle,
    }


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    because = Line(longest=500, label=_("Why? Everyone who registered reads this."), required=False)
    following = forms.BooleanField(label=_("Also all that follow in this series"), required=False)


class GuestForm(forms.Form):
    """A guest from outside."""

    name = Line(longest=120, label=_("Name"))
    email = Line(longest=254, label=_("E-mail address"))


class PartForm(forms.Form):
    """Someone with a part in a meeting."""

    role = forms.ChoiceField(label=_("Part"), choices=PartRole.choices)
    handle = Line(
        longest=120, label=_("Someone in Kring"), help_text=_("A name, or @ and the name in Kring."), required=False
    )
    name = Line(longest=120, label=_("Or the name of someone from outside"), required=False)
    credential = Line(longest=200, label=_("By which registration or diploma?"), required=False)


class PlaceForm(forms.Form):
    """Whom a host gives a place."""

    handle = Line(longest=120, label=_("Someone in Kring"), help_text=_("A name, or @ and the name in Kring."))


class CountingForm(ClaimForm):
    """What a meeting is for one register."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, scheme=scheme, **kwargs)
        self.fields["version"] = forms.IntegerField(
            min_value=1, max_value=LARGEST, widget=forms.HiddenInput, required=False
        )
        self.fields["following"] = forms.BooleanField(label=_("Also all that follow in this series"), required=False)


class NotesForm(forms.Form):
    """What came of a meeting."""

    notes = Lines(longest=60_000, label=_("Notes"), required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The code that the room shows."""

    code = Line(longest=12, label=_("The code of six signs"))


def clock_field(at: datetime | None, zone: str) -> str:
    """A moment as the fields of the list show it: the time by the clock of the meeting."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}" if at is not None else ""


def clock_read(text: str, meeting: Meeting) -> datetime | None:
    """What was filled in as a time, as the moment of the meeting that it means; None when it is none.

    Of a meeting over midnight a time before its begin is of the next day.
    """
    try:
        read = time.fromisoformat(text.strip().replace(".", ":").zfill(5))
    except ValueError:
        return None
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    day = starts.date()
    at = times.moment(datetime.combine(day, read), meeting.zone)
    over_midnight = meeting.ends_at.astimezone(ZoneInfo(meeting.zone)).date() != day
    if over_midnight and at < meeting.starts_at - timedelta(hours=6):
        return times.moment(datetime.combine(day + timedelta(days=1), read), meeting.zone)
    return at


def answers_of(post: Any, questions: Sequence[str]) -> list[str]:
    """What was answered to each question."""
    return [str(post.get(f"answer_{number}", ""))[:5_000] for number in range(len(questions))]


def zone_of_reader() -> str:
    """The name of the reader's time zone."""
    return timezone.get_current_timezone_name()


class FeedForm(forms.Form):
    """Which meetings a new feed is of: one's own, or those of a circle, by its slug. `offered` are those of which there
    is none yet."""

    # No slug of a circle.
    MINE: Final = "@me"

    circle = forms.ChoiceField(
        label=_("Which meetings"),
        error_messages={"invalid_choice": _("Choose one of these. Of others you have a feed already: renew it below.")},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        cast("forms.ChoiceField", self.fields["circle"]).choices = list(offered)
