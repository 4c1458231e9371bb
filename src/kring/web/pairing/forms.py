"""What people fill in to meet someone new. What may be, the actions say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.finding.pairing.models import Kind, Part, Programme
from kring.finding.pairing.plans import LONGEST_ABOUT, LONGEST_TITLE, MOST_COMPETENCES, Description, Wish
from kring.foundation.accounts.models import Language
from kring.web.fields import Line, Lines
from kring.web.pairing.words import WEEKDAYS

_NUMBER = {"invalid": _("Write a whole number."), "required": _("Write a whole number.")}


class ProgrammeForm(forms.Form):
    """A programme as its host describes it."""

    title = Line(longest=LONGEST_TITLE, label=_("What is it called?"))
    kind = forms.ChoiceField(label=_("How do people meet?"), choices=Kind.choices, initial=Kind.COFFEE)
    about = Lines(longest=LONGEST_ABOUT, label=_("What is it for?"), required=False)
    weeks = forms.IntegerField(
        label=_("Every how many weeks?"), initial=2, error_messages=_NUMBER, help_text=_("1 to 26.")
    )
    weekday = forms.TypedChoiceField(label=_("On which day is a round made?"), choices=WEEKDAYS, coerce=int, initial=0)
    size = forms.IntegerField(
        label=_("How large is a group?"),
        initial=6,
        error_messages=_NUMBER,
        help_text=_("4 to 8. For peer groups only."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    apart = forms.BooleanField(label=_("Nobody meets someone of the same organisation"), required=False)

    def described(self) -> Description:
        """What was filled in."""
        return Description(**self.cleaned_data)


class DescriptionForm(ProgrammeForm):
    """A programme that is there: of what kind it is stays."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)


def as_described(programme: Programme) -> dict[str, Any]:
    """A programme as its form shows it."""
    told = {name: getattr(programme, name) for name in ProgrammeForm.base_fields}
    return told | ({} if programme.kind == Kind.GROUPS else {"size": 6})


class WishForm(forms.Form):
    """As what one takes part."""

    part = forms.ChoiceField(label=_("What do you come for?"), choices=[], required=False)
    offers = Line(longest=400, label=_("What can others learn from you?"), required=False)
    seeks = Line(longest=400, label=_("What do you want to learn?"), required=False)
    room = forms.IntegerField(
        label=_("How many learners do you take?"), initial=1, required=False, help_text=_("1 to 8. For mentors only.")
    )

    def __init__(self, *told: Any, kind: str, **more: Any) -> None:
        super().__init__(*told, **more)
        self.kind = kind
        taught = [(Part.LEARNER.value, _("I want to learn")), (Part.MENTOR.value, _("I want to teach"))]
        self.fields["part"].choices = taught if kind == Kind.MENTORING else [(Part.PARTNER.value, "")]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """What was filled in; new words are added to the vocabulary."""
        told = self.cleaned_data
        offers, seeks = (keys_for(told[name].split(","), most=MOST_COMPETENCES) for name in ("offers", "seeks"))
        usual = Part.LEARNER if self.kind == Kind.MENTORING else Part.PARTNER
        return Wish(part=told["part"] or usual, offers=offers, seeks=seeks, room=told["room"] or 1)


class PauseForm(forms.Form):
    """Until when one takes no part."""

    until = forms.DateField(
        label=_("From which day do you take part again?"),
        error_messages={"invalid": _("Choose a day that exists."), "required": _("Choose a day.")},
    )


class ApartForm(forms.Form):
    """Two organisations that are kept apart."""

    one = forms.ChoiceField(label=_("People of"), choices=[])
    other = forms.ChoiceField(label=_("never meet people of"), choices=[])

    def __init__(self, *told: Any, organisations: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        for name in ("one", "other"):
            self.fields[name].choices = [("", "–"), *organisations]  # type: ignore[attr-defined]
