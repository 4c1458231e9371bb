"""Meetings: lists of them, one of them, planning and cancelling, and one's own place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import meeting_shapes as shapes
from kring.api import rows, taken
from kring.api.answers import answer, done, listed, made, next_page, written
from kring.api.callers import READ, READ_OWN, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.api.operations.people import language
from kring.communities.queries import key_of
from kring.competences.actions import keys_for
from kring.competences.queries import words
from kring.conversations.models import circle_of
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.queries import zones
from kring.foundation.errors import InvalidError
from kring.foundation.paging import Page
from kring.meetings import actions, queries
from kring.meetings.models import SignUp, State
from kring.meetings.plans import Plan
from kring.meetings.polls import actions as polls
from kring.meetings.queries import MeetingRow, Seen

router = DescribedRouter(tags=["meetings"])


@router.get("/communities/{slug}/meetings", auth=READ, response=shapes.MeetingList, summary="Meetings of a circle")
def list_circle_meetings(request: Call, slug: Path[taken.Slug], given: Query[taken.MeetingFilter]) -> HttpResponse:
    """Those that haven't ended, the soonest first; with `past` those that have, the latest first."""
    asked = queries.past if given.past else queries.upcoming
    places = [key_of(request.auth, slug)]
    return _listed(request, asked(request.auth, now=clock.now(), places=places, after=given.cursor, size=given.limit))


@router.get("/meetings", auth=READ_OWN, response=shapes.MeetingList, summary="Your meetings")
def list_my_meetings(request: Call, given: Query[taken.MeetingFilter]) -> HttpResponse:
    """Those for which you have a place or wait for one, or that you lead, the soonest first; with `past` those at which
    you had a place, the latest first."""
    asked = queries.mine_past if given.past else queries.mine
    return _listed(request, asked(request.auth, now=clock.now(), after=given.cursor, size=given.limit))


