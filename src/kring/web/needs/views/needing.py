"""What an organisation needs: the list, one of it with its history, and all of it as a file."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.competences.queries import all_words
from kring.foundation import clock, paging
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.paging import Page
from kring.people.models import Organisation
from kring.people.organisations import queries as organisations
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs import actions, queries
from kring.planning.needs.queries import NeedRow
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.lists import HEADS
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.needs import words
from kring.web.needs.forms import NeedForm
from kring.web.needs.opening import for_leads, needs_tabs
from kring.web.organisations.forms import refuse
from kring.web.organisations.opening import frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request

SHOWN: Final = 60
Row = TypeVar("Row")


@require_safe
@for_leads
def needs(request: Request, organisation: Organisation) -> HttpResponse:
    """All that the reader may read, the weightiest first."""
    reader, base = request.reader, f"{organisation_url(organisation.slug)}/needs"
    found = page_after(queries.needs(reader, organisation, language=_language()), request, key=lambda row: row.id)
    facts = frame(
        reader,
        organisation,
        "gaps",
        inner=needs_tabs(reader, organisation, "needs"),
        older=presenting.older_url(base, found.older),
        is_staff=organisations.may(reader, "staff", organisation),
        needs=[
            (
                f"{base}/{one.id}", words.need(one), one.people, one.backup, one.department_name,
                words.span(one.first, one.until), words.weight(one.weight), one.weight, one.leadership, one.note,
            )
            for one in found.rows
        ],
    )  # fmt: skip
    return page(request, "needs/needs.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Request, organisation: Organisation) -> HttpResponse:
    """Say what is needed: from now on and as far as the heat map goes, where nothing else is said."""
    ahead = quarters.columns(quarters.first_of(day_at(clock.now(), organisation.time_zone)))
    usual = {"weight": "2", "people": "1", "last": quarters.written(ahead[-1])}
    wanted = {"role": request.GET.get("profile", "")[:80], "leadership": request.GET.get("leadership") == "1"}
    form = _form(request, organisation, initial=usual | wanted)
    return _written(request, organisation, form, need=None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One need: say it anew, and who said what before."""
    found = queries.need(request.reader, organisation, key, language=_language())
    cells = found.cells()
    initial = cells | {"leadership": found.leadership}
    form = _form(request, organisation, initial=initial, need=found)
    return _written(request, organisation, form, need=found)


@require_POST
@for_leads
def end(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """It is needed no longer."""
    actions.end_need(actor=request.reader, organisation=organisation.pk, need=key, now=clock.now())
    messages.success(request, _("Ended. Its history is kept."))
    return redirect(f"{organisation_url(organisation.slug)}/needs")


@require_safe
@for_leads
def table(request: Request, organisation: Organisation) -> HttpResponse:
    """All that the reader may read as a file that can be brought back."""
    rows = [one.cells() for one in queries.needs(request.reader, organisation, language=_language())]
    return as_file(f"{organisation.slug}-needs.csv", [[str(words.COLUMNS[name]) for name in HEADS],
                                                      *([row[name] for name in HEADS] for row in rows)])  # fmt: skip


def page_after(rows: Sequence[Row], request: Request, *, key: Callable[[Row], int]) -> Page[Row]:
    """Of rows that are there as a whole those of one page: 60, after the one that the address names, or from the
    beginning where that is gone."""
    at = paging.decode(request.GET.get("after", ""), paging.whole)
    start = next((number for number, row in enumerate(rows, start=1) if at and key(row) == at[0]), 0)
    return paging.page(rows[start : start + SHOWN + 1], size=SHOWN, key=lambda row: (key(row),))


def as_file(name: str, rows: list[list[str]]) -> HttpResponse:
    """A table for a spreadsheet, in which no cell is taken for a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([_plain(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _language() -> str:
    return get_language() or "en"


def _form(
    request: Request, organisation: Organisation, *, initial: Mapping[str, Any], need: NeedRow | None = None
) -> NeedForm:
    reader = request.reader
    is_staff = organisations.may(reader, "staff", organisation)
    tree = organisations.tree(reader, organisation)
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    led = [one for one in tree if is_staff or reader.has(one.id, *heads)]
    return NeedForm(
        request.POST if request.method == "POST" else None,
        roles=queries.profile_names(reader, organisation),
        departments=[(one.name, one.name) for one in led],
        today=day_at(clock.now(), organisation.time_zone),
        is_staff=is_staff,
        kept=(need.first, quarters.after(need.until, -1)) if need else (),
        initial=initial,
    )


def _written(request: Request, organisation: Organisation, form: NeedForm, *, need: NeedRow | None) -> HttpResponse:
    reader, base = request.reader, f"{organisation_url(organisation.slug)}/needs"
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.write_need(
                actor=reader, organisation=organisation.pk, cells=form.cells(), now=clock.now(),
                need=need.id if need else None,
            )  # fmt: skip
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved. How it stands is counted in a moment."))
            return redirect(base)
    facts = frame(
        reader,
        organisation,
        "gaps",
        form=form,
        errors=sentences(form),
        known=[word.label for word in all_words(language=_language())],
        action=f"{base}/{need.id}" if need else f"{base}/new",
        back=base,
        title=words.need(need) if need else _("Say what is needed"),
        end=f"{base}/{need.id}/end" if need else "",
        history=_history(reader, need) if need else [],
    )
    return page(request, "needs/need.html", facts, section="organisations", status=status)


def _history(reader: Any, need: NeedRow) -> list[tuple[str, Any, str]]:
    """Who said what and when: what changed with each."""
    found = queries.changes(reader, need, language=_language())
    told = []
    for number, change in enumerate(found):
        before = found[number + 1].told if number + 1 < len(found) else {}
        said = [
            f"{words.COLUMNS[name]}: {words.told(name, value)}"
            for name in words.COLUMNS
            if (value := change.told.get(name, "")) != before.get(name, "")
        ]
        what = _("Ended") if "ended" in change.told else "; ".join(said) or _("Nothing changed")
        told.append((change.by or _("someone who left"), change.at, what))
    return told
