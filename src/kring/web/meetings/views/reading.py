"""The page of a meeting, and who comes."""

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import RefusedError
from kring.foundation.tables.writing import plain
from kring.meetings import queries
from kring.meetings.consultations.queries import group_at
from kring.meetings.library import queries as library
from kring.meetings.library.access import took_part_or_was_there
from kring.meetings.models import Meeting, PartRole, SignUpState, State
from kring.meetings.queries import Seen
from kring.meetings.rules import capacity, presence
from kring.web import presenting
from kring.web.components.rows import Author
from kring.web.fields import sentences
from kring.web.library.words import row as piece_row
from kring.web.meetings.forms import GuestForm, PlaceForm
from kring.web.meetings.views.agenda import point_rows, votable
from kring.web.meetings.views.counting import counts_for
from kring.web.meetings.views.opening import head, hosted
from kring.web.meetings.words import Row, facts_of, meeting_url, row, where
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_FEW = 12
# More than any room holds.
_ALL = 20_000


@require_safe
def show(request: Request, key: int) -> HttpResponse:
    """What it is, who comes, what it takes up; and one's own place."""
    seen = queries.seen(request.reader, key)
    return shown(request, seen)


def shown(
    request: Request, seen: Seen, *, wrong: "list[tuple[str, str]] | None" = None, answers: "list[str] | None" = None,
    guest: GuestForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a meeting, with what was refused there."""
    meeting, now = seen.meeting, clock.now()
    why = capacity.closed(
        cancelled=meeting.state == State.CANCELLED,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        hours_before=meeting.register_hours,
        now=now,
    )
    is_group = _is_of_group(meeting)
    given = answers if answers is not None else (seen.mine.answers if seen.mine else [])
    facts = {
        **head(seen),
        "wrong": wrong or [],
        "facts": facts_of(meeting),
        "where_it_is": where(meeting.mode, meeting.location),
        "about": presenting.safe(meeting.html),
        "notes": presenting.safe(meeting.notes_html),
        "seen": seen,
        "closed": why,
        "is_over": now >= meeting.ends_at,
        "may_begin": now >= meeting.starts_at,
        "is_now": presence.is_open(starts=meeting.starts_at, ends=meeting.ends_at, at=now)
        and meeting.state == State.PLANNED,
        "is_late": capacity.is_late(
            starts=meeting.starts_at,
            hours_before=meeting.cancel_hours,
            now=now,
            moved_up=seen.mine.moved_up_at if seen.mine else None,
        ),
        "is_full": not capacity.has_room(places=meeting.places, taken=meeting.taken),
        "questions": list(zip(meeting.questions, [*given, *[""] * len(meeting.questions)], strict=False)),
        "guest": guest or GuestForm(),
        "counts": counts_for(meeting.claims, url=f"{meeting_url(meeting.pk)}/registers"),
        "parts": [(PartRole(part.role).label, part) for part in seen.parts],
        "people": _few(request, seen),
        "points": point_rows(request.reader, meeting),
        "candidates": votable(request.reader, meeting)
        if meeting.state == State.PLANNED and now < meeting.starts_at
        else [],
        "may_vote": request.reader.has(meeting.place_id, Role.MEMBER, Role.HOST),
        "series": _series(request, seen),
        "in_group": request.reader.has(meeting.place_id, Role.MEMBER) and is_group,
        "may_bring": seen.may_bring and not is_group,
        **_kept(request, seen),
    }
    return page(request, "meetings/meeting.html", facts, status=status)


def _is_of_group(meeting: Meeting) -> bool:
    """Whether it is of a group for peer consultation; such a group is hidden."""
    return meeting.place.listing_scope == meeting.place_id and group_at(meeting.place_id) is not None


def _kept(request: Request, seen: Seen) -> dict[str, Any]:
    """What is attached to it, and what came of it since it began."""
    reader, meeting, now = request.reader, seen.meeting, clock.now()
    source = library.Source(meeting=meeting.pk)
    came = library.came_of(reader, source) if now >= meeting.starts_at else []
    kept = library.of_meeting(reader, meeting.pk)
    took_part = took_part_or_was_there(reader.account or 0, meeting, parts=seen.parts, mine=seen.mine)
    return {
        "pieces": [piece_row(one, with_circle=False, with_meeting=False) for one in kept],
        "may_add_piece": library.may_add(reader, meeting.place, meeting),
        "came": presenting.conversation_rows(came, with_circle=False),
        "may_follow_up": library.may_follow_up(reader, meeting, now=now, is_known=seen.is_host or took_part),
    }


@require_safe
@signed_in
def people(request: Request, key: int) -> HttpResponse:
    """Everyone who has a place, or with `waiting` who waits for one, for those of the circle and who signed up; hosts
    read the answers too."""
    seen = queries.seen(request.reader, key)
    if not seen.knows_who_comes:
        raise RefusedError(
            gettext_lazy("Only members of this circle, and who signed up, see who comes."), code="not-a-member"
        )
    return people_shown(request, seen)


@require_safe
@signed_in
def people_csv(request: Request, key: int) -> HttpResponse:
    """Everyone who has a place or waits for one, with their answers, as a table for the host."""
    seen = hosted(request, key)
    questions = seen.meeting.questions
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["name", "state", "registered", "brought by", *map(plain, questions)])
    for state in (SignUpState.GOING, SignUpState.WAITING):
        for one in queries.people(request.reader, seen.meeting, state=state, size=_ALL).rows:
            answers = [*one.answers, *[""] * len(questions)][: len(questions)]
            at = one.asked_at.isoformat(timespec="seconds")
            table.writerow([plain(one.name), state, at, plain(one.brought_by or ""), *map(plain, answers)])
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="people-{key}.csv"'
    return answer


def people_shown(
    request: Request, seen: Seen, *, place: PlaceForm | None = None, guest: GuestForm | None = None, status: int = 200
) -> HttpResponse:
    """Who comes, with what a host filled in to give a place and was refused; with `give` that stands open, and leads
    back to the list of who is there."""
    key = seen.meeting.pk
    state = "waiting" if "waiting" in request.GET else "going"
    found = queries.people(request.reader, seen.meeting, state=state, after=request.GET.get("after", ""))
    url = f"{meeting_url(key)}/people"
    kept = {"waiting": "1"} if state == "waiting" else {}
    facts = {
        **head(seen),
        "people": [
            (_person(one), one, list(zip(seen.meeting.questions, one.answers, strict=False))) for one in found.rows
        ],
        "state": state,
        "place": place or PlaceForm(),
        "guest": guest or GuestForm(),
        "may_bring": seen.may_bring and not _is_of_group(seen.meeting),
        "wrong": [sentence for form in (place, guest) if form is not None for sentence in sentences(form)],
        "then": "presence" if "give" in request.GET or request.POST.get("then") == "presence" else "",
        "is_over": clock.now() >= seen.meeting.ends_at,
        "newest": url if "after" in request.GET else None,
        "older": presenting.older_url(url, found.older, **kept),
    }
    return page(request, "meetings/people.html", facts, status=status)


def _person(one: queries.PersonRow) -> Author:
    return presenting.author(
        one.account or 0,
        one.handle or "",
        one.name,
        one.photo,
        "" if one.handle else _("guest"),
        linked=bool(one.handle),
    )


def _few(request: Request, seen: Seen) -> list[Author]:
    """Some of those who come; whoever isn't of the circle, and didn't sign up, sees how many only."""
    if not seen.knows_who_comes:
        return []
    return [_person(one) for one in queries.people(request.reader, seen.meeting, size=_FEW).rows]


def _series(request: Request, seen: Seen) -> list[Row]:
    series = seen.meeting.series_id
    if series is None:
        return []
    found = queries.of_series(request.reader, series, now=clock.now(), size=7)
    return [row(one, with_circle=False) for one in found if one.id != seen.meeting.pk][:6]
