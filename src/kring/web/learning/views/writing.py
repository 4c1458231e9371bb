"""Writing a line down, correcting it and striking it out."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.competences.queries import all_words, words
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning import actions, queries
from kring.learning.models import Entry, Source
from kring.learning.rules.entries import Told
from kring.learning.rules.quick import LONGEST_LINE, parse
from kring.web.fields import refuse, sentences
from kring.web.learning import rows
from kring.web.learning.forms import BecauseForm, CorrectForm, EntryForm, initial_of_entry, initial_of_quick
from kring.web.learning.views.ledger import local_today, local_zone
from kring.web.rendering import page
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(EDIT)
@signed_in
def new(request: Request) -> HttpResponse:
    """A new line; a quick line (`line`) is read into the form, and shown before it counts."""
    said = request.GET.get("line", "")[:LONGEST_LINE].strip()
    if request.method != "POST":
        read = parse(said, today=local_today())
        form = EntryForm(initial=initial_of_quick(read, today=local_today()))
        return _form_page(request, form, {"said": said, "no_day": bool(said) and read.day is None})
    form = EntryForm(request.POST)
    source = Source.QUICK if request.POST.get("said") else Source.FORM
    if form.is_valid():
        try:
            made = actions.write_down(
                actor=request.reader, told=form.told(local_zone()), source=source, now=clock.now()
            )
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            messages.success(request, _("It is in your ledger."))
            return redirect(rows.entry_url(made.pk))
    return _form_page(request, form, {"said": request.POST.get("said", "")[:LONGEST_LINE], "no_day": False}, status=422)


@require_http_methods(EDIT)
@signed_in
def correction(request: Request, key: int) -> HttpResponse:
    """Say a line anew; what it said before stays readable."""
    found = queries.line(request.reader, key)
    if request.method != "POST":
        form = CorrectForm(initial=initial_of_entry(found.now, _subjects(found.now), local_zone()))
        return _correct_page(request, form, found)
    form = CorrectForm(request.POST, initial={"kind": found.now.kind})
    if form.is_valid():
        told = form.told(local_zone(), keeping=_kept(found.now))
        try:
            actions.correct(
                actor=request.reader,
                entry=_seen(request, found),
                told=told,
                because=form.cleaned_data["because"],
                now=clock.now(),
            )
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            return _correct_page(request, form, found, status=409)
        else:
            messages.success(request, _("It is corrected. What it said before stays in its history."))
            return redirect(rows.entry_url(found.key))
    return _correct_page(request, form, found, status=422)


@require_http_methods(EDIT)
@signed_in
def striking(request: Request, key: int) -> HttpResponse:
    """Strike a line out, after being asked once more."""
    found = queries.line(request.reader, key)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.strike(
                actor=request.reader,
                entry=_seen(request, found),
                because=form.cleaned_data["because"],
                now=clock.now(),
            )
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            messages.success(request, _("It no longer counts."))
            return redirect(rows.entry_url(found.key))
    facts = {"form": form, "found": found, "url": rows.entry_url(found.key)}
    return page(request, "learning/strike.html", facts, section="learning", status=422 if form.errors else 200)


def known_words() -> list[str]:
    """The words that the field of subjects offers."""
    return [word.label for word in all_words(language=_language())]


def _form_page(request: Request, form: EntryForm, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "wrong": sentences(form), "known": known_words(), **facts}
    return page(request, "learning/new.html", shown, section="learning", status=status)


def _correct_page(request: Request, form: CorrectForm, found: queries.Line, *, status: int = 200) -> HttpResponse:
    facts = {
        "form": form,
        "wrong": sentences(form),
        "known": known_words(),
        "found": found,
        "seen": _seen(request, found),
        "url": rows.entry_url(found.key),
    }
    return page(request, "learning/correct.html", facts, section="learning", status=status)


def _seen(request: Request, found: queries.Line) -> int:
    """Which row the reader looked at when she filled in the form, so that two windows don't overwrite each other."""
    said = request.POST.get("seen", "")
    known = {row.pk for row in (found.now, *found.before)}
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 and int(said) in known else found.now.pk


def _kept(entry: Entry) -> Told:
    """What a correction keeps of what the form doesn't ask."""
    told = Told(title=entry.title, kind=entry.kind, way=entry.way, day=entry.day, minutes=entry.minutes)
    return replace(told, facts=entry.facts, claims=entry.claims)


def _subjects(entry: Entry) -> str:
    labels = words(entry.competences, language=_language())
    return ", ".join(labels[key].label for key in entry.competences if key in labels)


def _language() -> str:
    return translation.get_language() or "en"
