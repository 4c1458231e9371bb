"""A file of learning: brought, looked at, mended, taken in."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.tables.reading import read_table
from kring.learning import actions, queries
from kring.learning.actions.importing import Seen, seen
from kring.learning.models import Import, ImportState
from kring.learning.rules import durations
from kring.learning.rules.entries import MINUTES_A_DAY
from kring.learning.rules.rows import MOST_ROWS
from kring.web.components import mending
from kring.web.fields import refuse, sentences
from kring.web.learning import rows, words
from kring.web.learning.forms import FileForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in

# So many wrong rows are mended at once: a form has at most 200 fields.
FEW_WRONG: Final = 12
FEW_RIGHT: Final = 10
EXAMPLES: Final = {
    "en": "date;title;duration;kind;from;until;whose time;learning point\r\n"
          "2026-11-03;Claims fraud;2:00;webinar;;;employer;Ask for the first photo\r\n"
          "2026-10-12;Peer consultation;;intervisie;19:00;21:00;own;\r\n",
    "nl": "datum;titel;duur;soort;van;tot;wiens tijd;leerpunt\r\n"
          "2026-11-03;Schadefraude;2:00;webinar;;;werkgever;Vraag om de eerste foto\r\n"
          "2026-10-12;Intervisie;;intervisie;19:00;21:00;eigen;\r\n",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring(request: Request) -> HttpResponse:
    """Choose a file."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            heads, cells = read_table(upload, most_rows=MOST_ROWS)
            made = actions.open_import(
                actor=request.reader, name=upload.name or "", heads=heads, cells=cells, now=clock.now()
            )
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            return redirect(f"/learning/import/{made.pk}")
    facts = {"form": form, "wrong": sentences(form), "waiting": queries.waiting_imports(request.reader)}
    return page(request, "learning/import.html", facts, section="learning", status=422 if form.errors else 200)


@require_safe
@signed_in
def example(request: Request) -> HttpResponse:
    """A file to begin with, in the reader's language."""
    return mending.example(EXAMPLES, name="kring-learning")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def look(request: Request, key: int) -> HttpResponse:
    """What is right and what isn't; a POST mends cells and leaves rows out, and shows it again."""
    brought = queries.own_import(request.reader, key)
    if request.method == "POST":
        changes, out = mending.sent(request.POST)
        actions.mend(actor=request.reader, brought=key, changes=changes)
        brought = actions.leave_out(actor=request.reader, brought=key, numbers=_left_out(brought, request, out))
        looked = seen(brought, now=clock.now())
        if request.POST.get("then") == "take-in" and not _wrong(looked):
            return _taken(request, key)
        return _look_page(request, brought, looked, status=422 if _wrong(looked) else 200)
    if brought.state != ImportState.OPEN:
        return redirect("/learning")
    return _look_page(request, brought, seen(brought, now=clock.now()))


@require_POST
@signed_in
def take_in(request: Request, key: int) -> HttpResponse:
    """Yes: all of it that is right."""
    return _taken(request, key)


@require_POST
@signed_in
def drop(request: Request, key: int) -> HttpResponse:
    """No: forget the file."""
    actions.drop_import(actor=request.reader, brought=key, now=clock.now())
    messages.success(request, _("The file is dropped. Nothing of it is in your ledger."))
    return redirect("/learning/import")


def _taken(request: Request, key: int) -> HttpResponse:
    try:
        done = actions.take_in(actor=request.reader, brought=key, now=clock.now())
    except ConflictError as error:
        if error.code != "rows-wrong":
            raise
        brought = queries.own_import(request.reader, key)
        return _look_page(request, brought, seen(brought, now=clock.now()), status=409)
    added = ngettext("One line was added.", "%(num)d lines were added.", done.added) % {"num": done.added}
    known = ngettext("One was there already.", "%(num)d were there already.", done.known) % {"num": done.known}
    messages.success(request, f"{added} {known}" if done.known else added)
    return redirect("/learning")


def _look_page(request: Request, brought: Import, looked: Sequence[Seen], *, status: int = 200) -> HttpResponse:
    wrong = _wrong(looked)
    fresh = [row for row in looked if row.told is not None and not row.known and not row.left_out]
    facts: dict[str, Any] = {
        "brought": brought,
        "url": f"/learning/import/{brought.pk}",
        "wrong": [_wrong_row(row) for row in wrong[:FEW_WRONG]],
        "wrong_count": len(wrong),
        "fresh_count": len(fresh),
        "known_count": sum(row.known and not row.left_out for row in looked),
        "left_out_count": sum(row.left_out for row in looked),
        "fresh": [
            (
                row.told.title,
                rows.day_words(row.told.day),
                words.duration(row.told.minutes),
                words.kind_label(row.told.kind),
            )
            for row in fresh[:FEW_RIGHT]
            if row.told is not None
        ],
    }
    return page(request, "learning/look.html", facts, section="learning", status=status)


def _wrong(looked: Sequence[Seen]) -> list[Seen]:
    return [row for row in looked if row.wrong and not row.left_out]


def _wrong_row(row: Seen) -> mending.WrongRow:
    labels = {
        "day": _("Day"), "first_day": _("First day"), "started": _("From"), "ended": _("Until"),
        "duration": _("Duration"), "minutes": _("Minutes"), "title": _("What was it?"), "kind": _("Kind"),
        "way": _("How did you learn?"), "time": _("In whose time?"), "learned": _("What do you take from it?"),
        "attested_by": _("Who can confirm it?"), "group_size": _("Number of people"),
        "points": _("Points on the certificate"),
    }  # fmt: skip
    # More than a day's hours may be right, if it took several days: so the first one is asked beside it.
    asked = ["first_day"] if (durations.read(row.cells.get("duration", "")) or 0) > MINUTES_A_DAY else []
    return mending.wrong_row(row, labels, title="title", asked=asked)


def _left_out(brought: Import, request: Request, ticked: Sequence[int]) -> list[int]:
    """Those left out before and those ticked now; with "leave out all that is wrong" these too."""
    if not mending.wants_without_wrong(request.POST):
        return mending.out_now(brought.rows, ticked)
    wrong = _wrong(seen(brought, now=clock.now()))
    return mending.out_now(brought.rows, ticked, [row.number for row in wrong])
