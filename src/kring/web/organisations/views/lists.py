"""A list of people: brought, looked at, mended, confirmed."""

from collections.abc import Sequence
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
from kring.people.models import Organisation, StaffList
from kring.people.organisations import actions, queries
from kring.people.organisations.actions import Seen
from kring.people.organisations.rules.staff import APART, MOST_ROWS
from kring.web.components import mending
from kring.web.fields import refuse, sentences
from kring.web.organisations.forms import ListForm
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request

# So many wrong rows are mended at once: a form has at most 200 fields.
FEW_WRONG: Final = 15
FEW_RIGHT: Final = 20
EXAMPLES: Final = {
    "en": "name;e-mail;department;start date;last day;role\r\n"
          "Anna Bos;anna@example.org;Claims;2026-03-01;;\r\n"
          "Bert de Wit;bert@example.org;Claims;2025-09-01;2026-12-31;manager\r\n",
    "nl": "naam;e-mail;afdeling;in dienst;laatste dag;rol\r\n"
          "Anna Bos;anna@example.org;Schade;2026-03-01;;\r\n"
          "Bert de Wit;bert@example.org;Schade;2025-09-01;2026-12-31;leidinggevende\r\n",
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
                actor=request.reader,
                organisation=organisation.pk,
                name=upload.name or "",
                heads=heads,
                cells=cells,
                now=clock.now(),
            )
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            return redirect(_url(organisation, made.pk))
    facts = frame(
        request.reader,
        organisation,
        "lists",
        form=form,
        errors=sentences(form),
        waiting=queries.waiting_lists(request.reader, organisation),
    )
    return page(request, "organisations/lists.html", facts, section="organisations", status=422 if form.errors else 200)


@require_safe
@for_those_who("staff")
def example(request: Request, organisation: Organisation) -> HttpResponse:
    """A file to begin with, in the reader's language."""
    return mending.example(EXAMPLES, name="kring-people")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def look(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """What is right and what isn't; a POST mends cells and leaves rows out, and shows it again."""
    brought = queries.staff_list(request.reader, organisation, key)
    if request.method == "POST":
        changes, ticked = mending.sent(request.POST)
        actions.mend(actor=request.reader, brought=key, changes=changes)
        out = _left_out(request, brought, ticked)
        brought = actions.leave_out(actor=request.reader, brought=key, numbers=out)
        return _look_page(request, organisation, brought)
    if brought.settled_at is not None:
        return redirect(f"{_url(organisation, key)}/missing")
    return _look_page(request, organisation, brought)


@require_POST
@for_those_who("staff")
def confirm(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Yes: all of it that is right."""
    brought = queries.staff_list(request.reader, organisation, key)
    try:
        employed, invited, stayed, done = actions.confirm_list(actor=request.reader, brought=key, now=clock.now())
    except ConflictError as error:
        if error.code != "rows-wrong":
            raise
        return _look_page(request, organisation, brought, refused=str(error.message))
    said = [
        ngettext("One person was employed at once.", "%(num)d people were employed at once.", employed),
        ngettext("One e-mail is on its way.", "%(num)d e-mails are on their way.", invited),
        ngettext("One was there already.", "%(num)d were there already.", stayed),
    ]
    counts = (employed, invited, stayed)
    messages.success(
        request, " ".join(words % {"num": count} for words, count in zip(said, counts, strict=True) if count)
    )
    return redirect(
        f"{_url(organisation, key)}/missing" if done.missing else f"{organisation_url(organisation.slug)}/people"
    )


@require_POST
@for_those_who("staff")
def drop(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """No: forget the list."""
    queries.staff_list(request.reader, organisation, key)
    actions.drop_list(actor=request.reader, brought=key)
    messages.success(request, _("The list is dropped. Nothing of it was done."))
    return redirect(f"{organisation_url(organisation.slug)}/lists")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def missing(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Who works here and wasn't on a confirmed list; they stay, but for those who are ticked."""
    brought = queries.staff_list(request.reader, organisation, key)
    if brought.settled_at is None:
        return redirect(_url(organisation, key))
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        ticked = [int(said) for said in request.POST.getlist("employment") if said.isdecimal() and len(said) < 19]
        try:
            ended = actions.end_missing(actor=request.reader, brought=key, employments=ticked, now=clock.now())
        except ConflictError as error:
            errors = [("", str(error.message))]
        else:
            words = ngettext("One employment ends today.", "%(num)d employments end today.", ended)
            messages.success(request, words % {"num": ended})
            return redirect(f"{organisation_url(organisation.slug)}/people")
    facts = frame(
        request.reader,
        organisation,
        "lists",
        errors=errors,
        people=queries.named(request.reader, organisation, brought.missing),
        action=f"{_url(organisation, key)}/missing",
    )
    return page(request, "organisations/missing.html", facts, section="organisations", status=409 if errors else 200)


def _url(organisation: Organisation, key: int) -> str:
    return f"{organisation_url(organisation.slug)}/lists/{key}"


def _look_page(request: Request, organisation: Organisation, brought: StaffList, *, refused: str = "") -> HttpResponse:
    looked = actions.seen_rows(request.reader, brought, now=clock.now())
    wrong = [row for row in looked if row.wrong]
    right = [row for row in looked if row.told is not None]
    at_once = [row for row in right if row.account is not None and not row.stays]
    invited = [row for row in right if row.account is None]
    facts = frame(
        request.reader,
        organisation,
        "lists",
        name=brought.name,
        list_url=_url(organisation, brought.pk),
        errors=[("", refused)] if refused else [],
        wrong=[_wrong_row(row) for row in wrong[:FEW_WRONG]],
        wrong_count=len(wrong),
        at_once_count=len(at_once),
        invited_count=len(invited),
        stays_count=sum(row.stays for row in right),
        left_out_count=sum(row.left_out for row in looked),
        fresh=[
            (row.told.name, row.told.email, row.told.department, _("at once") if row.account else _("by e-mail"))
            for row in (*at_once, *invited)[:FEW_RIGHT]
            if row.told is not None
        ],
        fresh_count=len(at_once) + len(invited),
    )
    status = 409 if refused else 422 if request.method == "POST" and wrong else 200
    return page(request, "organisations/look.html", facts, section="organisations", status=status)


def _wrong_row(row: Seen) -> mending.WrongRow:
    labels = {
        "name": _("Name"), "email": _("E-mail address"), "department": _("Department"), "starts_on": _("First day"),
        "last_day": _("Last day"), "role": _("Role"),
    }  # fmt: skip
    apart = APART if row.twin is not None and "name" in row.wrong else ""
    return mending.wrong_row(row, labels, title="name", apart=apart)


def _left_out(request: Request, brought: StaffList, ticked: Sequence[int]) -> list[int]:
    """Those left out before and those ticked now; with "leave out all that is wrong" these too."""
    if not mending.wants_without_wrong(request.POST):
        return mending.out_now(brought.rows, ticked)
    looked = actions.seen_rows(request.reader, brought, now=clock.now())
    return mending.out_now(brought.rows, ticked, [row.number for row in looked if row.wrong])
