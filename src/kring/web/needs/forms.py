"""What people fill in to say what is needed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.planning.needs.models import Weight
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.lists import LONGEST_NOTE, NEW
from kring.planning.needs.rules.wants import HIGHEST
from kring.web.fields import Line
from kring.web.needs import words

AHEAD = 24


class NeedForm(forms.Form):
    """A need, in the columns of a file; what is wrong in it the action says."""

    competences = Line(
        label=_("Competence"), longest=500, required=False,
        help_text=_("Several: “a + b” is both in one person, “a / b” is either."),
    )  # fmt: skip
    new = forms.BooleanField(label=_("This is a new word: use it as it stands"), required=False)
    role = forms.ChoiceField(label=_("Or a role profile"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), required=False, help_text=_("Not for a role profile: that has its own.")
    )
    people = Line(label=_("How many people?"), longest=6)
    backup = Line(label=_("How many more must be able to step in?"), longest=6, required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    first = forms.ChoiceField(label=_("From"))
    last = forms.ChoiceField(label=_("Up to and including"))
    weight = forms.ChoiceField(label=_("How critical?"))
    leadership = forms.BooleanField(label=_("It is about senior management"), required=False)
    note = Line(label=_("Note"), longest=LONGEST_NOTE, required=False)
    at = {NEW: "new"}

    def __init__(
        self,
        *args: Any,
        roles: Iterable[str],
        departments: Sequence[tuple[str, str]],
        today: date,
        is_staff: bool,
        kept: Sequence[date] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = sorted({*quarters.columns(quarters.first_of(today), AHEAD), *kept})
        choices = [(quarters.written(one), words.quarter(one)) for one in shown]
        said: dict[str, list[tuple[str, Any]]] = {
            "role": [("", _("none")), *((name, name) for name in roles)],
            "level": [("", _("none")), *((str(number), str(number)) for number in range(HIGHEST + 1))],
            "department": [*([("", _("The whole organisation"))] if is_staff else []), *departments],
            "first": list(choices),
            "last": list(choices),
            "weight": [(str(value), label) for value, label in Weight.choices],
        }
        for name, options in said.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        if not is_staff:
            del self.fields["leadership"]

    def cells(self) -> dict[str, str]:
        """What was filled in, as a row of a file."""
        told = {name: said for name, said in self.cleaned_data.items() if isinstance(said, str)}
        leads = "1" if self.cleaned_data.get("leadership") else ""
        return told | {NEW: "1" if self.cleaned_data["new"] else "", "leadership": leads}
