"""What people fill in to be found for teams, and to state a task. What may be, the actions say."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kring.competences.queries import all_words
from kring.finding.teams.models import Task, TeamOffer
from kring.finding.teams.plans import LONGEST_ABOUT, LONGEST_TITLE, Offer, Wanted
from kring.web.conversations.editing import subjects_of
from kring.web.fields import Line, Lines

_NUMBER = {"invalid": _("Write a whole number."), "required": _("Write a whole number.")}
_DAY = {"invalid": _("Choose a day that exists."), "required": _("Choose a day.")}
_WORDS = 800


class OfferForm(forms.Form):
    """As what one is found."""

    days = forms.IntegerField(label=_("How many days a week?"), help_text=_("1 to 5."), error_messages=_NUMBER)
    until = forms.DateField(label=_("Until which day?"), help_text=_("That day included."), error_messages=_DAY)
    brings = Line(longest=_WORDS, label=_("What do you bring?"), required=False)
    learns = Line(longest=_WORDS, label=_("What would you like to learn in a team?"), required=False)

    def offer(self) -> Offer:
        """What was filled in."""
        told = self.cleaned_data
        return Offer(
            days=told["days"], until=told["until"], brings=told["brings"].split(","), learns=told["learns"].split(",")
        )


class TaskForm(forms.Form):
    """A task."""

    title = Line(longest=LONGEST_TITLE, label=_("What is it?"))
    about = Lines(longest=LONGEST_ABOUT, label=_("What has to be done?"), required=False)
    must = Line(longest=_WORDS, label=_("What must someone be able to do?"), required=False)
    wanted = Line(longest=_WORDS, label=_("What would be good to have beside that?"), required=False)
    most = forms.IntegerField(label=_("At most how many people?"), help_text=_("1 to 12."), error_messages=_NUMBER)
    days = forms.IntegerField(label=_("How many days a week?"), help_text=_("Of each, 1 to 5."), error_messages=_NUMBER)
    starts_on = forms.DateField(label=_("From which day?"), help_text=_("That day included."), error_messages=_DAY)
    ends_on = forms.DateField(label=_("Until which day?"), help_text=_("That day included."), error_messages=_DAY)
    with_learner = forms.BooleanField(label=_("One place is for someone who wants to learn it"), required=False)

    def task(self) -> Wanted:
        """What was filled in."""
        told = self.cleaned_data
        must, wanted = told["must"].split(","), told["wanted"].split(",")
        return Wanted(**told | {"must": must, "wanted": wanted})


def as_offered(found: TeamOffer) -> dict[str, Any]:
    """An offer as its form shows it."""
    told = {"days": found.days, "until": found.until}
    return told | {"brings": subjects_of(found.brings), "learns": subjects_of(found.learns)}


def as_stated(task: Task) -> dict[str, Any]:
    """A task as its form shows it."""
    told = {name: getattr(task, name) for name in TaskForm.base_fields}
    return told | {"must": subjects_of(task.must), "wanted": subjects_of(task.wanted)}


def known_words() -> list[str]:
    """The shared vocabulary, to choose from."""
    return [word.label for word in all_words(language=translation.get_language() or "en")]
