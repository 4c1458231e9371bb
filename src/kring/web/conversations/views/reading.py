"""A conversation as a page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from kring.conversations import queries
from kring.conversations.models import Conversation, Kind, circle_of
from kring.conversations.queries import Thread
from kring.conversations.queries.listing import rows_of
from kring.finding.models import HelpState
from kring.finding.queries import Asked, asked_for, proof_of
from kring.foundation.access.readers import Reader
from kring.web import presenting
from kring.web.conversations import rows
from kring.web.conversations.forms import AnswerForm
from kring.web.fields import sentences
from kring.web.library import sources
from kring.web.rendering import page
from kring.web.views import Request


@dataclass(frozen=True, slots=True)
class Refused:
    """What was written and not taken, so that it comes back: an answer, or a comment on a post, with its errors."""

    answer: AnswerForm | None = None
    comment_on: int = 0
    comment: str = ""
    errors: tuple[str, ...] = ()
    status: int = 422


@require_safe
def show(request: Request, key: int) -> HttpResponse:
    """A question, an experience or a discussion, with a page of what was written in it."""
    return conversation_page(request, key)


@require_safe
def at_post(request: Request, key: int) -> HttpResponse:
    """Where a post is read: its conversation, on the page and at the place where it stands."""
    post = queries.post(request.reader, key)
    start = queries.page_of(post.conversation_id, key)
    address = presenting.older_url(presenting.conversation_url(post.conversation_id), start)
    return redirect(f"{address or presenting.conversation_url(post.conversation_id)}#{presenting.anchor(key)}")


def conversation_page(request: Request, key: int, refused: Refused | None = None) -> HttpResponse:
    """The page, with what was refused filled in again."""
    reader, after = request.reader, request.GET.get("after", "")
    found = queries.thread(reader, key, language=translation.get_language() or "en", after=after)
    row = found.row
    facts = {
        "row": row,
        "circle": circle_of(row.place),
        "url": presenting.conversation_url(key),
        "lang": rows.lang_of(row),
        "tags": [(word.label, f"/find?q={word.slug}") for word in found.subjects],
        "can": rows.can(reader, row),
        "followed": found.followed,
        "opening": rows.shown(reader, found, found.opening),
        "answers": [rows.shown(reader, found, post) for post in (*found.accepted, *found.others.rows)],
        "first_url": presenting.conversation_url(key) if after else None,
        "older": presenting.older_url(presenting.conversation_url(key), found.others.older),
        **sources.around(reader, key)._asdict(),
        **_parts(row),
        **_around(reader, found),
        **_refused(refused or Refused(status=200), key),
    }
    return page(request, "conversations/conversation.html", facts, status=refused.status if refused else 200)


def _parts(row: Conversation) -> dict[str, Any]:
    """What the opening says beside its text."""
    if row.kind == Kind.EXPERIENCE and hasattr(row, "experience"):
        told = row.experience
        return {"parts": rows.experience_parts(row), "guide": [], "where": told.where, "period": told.period}
    return {"parts": [], "guide": rows.guide_parts(row), "where": "", "period": ""}


def _around(reader: Reader, found: Thread) -> dict[str, Any]:
    """Who was asked and why, what came of it, and of what it came: at most three queries for a question, one for
    others."""
    row = found.row
    if row.kind != Kind.QUESTION:
        came_of = rows_of(reader, [row.came_of_id]).get(row.came_of_id) if row.came_of_id else None
        return {"helpers": [], "me": None, "outcomes": [], "came_of": came_of}
    asked = asked_for(reader, row.pk)
    proof = proof_of(reader, [post for one in asked for post in one.evidence])
    return {
        "helpers": rows.helpers(asked, proof),
        "me": next(iter(rows.helpers(filter(lambda one: _waits_for(reader, one), asked), proof)), None),
        "outcomes": presenting.conversation_rows(queries.outcomes(reader, row.pk) if found.has_outcomes else ()),
        "came_of": None,
    }


def _waits_for(reader: Reader, one: Asked) -> bool:
    return one.account == reader.account and one.state == HelpState.OPEN


def _refused(refused: Refused, key: int) -> dict[str, Any]:
    form = refused.answer or AnswerForm()
    return {
        "form": form,
        "wrong": sentences(form),
        "draft": f"answer-{key}",
        "comment_on": refused.comment_on,
        "comment": refused.comment,
        "comment_errors": refused.errors,
    }
