"""How needs stand: as a heat map, of senior management by itself, as a file; and who could learn it from whom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.queries import DepartmentRow
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs import queries
from kring.planning.needs.queries import Heat, HeatRow
from kring.planning.needs.rules.blurring import FEWEST_COUNTED, FEWEST_THERE
from kring.web import presenting
from kring.web.needs import words
from kring.web.needs.opening import for_leads, needs_tabs
from kring.web.needs.views.needing import as_file, page_after
from kring.web.organisations.forms import options
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request

_FEW = 5


@require_safe
@for_leads
def gaps(request: Request, organisation: Organisation) -> HttpResponse:
    """Each need in each quarter; of one department where the address names it."""
    reader, base = request.reader, organisation_url(organisation.slug)
    tree = organisations.tree(reader, organisation)
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    led = [one for one in tree if reader.has(one.id, *heads)]
    department = _department(request, [one.id for one in led])
    found = _heat(request, organisation, tree, department=department)
    query = f"?{urlencode({'department': department})}" if department else ""
    rows = page_after(found.rows, request, key=lambda row: row.key)
    facts = frame(
        reader,
        organisation,
        "gaps",
        inner=needs_tabs(reader, organisation, "gaps"),
        heat=shown(replace(found, rows=rows.rows), base),
        older=presenting.older_url(f"{base}/gaps", rows.older, department=str(department or "")),
        is_senior=False,
        departments=options(led),
        department=str(department or ""),
        address=f"{base}/gaps",
        download=f"{base}/gaps/gaps.csv{query}",
        fewest=(FEWEST_COUNTED, FEWEST_THERE),
    )
    return page(request, "needs/gaps.html", facts, section="organisations")


@require_safe
@for_those_who("staff")
def leadership(request: Request, organisation: Organisation) -> HttpResponse:
    """What senior management must be able to do; for owners and HR."""
    found = _heat(request, organisation, (), is_senior=True)
    rows = page_after(found.rows, request, key=lambda row: row.key)
    base = organisation_url(organisation.slug)
    facts = frame(
        request.reader,
        organisation,
        "gaps",
        inner=needs_tabs(request.reader, organisation, "leadership"),
        heat=shown(replace(found, rows=rows.rows), base),
        older=presenting.older_url(f"{base}/gaps/leadership", rows.older),
        is_senior=True,
        departments=[],
        department="",
        address="",
        download="",
        fewest=(FEWEST_COUNTED, FEWEST_THERE),
    )
    return page(request, "needs/gaps.html", facts, section="organisations")


@require_safe
@for_leads
def table(request: Request, organisation: Organisation) -> HttpResponse:
    """What the heat map shows, and no more."""
    tree = organisations.tree(request.reader, organisation)
    department = _department(request, [one.id for one in tree])
    found = _heat(request, organisation, tree, department=department)
    heads = [_("Competence"), _("Level"), _("Department"), _("Quarter"), _("Needed"), _("Backup"), _("About"),
             _("How it stands"), _("At worst")]  # fmt: skip
    rows = [
        [
            words.title(one.title, any_of=one.any_of, role=one.role), "" if one.level is None else str(one.level),
            one.place, first.isoformat(), str(cell.needed), str(cell.backup),
            "" if cell.have is None else str(cell.have), _band(cell.band), _band(cell.worst),
        ]
        for one in found.rows
        for first, cell in zip(found.columns, one.cells, strict=True)
        if cell is not None
    ]  # fmt: skip
    return as_file(f"{organisation.slug}-gaps.csv", [heads, *rows])


@require_safe
@for_leads
def one(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One need: how it stands, and who could learn it from whom."""
    reader, base = request.reader, organisation_url(organisation.slug)
    need = queries.need(reader, organisation, key, language=_language())
    today = day_at(clock.now(), organisation.time_zone)
    tree = organisations.tree(reader, organisation)
    needs = queries.needs(reader, organisation, language=_language())
    found = queries.heat(reader, organisation, needs, tree=tree, today=today, is_senior=need.leadership)
    row = next((row for row in found.rows if key in row.needs), None)
    found = replace(found, rows=[row] if row else [])
    learning = queries.named_for(organisation, need, tree=tree, on=today)
    around = queries.around(organisation, need.wanted, today=today)
    facts = frame(
        reader,
        organisation,
        "gaps",
        title=words.need(need),
        heat=shown(found, base),
        stats=_stats(row, around),
        able=[(f"/people/{one.handle}", one.name) for one in learning.able],
        growing=[(f"/people/{one.handle}", one.name) for one in learning.growing],
        back=f"{base}/gaps/leadership" if need.leadership else f"{base}/gaps",
        change=f"{base}/needs/{key}",
        plans=f"{base}/plans" if ORGANISATION.allows(reader, "staff", organisation) else "",
        is_senior=need.leadership,
    )
    return page(request, "needs/gap.html", facts, section="organisations")


def shown(found: Heat, base: str) -> dict[str, Any]:
    """A heat map, in the shapes that its template takes."""
    return {
        "counted_on": found.counted_on,
        "people": found.people,
        "columns": [words.quarter(first) for first in found.columns],
        "rows": [
            {
                "url": f"{base}/gaps/{one.key}",
                "title": words.need(one),
                "place": one.place,
                "together": ", ".join(one.together),
                "weight": words.weight(one.weight),
                "is_critical": one.weight == 3,
                "is_below": bool(one.higher),
                "decides": one.decides,
                "any_of": one.any_of,
                "cells": [words.cell(cell) for cell in one.cells],
            }
            for one in found.rows
        ],
    }


def _heat(
    request: Request,
    organisation: Organisation,
    tree: Sequence[DepartmentRow],
    *,
    department: int | None = None,
    is_senior: bool = False,
) -> Heat:
    found = queries.needs(request.reader, organisation, language=_language(), department=department)
    today = day_at(clock.now(), organisation.time_zone)
    return queries.heat(request.reader, organisation, found, tree=tree, today=today, is_senior=is_senior)


def _stats(row: HeatRow | None, around: int | None) -> list[tuple[str, str, str]]:
    """About how many are near it: figures with a chance in them, of what is known."""
    said = []
    if row is not None and row.below is not None:
        said.append((f"± {row.below}", "", _("colleagues are one level below")))
    if row is not None and row.eager is not None:
        said.append((f"± {row.eager}", "", _("colleagues would like to learn it")))
    if around is not None:
        figure = f"± {around}" if around >= _FEW else _("fewer than 5")
        said.append((figure, "", _("people in your communities have shown it")))
    return said


def _band(band: Any) -> str:
    return str(words.BANDS[band]) if band is not None else ""


def _department(request: Request, known: Sequence[int]) -> int | None:
    said = request.GET.get("department", "")
    return int(said) if said.isdecimal() and len(said) < 19 and int(said) in known else None


def _language() -> str:
    return get_language() or "en"
