"""Form fields for what people write: nothing is refused for a character that no one sees; what is too long the action
says in its own words. `max_length` only tells the page how much fits.
"""

from typing import Any

from django import forms

from kring.foundation.text import cleaning

# Beyond this nothing is kept; no action takes as much.
_MOST = 200_000


class Line(forms.CharField):
    """Text on one line."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(**options)
        self.max_length = longest

    def to_python(self, value: Any) -> str:
        """The text without what can't be seen or stored."""
        return cleaning.clean_line(str(value)[:_MOST]) if value else ""


class Lines(Line):
    """Text of many lines."""

    def to_python(self, value: Any) -> str:
        """The text without what can't be seen or stored."""
        return cleaning.clean(str(value)[:_MOST]) if value else ""


def refuse(form: forms.BaseForm, wrong: Any) -> None:
    """Put what an action found wrong at the form's fields; what belongs to none of them at the form as a whole. A form
    says in `at` which of its fields stands for one of another name."""
    places = getattr(form, "at", {})
    for name, message in wrong.items():
        field = places.get(name, name)
        form.add_error(field if field in form.fields else None, str(message))


def sentences(form: forms.BaseForm) -> list[tuple[str, str]]:
    """All that is wrong, for the summary on top: (id of the field or empty, sentence)."""
    return [
        (form[name].id_for_label if name in form.fields else "", str(sentence))
        for name, found in form.errors.items()
        for sentence in found
    ]