@router.get("/meetings/{key}", auth=READ, response=shapes.Meeting, summary="A meeting")
def get_meeting(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """What it is, its agenda, how many places are taken, and your own. Reading the link checks nobody in."""
    return answer(_meeting(request.auth, queries.seen(request.auth, key)))


@router.post(
    "/communities/{slug}/meetings", auth=WRITE, response={201: shapes.Meeting}, summary="Plan a meeting or a series"
)
@written
def plan_meeting(request: Call, slug: Path[taken.Slug], given: taken.NewMeeting) -> HttpResponse:
    """Plan a meeting in a circle that you host; with `rule` (RFC 5545) a series, of which the first is answered. With
    `poll` it comes of a date poll and begins at one of its dates; whoever can then is invited."""
    place = key_of(request.auth, slug)
    now, plan = clock.now(), _plan(given)
    try:
        if given.poll is None:
            planned = actions.plan(actor=request.auth, place=place, plan=plan, now=now)
        else:
            planned = polls.choose(actor=request.auth, poll=given.poll, place=place, plan=plan, now=now)
    except InvalidError as error:
        wrong = {"starts_at" if name == "starts" else name: text for name, text in error.fields.items()}
        raise InvalidError(wrong) from error
    return made(_meeting(request.auth, queries.seen(request.auth, planned.pk)), f"/meetings/{planned.pk}")


@router.post("/meetings/{key}/cancellation", auth=WRITE, response={204: None}, summary="Cancel a meeting")
@written
def cancel_meeting(request: Call, key: Path[taken.Key], given: taken.Cancellation) -> HttpResponse:
    """Cancel a meeting that you host; with `following` also those after it in its series, which then ends. Everyone who
    registered is told."""
    actions.call_off(actor=request.auth, meeting=key, because=given.because, following=given.following, now=clock.now())
    return done()


@router.post("/meetings/{key}/registration", auth=WRITE, response={201: shapes.Registration}, summary="Register")
@written
def register(request: Call, key: Path[taken.Key], given: taken.Answers) -> HttpResponse:
    """Take a place, or wait for one where all are taken: look at `state`. Registering twice is registering once."""
    row = actions.register(actor=request.auth, meeting=key, answers=given.answers, now=clock.now())
    return made(_registration(row), f"/meetings/{key}")


@router.delete("/meetings/{key}/registration", auth=WRITE, response={204: None}, summary="Sign off")
@written
def sign_off(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Give up your place; who waited longest moves up."""
    actions.sign_off(actor=request.auth, meeting=key, now=clock.now())
    return done()


def _listed(request: Call, page: Page[MeetingRow]) -> HttpResponse:
    address = next_page(request, page.older)
    return listed(shapes.MeetingList([_item(row) for row in page.rows], address), address)


def _item(row: MeetingRow) -> shapes.MeetingItem:
    return shapes.MeetingItem(
        id=row.id,
        title=row.title,
        kind=row.kind,
        mode=row.mode,
        location=row.location,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        state=row.state,
        places=row.places,
        taken=row.taken,
        waiting=row.waiting,
        series=row.series,
        circle=rows.place(row.circle, row.circle_name),
        registration=row.mine,
    )


def _meeting(reader: Reader, seen: Seen) -> shapes.Meeting:
    row = seen.meeting
    circle = circle_of(row.place)
    about = words(row.competences, language=language())
    may_join = row.state == State.PLANNED and (seen.has_place or seen.takes_part)
    return shapes.Meeting(
        id=row.pk,
        uid=str(row.uid),
        title=row.title,
        html=row.html,
        language=row.language,
        kind=row.kind,
        mode=row.mode,
        location=row.location,
        link=(row.link or None) if may_join else None,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        state=row.state,
        cancelled_because=row.cancelled_because,
        places=row.places,
        taken=row.taken,
        waiting=row.waiting,
        register_hours=row.register_hours,
        cancel_hours=row.cancel_hours,
        price_cents=row.price_cents,
        questions=list(row.questions),
        open_to_all=row.open_to_all,
        competences=rows.competences(about[key] for key in row.competences if key in about),
        series=row.series_id,
        version=row.version,
        circle=rows.place(circle.slug, circle.name) if circle is not None else None,
        led_by=rows.person(row.led_by.handle, row.led_by.name, row.led_by.photo),
        parts=_parts(seen),
        agenda=_agenda(reader, seen),
        notes=row.notes_html,
        registration=_registration(seen.mine) if seen.mine is not None else None,
        may_register=seen.may_register,
        is_host=seen.is_host,
        url=f"{settings.BASE_URL}/meetings/{row.pk}",
    )


def _parts(seen: Seen) -> list[shapes.Part]:
    return [
        shapes.Part(
            role=part.role,
            person=rows.person(part.account.handle, part.account.name, part.account.photo) if part.account else None,
            name=part.account.name if part.account else part.name,
            credential=part.credential,
        )
        for part in seen.parts
    ]


def _agenda(reader: Reader, seen: Seen) -> list[shapes.AgendaPoint]:
    return [
        shapes.AgendaPoint(
            title=point.item.title,
            minutes=point.item.minutes,
            conversation=point.conversation.pk if point.conversation else None,
            outcome=point.outcome.pk if point.outcome else None,
            html=point.item.notes_html,
        )
        for point in queries.points(reader, seen.meeting)
    ]


def _registration(row: SignUp) -> shapes.Registration:
    return shapes.Registration(row.state, row.asked_at, row.moved_up_at, [str(text) for text in row.answers])


def _plan(given: taken.NewMeeting) -> Plan:
    """What a caller gives, as a host would write it: her moment as the clocks of the zone show it."""
    if given.zone not in zones():
        raise InvalidError({"zone": _("There is no such time zone.")})
    local = _local(given.starts_at, given.zone)
    return Plan(
        starts=local.replace(tzinfo=None, fold=0),
        second=bool(local.fold),
        competences=keys_for(given.competences, most=8),
        **given.model_dump(exclude={"starts_at", "competences", "poll"}),
    )


def _local(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(UTC).replace(second=0, microsecond=0).astimezone(ZoneInfo(zone))
    except OverflowError as error:
        raise InvalidError({"starts_at": _("Choose a day within three years.")}) from error
