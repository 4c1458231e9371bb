"""Needs in words: columns, levels, weights, quarters and how something stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kring.planning.needs.models import Weight
from kring.planning.needs.queries import Cell, HeatRow, NeedRow
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.blurring import Band

COLUMNS: Final = {
    "competences": gettext_lazy("Competence"),
    "role": gettext_lazy("Role profile"),
    "level": gettext_lazy("Level"),
    "people": gettext_lazy("People"),
    "backup": gettext_lazy("Backup"),
    "department": gettext_lazy("Department"),
    "first": gettext_lazy("From"),
    "last": gettext_lazy("Up to and including"),
    "weight": gettext_lazy("How critical"),
    "leadership": gettext_lazy("Leadership"),
    "note": gettext_lazy("Note"),
}
BANDS: Final = {
    Band.COVERED: gettext_lazy("Covered"),
    Band.THIN: gettext_lazy("Thin"),
    Band.SHORT: gettext_lazy("Short"),
    Band.NONE: gettext_lazy("Hardly any"),
}


def quarter(first: date) -> str:
    """A quarter as people say it."""
    return str(format_date(first, "QQQ y", locale=get_language() or "en"))


def span(first: date, until: date) -> str:
    """From which quarter to which."""
    last = quarters.after(until, -1)
    return quarter(first) if last <= first else f"{quarter(first)} – {quarter(last)}"


def title(words: Sequence[str], *, any_of: bool, role: str) -> str:
    """What is needed, by name."""
    if role:
        return role
    return (_(" or ") if any_of else _(" and ")).join(words)


def level(number: int | None) -> str:
    """A level in words."""
    return "" if number is None else _("level %(level)d") % {"level": number}


def need(row: NeedRow | HeatRow) -> str:
    """What is needed, by name and level."""
    words = row.words if isinstance(row, NeedRow) else row.title
    name = title(words, any_of=row.any_of, role=row.role)
    return f"{name}, {level(row.level)}" if row.level is not None else name


def weight(number: int) -> str:
    """How critical something is."""
    return str(Weight(number).label)


def told(column: str, value: str) -> str:
    """What a change of a need says in a column, in words."""
    if not value:
        return "–"
    if column in ("first", "last") and (first := quarters.read(value)):
        return quarter(first)
    if column == "weight":
        return weight(int(value))
    return _("yes") if column == "leadership" else value


def change_of_profile(said: Mapping[str, str]) -> str:
    """What a change of a role profile says, in words."""
    if "ended" in said:
        return _("Retired")
    lines = ", ".join(f"{name} {level}" for name, level in said.items() if name != "name")
    return f"{said.get('name', '')}: {lines}"


def cell(one: Cell | None) -> dict[str, Any] | None:
    """How a need stands in a quarter, for a cell; None where it isn't needed."""
    if one is None:
        return None
    asked = _("%(people)d needed") % {"people": one.needed}
    if one.backup:
        asked = _("%(people)d needed, %(backup)d to step in") % {"people": one.needed, "backup": one.backup}
    if one.have is None or one.band is None or one.worst is None:
        return {"band": "unknown", "words": _("Not told"), "numbers": asked, "worst": ""}
    worst = ""
    if one.worst is not one.band:
        worst = _("at worst %(band)s: %(leaving)d leave by then") % {
            "band": str(BANDS[one.worst]).lower(), "leaving": one.leaving,
        }  # fmt: skip
    return {
        "band": one.band.value,
        "words": str(BANDS[one.band]),
        "numbers": _("± %(have)d, %(asked)s") % {"have": one.have, "asked": asked},
        "worst": worst,
    }
