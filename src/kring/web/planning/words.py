"""Words of reports for people: what figures are of, and how they are counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

# What agreements let a report say of a community: its figure, what may be counted for that, and its head.
AGREED: Final[Mapping[str, tuple[str, Any]]] = {
    "people": ("learning", gettext_lazy("Learned there")),
    "days": ("learning", gettext_lazy("Days learned there")),
    "meetings": ("meetings", gettext_lazy("Went to a meeting")),
    "questions": ("questions", gettext_lazy("Asked or answered")),
    "experiences": ("experiences", gettext_lazy("Told an experience")),
}


def quarter(first: date) -> str:
    """A quarter as people say it."""
    return str(format_date(first, "QQQ y", locale=get_language() or "en"))


def figure_heads() -> list[str]:
    """What the figures of a group are of."""
    return [
        _("People"), _("Took part"), _("Days"), _("In the employer’s time"), _("In their own time"),
        _("Courses and reading"), _("From each other"), _("By doing"),
    ]  # fmt: skip


def how_counted() -> list[str]:
    """What is counted, of whom, when, and how exactly."""
    return [
        _(
            "Each quarter is counted once, fifteen days after it ended, and stays as it was counted. What is written "
            "down later is not in it."
        ),
        _("Counted is who worked here throughout the quarter; each person in one group."),
        _("All figures but the number of people are rounded to fives, up or down by chance. A dash is held back."),
        _(
            "Of days only what people took into their ledger counts: how long, in whose time and how they learned. "
            "Nothing that anyone says or asks is read."
        ),
        _(
            "Of a community with an agreement only what both sides signed is told: of all who had a seat throughout "
            "the quarter together, and never fewer than they agreed on."
        ),
    ]
