"""A plan on paper: A4, by typst, with the fonts that typst brings along, so that it looks alike everywhere."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kring.planning.plans.models import Scenario
from kring.planning.plans.queries import Solved
from kring.web.meetings.words import price
from kring.web.plans import words
from kring.web.plans.rows import GapRow, Page

_TEMPLATE = Path(__file__).with_name("plan.typ")


def of(scenario: Scenario, solved: Solved, found: Page) -> bytes:
    """The PDF of a plan, in the active language."""
    told = said(scenario, solved, found)
    made = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(told, ensure_ascii=False)},
        timestamp=int(solved.run.asked_at.timestamp()),
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def said(scenario: Scenario, solved: Solved, found: Page) -> dict[str, Any]:
    """Everything that stands on paper, in words."""
    language = get_language() or "en"
    made_on = format_date(timezone.localtime(solved.run.asked_at).date(), "d MMMM y", locale=language)
    budget = _("no budget") if scenario.budget is None else _("budget %(cents)s") % {"cents": price(scenario.budget)}
    return {
        "language": language,
        "title": scenario.name,
        "kicker": scenario.organisation.name,
        "about": f"{words.span(solved.first, [0, len(found.columns) - 1])} · {budget}",
        "proof": found.proof or _("No plan keeps to all limits. These contradict:"),
        "stats": [[figure, label if not unit else f"{unit} {label}"] for figure, unit, label in found.stats],
        "contradiction": list(found.contradiction),
        "columns": [_("Quarter"), *(quarter_words_of(found))],
        "gaps": [_gap(gap) for gap in found.gaps],
        "binds": {"head": _("What binds"), "items": list(found.binds)},
        "curve": {
            "head": _("What other budgets would buy"),
            "columns": [_("Budget"), _("Missing, by weight"), _("Costs"), _("Proved")],
            "rows": [list(row) for row in found.curve],
        },
        "foot": _("%(name)s · worked out with Kring on %(when)s") % {"name": scenario.name, "when": made_on},
        "page": _("page"),
        "of": _("of"),
    }


def quarter_words_of(found: Page) -> list[str]:
    """The quarters of a plan, short."""
    return [one.replace(" ", "\u00a0") for one in found.columns]


def _gap(gap: GapRow) -> dict[str, Any]:
    return {
        "title": gap.title,
        "place": gap.place,
        "numbers": [list(row) for row in gap.needed],
        "open": gap.open,
        "second": gap.second,
        "ways": [
            {
                "label": way.label,
                "why": way.why,
                "cents": way.cents,
                "lines": [" · ".join(one for one in (line.who, line.when, line.how) if one) for line in way.lines],
            }
            for way in gap.ways
        ],
    }
