"""What people fill in to write in a conversation, or to start one."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.conversations.drafts import (
    LONGEST_BODY,
    LONGEST_PART,
    LONGEST_TITLE,
    MOST_COMPETENCES,
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


class EditForm(forms.Form):
    """A changed text, with the version that was changed."""

    body = Lines(longest=LONGEST_BODY, label=_("Text"), required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)


class TitleForm(forms.Form):
    """A title, and what it is about."""

    title = Line(longest=LONGEST_TITLE, label=_("Title"), error_messages=_NEEDED)
    subjects = Line(longest=400, label=_("Subjects"), required=False)

    def competences(self) -> list[int]:
        """The subjects as keys; words that are new to the vocabulary are added to it."""
        return keys_for(self.cleaned_data["subjects"].split(","), most=MOST_COMPETENCES)


class DiscussForm(TitleForm):
    """A discussion."""

    body = Lines(longest=LONGEST_BODY, label=_("What do you want to talk about?"), error_messages=_NEEDED)

    def discussion(self) -> Discussion:
        """What was filled in, as the action takes it."""
        title, body = self.cleaned_data["title"], self.cleaned_data["body"]
        return Discussion(
            title=title, body=body, competences=self.competences(), language=language_of(f"{title} {body}")
        )


class TellForm(TitleForm):
    """An experience, part by part."""

    title = Line(
        longest=LONGEST_TITLE,
        label=_("What did you do?"),
        help_text=_("In one line: “Moved a ward of forty to self-rostering in nine months”."),
        error_messages=_NEEDED,
    )
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
