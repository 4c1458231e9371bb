"""Hiding a piece of evidence, and saying that it is about something else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.competences.queries import words
from kring.finding.evidence.actions import correcting
from kring.finding.evidence.models import Evidence
from kring.finding.evidence.queries.own import own_line
from kring.finding.evidence.queries.sources import seen
from kring.finding.evidence.rules.kinds import Kind
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.web.evidence import rows
from kring.web.evidence.forms import CorrectionForm
from kring.web.evidence.views.own import known_words, language
from kring.web.evidence.words import KINDS
from kring.web.fields import refuse, sentences
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def hiding(request: Request, key: int) -> HttpResponse:
    """Show a piece to nobody, or show it again."""
    hidden = request.POST.get("hidden") == "yes"
    row = correcting.hide(actor=request.reader, evidence=key, hidden=hidden, now=clock.now())
    messages.success(request, _("Nobody sees it any more, and it counts for nothing.") if hidden else _("It counts."))
    return redirect(_home(row))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correction(request: Request, key: int) -> HttpResponse:
    """Say that a piece isn't about its competence, and what it is about."""
    row = own_line(request.reader, key)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                correcting.strike(
                    actor=request.reader,
                    evidence=key,
                    because=form.cleaned_data["because"],
                    competence=form.cleaned_data["word"],
                    now=clock.now(),
                )
            except InvalidError as error:
                refuse(form, error.fields)
            except ConflictError as error:
                form.add_error(None, str(error.message))
                status = 409
            else:
                messages.success(request, _("It no longer counts for this."))
                return redirect(_home(row))
    what = seen(request.reader, [row.source]).get(row.source)
    facts = {
        "form": form,
        "wrong": sentences(form),
        "known": known_words(),
        "url": f"/learning/shows/{key}/correction",
        "back": _home(row),
        "label": words([row.competence_id], language=language())[row.competence_id].label,
        "title": (what.title if what else "") or str(KINDS[Kind(row.kind)]),
    }
    return page(request, "evidence/correction.html", facts, section="learning", status=status)


@require_POST
@signed_in
def put_back(request: Request, key: int) -> HttpResponse:
    """It is about that after all."""
    row = correcting.put_back(actor=request.reader, evidence=key)
    messages.success(request, _("It counts for this again."))
    return redirect(_home(row))


def _home(row: Evidence) -> str:
    return f"{rows.MINE}/{row.competence.slug}"
