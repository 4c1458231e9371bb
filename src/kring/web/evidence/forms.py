"""What people fill in about what they and others are able to do."""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks.actions import keys_chosen
from kring.competences.queries import keys_of
from kring.finding.evidence.queries.own import may_name
from kring.finding.evidence.rules.limits import LONGEST_BECAUSE, LONGEST_SENTENCE
from kring.foundation.access.readers import Reader
from kring.web.evidence.words import level_choices
from kring.web.fields import Line

_LONGEST_WORD = 80
_NEEDED = {"required": _("Write something here.")}
_CHOICE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
_UNKNOWN = _("Nobody uses this word here. Choose one out of the list.")


class LevelForm(forms.Form):
    """How far one is oneself."""

    level = forms.ChoiceField(label=_("How far are you?"), choices=level_choices, error_messages=_CHOICE)

    @property
    def chosen(self) -> int:
        """The level that was chosen."""
        return int(self.cleaned_data["level"])


class AddForm(LevelForm):
    """A competence that isn't in one's list yet, and how far one is."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)

    field_order = ("word", "level")

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_word(self) -> int:
        """The competence of that name, out of a framework or made when it is new."""
        said, language = self.cleaned_data["word"], get_language() or "en"
        keys = keys_chosen(actor=self.reader, names=[said], most=1, language=language)
        if not keys:
            raise forms.ValidationError(_("Use at least one letter or digit in the name of a competence."))
        return keys[0]


class NamingForm(forms.Form):
    """A form in which one names a competence that one knows of."""

    at = {"competence": "word"}

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_word(self) -> int | None:
        """The competence of that name; None for an empty field."""
        said = self.cleaned_data["word"]
        keys = may_name(self.reader, keys_of([said])) if said else []
        if said and not keys:
            raise forms.ValidationError(_UNKNOWN)
        return keys[0] if keys else None


class CorrectionForm(NamingForm):
    """Why a piece isn't about this, and what it is about."""

    because = Line(longest=LONGEST_BECAUSE, label=_("Why?"), required=False)
    word = Line(
        longest=_LONGEST_WORD,
        label=_("What is it about?"),
        required=False,
        help_text=_("Leave it empty if it shows nothing. What you fill in counts there as your own word."),
    )


class EndorseForm(NamingForm):
    """What one saw of what someone is able to do."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)
    level = forms.ChoiceField(
        label=_("How far is this person?"), choices=partial(level_choices, 1), error_messages=_CHOICE
    )
    sentence = Line(
        longest=LONGEST_SENTENCE,
        label=_("What did you see?"),
        help_text=_("In a sentence: what was done, where, and what came of it."),
        error_messages={"required": _("Say in a sentence what you saw.")},
    )


class AskForm(NamingForm):
    """Whom one asks for an endorsement, and of what."""

    word = Line(longest=_LONGEST_WORD, label=_("Competence"), error_messages=_NEEDED)
    person = forms.ChoiceField(
        label=_("Whom do you ask?"), error_messages=_CHOICE, help_text=_("People with whom you worked.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["person"]).choices = [("", _("Choose one")), *people]
