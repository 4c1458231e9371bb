"""What a side wants of an agreement."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.models import WHO, Counted, Version
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.organisations.rules.employments import first_day_without
from kring.web.fields import Line, Lines
from kring.web.fields import refuse as refuse_fields
from kring.web.organisations.forms import HINT


class TermsForm(forms.Form):
    """A version. Money is written in whole units with at most two decimals, the last day is the last one with."""

    starts_on = forms.DateField(label=_("First day"))
    last_day = forms.DateField(label=_("Last day"))
    seats = forms.IntegerField(label=_("How many seats?"))
    who = forms.ChoiceField(label=_("Who may take one?"), choices=WHO)
    price = forms.DecimalField(
        label=_("Price for the period, in euros"), required=False, decimal_places=2, min_value=0, max_digits=12
    )
    budget = forms.DecimalField(
        label=_("Budget, in euros"), required=False, decimal_places=2, min_value=0, max_digits=12
    )
    pool = forms.BooleanField(
        label=_("The organisation may look into the community’s pool of professionals"), required=False
    )
    counted = forms.MultipleChoiceField(
        label=_("What may the organisation be told, in counts?"), required=False, choices=Counted.choices
    )
    smallest_group = forms.IntegerField(label=_("Smallest group that is counted"), initial=5)
    names_shown = forms.BooleanField(label=_("Hosts may see who has a seat of this organisation"), required=False)
    notice_days = forms.IntegerField(label=_("Days of notice"), initial=30)
    renewal_months = forms.IntegerField(label=_("Renews itself by how many months?"), initial=0)
    grace_days = forms.IntegerField(label=_("Days of grace after the end"), initial=30)
    words = Lines(label=_("What else was agreed?"), longest=4_000, required=False)

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if departments:
            self.fields["for_department"] = forms.TypedChoiceField(
                label=_("Which department?"), coerce=int, empty_value=None, required=False,
                choices=[("", _("none")), *departments],
            )  # fmt: skip
        else:
            self.fields["who"] = forms.ChoiceField(
                label=_("Who may take one?"), choices=[one for one in WHO if one[0] != "department"]
            )

    def wanted(self) -> Wanted:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        same = {one.name: told[one.name] for one in fields(Wanted) if one.name in told}
        return Wanted(
            **same | {
                "ends_on": first_day_without(told["last_day"]),
                "department": told.get("for_department"),
                "price_cents": _cents(told["price"]),
                "budget_cents": _cents(told["budget"]),
                "counted": tuple(told["counted"]),
            }
        )  # fmt: skip


class BeginForm(TermsForm):
    """A first draft: with whom, and where a department agrees, which."""

    other = Line(label=_("With whom?"), longest=200, help_text=_("Its name, or the address of its page."))

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parties:
            self.fields["department"] = forms.TypedChoiceField(
                label=_("Who agrees?"), coerce=int, empty_value=None, required=False, choices=parties
            )


class NoticeForm(forms.Form):
    """The day that a notice gives."""

    last_day = forms.DateField(label=_("Last day of the agreement"))


class SeatForm(forms.Form):
    """For whom a seat is kept."""

    handle = Line(label=_("Who?"), longest=80, help_text=HINT)


def known(version: Version) -> dict[str, Any]:
    """What a version says, as the form starts."""
    told = {name: getattr(version, name) for name in TermsForm.base_fields if hasattr(version, name)}
    return told | {
        "last_day": version.ends_on - timedelta(days=1),
        "for_department": version.department_id,
        "price": _units(version.price_cents),
        "budget": _units(version.budget_cents),
    }


def first_draft(today: date) -> dict[str, Any]:
    """What a first draft starts with: a year from the first day of next month on."""
    starts_on = (today + relativedelta(months=1)).replace(day=1)
    return {"starts_on": starts_on, "last_day": starts_on + relativedelta(years=1, days=-1)}


def refuse(form: forms.Form, error: InvalidError | ConflictError) -> int:
    """Put what an action refused at its fields. Returns the status of the page that shows the form again."""
    if isinstance(error, ConflictError):
        form.add_error(None, str(error.message))
        return 409
    named = {"price_cents": "price", "budget_cents": "budget"}
    refuse_fields(form, {named.get(name, name): said for name, said in error.fields.items()})
    return 422


def _cents(amount: Any) -> int | None:
    return None if amount is None else int(amount * 100)


def _units(cents: int | None) -> str | None:
    return None if cents is None else f"{cents / 100:.2f}"
