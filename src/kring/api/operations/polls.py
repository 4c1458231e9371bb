"""Date polls: those that are open in a circle, one of them, and saying when one can."""

from django.conf import settings
from django.http import HttpResponse
from ninja import Path

from kring.api import meeting_shapes as shapes
from kring.api import rows, taken
from kring.api.answers import answer, written
from kring.api.callers import READ, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.communities.queries import key_of
from kring.conversations.models import circle_of
from kring.foundation import clock
from kring.meetings.polls import actions, queries
from kring.meetings.polls.queries import OptionRow, Seen

router = DescribedRouter(tags=["polls"])


@router.get("/communities/{slug}/polls", auth=READ, response=shapes.PollItems, summary="Open date polls of a circle")
def list_polls(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """All of them, at most 20; those that close first stand first."""
    found = queries.opened(request.auth, places=[key_of(request.auth, slug)], now=clock.now())
    items = [
        shapes.PollItem(
            row.id, row.title, rows.place(row.circle, row.circle_name), row.dates, row.first, row.last,
            row.answer_until, row.waits,
        )
        for row in found
    ]  # fmt: skip
    return answer(shapes.PollItems(items))


@router.get("/polls/{key}", auth=READ, response=shapes.Poll, summary="A date poll")
def get_poll(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Its dates, what was said of each, and what you said."""
    return answer(_poll(queries.seen(request.auth, key, now=clock.now())))


@router.patch("/polls/{key}/marks", auth=WRITE, response=shapes.Poll, summary="Say when you can")
@written
def mark_dates(request: Call, key: Path[taken.Key], given: taken.Marks) -> HttpResponse:
    """Say of dates whether you can: all that you name or none. Others stay as they were. It can be changed until a date
    is chosen or the poll closes."""
    said = {mark.date: mark.value for mark in given.marks}
    actions.mark(actor=request.auth, poll=key, marks=said, now=clock.now())
    return answer(_poll(queries.seen(request.auth, key, now=clock.now())))


def _poll(seen: Seen) -> shapes.Poll:
    row = seen.poll
    circle = circle_of(row.place)
    return shapes.Poll(
        id=row.pk,
        title=row.title,
        html=row.html,
        language=row.language,
        minutes=row.minutes,
        zone=row.zone,
        kind=row.kind,
        mode=row.mode,
        location=row.location,
        answer_until=row.answer_until,
        state=row.state,
        meeting=row.meeting_id,
        circle=rows.place(circle.slug, circle.name) if circle is not None else None,
        made_by=rows.person(row.made_by.handle, row.made_by.name, row.made_by.photo),
        made_at=row.made_at,
        answers=seen.answers,
        dates=[_date(option, chosen=row.chosen_id) for option in seen.options],
        may_mark=seen.may_mark and seen.why_closed is None,
        url=f"{settings.BASE_URL}/polls/{row.pk}",
    )


def _date(option: OptionRow, *, chosen: int | None) -> shapes.PollDate:
    return shapes.PollDate(
        id=option.id,
        starts_at=option.starts_at,
        ends_at=option.ends_at,
        yes=option.tally.yes,
        if_need_be=option.tally.if_need_be,
        no=option.tally.no,
        mine=option.mine or None,
        is_best=option.is_best,
        is_chosen=option.id == chosen,
        people=[shapes.Said(one.handle, one.name, value) for value, people in option.people.items() for one in people],
    )
