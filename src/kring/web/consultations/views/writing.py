"""What is written of a meeting: notes that stay with the group, a summary without content, a learning point."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.meetings.consultations import actions, queries
from kring.meetings.consultations.models import LearningPoint, RoundNotes, Summary
from kring.web.consultations.forms import PointForm, RoundNotesForm, SummaryForm
from kring.web.consultations.views.rounds import round_head
from kring.web.fields import sentences
from kring.web.meanwhile import meanwhile
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(GET_OR_POST)
@signed_in
def notes(request: Request, key: int) -> HttpResponse:
    """The question of who brings the case, and notes."""
    found = queries.agreed_sitting(request.reader, key)
    row = found.notes
    now_is = {"question": row.question, "notes": row.notes, "version": row.version} if row else {"version": 0}
    form = RoundNotesForm(request.POST, initial=now_is) if request.method == "POST" else RoundNotesForm(initial=now_is)

    def write(filled: RoundNotesForm) -> RoundNotes:
        return actions.write_notes(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    written, status = done(form, write)
    head = round_head(found)
    if written is not None:
        return redirect(head["round_url"])
    facts = {**head, "form": form, "wrong": sentences(form), "theirs": meanwhile(form, now_is, status)}
    return page(request, "consultations/notes.html", facts, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def summary(request: Request, key: int) -> HttpResponse:
    """What registers may read."""
    found = queries.agreed_sitting(request.reader, key)
    queries.leads(found)
    row = found.summary
    now_is = {"text": row.text, "version": row.version} if row else {"version": 0}
    form = SummaryForm(request.POST, initial=now_is) if request.method == "POST" else SummaryForm(initial=now_is)

    def write(filled: SummaryForm) -> Summary:
        return actions.write_summary(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    written, status = done(form, write)
    head = round_head(found)
    if written is not None:
        messages.success(request, _("The summary is kept. It goes with the presence list."))
        return redirect(head["round_url"])
    theirs = meanwhile(form, now_is, status)
    facts = {**head, "form": form, "wrong": sentences(form), "theirs": theirs, "draft": f"summary-{key}"}
    return page(request, "consultations/summary.html", facts, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def point(request: Request, key: int) -> HttpResponse:
    """What one takes from it."""
    found = queries.agreed_sitting(request.reader, key)
    row = queries.own_point(request.reader, found.meeting)
    now_is = {"text": row.text} if row else {}
    form = PointForm(request.POST, initial=now_is) if request.method == "POST" else PointForm(initial=now_is)

    def write(filled: PointForm) -> LearningPoint:
        return actions.write_point(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    written, status = done(form, write)
    head = round_head(found)
    if written is not None:
        messages.success(request, _("Kept. You find it with the draft for your learning, once the list is closed."))
        return redirect(head["round_url"])
    facts = {**head, "form": form, "wrong": sentences(form), "draft": f"point-{key}"}
    return page(request, "consultations/point.html", facts, status=status)
