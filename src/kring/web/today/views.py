"""The first page: what waits for whoever is signed in and what her circles did; for others, what Kring is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.communities.queries import directory
from kring.conversations.models import Kind, PostKind
from kring.conversations.queries import ConversationRow, by_author, latest, unanswered
from kring.finding.queries import Proof, proof_of, waiting_for
from kring.foundation import clock
from kring.foundation.access.readers import ANYONE, Reader
from kring.learning.queries import Glance, glance
from kring.meetings import queries as meetings
from kring.meetings.polls import queries as polls
from kring.people.queries import own_profile
from kring.web import presenting
from kring.web.components import rows
from kring.web.learning.rows import decimal
from kring.web.meetings.words import row as meeting_row
from kring.web.polls.words import row as poll_row
from kring.web.rendering import page
from kring.web.views import Request

Waiting = Sequence[tuple[ConversationRow, Sequence[int]]]
_NEW_FOR: Final = timedelta(days=60)


class Learning(NamedTuple):
    """The year so far: development days as a number and in words, how many are aimed at, and how many drafts wait."""

    days: float
    said: str
    aim: int
    drafts: int


@require_safe
def today(request: Request) -> HttpResponse:
    """Today, or the landing page for whoever isn't signed in."""
    return _landing(request) if request.reader.account is None else _own(request)


def _landing(request: Request) -> HttpResponse:
    """What Kring is, with what everyone may see. Two queries."""
    facts = {
        "circles": [presenting.circle_row(row) for row in directory(ANYONE, size=6).rows],
        "conversations": presenting.conversation_rows(latest(ANYONE, size=4).rows),
        "demo": settings.DEMO,
    }
    return page(request, "today/landing.html", facts)


def _own(request: Request) -> HttpResponse:
    """What waits for her, what is unanswered and what was written last, each once: at most ten queries."""
    reader, places = request.reader, list(request.reader.roles)
    waiting = waiting_for(reader, size=5)
    seen = {row.id for row, _evidence in waiting}
    open_ones = unanswered(reader, places=places, size=10).rows if places else ()
    silent = [row for row in open_ones if row.handle != request.user.handle and row.id not in seen][:5]
    seen |= {row.id for row in silent}
    newest = [row for row in latest(reader, places=places or None, size=16).rows if row.id not in seen][:10]
    facts = {
        "name": request.user.get_short_name(),
        "today": timezone.localdate(clock.now()),
        "asked": _asked(reader, waiting),
        "steps": _first_steps(request),
        "learning": _learning(glance(reader, today=timezone.localdate(clock.now()))),
        "meetings": [meeting_row(row) for row in meetings.mine(reader, now=clock.now(), size=3).rows],
        "polls": [poll_row(row) for row in polls.awaiting(reader, now=clock.now(), size=3)],
        "unanswered": presenting.conversation_rows(silent),
        "latest": presenting.conversation_rows(newest),
        "has_circles": bool(places),
    }
    return page(request, "today/today.html", facts, section="today")


def _learning(seen: Glance) -> Learning | None:
    """Her ring and the drafts that wait; nothing for whoever hasn't begun."""
    if not seen.days and not seen.drafts:
        return None
    return Learning(float(seen.days), decimal(seen.days), seen.aim, seen.drafts)


def _asked(reader: Reader, waiting: Waiting) -> list[rows.Asked]:
    """Questions that wait for her, each with why it is she. At most one query."""
    proof = proof_of(reader, [post for _row, evidence in waiting for post in evidence])
    return [presenting.asked(row, _why(row, evidence, proof)) for row, evidence in waiting]


def _why(row: ConversationRow, evidence: Sequence[int], proof: dict[int, Proof]) -> str:
    """Why she was asked, in a sentence that names the best piece of proof that she may read."""
    best = next((proof[post] for post in evidence if post in proof), None)
    if best is None:
        return _("%(name)s thinks that you can help.") % {"name": row.author}
    told = best.kind == Kind.EXPERIENCE and best.post_kind == PostKind.OPENING
    said = _("Because you did this: “%(title)s”") if told else _("Because you wrote in “%(title)s”")
    return said % {"title": best.title}


def _first_steps(request: Request) -> list[rows.Step]:
    """Three steps for a newcomer; none for who has been here longer or has taken them. At most two queries."""
    reader, account = request.reader, request.user
    if reader.roles and clock.now() - account.joined_at > _NEW_FOR:
        return []
    asked = bool(by_author(reader, account.pk, kind=Kind.QUESTION, size=1).rows)
    profile = own_profile(reader)
    steps = [
        rows.Step(
            _("Join a circle"),
            _("That is where people ask and answer. Choose what is near to your work."),
            "/circles",
            bool(reader.roles),
        ),
        rows.Step(
            _("Say what you did"),
            _("Fill in your profile, so that you are found for what you know."),
            "/settings",
            bool(profile.headline and profile.offers),
        ),
        rows.Step(
            _("Ask your first question"),
            _("What are you about to do for the first time? Someone here has done it."),
            "/ask",
            asked,
        ),
    ]
    return [] if all(step.done for step in steps) else steps
