"""What people say of a framework, and bring."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks.actions.proposing import LONGEST
from kring.competences.frameworks.models import Sort
from kring.web.fields import Line


class FrameworkForm(forms.Form):
    """What a framework is."""

    title = Line(label=_("Name"), longest=200)
    version = Line(label=_("Version"), longest=40, required=False)
    language = Line(label=_("Its language"), longest=8, help_text=_("A code, such as nl or en."))
    source = Line(label=_("Where it comes from"), longest=500, required=False)


class NewFrameworkForm(FrameworkForm):
    """A new framework, and whose it is; empty is everyone's."""

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], for_everyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = [("", _("Everyone’s"))] if for_everyone else []
        self.fields["place"] = forms.TypedChoiceField(
            label=_("Whose is it?"), coerce=int, empty_value=None, required=not for_everyone,
            choices=[*everyone, *places],
        )  # fmt: skip


class FileForm(forms.Form):
    """A file for a framework."""

    sort = forms.ChoiceField(label=_("What is in it?"), choices=Sort.choices)
    file = forms.FileField(
        label=_("File"),
        max_length=300,
        error_messages={"empty": _("This file is empty. Choose another one."), "required": _("Choose a file.")},
    )


class NameForm(forms.Form):
    """A name that someone proposes."""

    text = Line(label=_("What would you call it?"), longest=LONGEST)
    language = forms.ChoiceField(label=_("In which language?"), choices=[("nl", _("Dutch")), ("en", _("English"))])
