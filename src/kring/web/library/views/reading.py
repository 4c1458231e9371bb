"""The library of a circle, a piece of it, and the file of a piece."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.communities.models import Community
from kring.competences.queries import words as competence_words
from kring.conversations.models import circle_of
from kring.meetings.library import queries
from kring.meetings.library.models import Kind, Piece
from kring.meetings.library.queries import Source
from kring.web import files, presenting
from kring.web.circles.opening import at_circle
from kring.web.library import words
from kring.web.library.sources import start_url
from kring.web.meetings.words import meeting_url
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@at_circle
def of_circle(request: Request, circle: Community) -> HttpResponse:
    """What a circle keeps, newest first; of one kind with `kind`."""
    asked = request.GET.get("kind", "")
    kind = asked if asked in Kind.values else ""
    found = queries.pieces(request.reader, circle.pk, kind=kind, after=request.GET.get("after", ""))
    url = f"{presenting.circle_url(circle.slug)}/library"
    kept = {"kind": kind} if kind else {}
    here = f"{url}?kind={kind}" if kind else url
    kinds = [("", _("All")), *((name, str(many)) for name, many in words.MANY.items())]
    facts = {
        "circle": circle,
        "url": url,
        "kind": kind,
        "kinds": [(many, f"{url}?kind={name}" if name else url, name == kind, None) for name, many in kinds],
        "rows": [words.row(one, with_circle=False) for one in found.rows],
        "newest": here if "after" in request.GET else None,
        "older": presenting.older_url(url, found.older, **kept),
        "may_add": queries.may_add(request.reader, circle.place),
    }
    return page(request, "library/of_circle.html", facts, section="circles")


@require_safe
def show(request: Request, key: int) -> HttpResponse:
    """A piece: what it is, where it is, and what came of it."""
    seen = queries.seen(request.reader, key)
    piece, source = seen.piece, Source(piece=key)
    circle = circle_of(piece.place)
    facts = {
        **head(piece),
        "seen": seen,
        "about": presenting.safe(piece.html),
        "lang": piece.language if piece.language != translation.get_language() else None,
        "kind": str(words.KINDS[piece.kind]),
        "what": words.what(piece.link, piece.content_type, piece.size),
        "speaker": words.speaker_of(piece),
        "meeting": (piece.meeting.title, meeting_url(piece.meeting.pk)) if piece.meeting is not None else None,
        "tags": _tags(piece),
        "came": presenting.conversation_rows(queries.came_of(request.reader, source), with_circle=False),
        "ask_url": start_url(circle.slug, "ask", source) if circle is not None else None,
        "tell_url": start_url(circle.slug, "tell", source) if circle is not None else None,
    }
    return page(request, "library/piece.html", facts, section="circles")


@require_safe
def download(request: Request, key: int) -> HttpResponseBase:
    """The file of a piece, to be kept and never shown in place."""
    piece, content = queries.content(request.reader, key)
    return files.as_download(content, name=piece.name, content_type=piece.content_type)


def head(piece: Piece) -> dict[str, Any]:
    """What every page of a piece shows above."""
    circle = circle_of(piece.place)
    return {
        "piece": piece,
        "url": words.piece_url(piece.pk),
        "circle": circle,
        "library_url": f"{presenting.circle_url(circle.slug)}/library" if circle is not None else None,
    }


def _tags(piece: Piece) -> list[tuple[str, str]]:
    known = competence_words(piece.competences, language=translation.get_language() or "en")
    return [(known[key].label, f"/find?q={known[key].slug}") for key in piece.competences if key in known]
