"""A statement on paper: A4, by typst, with the fonts that typst brings along, so that it looks alike everywhere."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _

from kring.learning.dossiers.models import Statement
from kring.web.registers import rows, words
from kring.web.registers.documents.reading import dossier_in

_TEMPLATE = Path(__file__).with_name("statement.typ")


def of(statement: Statement) -> bytes:
    """The PDF of a statement, in the language in which it was made. The same statement gives the same bytes."""
    with translation.override(statement.language):
        said = _said(statement)
    made = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        timestamp=int(statement.made_at.timestamp()),
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _said(statement: Statement) -> dict[str, Any]:
    """Everything that stands on paper, in words."""
    told = json.loads(statement.document)
    found = dossier_in(statement)
    local = statement.made_at.astimezone(ZoneInfo(found.made.known.scheme.zone))
    page = rows.page(found, today=local.date(), own=False, evidence="")
    name = told["person"]["name"]
    made_at = format_datetime(local, "d MMMM y, HH:mm", locale=words.language())
    return {
        "language": statement.language,
        "name": name,
        "title": page.title,
        "kicker": _("Statement of a permanent-education dossier"),
        "verdict": page.verdict,
        "good": page.tone == "good",
        "period": page.period,
        "lead": page.lead,
        "facts": [[label, text] for label, text in (*page.holder, (_("Made on"), made_at)) if text],
        "figures": [[figure, unit, label] for figure, unit, label in page.figures],
        "unreviewed": _("The rules were read from public sources, and nobody of the register has checked them yet.")
        if page.unreviewed else "",
        "missing": {"head": _("What is missing"), "items": list(page.missing)},
        "rules": {
            "head": _("The rules"),
            "columns": [_("Rule"), _("State"), _("Have"), _("Required"), _("Missing")],
            "rows": [[row.label, row.state, row.have, row.wanted, row.missing or "–"] for row in page.rules],
        },
        "counted": {"head": _("What counted"), "items": [_activity(row) for row in page.counted]},
        "uncounted": {"head": _("What did not count"), "items": [_activity(row) for row in page.uncounted]},
        "carry": {"head": _("From and to other periods"), "items": list(page.carry)},
        "readings": {
            "head": _("A rule can be read in two ways, and it makes a difference here"),
            "items": [f"{says}: {word}" for says, word in page.readings],
        },
        "judged": {"head": _("How this was judged"), "facts": [list(fact) for fact in page.scheme]},
        "assumptions": {"head": _("What was taken for granted"), "items": list(page.assumptions)},
        "hash": {
            "head": _("SHA-256 of dossier.json"),
            "text": statement.sha256,
            "about": _("Who has the archive of this statement can check that its dossier.json has this SHA-256."),
        },
        "foot": _("%(name)s · made with Kring on %(when)s") % {"name": name, "when": made_at},
        "page": _("page"),
        "of": _("of"),
    }  # fmt: skip


def _activity(row: rows.ActivityRow) -> dict[str, Any]:
    notes = [" · ".join(text for text in (row.day, row.kind, row.places, row.state) if text), *row.reasons]
    proofs = [f"{proof.name} ({proof.mark})" if proof.mark else proof.name for proof in row.proofs]
    return {"title": row.title, "notes": notes, "proofs": proofs, "points": row.counted, "earned": row.earned}
