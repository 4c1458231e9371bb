"""What people fill in to show something, and organisations to plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ShowForm(forms.Form):
    """What is shown, to whom, and until when."""

    def __init__(
        self, *args: Any, items: Sequence[tuple[str, Sequence[tuple[str, str]]]], employers: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # As the page offers them: (head, items).
        self.groups = items
        self.fields["item"] = forms.ChoiceField(label=_("What do you show?"), choices=items)
        self.fields["with_evidence"] = forms.BooleanField(
            label=_("With its evidence: files and links"), required=False
        )
        self.fields["organisation"] = forms.TypedChoiceField(label=_("To whom?"), coerce=int, choices=employers)
        self.fields["last_day"] = forms.DateField(label=_("Until which day?"), help_text=_("That day included."))
