"""Telling an experience and opening a discussion in a circle."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kring.communities.models import Community
from kring.communities.queries import community, may
from kring.conversations import actions
from kring.conversations.actions.checks import REASONS
from kring.conversations.models import Conversation
from kring.conversations.queries import ConversationRow
from kring.conversations.queries.listing import rows_of
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.ids import LARGEST
from kring.web import presenting
from kring.web.conversations.forms import DiscussForm, TellForm, TitleForm
from kring.web.fields import refuse, sentences
from kring.web.library import sources
from kring.web.rendering import page
from kring.web.views import Request, signed_in

Filled = TypeVar("Filled", bound=TitleForm)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tell(request: Request, slug: str) -> HttpResponse:
    """Tell what one did; it may be what came of a question (`came_of`), of a piece or of a meeting."""
    circle = _circle(request, slug)
    origin = _origin(request)
    source = sources.origin(request.reader, request.POST if request.method == "POST" else request.GET)
    form = TellForm(request.POST if request.method == "POST" else None)

    def start(filled: TellForm) -> Conversation:
        told = filled.told(origin.id if origin else None)

        def begin() -> Conversation:
            return actions.tell(actor=request.reader, community=circle.pk, told=told, now=clock.now())

        return sources.started(request, request.POST, begin)

    started, status = _started(form, start)
    if started is not None:
        return redirect(presenting.conversation_url(started.pk))
    facts = {
        "form": form,
        "wrong": sentences(form),
        "circle": circle,
        "origin": origin,
        "source": source,
        "draft": f"tell-{slug}-{origin.id if origin else 0}{_marks(source)}",
    }
    return page(request, "conversations/tell.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discuss(request: Request, slug: str) -> HttpResponse:
    """Open a discussion."""
    circle = _circle(request, slug)
    form = DiscussForm(request.POST if request.method == "POST" else None)

    def start(filled: DiscussForm) -> Conversation:
        return actions.discuss(
            actor=request.reader, community=circle.pk, discussion=filled.discussion(), now=clock.now()
        )

    started, status = _started(form, start)
    if started is not None:
        return redirect(presenting.conversation_url(started.pk))
    facts = {"form": form, "wrong": sentences(form), "circle": circle, "draft": f"discuss-{slug}"}
    return page(request, "conversations/discuss.html", facts, status=status)


def _circle(request: Request, slug: str) -> Community:
    """The circle, for who may write in it."""
    circle = community(request.reader, slug)
    if not may(request.reader, "write", circle):
        raise RefusedError(REASONS["write"], code="may-not-write")
    return circle


def _started(form: Filled, start: Callable[[Filled], Conversation]) -> tuple[Conversation | None, int]:
    """The conversation that a filled form started, or None and the status with which the form is shown."""
    if not form.is_bound:
        return None, 200
    if form.is_valid():
        try:
            return start(form), 302
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            return None, 409
    return None, 422


def _marks(source: sources.Origin | None) -> str:
    """What tells apart drafts of what is told of different things."""
    return "".join(f"-{name[0]}{key}" for name, key in source.fields.items()) if source else ""


def _origin(request: Request) -> ConversationRow | None:
    """The question of which it came, if the reader may read that."""
    named = request.POST.get("came_of") or request.GET.get("came_of", "")
    if not (named.isascii() and named.isdigit() and len(named) < 20 and int(named) <= LARGEST):
        return None
    return rows_of(request.reader, [int(named)]).get(int(named))
