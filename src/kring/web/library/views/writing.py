"""Adding a piece to a library or a meeting, changing and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.communities.models import Community
from kring.foundation import clock
from kring.foundation.access.models import Place
from kring.foundation.errors import RefusedError
from kring.meetings import queries as meetings
from kring.meetings.actions import checks
from kring.meetings.library import actions, queries
from kring.meetings.library.actions.adding import REASONS
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting
from kring.web import presenting
from kring.web.circles.opening import for_members
from kring.web.fields import sentences
from kring.web.library.forms import ACCEPT, PieceForm, as_drafted
from kring.web.library.views.reading import head
from kring.web.library.words import piece_url
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.meetings.words import meeting_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(GET_OR_POST)
@for_members
def new(request: Request, circle: Community) -> HttpResponse:
    """Add a piece to the library of a circle."""
    return _new(request, circle.place, back=f"{presenting.circle_url(circle.slug)}/library", name=circle.name)


@require_http_methods(GET_OR_POST)
@signed_in
def new_at_meeting(request: Request, key: int) -> HttpResponse:
    """Attach a piece to a meeting; it stands in the library of its circle too."""
    meeting = meetings.seen(request.reader, key).meeting
    return _new(request, meeting.place, meeting=meeting, back=meeting_url(key), name=meeting.title)


def _new(request: Request, place: Place, *, back: str, name: str, meeting: Meeting | None = None) -> HttpResponse:
    checks.writable(place)
    if not queries.may_add(request.reader, place, meeting):
        raise RefusedError(REASONS["add"], code="may-not-add")
    form = _filled(request, {"kind": "document" if meeting is None else "talk"})

    def add(filled: PieceForm) -> Piece:
        return actions.add(
            actor=request.reader,
            place=place.pk,
            meeting=meeting.pk if meeting is not None else None,
            draft=filled.draft(),
            upload=filled.upload(),
            now=clock.now(),
        )

    added, status = done(form, add)
    if added is not None:
        messages.success(request, _("Added: everyone who may read here finds it."))
        return redirect(f"{back}#pieces" if meeting is not None else piece_url(added.pk))
    form.say_again()
    facts = {
        "form": form,
        "wrong": sentences(form),
        "accept": ACCEPT,
        "name": name,
        "back": back,
        "sends_to": f"{back}/library/new" if meeting is not None else f"{back}/new",
        "at_meeting": meeting is not None,
        "draft": f"piece-{place.pk}-{meeting.pk if meeting is not None else 0}",
    }
    return page(request, "library/new.html", facts, section="circles", status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Change a piece. When it was changed meanwhile, what was written is kept and nothing is overwritten."""
    piece = _own(request, key)
    checks.writable(piece.place)
    form = _filled(request, as_drafted(piece))

    def change(filled: PieceForm) -> Piece:
        return actions.change(
            actor=request.reader,
            piece=key,
            draft=filled.draft(),
            upload=filled.upload(),
            version=filled.cleaned_data["version"] or 0,
            now=clock.now(),
        )

    changed, status = done(form, change)
    if changed is not None:
        messages.success(request, _("Changed."))
        return redirect(piece_url(key))
    form.say_again()
    facts = {
        **head(piece),
        "form": form,
        "wrong": sentences(form),
        "accept": ACCEPT,
        # Sent once more, it replaces what stands there now; the page says what that is.
        "version": piece.version if status == 409 else form["version"].value(),
        "theirs": piece if status == 409 else None,
        "draft": f"piece-change-{key}",
    }
    return page(request, "library/edit.html", facts, section="circles", status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take a piece back, once that was said twice."""
    piece = _own(request, key)
    if request.method == "POST":
        actions.withdraw(actor=request.reader, piece=key, now=clock.now())
        messages.success(request, _("“%(title)s” is withdrawn. Nobody finds it any more.") % {"title": piece.title})
        return redirect(head(piece)["library_url"] or "/")
    return page(request, "library/withdraw.html", head(piece), section="circles")


def _filled(request: Request, initial: dict[str, Any]) -> PieceForm:
    return (
        PieceForm(request.POST, request.FILES, initial=initial)
        if request.method == "POST"
        else PieceForm(initial=initial)
    )


def _own(request: Request, key: int) -> Piece:
    """A piece that the reader may change or withdraw; raises RefusedError for others who may read it."""
    seen = queries.seen(request.reader, key)
    if not seen.may_withdraw:
        raise RefusedError(REASONS["change"], code="may-not-change")
    return seen.piece
