"""The form in which a person says how she wants her letters."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Final, cast

from babel.dates import get_day_names
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kring.notifications.models import RHYTHMS
from kring.notifications.queries.wishes import CircleChoice
from kring.notifications.rules import Choices, Rhythm

_USUAL: Final = ("", _("As Kring proposes"))
_AS_ALL: Final = ("", _("As for all circles"))
_HALF_HOURS: Final = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]


class LettersForm(forms.Form):
    """What a person chose for letters; a field for each of her circles, named by its place."""

    own = forms.ChoiceField(
        label=_("What concerns you"),
        choices=[_USUAL, *RHYTHMS],
        required=False,
        help_text=_("Answers to your questions, who names you, messages, your meetings and dossiers."),
    )
    circles = forms.ChoiceField(
        label=_("What happens in your circles"),
        choices=[_USUAL, *RHYTHMS],
        required=False,
        help_text=_("Kring proposes: announcements and date polls at once, the rest daily or weekly."),
    )
    digests = forms.BooleanField(label=_("Send me daily and weekly e-mails"), required=False)
    hour = forms.TypedChoiceField(
        label=_("Hour of daily and weekly e-mails"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
    )
    weekday = forms.TypedChoiceField(label=_("Day of the weekly e-mail"), coerce=int)
    invitations = forms.BooleanField(
        label=_("Send me invitations of meetings for my calendar"),
        required=False,
        help_text=_("One e-mail for each change, at once, also in quiet hours: your calendar follows by itself."),
    )
    quiet_from = forms.ChoiceField(label=_("Quiet from"), required=False)
    quiet_to = forms.ChoiceField(label=_("Quiet until"), required=False)
    quiet_weekend = forms.BooleanField(label=_("No e-mails on Saturday and Sunday"), required=False)

    def __init__(self, *args: Any, rows: Sequence[CircleChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = get_day_names("wide", locale=get_language() or "en")
        self._choose("weekday", [(number, days[number]) for number in range(7)])
        times = [("", gettext("No quiet hours")), *((said, said) for said in _HALF_HOURS)]
        self._choose("quiet_from", times)
        self._choose("quiet_to", times)
        self.places = {f"circle_{row.place}": row.place for row in rows}
        for name, row in zip(self.places, rows, strict=True):
            self.fields[name] = forms.ChoiceField(label=row.name, choices=[_AS_ALL, *RHYTHMS], required=False)

    @classmethod
    def of(cls, choices: Choices, rows: Sequence[CircleChoice]) -> "LettersForm":
        """The form as it is chosen now."""
        said = {
            "own": _value(choices.own),
            "circles": _value(choices.circles),
            "digests": choices.digests,
            "invitations": choices.invitations,
            "hour": choices.hour,
            "weekday": choices.weekday,
            "quiet_from": _clock(choices.quiet_from),
            "quiet_to": _clock(choices.quiet_to),
            "quiet_weekend": choices.quiet_weekend,
        }
        return cls(rows=rows, initial=said | {f"circle_{row.place}": _value(row.rhythm) for row in rows})

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends, or none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("quiet_from"), given.get("quiet_to")
        if bool(first) != bool(last):
            self.add_error(
                "quiet_to" if first else "quiet_from", _("Choose both ends of your quiet hours, or neither.")
            )
        elif first and first == last:
            self.add_error("quiet_to", _("Choose another end: this would be quiet never, or always."))
        return given

    def choices(self) -> Choices:
        """What was chosen for all; the time zone isn't asked here."""
        given = self.cleaned_data
        return Choices(
            own=_read(given["own"]),
            circles=_read(given["circles"]),
            hour=given["hour"],
            weekday=given["weekday"],
            quiet_from=time.fromisoformat(given["quiet_from"]) if given["quiet_from"] else None,
            quiet_to=time.fromisoformat(given["quiet_to"]) if given["quiet_to"] else None,
            quiet_weekend=given["quiet_weekend"],
            digests=given["digests"],
            invitations=given["invitations"],
        )

    def rhythms(self) -> Mapping[int, Rhythm | None]:
        """What was chosen for each circle, by its place."""
        return {place: _read(self.cleaned_data[name]) for name, place in self.places.items()}

    def circle_fields(self) -> list[forms.BoundField]:
        """The fields of circles, in order."""
        return [self[name] for name in self.places]

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)


def _value(rhythm: Rhythm | None) -> str:
    return "" if rhythm is None else str(rhythm.value)


def _read(given: str) -> Rhythm | None:
    return Rhythm(int(given)) if given else None


def _clock(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment else ""
