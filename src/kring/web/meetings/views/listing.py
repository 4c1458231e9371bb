"""The meetings of a circle, and one's own."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kring.communities.models import Community
from kring.communities.queries import may
from kring.foundation import clock
from kring.meetings import queries
from kring.meetings.polls import queries as polls
from kring.web import presenting
from kring.web.circles.opening import at_circle
from kring.web.meetings.words import row
from kring.web.polls.words import Row as PollLine
from kring.web.polls.words import row as poll_row
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@at_circle
def of_circle(request: Request, circle: Community) -> HttpResponse:
    """The meetings of a circle: those to come, or with `past` those that were."""
    is_past = "past" in request.GET
    asked = queries.past if is_past else queries.upcoming
    found = asked(request.reader, now=clock.now(), places=[circle.pk], after=request.GET.get("after", ""))
    url = f"{presenting.circle_url(circle.slug)}/meetings"
    kept = {"past": "1"} if is_past else {}
    facts = {
        "circle": circle,
        "url": url,
        "is_past": is_past,
        "polls": [] if is_past or "after" in request.GET else _polls(request, circle),
        "may_propose": circle.archived_at is None and polls.may_propose(request.reader, circle.place),
        "propose_url": f"{presenting.circle_url(circle.slug)}/polls/new",
        "rows": [row(one, with_circle=False) for one in found.rows],
        "newest": f"{url}?past=1" if is_past and "after" in request.GET else url if "after" in request.GET else None,
        "older": presenting.older_url(url, found.older, **kept),
        "is_host": may(request.reader, "host", circle) and circle.archived_at is None,
    }
    return page(request, "meetings/of_circle.html", facts)


def _polls(request: Request, circle: Community) -> list[PollLine]:
    open_ones = polls.opened(request.reader, places=[circle.pk], now=clock.now())
    return [poll_row(one, with_circle=False) for one in open_ones]


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The meetings for which one has a place or waits, or that one leads; and lists that are open still."""
    now = clock.now()
    found = queries.mine(request.reader, now=now, after=request.GET.get("after", ""))
    facts = {
        "rows": [row(one) for one in found.rows],
        "to_close": [row(one) for one in queries.to_close(request.reader, now=now)],
        "others": [row(one) for one in queries.elsewhere(request.reader, now=now)],
        "newest": "/meetings" if "after" in request.GET else None,
        "older": presenting.older_url("/meetings", found.older),
    }
    return page(request, "meetings/mine.html", facts, section="meetings")
