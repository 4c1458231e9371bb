"""What people say of an organisation and of who works there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import OFFICES, Role
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.queries import time_zones
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.models import Organisation
from kring.people.organisations.actions import Description
from kring.people.organisations.queries import DepartmentRow, colleagues_called
from kring.people.organisations.rules.domains import MAILBOXES
from kring.web.fields import Line, Lines
from kring.web.fields import refuse as refuse_fields

# Where a colleague is named.
HINT = _("A name as it stands in Kring, or the last word of the address of their page.")
_ROLES = [(role.value, role.label) for role in sorted(OFFICES)]


class OrganisationForm(forms.Form):
    """What an organisation says of itself."""

    name = Line(label=_("Name"), longest=120)
    slug = Line(label=_("Address"), longest=60, required=False)
    about = Lines(label=_("What is it?"), longest=2_000, required=False)
    shown = forms.BooleanField(label=_("Whoever is signed in may see its name and what it is"), required=False)
    owner = Line(label=_("Whose is it?"), longest=60, required=False)

    def __init__(self, *args: Any, for_someone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone.replace("_", " ")) for zone in time_zones()]
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        if not for_someone:
            del self.fields["owner"]

    def description(self) -> Description:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        return Description(name=told["name"], about=told["about"], time_zone=told["time_zone"], shown=told["shown"])


def described(organisation: Organisation) -> dict[str, Any]:
    """What an organisation says of itself now, as the form starts."""
    told = {name: getattr(organisation, name) for name in ("name", "slug", "about", "time_zone")}
    return told | {"shown": organisation.listing_scope != organisation.pk}


class InDepartment(forms.Form):
    """A form with a department, or none."""

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], none: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = forms.TypedChoiceField(
            label=_("Department"), coerce=int, empty_value=None, required=False, choices=[("", none), *departments]
        )


class DepartmentForm(forms.Form):
    """A department and where it lies."""

    name = Line(label=_("Name"), longest=80)

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.TypedChoiceField(
            label=_("Under which department?"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("None: right under the organisation")), *departments],
        )


class EmploymentForm(InDepartment):
    """Where someone works, and until when."""

    last_day = forms.DateField(label=_("Last day"), required=False)


class LastDayForm(forms.Form):
    """One's own last day."""

    last_day = forms.DateField(label=_("Your last day there"))


class RoleForm(InDepartment):
    """Who does what."""

    handle = Line(label=_("Who?"), longest=80, help_text=HINT)
    role = forms.TypedChoiceField(label=_("Role"), coerce=lambda value: Role(int(value)), choices=_ROLES)
    field_order = ("handle", "role", "department")


class DomainForm(forms.Form):
    """A mail domain."""

    name = Line(label=_("Domain"), longest=253)


class LetterForm(forms.Form):
    """Where the code of a domain goes."""

    mailbox = forms.ChoiceField(label=_("Send the code to"), choices=[(name, name) for name in MAILBOXES])


class CodeForm(forms.Form):
    """The code of a domain."""

    code = Line(label=_("The code of the letter"), longest=20)


class LinkForm(InDepartment):
    """A link to pass on."""

    limit = forms.IntegerField(label=_("How many people may use it?"), initial=25)
    ends_on = forms.DateField(label=_("Works up to and including"))
    note = Line(label=_("What is it for?"), longest=200, required=False)


class MailForm(InDepartment):
    """A letter to each of a list of addresses."""

    addresses = forms.CharField(label=_("E-mail addresses"))
    ends_on = forms.DateField(label=_("Works up to and including"))

    def __init__(self, *args: Any, gives_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gives_roles:
            self.fields["role"] = forms.TypedChoiceField(
                label=_("Role"),
                coerce=lambda value: Role(int(value)),
                empty_value=None,
                required=False,
                choices=[("", _("none: a colleague")), *_ROLES],
            )


class ListForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("File"),
        max_length=300,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
    )


class HandleForm(forms.Form):
    """Who."""

    handle = Line(label=_("Who?"), longest=80, help_text=HINT)


def handle_at(reader: Reader, organisation: Organisation, said: str) -> str:
    """The handle of the colleague whom someone names, by handle or by name. Raises InvalidError at `handle` where that
    is nobody, or more than one."""
    found = colleagues_called(reader, organisation, said)
    if not found:
        raise InvalidError({"handle": _("No colleague has this name or handle.")})
    if len(found) > 1:
        handles = {"handles": ", ".join(found)}
        raise InvalidError(
            {"handle": _("Several colleagues have this name. Give one of these: %(handles)s.") % handles}
        )
    return found[0]


def options(tree: Sequence[DepartmentRow], *, but: int | None = None) -> list[tuple[str, str]]:
    """Departments to choose from, indented as they lie; without `but` and what is below it."""
    return [(str(one.id), f"{'– ' * one.depth}{one.name}") for one in tree if but is None or but not in one.path]


def refuse(form: forms.Form, error: InvalidError | ConflictError) -> int:
    """Put what an action refused at its fields, for the form to be shown again. Returns the status of that page."""
    if isinstance(error, ConflictError):
        form.add_error(None, str(error.message))
        return 409
    refuse_fields(form, {"ends_on" if name == "ends_at" else name: said for name, said in error.fields.items()})
    return 422
