"""What people fill in about a piece of a library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.conversations.drafts import MOST_COMPETENCES
from kring.foundation.files.rules import ENDINGS
from kring.foundation.ids import LARGEST
from kring.meetings.library.actions.adding import LONGEST_ABOUT, LONGEST_LINK, Draft, Upload
from kring.meetings.library.models import Piece
from kring.web.conversations.editing import subjects_of
from kring.web.conversations.forms import language_of
from kring.web.fields import Line, Lines
from kring.web.library.words import KINDS

ACCEPT = ",".join(ENDINGS.values()) + ",.jpeg"


class PieceForm(forms.Form):
    """A piece, with its address or its file."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()))
    title = Line(longest=200, label=_("Title"), error_messages={"required": _("Write something here.")})
    link = Line(
        longest=LONGEST_LINK,
        label=_("Link"),
        help_text=_("Where it can be read or played. A recording always has a link."),
        required=False,
    )
    file = forms.FileField(
        label=_("Or a file"),
        max_length=300,
        required=False,
        error_messages={"empty": _("This file is empty. Choose another one."), "invalid": _("Choose a file.")},
    )
    speaker = Line(
        longest=120,
        label=_("Who spoke or wrote it?"),
        help_text=_("A name, or @ and the name in Kring."),
        required=False,
    )
    about = Lines(
        longest=LONGEST_ABOUT,
        label=_("What is it about, and for whom?"),
        help_text=_("It is found by these words, not by what stands in a file."),
        required=False,
    )
    subjects = Line(longest=400, label=_("Subjects"), required=False)
    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def draft(self) -> Draft:
        """What was filled in, as the action takes it. Words that are new to the vocabulary are added to it."""
        told = self.cleaned_data
        return Draft(
            kind=told["kind"],
            title=told["title"],
            about=told["about"],
            speaker=told["speaker"],
            link=told["link"],
            language=language_of(f"{told['title']} {told['about']}"),
            competences=keys_for(told["subjects"].split(","), most=MOST_COMPETENCES),
        )

    def upload(self) -> Upload | None:
        """The file that was chosen."""
        chosen = self.cleaned_data["file"]
        return Upload(chosen, chosen.name or "") if chosen else None

    def say_again(self) -> None:
        """Of a form that was refused: a browser doesn't keep a file that was chosen."""
        if self.files and "file" not in self.errors:
            self.add_error("file", _("Choose the file once more: browsers don’t keep it."))


def as_drafted(piece: Piece) -> dict[str, Any]:
    """A piece as it is, as the form shows it."""
    return {
        "kind": piece.kind,
        "title": piece.title,
        "link": piece.link,
        "speaker": f"@{piece.speaker.handle}" if piece.speaker is not None else piece.speaker_name,
        "about": piece.about,
        "subjects": subjects_of(piece.competences),
        "version": piece.version,
    }
