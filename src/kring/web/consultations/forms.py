"""What people fill in about peer consultation. What may be, the actions say; forms read it and keep it when refused."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.foundation.accounts.models import Language
from kring.foundation.ids import LARGEST
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.consultations.rules.limits import Limits
from kring.registers.queries import schemes
from kring.registers.sentences import label
from kring.web.fields import Line, Lines

_DAY: Final = {"invalid": _("Choose a day that exists.")}


def scheme_choices() -> list[tuple[str, str]]:
    """The schemes of registers, by what they are called."""
    named = [(name, label(versions[0].scheme.title)) for name, versions in schemes().items()]
    named.sort(key=lambda one: one[1].casefold())
    return [("", str(_("Of no register"))), *named]


class Version(forms.IntegerField):
    """What was there when the form was shown; 0 for nothing."""

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class TermsForm(forms.Form):
    """What a host says of a group."""

    scheme = forms.ChoiceField(
        label=_("For which register?"),
        choices=scheme_choices,
        required=False,
        help_text=_("What its scheme asks of a group is filled in where you leave a number open."),
    )
    smallest = forms.IntegerField(label=_("Fewest people"), required=False)
    largest = forms.IntegerField(label=_("Most people"), required=False)
    least_meetings = forms.IntegerField(label=_("Meetings a year, at least"), required=False)
    least_hours = forms.IntegerField(label=_("Hours a year, at least"), required=False)
    registration = Line(longest=120, label=_("Number of the group at the register"), required=False)
    facilitator = Line(
        longest=60, label=_("Facilitator"), help_text=_("Her name in Kring, as in @name. She hosts the group."),
        required=False,
    )  # fmt: skip
    credential = Line(longest=200, label=_("By which registration or diploma?"), required=False)
    valid_until = forms.DateField(label=_("Valid until"), required=False, error_messages=_DAY)

    def terms(self, limits: Limits) -> Terms:
        """What was filled in, once it is valid; `limits` are the scheme's, for what was left open."""
        told = self.cleaned_data

        def number(name: str) -> int:
            given: int | None = told[name]
            usual: int = getattr(limits, name)
            return usual if given is None else given

        return Terms(
            scheme=told["scheme"],
            smallest=number("smallest"),
            largest=number("largest"),
            least_meetings=number("least_meetings"),
            least_hours=number("least_hours"),
            registration=told["registration"],
            facilitator=told["facilitator"],
            credential=told["credential"],
            valid_until=told["valid_until"],
        )


class EditForm(TermsForm):
    """The terms of a group that is there."""

    version = Version()


class GroupForm(TermsForm):
    """A new group."""

    name = Line(longest=80, label=_("What is the group called?"))
    purpose = Lines(longest=2_000, label=_("What is it for?"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    invited = Lines(
        longest=20_000,
        label=_("Whom do you invite?"),
        help_text=_("Members of this circle by @name, others by e-mail address. Each gets a letter with a link."),
        required=False,
    )
    takes_part = forms.BooleanField(label=_("I am in the group myself"), required=False)

    def beginning(self, limits: Limits) -> Beginning:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        return Beginning(
            name=told["name"],
            purpose=told["purpose"],
            language=told["language"],
            invited=told["invited"],
            takes_part=told["takes_part"],
            terms=self.terms(limits),
        )


def as_agreed(group: Group) -> dict[str, Any]:
    """The terms of a group as they are, as the form shows them."""
    same = {
        name: getattr(group, name)
        for name in (
            "scheme", "smallest", "largest", "least_meetings", "least_hours", "registration", "credential",
            "valid_until", "version",
        )
    }  # fmt: skip
    return same | {"facilitator": group.facilitator.handle if group.facilitator else ""}


class YearPlanForm(forms.Form):
    """What a group means to do in a year."""

    meetings = forms.IntegerField(label=_("How many meetings"))
    aims = Lines(longest=4_000, label=_("What do you want to reach together?"), required=False)
    themes = Lines(longest=4_000, label=_("Themes, one a line"), required=False)
    version = Version()


def as_planned(plan: YearPlan | None) -> dict[str, Any]:
    """A year plan as it is, as the form shows it."""
    if plan is None:
        return {"version": 0}
    return {name: getattr(plan, name) for name in ("meetings", "aims", "themes", "version")}


class RoundNotesForm(forms.Form):
    """What stays with the group."""

    question = Lines(longest=2_000, label=_("The question of who brings the case"), required=False)
    notes = Lines(longest=20_000, label=_("Notes"), required=False)
    version = Version()


class SummaryForm(forms.Form):
    """What registers may read."""

    text = Lines(
        longest=2_000,
        label=_("Summary without content"),
        help_text=_(
            "How you worked, for the register: no names, no client, nothing of the case. For example: “We worked on one"
            " case by the incident method; each named a learning point.”"
        ),
    )
    version = Version()


class PointForm(forms.Form):
    """What someone takes from a meeting."""

    text = Lines(
        longest=1_000,
        label=_("What do you take from it?"),
        help_text=_("One thing, about your own work. It stands on the presence list: leave the case out."),
    )


class MethodForm(forms.Form):
    """By which method, and for how long."""

    method = forms.CharField(label=_("Method"), max_length=40)
    minutes = forms.IntegerField(label=_("Minutes that there are"), required=False)
    version = Version()
