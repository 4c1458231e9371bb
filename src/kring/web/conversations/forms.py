"""What people fill in to write in a conversation, or to start one."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.conversations.drafts import (
    EXPERIENCE_PARTS,
    LONGEST_BODY,
    LONGEST_GUIDE,
    LONGEST_PART,
    LONGEST_TITLE,
    MOST_COMPETENCES,
    QUESTION_PARTS,
    Discussion,
    Told,
)
from kring.finding.rules import guess_language
from kring.foundation.ids import LARGEST
from kring.web.fields import Line, Lines

_NEEDED = {"required": _("Write something here.")}


class AnswerForm(forms.Form):
    """An answer or a reply."""

    body = Lines(longest=LONGEST_BODY, label=_("Your answer"), error_messages=_NEEDED)


class ChangeForm(forms.Form):
    """What is changed, with the version that was changed."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        raise NotImplementedError


class EditForm(ChangeForm):
    """A changed text."""

    body = Lines(longest=LONGEST_BODY, label=_("Text"), error_messages=_NEEDED)

    def changes(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return {"body": self.cleaned_data["body"]}


class EditQuestionForm(EditForm):
    """A changed question, which may be its title alone."""

    body = Lines(longest=LONGEST_BODY, label=_("What someone must know to help you"), required=False)
    goal = Lines(longest=LONGEST_GUIDE, label=_("What do you want to reach?"), required=False)
    tried = Lines(longest=LONGEST_GUIDE, label=_("What did you try or think of?"), required=False)

    def changes(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return super().changes() | {"parts": {name: self.cleaned_data[name] for name in QUESTION_PARTS}}


class Subjects(forms.Form):
    """What it is about."""

    subjects = Line(longest=400, label=_("Subjects"), required=False)

    def competences(self) -> list[int]:
        """The subjects as keys; words that are new to the vocabulary are added to it."""
        return keys_for(self.cleaned_data["subjects"].split(","), most=MOST_COMPETENCES)


class TitleForm(Subjects):
    """A title, and what it is about."""

    title = Line(longest=LONGEST_TITLE, label=_("Title"), error_messages=_NEEDED)


class DiscussForm(TitleForm):
    """A discussion."""

    body = Lines(longest=LONGEST_BODY, label=_("What do you want to talk about?"), error_messages=_NEEDED)

    def discussion(self) -> Discussion:
        """What was filled in, as the action takes it."""
        title, body = self.cleaned_data["title"], self.cleaned_data["body"]
        return Discussion(
            title=title, body=body, competences=self.competences(), language=language_of(f"{title} {body}")
        )


class PartsForm(forms.Form):
    """The parts of an experience."""

    situation = Lines(
        longest=LONGEST_PART,
        label=_("The situation"),
        help_text=_("What was the matter, and for whom?"),
        error_messages=_NEEDED,
    )
    did = Lines(
        longest=LONGEST_PART,
        label=_("What I did"),
        help_text=_("The steps, and what you decided along the way."),
        error_messages=_NEEDED,
    )
    where = Line(longest=200, label=_("Where"), help_text=_("A hospital in the east, an insurer."), required=False)
    period = Line(longest=100, label=_("When"), help_text=_("Spring 2025, or nine months in 2024."), required=False)
    outcome = Lines(
        longest=LONGEST_PART,
        label=_("What came of it"),
        help_text=_("Numbers where you have them, also when it came out badly."),
        error_messages=_NEEDED,
    )
    otherwise = Lines(longest=LONGEST_PART, label=_("What I would do otherwise"), required=False)


class EditExperienceForm(Subjects, PartsForm, ChangeForm):
    """A changed experience: its parts and subjects."""

    def changes(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        parts = {name: self.cleaned_data[name] for name in EXPERIENCE_PARTS}
        return {"parts": parts, "competences": self.competences()}


class TellForm(PartsForm, TitleForm):
    """An experience, part by part."""

    title = Line(
        longest=LONGEST_TITLE,
        label=_("What did you do?"),
        help_text=_("In one line: “Moved a ward of forty to self-rostering in nine months”."),
        error_messages=_NEEDED,
    )

    def told(self, came_of: int | None) -> Told:
        """What was filled in, as the action takes it."""
        given = self.cleaned_data
        return Told(
            title=given["title"],
            situation=given["situation"],
            did=given["did"],
            where=given["where"],
            period=given["period"],
            outcome=given["outcome"],
            otherwise=given["otherwise"],
            competences=self.competences(),
            language=language_of(f"{given['title']} {given['situation']} {given['did']}"),
            came_of=came_of,
        )


def language_of(text: str) -> str:
    """The language that someone writes in: by her words, or where they don't tell, that of her pages."""
    return guess_language(text, translation.get_language() or "nl")
