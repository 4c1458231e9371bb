"""Who has done this before, what was asked before, met about or kept, and who or what is called so."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query

from kring.api import kept, rows, shapes, taken
from kring.api.answers import answer
from kring.api.callers import FIND, Call
from kring.api.describing import DescribedRouter
from kring.communities.queries import key_of
from kring.finding import queries
from kring.finding.queries import Found, Piece, Question
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError

router = DescribedRouter(tags=["finding"])

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@router.get("/find/people", auth=FIND, response=shapes.FoundPeople, summary="Who has done this before?")
def find_people(request: Call, given: Query[taken.FindPeople]) -> HttpResponse:
    """The people who did it, best first, with the evidence that carried them: only what you may read yourself."""
    question = Question(
        title=given.q,
        text=given.text,
        at=_moment(given.at),
        live=given.at is None,
        asker=request.auth.account,
        within=_within(request.auth, given.circle),
        language=given.language or "",
    )
    found = queries.find_people(request.auth, question, limit=given.limit)
    return answer(shapes.FoundPeople([_found(one) for one in found]))


@router.get("/find/conversations", auth=FIND, response=shapes.FoundConversations, summary="What was asked before?")
def find_conversations(request: Call, given: Query[taken.FindConversations]) -> HttpResponse:
    """The conversations about a text, best first, in either language."""
    within = _within(request.auth, given.circle)
    if given.answered:
        found = queries.already_answered(request.auth, given.q, within=within, size=given.limit)
    else:
        found = queries.conversations(
            request.auth, given.q, within=within, size=given.limit, language=given.language or ""
        )
    return answer(shapes.FoundConversations([rows.conversation(row) for row in found]))


@router.get("/find/meetings", auth=FIND, response=kept.FoundMeetings, summary="Which meetings are about this?")
def find_meetings(request: Call, given: Query[taken.FindKept]) -> HttpResponse:
    """Meetings about a text, to come and past, best first, in either language: what they are, take up, and their
    notes."""
    within = _within(request.auth, given.circle)
    found = queries.meetings(
        request.auth, given.q, now=clock.now(), within=within, size=given.limit, language=given.language or ""
    )
    return answer(kept.FoundMeetings([rows.meeting(row) for row in found]))


@router.get("/find/library", auth=FIND, response=kept.FoundPieces, summary="What do libraries keep about this?")
def find_pieces(request: Call, given: Query[taken.FindKept]) -> HttpResponse:
    """Talks, recordings, documents and links about a text, best first, in either language."""
    within = _within(request.auth, given.circle)
    found = queries.pieces(request.auth, given.q, within=within, size=given.limit, language=given.language or "")
    return answer(kept.FoundPieces([rows.piece(row) for row in found]))


@router.get("/find/names", auth=FIND, response=shapes.FoundNames, summary="Who or what is called so?")
def find_names(request: Call, given: Query[taken.FindNames]) -> HttpResponse:
    """People and circles by name. People are found by whoever is signed in."""
    hits = queries.by_name(request.auth, given.q, size=given.limit)
    return answer(
        shapes.FoundNames(
            people=[rows.person(hit.handle, hit.name, hit.photo) for hit in hits.people],
            circles=[rows.circle(row) for row in hits.circles],
        )
    )


def _within(reader: Reader, slug: str | None) -> int | None:
    return None if slug is None else key_of(reader, slug)


def _moment(at: datetime | None) -> datetime:
    now = clock.now()
    if at is not None and at < EARLIEST:
        raise InvalidError({"at": _("There is nothing from before 1990.")})
    return now if at is None else min(at.astimezone(UTC), now)


def _found(one: Found) -> shapes.Found:
    return shapes.Found(
        person=rows.person(one.handle, one.name, one.photo),
        headline=one.headline,
        availability=one.availability,
        room=one.room,
        score=one.score,
        evidence=[_evidence(piece) for piece in one.evidence],
        reasons=[shapes.Reason(reason.code, reason.number) for reason in one.reasons],
    )


def _evidence(piece: Piece) -> shapes.Evidence:
    return shapes.Evidence(
        post=piece.post,
        conversation=piece.conversation,
        kind=piece.kind,
        title=piece.title,
        quote=piece.quote,
        created_at=piece.created_at,
        circle=rows.place(piece.circle, piece.circle_name),
        accepted=piece.accepted,
        share=piece.share,
    )
