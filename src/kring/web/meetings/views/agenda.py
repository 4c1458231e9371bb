"""What a meeting takes up: votes of members, and the agenda that its host draws up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.ids import LARGEST
from kring.meetings import actions, queries
from kring.meetings.actions.agenda import MOST_ITEMS, Point
from kring.meetings.library.queries import may_follow_up
from kring.meetings.models import Meeting
from kring.meetings.rules.times import minutes_between
from kring.web import presenting
from kring.web.meetings.views.opening import head, hosted
from kring.web.meetings.words import meeting_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_SPARE = 2


class PointLine(NamedTuple):
    """A point of the agenda as a page shows it."""

    key: int
    title: str
    minutes: int | None
    url: str | None
    outcome: str | None
    outcome_url: str | None
    notes: Any


class Votable(NamedTuple):
    """A conversation that may be voted for."""

    key: int
    url: str
    kind: str
    title: str
    author: str
    votes: int
    mine: bool


def point_rows(reader: Reader, meeting: Meeting) -> list[PointLine]:
    """The agenda as a page shows it."""
    return [
        PointLine(
            row.item.pk,
            row.item.title,
            row.item.minutes,
            presenting.conversation_url(row.conversation.pk) if row.conversation else None,
            row.outcome.title if row.outcome else None,
            presenting.conversation_url(row.outcome.pk) if row.outcome else None,
            presenting.safe(row.item.notes_html) if row.item.notes_html else "",
        )
        for row in queries.points(reader, meeting)
    ]


def votable(reader: Reader, meeting: Meeting) -> list[Votable]:
    """What members may vote for."""
    return [
        Votable(
            one.id, presenting.conversation_url(one.id), _kind(one.kind), one.title, one.author, one.votes, one.mine
        )
        for one in queries.candidates(reader, meeting)
    ]


@require_POST
@signed_in
def vote(request: Request, key: int) -> HttpResponse:
    """Say that one wants a conversation taken up (`conversation`), or with `no` no longer."""
    asked = _whole(request.POST.get("conversation", ""))
    actions.vote(
        actor=request.reader, meeting=key, conversation=asked or 0, wants="no" not in request.POST, now=clock.now()
    )
    return redirect(f"{meeting_url(key)}#agenda")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draw_up(request: Request, key: int) -> HttpResponse:
    """Write the agenda, or what came of each point."""
    seen = hosted(request, key)
    points = _asked(request.POST) if request.method == "POST" else _standing(request.reader, seen.meeting)
    wrong: list[tuple[str, str]] = []
    status = 200
    version = seen.meeting.version
    if request.method == "POST":
        version = _whole(request.POST.get("version", "")) or 0
        try:
            kept = [point for point in points if point.title or point.conversation or point.notes]
            actions.draw_up(actor=request.reader, meeting=key, points=kept, version=version, now=clock.now())
        except InvalidError as error:
            wrong, status = [(field if "_" in field else "", str(text)) for field, text in error.fields.items()], 422
        except ConflictError as error:
            wrong, status = [("", str(error.message))], 409
            # Sent once more it holds; what came of a point meanwhile stays with it.
            version, points = seen.meeting.version, _with_outcomes(points, _standing(request.reader, seen.meeting))
        else:
            return redirect(f"{meeting_url(key)}#agenda")
    titles = _titles(request.reader, seen.meeting, points)
    recent = dict(queries.recent(request.reader, seen.meeting))
    facts = {
        **head(seen),
        "wrong": wrong,
        "errors": dict(wrong),
        "version": version,
        "points": [*points, *[Point()] * _SPARE][:MOST_ITEMS],
        "together": sum(point.minutes or 0 for point in points),
        "lasts": minutes_between(seen.meeting.starts_at, seen.meeting.ends_at),
        "candidates": votable(request.reader, seen.meeting),
        "titles": titles,
        "may_follow_up": may_follow_up(request.reader, seen.meeting, now=clock.now()),
        "outcomes": {**{point.outcome: titles.get(point.outcome, "") for point in points if point.outcome}, **recent},
    }
    return page(request, "meetings/agenda.html", facts, status=status)


def _standing(reader: Reader, meeting: Meeting) -> list[Point]:
    return [
        Point(
            item=row.item.pk, title=row.item.title, minutes=row.item.minutes, conversation=row.item.conversation_id,
            outcome=row.item.outcome_id, notes=row.item.notes,
        )
        for row in queries.points(reader, meeting)
    ]  # fmt: skip


def _with_outcomes(points: Sequence[Point], now_are: Sequence[Point]) -> list[Point]:
    """The points as they were written, with the outcomes that they have now where the form named none."""
    known = {point.item: point.outcome for point in now_are}
    return [point if point.outcome else replace(point, outcome=known.get(point.item)) for point in points]


def _asked(post: QueryDict) -> list[Point]:
    """The points of the form in the order that was asked: each has its own fields, numbered; votes taken up follow."""
    count = min(_whole(post.get("count", "")) or 0, MOST_ITEMS + 1)
    numbered = []
    for number in range(count):
        point = Point(
            item=_whole(post.get(f"item_{number}", "")),
            title=str(post.get(f"title_{number}", ""))[:1_000],
            minutes=_whole(post.get(f"minutes_{number}", "")),
            conversation=_whole(post.get(f"conversation_{number}", "")),
            outcome=_whole(post.get(f"outcome_{number}", "")),
            notes=str(post.get(f"notes_{number}", ""))[:40_000],
        )
        place = _whole(post.get(f"order_{number}", "")) or number + 1
        if f"gone_{number}" not in post:
            numbered.append((place, number, point))
    taken = [Point(conversation=key) for key in map(_whole, post.getlist("take")) if key]
    return [point for _place, _number, point in sorted(numbered, key=lambda one: one[:2])] + taken


def _titles(reader: Reader, meeting: Meeting, points: Sequence[Point]) -> dict[int, str]:
    """The titles of the conversations that the points name."""
    keys = [key for point in points for key in (point.conversation, point.outcome) if key]
    known = queries.points(reader, meeting)
    found = {row.conversation.pk: row.conversation.title for row in known if row.conversation}
    found |= {row.outcome.pk: row.outcome.title for row in known if row.outcome}
    return {key: title for key, title in found.items() if key in keys}


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 and int(text) <= LARGEST else None


def _kind(kind: str) -> str:
    return {"question": _("Question"), "experience": _("Experience")}.get(kind, _("Discussion"))
