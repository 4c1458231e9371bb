"""What people fill in about circles. What may be, the actions say; forms read text and keep it when it is refused."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import Description
from kring.communities.models import Community, Founding, Joining
from kring.foundation.access.models import Role
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.models import Language
from kring.foundation.errors import ConflictError, InvalidError
from kring.web.fields import Line, Lines
from kring.web.fields import refuse as refuse_fields

_USUAL_DAYS = 30


class CircleForm(forms.Form):
    """What a host says of a circle: all that `Description` holds, and its address."""

    name = Line(label=_("Name"), longest=80)
    slug = Line(label=_("Address"), longest=60, required=False)
    purpose = Lines(label=_("What is it for?"), longest=2_000, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    joining = forms.ChoiceField(label=_("How does one come in?"), choices=Joining.choices)
    founding = forms.ChoiceField(label=_("Who starts circles within it?"), choices=Founding.choices, required=False)
    listing = forms.ChoiceField(label=_("Who may know that it exists?"), choices=[(wish, wish) for wish in Wish])
    sight = forms.ChoiceField(label=_("Who may read in it?"), choices=[(wish, wish) for wish in Wish])
    ends_on = forms.DateField(label=_("Last day"), required=False)

    def description(self) -> Description:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        return Description(
            name=told["name"],
            purpose=told["purpose"],
            language=told["language"],
            joining=Joining(told["joining"]),
            founding=Founding(told["founding"] or Founding.HOSTS),
            listing=Wish(told["listing"]),
            sight=Wish(told["sight"]),
            ends_on=told["ends_on"],
        )


def described(circle: Community) -> dict[str, Any]:
    """What a circle says of itself now, as the form starts."""
    told = ("name", "slug", "purpose", "language", "joining", "founding", "ends_on")
    shown = {name: getattr(circle, name) for name in told}
    return shown | {name: _as_offered(getattr(circle.place, name), circle) for name in ("listing", "sight")}


def _as_offered(wish: str, circle: Community) -> str:
    """Under another circle "everyone" is "as above", and topmost it is the other way round: the form offers one."""
    same = (Wish.PUBLIC, Wish.INHERIT)
    if wish not in same:
        return wish
    return Wish.PUBLIC if circle.place.parent_id is None else Wish.INHERIT


class MoveForm(forms.Form):
    """Under which circle; nothing is topmost."""

    parent = forms.TypedChoiceField(label=_("Under which circle?"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ChoiceField):
            parent.choices = list(options)
            parent.required = "" not in dict(options)


class AnnouncementForm(forms.Form):
    """What stands above a circle's page; nothing takes it away."""

    text = Lines(label=_("Announcement"), longest=1_000, required=False)


class RequestForm(forms.Form):
    """Why one wants to come in."""

    motivation = Lines(label=_("What brings you here?"), longest=1_000, required=False)


class LinkForm(forms.Form):
    """A link to pass on."""

    limit = forms.IntegerField(label=_("How many people may use it?"), initial=25)
    ends_on = forms.DateField(label=_("Works up to and including"))
    note = Line(label=_("What is it for?"), longest=200, required=False)


class MailForm(forms.Form):
    """A letter to each of a list of addresses."""

    addresses = forms.CharField(label=_("E-mail addresses"))
    ends_on = forms.DateField(label=_("Works up to and including"))
    role = forms.TypedChoiceField(
        label=_("They come in as"), coerce=lambda value: Role(int(value)), choices=[(1, _("member")), (2, _("host"))]
    )


def usual_last_day(today: date) -> date:
    """The last day that is proposed for an invitation."""
    return today + timedelta(days=_USUAL_DAYS)


def refuse(form: forms.Form, error: InvalidError | ConflictError) -> int:
    """Put what an action refused at its fields, for the form to be shown again. Returns the status of that page."""
    if isinstance(error, ConflictError):
        form.add_error(None, str(error.message))
        return 409
    refuse_fields(form, {"ends_on" if name == "ends_at" else name: said for name, said in error.fields.items()})
    return 422
