"""Invented rows for the style guide, so that it shows every component without a database."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from markupsafe import Markup

from kring.web.components import rows

SOURCE = Path(__file__).with_suffix(".toml")
SHAPES: dict[str, Any] = {
    "conversations": rows.ConversationRow,
    "people": rows.PersonRow,
    "circles": rows.CircleRow,
    "comments": rows.Comment,
    "reactions": rows.Reaction,
    "first_steps": rows.Step,
    "suggested_people": rows.PersonSuggestion,
    "suggested_answers": rows.Suggestion,
    "asked": rows.Asked,
}
MARKUP = ("quote", "body")


class _ExampleForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    story = forms.CharField(label="What did you do?", max_length=2000, required=False, help_text="Two lines will do.")
    circle = forms.ChoiceField(label="Circle", choices=[("1", "HR network"), ("2", "Absence and return")])
    days = forms.MultipleChoiceField(label="Days", choices=[("mo", "Monday"), ("tu", "Tuesday")], required=False)
    agreed = forms.BooleanField(label="I agree")


def samples(now: datetime) -> dict[str, Any]:
    """Return what the style guide's template needs, apart from `frame`.

    `now` is aware; every moment in it lies before `now`.
    """
    read = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    proof = list(_filled(rows.Evidence, read["evidence"], now))
    changes = list(_filled(rows.Change, read["changes"], now))
    cards = [entry | {"evidence": proof[: 2 - place % 2]} for place, entry in enumerate(read["cards"])]
    entered = {"name": "", "story": "Four wards in nine months.", "circle": "2", "days": ["mo"]}
    return {
        **{name: list(_filled(shape, read[name], now)) for name, shape in SHAPES.items()},
        "cards": list(_filled(rows.PersonCard, cards, now)),
        "authors": {key: next(_filled(rows.Author, [entry], now)) for key, entry in read["authors"].items()},
        "bodies": _safe(read["bodies"]),
        "revisions": [rows.Revision("Fatima el Amrani", now - timedelta(hours=1), "added the count", changes)],
        "figures": [("14.5", "of 25 days", "spent on development"), ("86 %", None, "of questions answered in a day")],
        "example": _ExampleForm(entered, auto_id="example_%s"),
        "ends": date(2026, 12, 31),
        "at": now - timedelta(hours=2),
    }


def _filled(shape: Any, entries: Iterable[dict[str, Any]], now: datetime) -> Iterator[Any]:
    """Make rows of one shape: what an entry lacks is None, its minutes_ago is a moment."""
    for entry in entries:
        known = dict.fromkeys(shape._fields) | entry
        if "minutes_ago" in known:
            known["at"] = now - timedelta(minutes=known.pop("minutes_ago"))
        known |= _safe({key: known[key] for key in MARKUP if key in known})
        yield shape(**known)


def _safe(texts: dict[str, str]) -> dict[str, Markup]:
    """Trust these texts: they are our own, from the file beside this module."""
    return dict(zip(texts, map(Markup, texts.values()), strict=True))
