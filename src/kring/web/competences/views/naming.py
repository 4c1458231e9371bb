"""Names that members propose, and what becomes of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.competences.frameworks.actions import proposing
from kring.competences.frameworks.models import Proposal
from kring.competences.frameworks.queries import proposals
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.web import presenting
from kring.web.competences import words
from kring.web.competences.forms import NameForm
from kring.web.competences.views.keeping import kept
from kring.web.competences.views.reading import item_page
from kring.web.organisations.forms import refuse as refuse_form
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def propose(request: Request, key: int) -> HttpResponse:
    """Propose what an item is called."""
    form = NameForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            proposing.propose(actor=request.reader, item=key, now=clock.now(), **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            status = refuse_form(form, error)
        else:
            messages.success(request, _("Thank you. Who keeps this framework looks at it, and you hear of it."))
            return redirect(words.item_url(key))
    return item_page(request, key, form=form, status=status)


@require_safe
@signed_in
def waiting(request: Request, slug: str) -> HttpResponse:
    """What members proposed for a framework, for who keeps it."""
    framework = kept(request.reader, slug)
    found = proposals.waiting(request.reader, framework, after=request.GET.get("after", ""))
    url = words.framework_url(slug)
    facts = {
        "framework": framework,
        "url": url,
        "proposals": [
            {
                "text": row.text,
                "code": row.language,
                "language": words.language_name(row.language),
                "person": row.person,
                "person_url": presenting.person_url(row.handle),
                "made_at": row.made_at,
                "item": words.said(row.now_called),
                "item_url": words.item_url(row.item),
                "accept": f"{words.URL}/names/{row.id}/acceptance",
                "refuse": f"{words.URL}/names/{row.id}/refusal",
            }
            for row in found.rows
        ],
        "older": presenting.older_url(f"{url}/names", found.older),
    }
    return page(request, "competences/names.html", facts, section="find")


@require_POST
@signed_in
def accept(request: Request, key: int) -> HttpResponse:
    """Take a proposed name."""
    decided = proposing.decide(actor=request.reader, proposal=key, accept=True, now=clock.now())
    messages.success(request, _("“%(name)s” is accepted.") % {"name": decided.text})
    return _back(decided)


@require_POST
@signed_in
def refuse(request: Request, key: int) -> HttpResponse:
    """Turn a proposed name down."""
    decided = proposing.decide(actor=request.reader, proposal=key, accept=False, now=clock.now())
    messages.success(request, _("“%(name)s” is turned down.") % {"name": decided.text})
    return _back(decided)


def _back(decided: Proposal) -> HttpResponse:
    return redirect(f"{words.framework_url(decided.item.framework.slug)}/names")
