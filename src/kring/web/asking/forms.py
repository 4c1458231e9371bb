"""The form of a question, and the draft of it that is kept while someone signs in."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.conversations.drafts import LONGEST_BODY, LONGEST_GUIDE, LONGEST_TITLE, MOST_COMPETENCES, Question
from kring.web.conversations.forms import language_of
from kring.web.fields import Line, Lines
from kring.web.finding.looking import LONGEST

KEPT = "asked"
"""Under which name the draft of someone who isn't signed in yet is kept in her session."""

PRIVATE = "@people"
"""What stands for a private case where a circle is chosen; no circle can be called so."""

_KEY = re.compile(r"ask-[0-9a-f]{12}")


class AskForm(forms.Form):
    """A question, guided; `looked_for` is the text for which the people of the page were found."""

    title = Line(
        longest=LONGEST_TITLE,
        label=_("Your question"),
        help_text=_("One sentence, as you would say it to a colleague."),
        error_messages={"required": _("Put your question in one sentence.")},
    )
    body = Lines(
        longest=LONGEST_BODY,
        label=_("What someone must know to help you"),
        help_text=_("The situation, who is concerned, what makes it hard. Leave names of clients out."),
        required=False,
    )
    goal = Lines(longest=LONGEST_GUIDE, label=_("What do you want to reach?"), required=False)
    tried = Lines(longest=LONGEST_GUIDE, label=_("What did you try or think of?"), required=False)
    subjects = Line(
        longest=400,
        label=_("Subjects"),
        help_text=_("What it is about, with commas between: absence, works council."),
        required=False,
    )
    circle = Line(
        longest=60,
        label=_("Who sees it"),
        error_messages={"required": _("Choose the circle in which you ask it, or ask privately.")},
    )
    looked_for = Lines(longest=LONGEST, required=False, widget=forms.HiddenInput)
    # Of what it comes (see `web.library.sources`).
    piece = Line(longest=20, required=False, widget=forms.HiddenInput)
    meeting = Line(longest=20, required=False, widget=forms.HiddenInput)
    item = Line(longest=20, required=False, widget=forms.HiddenInput)

    def question(self) -> Question:
        """What was filled in, as the action takes it. Words that are new to the vocabulary are added to it."""
        given = self.cleaned_data
        return Question(
            title=given["title"],
            body=given["body"],
            goal=given["goal"],
            tried=given["tried"],
            competences=keys_for(given["subjects"].split(","), most=MOST_COMPETENCES),
            language=language_of(f"{given['title']} {given['body']} {given['goal']}"),
        )


def kept_draft(posted: Mapping[str, Any], people: list[str]) -> dict[str, Any]:
    """What someone wrote before she signed in, small enough for a session."""
    return {name: str(posted.get(name, ""))[:LONGEST_BODY] for name in AskForm.base_fields} | {"people": people}


def draft_key(text: str) -> str:
    """The name under which a device keeps the draft that began with this text."""
    return f"ask-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def posted_key(posted: Mapping[str, Any], text: str) -> str:
    """The name of the draft that was sent, so that the form that comes back keeps it; anew when it was no such name."""
    sent = str(posted.get("_draft", ""))
    return sent if _KEY.fullmatch(sent) else draft_key(text)
