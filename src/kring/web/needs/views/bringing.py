"""A file of needs: brought, looked at, mended, confirmed."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.tables.reading import read_table
from kring.people.models import Organisation
from kring.planning.needs import actions, queries
from kring.planning.needs.actions import Seen
from kring.planning.needs.models import NeedList
from kring.planning.needs.rules.lists import MOST_ROWS, NEW
from kring.web.components import mending
from kring.web.fields import refuse, sentences
from kring.web.needs import words
from kring.web.needs.opening import needs_tabs
from kring.web.organisations.forms import ListForm
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request

# So many wrong rows are mended at once: a form has at most 200 fields.
FEW_WRONG: Final = 15
FEW_RIGHT: Final = 20
EXAMPLES: Final = {
    "en": "competence;level;people;backup;department;from;up to and including;critical;note\r\n"
          "Liability law;3;4;1;;2027-Q1;2027-Q4;3;the new act\r\n"
          "Python / R;2;2;;;2027-Q2;2028-Q1;2;\r\n",
    "nl": "competentie;niveau;aantal;reserve;afdeling;vanaf;tot en met;kritisch;toelichting\r\n"
          "Aansprakelijkheidsrecht;3;4;1;;2027-Q1;2027-Q4;3;de nieuwe wet\r\n"
          "Python / R;2;2;;;2027-Q2;2028-Q1;2;\r\n",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def bring(request: Request, organisation: Organisation) -> HttpResponse:
    """Choose a file."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            heads, cells = read_table(upload, most_rows=MOST_ROWS)
            made = actions.open_list(
                actor=request.reader, organisation=organisation.pk, name=upload.name or "", heads=heads, cells=cells,
                now=clock.now(),
            )  # fmt: skip
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            return redirect(_url(organisation, made.pk))
    facts = frame(
        request.reader,
        organisation,
        "gaps",
        inner=needs_tabs(request.reader, organisation, "lists"),
        form=form,
        errors=sentences(form),
        waiting=queries.waiting_lists(request.reader, organisation),
    )
    return page(request, "needs/lists.html", facts, section="organisations", status=422 if form.errors else 200)


@require_safe
@for_those_who("staff")
def example(request: Request, organisation: Organisation) -> HttpResponse:
    """A file to begin with, in the reader's language."""
    return mending.example(EXAMPLES, name="kring-needs")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def look(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """What is right and what isn't; a POST mends cells and leaves rows out, and shows it again."""
    brought = queries.need_list(request.reader, organisation, key)
    if brought.settled_at is not None:
        return redirect(f"{organisation_url(organisation.slug)}/needs")
    if request.method == "POST":
        changes, ticked = mending.sent(request.POST)
        brought = actions.mend(actor=request.reader, brought=key, changes=changes)
        without = mending.wants_without_wrong(request.POST)
        wrong = [row.number for row in actions.seen_rows(brought) if row.wrong] if without else []
        out = mending.out_now(brought.rows, ticked, wrong)
        brought = actions.mend(actor=request.reader, brought=key, changes={}, out=out)
    return _look_page(request, organisation, brought)


@require_POST
@for_those_who("staff")
def confirm(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Yes: all of it that is right."""
    brought = queries.need_list(request.reader, organisation, key)
    try:
        made, there = actions.confirm_list(actor=request.reader, brought=key, now=clock.now())
    except ConflictError as error:
        if error.code not in ("rows-wrong", "too-many"):
            raise
        return _look_page(request, organisation, brought, refused=str(error.message))
    said = [ngettext("One need was added.", "%(num)d needs were added.", made) % {"num": made}] if made else []
    if there:
        said.append(ngettext("One was there already.", "%(num)d were there already.", there) % {"num": there})
    messages.success(request, " ".join([*said, _("How they stand is counted in a moment.")]))
    return redirect(f"{organisation_url(organisation.slug)}/gaps")


@require_POST
@for_those_who("staff")
def drop(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """No: forget the file."""
    queries.need_list(request.reader, organisation, key)
    actions.drop_list(actor=request.reader, brought=key)
    messages.success(request, _("The list is dropped. Nothing of it was done."))
    return redirect(f"{organisation_url(organisation.slug)}/needs/lists")


def _url(organisation: Organisation, key: int) -> str:
    return f"{organisation_url(organisation.slug)}/needs/lists/{key}"


def _look_page(request: Request, organisation: Organisation, brought: NeedList, *, refused: str = "") -> HttpResponse:
    looked = actions.seen_rows(brought)
    wrong = [row for row in looked if row.wrong]
    fresh = [row for row in looked if row.told is not None and not row.there]
    facts = frame(
        request.reader,
        organisation,
        "gaps",
        name=brought.name,
        list_url=_url(organisation, brought.pk),
        errors=[("", refused)] if refused else [],
        wrong=[_wrong_row(row) for row in wrong[:FEW_WRONG]],
        wrong_count=len(wrong),
        there_count=sum(row.there for row in looked),
        left_out_count=sum(row.left_out for row in looked),
        fresh=[
            (
                row.cells.get("competences") or row.told.role, "–" if row.told.level is None else str(row.told.level),
                str(row.told.people), row.told.department or _("The whole organisation"),
                words.span(row.told.first, row.told.until), words.weight(row.told.weight),
            )
            for row in fresh[:FEW_RIGHT]
            if row.told is not None
        ],
        fresh_count=len(fresh),
    )  # fmt: skip
    status = 409 if refused else 422 if request.method == "POST" and wrong else 200
    return page(request, "needs/look.html", facts, section="organisations", status=status)


def _wrong_row(row: Seen) -> mending.WrongRow:
    """A row that needs another look; a word that isn't known may be said to be a new one."""
    title = "competences" if row.cells.get("competences") else "role"
    labels = {name: str(label) for name, label in words.COLUMNS.items()}
    return mending.wrong_row(row, labels, title=title, apart=NEW if row.unknown else "")
