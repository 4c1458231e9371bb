"""Two who change a thing at once: the second keeps what she wrote, reads what stands there now, and may replace it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from babel.dates import format_date
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def meanwhile(form: forms.Form, now_is: Mapping[str, Any], status: int) -> list[tuple[str, str]] | None:
    """What stands in a thing now, as (label, text) for each field in which the form says otherwise, where the form was
    refused (409) because the thing was changed since its `version`. The form gets the present version: sent once more,
    it replaces what is there. None where nothing like that happened.
    """
    if status != 409 or form.cleaned_data.get("version") == now_is["version"]:
        return None
    form.data = MultiValueDict({**dict(cast("QueryDict", form.data).lists()), "version": [str(now_is["version"])]})
    return list(_others(form, now_is))


def _others(form: forms.Form, now_is: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in now_is.items():
        field = form.fields.get(name)
        if field is None or not field.label or field.widget.is_hidden:
            continue
        if _read(field, value) != form.cleaned_data.get(name):
            yield str(field.label), _said(field, value)


def _read(field: forms.Field, value: Any) -> Any:
    """What the field would hold if someone filled this in."""
    try:
        return field.clean(value)
    except forms.ValidationError:
        return None


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return format_date(value, "EEEE d MMMM y", locale=get_language() or "en")
    known: Any = getattr(field, "choices", ())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(label) for key, label in known if key in value) or "–"
    return str(dict(known).get(value, value) if value not in (None, "") else "–")
