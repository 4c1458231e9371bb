"""The desk of whoever reviews for a register."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning.dossiers.actions import reviewing as actions
from kring.learning.dossiers.models import Submission
from kring.learning.dossiers.queries import reviewing as queries
from kring.learning.dossiers.rules.reviewing import State
from kring.registers.queries import is_reviewer, reviewed_schemes
from kring.web.errors import to_sign_in
from kring.web.fields import refuse, sentences
from kring.web.learning.views.proving import as_download
from kring.web.presenting import older_url
from kring.web.registers import desk, words
from kring.web.registers.forms import DecisionForm, SampleForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]
# What each tab of the list shows.
TABS = {
    "waiting": (State.WAITING, State.FLAGGED),
    "asked": (State.ASKED,),
    "decided": (State.APPROVED, State.REFUSED),
}


@require_safe
@signed_in
def index(request: Request) -> HttpResponse:
    """The schemes for which one reviews, and how much waits. For who reviews for none there is nothing here."""
    schemes = reviewed_schemes(request.reader)
    if not schemes:
        raise Http404
    counts = queries.counts(request.reader, schemes)
    found = [
        (f"/review/schemes/{name}", desk.title_of(name), desk.body_of(name), counts.get(name, 0)) for name in schemes
    ]
    return page(request, "review/index.html", {"schemes": found}, section="review")


@require_safe
@signed_in
def scheme(request: Request, scheme: str) -> HttpResponse:
    """What was handed in for a scheme, what waits longest first."""
    tab = request.GET.get("show", "waiting")
    if tab not in TABS:
        raise Http404
    found = queries.to_review(request.reader, scheme, states=TABS[tab], after=request.GET.get("after", ""))
    facts = {
        "scheme": scheme,
        "title": desk.title_of(scheme),
        "tab": tab,
        "rows": [desk.handed_in(one) for one in found.rows],
        "older_url": older_url(f"/review/schemes/{scheme}", found.older, show=tab),
    }
    return page(request, "review/scheme.html", facts, section="review")


@require_http_methods(EDIT)
@signed_in
def submission(request: Request, key: int) -> HttpResponse:
    """One submission: what it says, what proves it, what happened, and a decision."""
    found = queries.for_review(request.reader, key)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"do": "approve"})
    if request.method != "POST":
        return _submission_page(request, found, form)
    status = 422
    if form.is_valid():
        try:
            _decide(request, key, form.cleaned_data["do"], form.cleaned_data["text"])
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status, found = 409, queries.for_review(request.reader, key)
        else:
            messages.success(request, _("Decided. The person hears of it."))
            return redirect(f"/review/schemes/{found.scheme}")
    return _submission_page(request, found, form, status=status)


@require_safe
def evidence(request: Request, key: int, evidence: int) -> HttpResponseBase:
    """A file that proves what was handed in."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    piece = queries.evidence_for_review(request.reader, key, evidence)
    if piece.link:
        raise Http404
    return as_download(piece)


@require_http_methods(EDIT)
@signed_in
def samples(request: Request, scheme: str) -> HttpResponse:
    """The samples that were drawn, and a form for another."""
    if not is_reviewer(request.reader, scheme):
        raise Http404
    form, status = SampleForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = actions.draw_sample(
                    actor=request.reader, scheme=scheme, seed=given["seed"], size=given["size"], since=given["since"],
                    until=given["last"] + timedelta(days=1), now=clock.now(),
                )  # fmt: skip
            except InvalidError as error:
                refuse(form, {{"until": "last"}.get(name, name): said for name, said in error.fields.items()})
            else:
                count = len(made.drawn)
                said = ngettext("%(count)s was drawn.", "%(count)s were drawn.", count) % {"count": count}
                messages.success(request, said)
                return redirect(f"/review/samples/{made.pk}")
    facts = {
        "scheme": scheme,
        "title": desk.title_of(scheme),
        "samples": [desk.sample(one) for one in queries.samples(request.reader, scheme)],
        "form": form,
        "wrong": sentences(form),
    }
    return page(request, "review/samples.html", facts, section="review", status=status)


@require_safe
@signed_in
def sample(request: Request, key: int) -> HttpResponse:
    """What a sample drew, out of how many, with which seed."""
    found, drawn = queries.sample(request.reader, key)
    facts = {
        "scheme": found.scheme,
        "title": desk.title_of(found.scheme),
        "sample": desk.sample(found),
        "population": list(found.population),
        "drawn": list(found.drawn),
        "rows": [desk.handed_in(one) for one in drawn],
    }
    return page(request, "review/sample.html", facts, section="review")


def _decide(request: Request, key: int, do: str, text: str) -> None:
    now = clock.now()
    if do == "approve":
        actions.approve(actor=request.reader, submission=key, now=now)
    elif do == "refuse":
        actions.refuse(actor=request.reader, submission=key, reason=text, now=now)
    else:
        actions.ask(actor=request.reader, submission=key, text=text, now=now)


def _submission_page(request: Request, found: Submission, form: DecisionForm, *, status: int = 200) -> HttpResponse:
    facts = {
        "title": found.entry.title,
        "scheme": found.scheme,
        "scheme_title": desk.title_of(found.scheme),
        "url": f"/review/submissions/{found.pk}",
        "facts": desk.handed_in_facts(found),
        "proofs": desk.proofs(queries.evidence_of(found.line), f"/review/submissions/{found.pk}/evidence/"),
        "state": words.REVIEW_STATES[State(found.state)],
        "open": State(found.state) in (State.WAITING, State.ASKED, State.FLAGGED),
        "corrected": queries.is_corrected(found),
        "steps": desk.steps(queries.steps(found)),
        "form": form,
        "wrong": sentences(form),
    }
    return page(request, "review/submission.html", facts, section="review", status=status)
