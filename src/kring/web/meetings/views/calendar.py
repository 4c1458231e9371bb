"""One's feeds for calendar programs, and one meeting as a file."""

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.queries import community, key_of, own_circles
from kring.foundation import clock
from kring.foundation.errors import ConflictError, NotThereError
from kring.meetings.calendars import actions, queries, writing
from kring.meetings.calendars.queries import FeedRow
from kring.web.fields import sentences
from kring.web.meetings.forms import FeedForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_LIST = "/meetings/calendar"
_ASK = ["GET", "HEAD", "POST"]


class Shown(NamedTuple):
    """A feed in the list."""

    name: str
    made_at: datetime
    last_used_at: datetime | None
    renewal: str
    withdrawal: str


class Fresh(NamedTuple):
    """A feed whose address is shown, this once."""

    name: str
    https: str
    webcal: str


@require_http_methods(_ASK)
@signed_in
def feeds(request: Request) -> HttpResponse:
    """The list, and a form for one more. The answer to it shows the address, this once."""
    rows = queries.own_feeds(request.reader)
    asked = request.POST if request.method == "POST" else request.GET
    offered = _offered(request, rows, asked.get("circle", ""))
    if request.method != "POST":
        return _page(request, rows, FeedForm(offered=offered, initial={"circle": asked.get("circle", "")}))
    form = FeedForm(request.POST, offered=offered)
    if not form.is_valid():
        return _page(request, rows, form, status=422)
    slug = form.cleaned_data["circle"]
    try:
        place = None if slug == FeedForm.MINE else key_of(request.reader, slug)
        _feed, secret = actions.make_feed(actor=request.reader, place=place, now=clock.now())
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return _page(request, rows, form, status=409)
    return _made(request, dict(offered)[slug], secret)


@require_http_methods(_ASK)
@signed_in
def renew(request: Request, feed: int) -> HttpResponse:
    """Another address for a feed, after being asked once more: the former one opens nothing any more."""
    row = queries.own_feed(request.reader, feed)
    if request.method != "POST":
        facts = {"name": _name(row), "action": f"{_LIST}/{feed}/renewal", "renews": True}
        return page(request, "meetings/calendar_confirm.html", facts, section="meetings")
    place = key_of(request.reader, row.slug) if row.slug else None
    _feed, secret = actions.make_feed(actor=request.reader, place=place, now=clock.now())
    return _made(request, _name(row), secret)


@require_http_methods(_ASK)
@signed_in
def withdraw(request: Request, feed: int) -> HttpResponse:
    """Withdraw a feed, after being asked once more."""
    row = queries.own_feed(request.reader, feed)
    if request.method != "POST":
        facts = {"name": _name(row), "action": f"{_LIST}/{feed}/withdrawal", "renews": False}
        return page(request, "meetings/calendar_confirm.html", facts, section="meetings")
    actions.withdraw_feed(actor=request.reader, feed=feed)
    messages.success(request, _("The feed is withdrawn. Its address opens nothing any more."))
    return redirect(_LIST)


@require_safe
def single(request: Request, key: int) -> HttpResponse:
    """A meeting as a file that a calendar takes in."""
    answer = HttpResponse(writing.published(queries.entry(request.reader, key)), content_type="text/calendar")
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = f'attachment; filename="meeting-{key}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _offered(request: Request, rows: list[FeedRow], asked: str) -> list[tuple[str, str]]:
    """What there can be one more feed of: one's own meetings, one's circles, and the circle that was asked for."""
    known = {row.slug or FeedForm.MINE for row in rows}
    circles = {slug: name for name, slug, _depth, _hosts in own_circles(request.reader)}
    if asked and asked not in {FeedForm.MINE, *circles}:
        with suppress(NotThereError):
            circles[asked] = community(request.reader, asked).name
    offered = {FeedForm.MINE: _("My meetings, in all circles"), **circles}
    return [(slug, name) for slug, name in offered.items() if slug not in known]


def _made(request: Request, name: str, secret: str) -> HttpResponse:
    rows = queries.own_feeds(request.reader)
    https = f"{settings.BASE_URL}/calendar/{secret}.ics"
    fresh = Fresh(name, https, urlsplit(https)._replace(scheme="webcal").geturl())
    form = FeedForm(offered=_offered(request, rows, ""))
    return _page(request, rows, form, status=201, fresh=fresh)


def _page(
    request: Request, rows: list[FeedRow], form: FeedForm, *, status: int = 200, fresh: Fresh | None = None
) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "wrong": sentences(form),
        "feeds": [_shown(row) for row in rows],
        "fresh": fresh,
        "offers": bool(form.offered),
    }
    answer = page(request, "meetings/calendar.html", facts, section="meetings", status=status)
    if fresh is not None:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(row: FeedRow) -> Shown:
    own = f"{_LIST}/{row.id}"
    return Shown(_name(row), row.made_at, row.last_used_at, f"{own}/renewal", f"{own}/withdrawal")


def _name(row: FeedRow) -> str:
    return row.circle or _("My meetings, in all circles")
