"""What people fill in to show something, and organisations to plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.planning.reports.rules.planning import LONGEST_TEXT
from kring.web.fields import Lines

QUARTERS = ("q1", "q2", "q3", "q4")


class ShowForm(forms.Form):
    """What is shown, to whom, and until when."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[tuple[str, Sequence[tuple[str, str]]]],
        employers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # As the page offers them: (head, items).
        self.groups = items
        self.fields["item"] = forms.ChoiceField(label=_("What do you show?"), choices=items)
        self.fields["with_evidence"] = forms.BooleanField(label=_("With its evidence: files and links"), required=False)
        self.fields["organisation"] = forms.TypedChoiceField(label=_("To whom?"), coerce=int, choices=employers)
        self.fields["last_day"] = forms.DateField(label=_("Until which day?"), help_text=_("That day included."))


class PlanForm(forms.Form):
    """What an organisation plans for a year."""

    days = forms.IntegerField(label=_("Development days for each person"), min_value=0, max_value=366)
    text = Lines(label=_("The plan"), longest=LONGEST_TEXT, required=False)
    q1 = forms.IntegerField(label=_("January to March"), min_value=0, required=False)
    q2 = forms.IntegerField(label=_("April to June"), min_value=0, required=False)
    q3 = forms.IntegerField(label=_("July to September"), min_value=0, required=False)
    q4 = forms.IntegerField(label=_("October to December"), min_value=0, required=False)
    budget = forms.DecimalField(
        label=_("Budget in euros"), min_value=0, decimal_places=2, max_digits=14, localize=True, required=False
    )
    floor = forms.IntegerField(label=_("At least so many days each"), required=False)
    floor_on = forms.DateField(label=_("By which day?"), required=False)

    def told(self) -> dict[str, Any]:
        """What was filled in, as the action takes it; quarters left open are none, all four left open are no plan."""
        said = self.cleaned_data
        quarters = [said[name] for name in QUARTERS]
        budget = said["budget"]
        return {
            "aim": said["days"],
            "text": said["text"],
            "quarters": [] if all(one is None for one in quarters) else [one or 0 for one in quarters],
            "budget": None if budget is None else int(budget * 100),
            "floor": said["floor"],
            "floor_on": said["floor_on"],
        }
