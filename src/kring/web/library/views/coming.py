"""Saying which conversations came of a piece or a meeting, and that one didn't."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.access.models import Place
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.meetings import queries as meetings
from kring.meetings.library import actions, queries
from kring.meetings.library.queries import Source
from kring.web import presenting
from kring.web.library.sources import whole
from kring.web.library.words import piece_url
from kring.web.meetings.views.planning import GET_OR_POST
from kring.web.meetings.words import meeting_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(GET_OR_POST)
@signed_in
def of_piece(request: Request, key: int) -> HttpResponse:
    """What came of a piece, to be added to."""
    piece = queries.seen(request.reader, key).piece
    return _of(request, Source(piece=key), piece.place, title=piece.title, back=piece_url(key))


@require_POST
@signed_in
def not_of_piece(request: Request, key: int) -> HttpResponse:
    """A conversation didn't come of a piece after all."""
    queries.seen(request.reader, key)
    return _not_of(request, Source(piece=key), piece_url(key))


@require_http_methods(GET_OR_POST)
@signed_in
def of_meeting(request: Request, key: int) -> HttpResponse:
    """What came of a meeting, to be added to by who was there."""
    meeting = meetings.seen(request.reader, key).meeting
    return _of(request, Source(meeting=key), meeting.place, title=meeting.title, back=meeting_url(key))


@require_POST
@signed_in
def not_of_meeting(request: Request, key: int) -> HttpResponse:
    """A conversation didn't come of a meeting after all."""
    meetings.seen(request.reader, key)
    return _not_of(request, Source(meeting=key), meeting_url(key))


def _of(request: Request, source: Source, place: Place, *, title: str, back: str) -> HttpResponse:
    reader, error = request.reader, ""
    if queries.origin(reader, source, now=clock.now()) is None:
        raise RefusedError(
            _("Members of the circle say this, of a meeting who was there, once it has begun."), code="not-there"
        )
    chosen = whole(request.POST.get("conversation"))
    if request.method == "POST":
        try:
            actions.link(actor=reader, source=source, conversation=chosen or 0, now=clock.now())
        except NotThereError:
            error = _("Choose a conversation of this circle.")
        else:
            messages.success(request, _("Noted that this came of it."))
            return redirect(f"{back}#came")
    facts: dict[str, Any] = {
        "title": title,
        "back": back,
        "came": [
            (presenting.conversation_url(one.row.id), one.row.title, one.row.id, one.may_remove)
            for one in queries.links_of(reader, source)
        ],
        "choices": queries.linkable(reader, place),
        "chosen": chosen,
        "error": error,
    }
    return page(request, "library/inspired.html", facts, section="circles", status=422 if error else 200)


def _not_of(request: Request, source: Source, back: str) -> HttpResponse:
    chosen = whole(request.POST.get("conversation"))
    try:
        actions.unlink(actor=request.reader, source=source, conversation=chosen or 0)
    except ConflictError as error:
        messages.error(request, str(error.message))
    return redirect(f"{back}/inspired")
