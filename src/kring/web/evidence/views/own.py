"""One's own competences: what they rest on, how far one says one is, and hiding them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.competences.frameworks import queries as frameworks
from kring.competences.queries import all_words, words
from kring.finding.evidence.actions.stating import hide_competence, state_level
from kring.finding.evidence.queries.endorsing import waiting_count
from kring.finding.evidence.queries.own import Whole, own_competence, own_competences
from kring.foundation import clock
from kring.people.queries import own_profile
from kring.people.rules import USUAL, Nearness, Part
from kring.web import presenting
from kring.web.evidence import rows
from kring.web.evidence.forms import AddForm, LevelForm
from kring.web.fields import sentences
from kring.web.rendering import page
from kring.web.settings.forms import WHO
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: Request) -> HttpResponse:
    """All of one's competences; a new one with how far one is."""
    form = AddForm(request.POST if request.method == "POST" else None, reader=request.reader)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["word"]
        state_level(actor=request.reader, competence=key, level=form.chosen, now=clock.now())
        messages.success(request, _("It is in your list."))
        return redirect(f"{rows.MINE}/{words([key], language=language())[key].slug}")
    after = request.GET.get("after", "")
    found = own_competences(request.reader, language=language(), on=timezone.localdate(), after=after)
    facts = {
        "rows": [rows.known(one) for one in found.rows],
        "older_url": presenting.older_url(rows.MINE, found.older),
        "first": not after,
        "waiting": waiting_count(request.reader),
        "sight": _sight(request),
        "form": form,
        "wrong": sentences(form),
        "known": known_words(),
        "has_frameworks": frameworks.are_there(request.reader),
    }
    return page(request, "evidence/mine.html", facts, section="learning", status=422 if form.errors else 200)


@require_safe
@signed_in
def one(request: Request, slug: str) -> HttpResponse:
    """One competence, with everything that shows it."""
    return _page(request, _whole(request, slug))


@require_POST
@signed_in
def level(request: Request, slug: str) -> HttpResponse:
    """Say how far one is, or take back what one said."""
    found = _whole(request, slug)
    if "back" in request.POST:
        state_level(actor=request.reader, competence=found.word.id, level=None, now=clock.now())
        messages.success(request, _("Taken back. It stays in the history."))
        return redirect(f"{rows.MINE}/{slug}")
    form = LevelForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    state_level(actor=request.reader, competence=found.word.id, level=form.chosen, now=clock.now())
    messages.success(request, _("You said so, from today on."))
    return redirect(f"{rows.MINE}/{slug}")


@require_POST
@signed_in
def hiding(request: Request, slug: str) -> HttpResponse:
    """Show nobody that one is able to do this, or show it again."""
    found = _whole(request, slug)
    hidden = request.POST.get("hidden") == "yes"
    hide_competence(actor=request.reader, competence=found.word.id, hidden=hidden, now=clock.now())
    messages.success(request, _("Nobody sees it any more.") if hidden else _("It is shown again to whom you chose."))
    return redirect(f"{rows.MINE}/{slug}")


def language() -> str:
    """The language of the page."""
    return translation.get_language() or "en"


def known_words() -> list[str]:
    """The words that a field for a competence offers."""
    return [word.label for word in all_words(language=language())]


def _whole(request: Request, slug: str) -> Whole:
    return own_competence(request.reader, slug, language=language(), on=timezone.localdate())


def _page(request: Request, found: Whole, form: LevelForm | None = None, *, status: int = 200) -> HttpResponse:
    said = next((one.level for one in found.said[:1]), None)
    asked = form or LevelForm(initial={"level": "" if said is None else str(said)})
    facts: dict[str, Any] = {
        "head": rows.held(found),
        "url": f"{rows.MINE}/{found.word.slug}",
        "slug": found.word.slug,
        "pieces": rows.pieces(found.lines, on=timezone.localdate()),
        "said": rows.said_words(found.said),
        "says": said is not None,
        "form": asked,
        "wrong": sentences(asked),
    }
    return page(request, "evidence/one.html", facts, section="learning", status=status)


def _sight(request: Request) -> str:
    """Who sees what she can do, in words."""
    chosen = own_profile(request.reader).sight.get(Part.COMPETENCES, USUAL[Part.COMPETENCES])
    return str(dict(WHO)[Nearness(chosen)])
