"""Handing in for review, and what became of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning.dossiers.actions import reviewing as actions
from kring.learning.dossiers.queries import reviewing as queries
from kring.learning.dossiers.queries.dossier import Line
from kring.learning.dossiers.queries.dossier import dossier as dossier_at
from kring.learning.dossiers.rules.reviewing import Move, State, after
from kring.registers.sentences import label
from kring.web.fields import refuse, sentences
from kring.web.registers import desk, rows, words
from kring.web.registers.forms import SubmitForm, TextForm
from kring.web.registers.views.dossiers import wanted_day
from kring.web.rendering import page
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(EDIT)
@signed_in
def hand_in(request: Request, key: int) -> HttpResponse:
    """Choose what to hand in, out of the period that is shown."""
    wanted = wanted_day(request)
    found = dossier_at(request.reader, key, now=clock.now(), wanted=wanted)
    scheme = found.made.known.scheme
    lines = [line for line in found.lines if _may_be_handed_in(line)]
    options = [(line.line, desk.option(line, scheme)) for line in lines]
    form = SubmitForm(options=options, initial={"line": [line.line for line in lines if desk.earns(line)]})
    status = 200
    if request.method == "POST":
        form, status = SubmitForm(request.POST, options=options), 422
        if form.is_valid():
            try:
                count = actions.submit(
                    actor=request.reader, registration=key, lines=form.cleaned_data["line"],
                    text=form.cleaned_data["text"], now=clock.now(),
                )  # fmt: skip
            except InvalidError as error:
                refuse(form, error.fields)
            else:
                said = ngettext("%(count)s activity is handed in.", "%(count)s activities are handed in.", count)
                messages.success(request, said % {"count": count})
                return redirect(rows.dossier_url(key, wanted))
    facts = {
        "scheme": label(scheme.title),
        "body": scheme.body,
        "action": f"/learning/dossiers/{key}/submission" + (f"?for={wanted.isoformat()}" if wanted else ""),
        "back": rows.dossier_url(key, wanted),
        "form": form,
        "options": options,
        "wrong": sentences(form),
    }
    return page(request, "registers/submit.html", facts, section="learning", status=status)


@require_http_methods(EDIT)
@signed_in
def submission(request: Request, key: int) -> HttpResponse:
    """What one handed in, what the reviewer said, and an answer to her question."""
    found = queries.own_submission(request.reader, key)
    form, status = TextForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.answer(actor=request.reader, submission=key, text=form.cleaned_data["text"], now=clock.now())
            except InvalidError as error:
                refuse(form, error.fields)
            except ConflictError as error:
                form.add_error(None, str(error.message))
                status = 409
            else:
                messages.success(request, _("Your answer is with the reviewer."))
                return redirect(f"/learning/submissions/{key}")
    facts = {
        "title": found.entry.title,
        "body": desk.body_of(found.scheme),
        "back": rows.dossier_url(found.registration_id, found.entry.day),
        "entry": f"/learning/entries/{found.line}",
        "url": f"/learning/submissions/{key}",
        "state": words.STATES[State(found.state)],
        "asked": found.state == State.ASKED,
        "may_withdraw": after(State(found.state), Move.WITHDRAWN) is not None,
        "steps": desk.steps(queries.steps(found)),
        "form": form,
        "wrong": sentences(form),
    }
    return page(request, "registers/submission.html", facts, section="learning", status=status)


@require_POST
@signed_in
def withdrawal(request: Request, key: int) -> HttpResponse:
    """Take back what one handed in."""
    actions.withdraw(actor=request.reader, submission=key, now=clock.now())
    messages.success(request, _("Taken back: the reviewer no longer sees it."))
    return redirect(f"/learning/submissions/{key}")


def _may_be_handed_in(line: Line) -> bool:
    return line.state is None or after(line.state, Move.SUBMITTED) is not None
