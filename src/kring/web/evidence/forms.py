"""What people fill in about what they and others are able to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import keys_for
from kring.competences.queries import keys_of
from kring.finding.evidence.rules.limits import LONGEST_BECAUSE, LONGEST_SENTENCE
from kring.web.evidence.words import level_choices
from kring.web.fields import Line

_LONGEST_WORD = 80
_NEEDED = {"required": _("Write something here.")}
_CHOICE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
_UNKNOWN = _("Nobody uses this word here. Choose one out of the list.")


class LevelForm(forms.Form):
    """How far one is oneself."""

    level = forms.ChoiceField(label=_("How far are you?"), error_messages=_CHOICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int:
        """The level that was chosen."""
        return int(self.cleaned_data["level"])


class AddForm(LevelForm):
    """A competence that isn't in one's list yet, and how far one is."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)

    field_order = ("word", "level")

    def clean_word(self) -> int:
        """The competence of that name, made when it is new."""
        keys = keys_for([self.cleaned_data["word"]], most=1)
        if not keys:
            raise forms.ValidationError(_("Use at least one letter or digit in the name of a competence."))
        return keys[0]


class CorrectionForm(forms.Form):
    """Why a piece isn't about this, and what it is about."""

    because = Line(longest=LONGEST_BECAUSE, label=_("Why?"), required=False)
    word = Line(
        longest=_LONGEST_WORD,
        label=_("What is it about?"),
        required=False,
        help_text=_("Leave it empty if it shows nothing. What you fill in counts there as your own word."),
    )
    at = {"competence": "word"}

    def clean_word(self) -> int | None:
        """The competence of that name; None for an empty field."""
        said = self.cleaned_data["word"]
        keys = keys_of([said]) if said else []
        if said and not keys:
            raise forms.ValidationError(_UNKNOWN)
        return keys[0] if keys else None


class EndorseForm(forms.Form):
    """What one saw of what someone is able to do."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)
    level = forms.ChoiceField(label=_("How far is this person?"), error_messages=_CHOICE)
    sentence = Line(
        longest=LONGEST_SENTENCE,
        label=_("What did you see?"),
        help_text=_("In a sentence: what was done, where, and what came of it."),
        error_messages={"required": _("Say in a sentence what you saw.")},
    )
    at = {"competence": "word"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(1)  # type: ignore[attr-defined]

    def clean_word(self) -> int:
        """The competence of that name."""
        keys = keys_of([self.cleaned_data["word"]])
        if not keys:
            raise forms.ValidationError(_UNKNOWN)
        return keys[0]


class AskForm(forms.Form):
    """Whom one asks for an endorsement, and of what."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)
    person = forms.ChoiceField(
        label=_("Whom do you ask?"), error_messages=_CHOICE, help_text=_("People with whom you worked.")
    )
    at = {"competence": "word"}

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose one")), *people]  # type: ignore[attr-defined]

    clean_word = EndorseForm.clean_word
