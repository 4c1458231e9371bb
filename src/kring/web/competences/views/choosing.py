"""Choosing something out of a framework: as a word that one writes, or as something that one does or loves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.competences.frameworks import queries
from kring.competences.frameworks.actions import adopt
from kring.competences.frameworks.models import ADOPTABLE
from kring.foundation import clock
from kring.foundation.errors import ConflictError
from kring.people import actions as people
from kring.people.models import Bond
from kring.web.competences import words as said
from kring.web.finding.looking import tidy
from kring.web.rendering import part
from kring.web.views import Request, signed_in

_OFFERED = 12
_LONGEST_WORD = 80


@require_safe
def words(request: Request) -> HttpResponse:
    """What frameworks call nearly so, in the reader's language, as options of a field in which she writes words."""
    text = tidy(request.GET.get("q", ""))[:_LONGEST_WORD]
    hits = queries.search_items(
        request.reader, text, language=said.language(), kinds=list(ADOPTABLE), size=_OFFERED
    )  # fmt: skip
    # A comma parts words in such a field.
    labels = (row.label for row in hits.page.rows if len(row.label) <= _LONGEST_WORD and "," not in row.label)
    return part(request, "competences/_words.html", {"labels": list(dict.fromkeys(labels))})


@require_POST
@signed_in
def choose(request: Request, key: int) -> HttpResponse:
    """It is a specialism or a passion of hers; or she goes on to say how far she is."""
    item = queries.item(request.reader, key)
    chosen = request.POST.get("as", "")
    try:
        word = adopt(actor=request.reader, item=item.pk)
        if chosen in Bond.values:
            people.add_bond(actor=request.reader, competence=word.pk, bond=Bond(chosen), now=clock.now())
    except ConflictError as error:
        messages.error(request, str(error.message))
        return redirect(said.item_url(key))
    label = word.label(said.language())
    if chosen == Bond.SPECIALISM:
        messages.success(request, _("“%(name)s” is among your specialisms now.") % {"name": label})
    elif chosen == Bond.PASSION:
        messages.success(request, _("“%(name)s” is among your passions now.") % {"name": label})
    else:
        return redirect(f"/learning/competences/{word.slug}")
    return redirect(said.item_url(key))
