"""What one activity is for one register."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning.dossiers.actions.claiming import claim as claim_it
from kring.learning.queries import line as line_of
from kring.registers import queries
from kring.registers.sentences import label
from kring.web.fields import refuse, sentences
from kring.web.registers.forms import ClaimForm
from kring.web.registers.rows import dossier_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def claim(request: Request, key: int, line: int) -> HttpResponse:
    """Points, categories, and what only this register asks."""
    held = queries.registration(request.reader, key)
    scheme = queries.known(held.scheme)[0].scheme
    found = line_of(request.reader, line)
    stands = found.now.facts | found.now.claims.get(held.scheme, {})
    form, status = ClaimForm(request.POST, scheme=scheme), 200
    if request.method != "POST":
        form = ClaimForm(initial=form.as_it_stands(stands), scheme=scheme)
    elif form.is_valid():
        status = _claimed(request, form, key, found.now.pk)
        if status == 302:
            messages.success(request, _("Saved. The dossier is judged anew."))
            return redirect(dossier_url(key, found.now.day))
    else:
        status = 422
    shown = {
        "title": found.now.title,
        "scheme": label(scheme.title),
        "body": scheme.body,
        "action": f"/learning/dossiers/{key}/claims/{line}",
        "back": dossier_url(key, found.now.day),
        "entry": f"/learning/entries/{line}",
        "form": form,
        "names": list(form.fields),
        "wrong": sentences(form),
    }
    return page(request, "registers/claim.html", shown, section="learning", status=status)


def _claimed(request: Request, form: ClaimForm, key: int, entry: int) -> int:
    """Try it; the status of the answer."""
    try:
        claim_it(actor=request.reader, registration=key, entry=entry, claim=form.claim(), now=clock.now())
    except InvalidError as error:
        refuse(form, error.fields)
        return 422
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return 409
    return 302
