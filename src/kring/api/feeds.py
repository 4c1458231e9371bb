"""Feeds of meetings, as calendar programs fetch them: without a session, by a secret in the address."""

from calendar import timegm

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.meetings.calendars import actions, queries, writing
from kring.meetings.calendars.queries import Opened
from kring.meetings.calendars.rules.feeds import fingerprint

_ALWAYS = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings that a feed's owner may see now. Whatever isn't a feed that works gets the same answer."""
    opened = queries.opened(secret)
    if opened is None:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8", headers=_ALWAYS)
    with translation.override(opened.language):
        return _answer(request, opened)


def _answer(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The feed, or that it is as it was: then it isn't written out."""
    now = clock.now()
    entries = queries.feed_entries(opened.reader, place=opened.feed.place_id, now=now)
    name = writing.name_of_feed(opened.circle)
    mark = fingerprint((settings.VERSION, settings.BASE_URL, opened.language, name, *entries))
    changed_at = actions.note_fetch(feed=opened.feed, fingerprint=mark, now=now)
    last_modified = timegm(changed_at.utctimetuple())
    etag = f'"{mark[:32]}"'
    answer = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if answer is None:
        content = writing.feed(entries, name=name) if request.method == "GET" else b""
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="meetings.ics"'
    headers = {"ETag": etag, "Last-Modified": http_date(last_modified), "Content-Language": opened.language}
    for header, value in (_ALWAYS | headers).items():
        answer.headers[header] = value
    return answer
