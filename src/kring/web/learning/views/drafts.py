"""What the community proposes: yes as it is, yes but otherwise, or no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.competences.queries import words
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning import actions, queries
from kring.learning.dossiers.queries.proposing import worths
from kring.learning.models import Draft, DraftState
from kring.web import presenting
from kring.web.fields import refuse, sentences
from kring.web.learning import rows
from kring.web.learning.forms import EntryForm, initial_of_draft
from kring.web.learning.views.ledger import local_zone
from kring.web.learning.views.writing import known_words
from kring.web.rendering import page
from kring.web.views import Request, safe_next, signed_in

ALL = "/learning/drafts"


@require_safe
@signed_in
def waiting(request: Request) -> HttpResponse:
    """What waits for a yes, and what was dismissed last."""
    after = request.GET.get("after", "")
    listed = queries.open_drafts(request.reader, after=after)
    found = worths(request.reader, listed.rows, now=clock.now())
    facts = {
        "drafts": [rows.waiting(draft, found[draft.pk]) for draft in listed.rows],
        "dismissed": [rows.waiting(draft) for draft in queries.dismissed_drafts(request.reader, size=10)],
        "older_url": presenting.older_url(ALL, listed.older),
        "first": not after,
    }
    return page(request, "learning/drafts.html", facts, section="learning")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draft(request: Request, key: int) -> HttpResponse:
    """One draft as a form: change it and say yes."""
    found = queries.draft(request.reader, key)
    if request.method != "POST":
        if found.state == DraftState.CONFIRMED and found.entry_id:
            return redirect(rows.entry_url(found.entry_id))
        return _page(request, found, EntryForm(initial=initial_of_draft(found, _subjects(found), local_zone())))
    form = EntryForm(request.POST, initial={"kind": found.kind})
    status = 422
    if form.is_valid():
        try:
            made = actions.confirm(actor=request.reader, draft=key, told=form.told(local_zone()), now=clock.now())
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("It is in your ledger."))
            return redirect(rows.entry_url(made.pk))
    return _page(request, found, form, status=status)


@require_POST
@signed_in
def confirm(request: Request, key: int) -> HttpResponse:
    """Yes, as it is proposed."""
    made = actions.confirm(actor=request.reader, draft=key, now=clock.now())
    messages.success(request, _("“%(title)s” is in your ledger.") % {"title": made.title})
    return redirect(safe_next(request, ALL))


@require_POST
@signed_in
def dismiss(request: Request, key: int) -> HttpResponse:
    """No."""
    actions.dismiss(actor=request.reader, draft=key, now=clock.now())
    messages.success(request, _("Dismissed. You find it below the drafts, should you think again."))
    return redirect(safe_next(request, ALL))


@require_POST
@signed_in
def put_back(request: Request, key: int) -> HttpResponse:
    """Think again about one that was dismissed."""
    actions.put_back(actor=request.reader, draft=key)
    messages.success(request, _("It waits for your yes again."))
    return redirect(f"{ALL}/{key}")


def _page(request: Request, found: Draft, form: EntryForm, *, status: int = 200) -> HttpResponse:
    is_open = found.state == DraftState.OPEN
    given = worths(request.reader, [found] if is_open else [], now=clock.now())
    facts = {
        "draft": rows.waiting(found),
        "gives": [rows.gives(one) for one in given.get(found.pk, ())],
        "is_open": is_open,
        "is_dismissed": found.state == DraftState.DISMISSED,
        "attester": found.attester.name if found.attester else "",
        "post_url": presenting.post_url(found.reason_facts["post"]) if "post" in found.reason_facts else "",
        "form": form,
        "wrong": sentences(form),
        "known": known_words(),
    }
    return page(request, "learning/draft.html", facts, section="learning", status=status)


def _subjects(found: Draft) -> str:
    labels = words(found.competences, language=translation.get_language() or "en")
    return ", ".join(labels[key].label for key in found.competences if key in labels)
