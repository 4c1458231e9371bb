"""One place for all that waits: questions one was asked for, requests to decide on, and what happened."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kring.communities.queries import to_decide
from kring.finding.queries.help import waiting_for
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import InvalidError
from kring.foundation.paging import whole
from kring.learning.queries import count_open
from kring.meetings.polls.queries import awaiting
from kring.notifications.actions import mark_read
from kring.notifications.queries import told
from kring.notifications.queries.pausing import paused_address
from kring.notifications.sentences import line
from kring.web.polls.words import row as poll_row
from kring.web.presenting import asked, circle_url, older_url, person_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_SIZE = 30


@signed_in
@require_safe
def waiting_room(request: Request) -> HttpResponse:
    """All that waits for me; further pages hold only what happened earlier."""
    after = request.GET.get("after", "")
    new = request.GET.get("show") == "unread"
    found = told(request.reader, after=after, size=_SIZE, new=new)
    first = not after and not new
    lines = [line(one) for one in found.rows]
    deciding = to_decide(request.reader) if request.reader.places(Role.HOST) and first else []
    facts = {
        "first": not after,
        "new": new,
        "paused": paused_address(request.reader) is not None,
        "drafts": count_open(request.reader) if first else 0,
        "polls": [poll_row(row) for row in awaiting(request.reader, now=clock.now())] if first else [],
        "asked": [asked(row, _why(evidence)) for row, evidence in waiting_for(request.reader)] if first else [],
        "deciding": [
            (f"/requests/{one.id}", one.name, person_url(one.handle), one.circle_name, circle_url(one.circle),
             one.motivation, one.asked_at)
            for one in deciding
        ],
        "lines": lines,
        "unread": [one.key for one in lines if not one.is_read],
        "older_url": older_url("/waiting", found.older, show="unread" if new else ""),
    }  # fmt: skip
    return page(request, "waiting/index.html", facts, section="waiting")


@signed_in
@require_POST
def read(request: Request) -> HttpResponse:
    """I have read these, or all of it."""
    keys = None if request.POST.get("all") else _keys(request.POST.getlist("key"))
    mark_read(actor=request.reader, keys=keys, now=clock.now())
    return redirect("/waiting")


def _keys(given: Sequence[str]) -> list[int]:
    try:
        return [whole(one) for one in given[:200]]
    except ValueError as error:
        raise InvalidError({"key": _("This form is too old. Go back and send it again.")}) from error


def _why(evidence: Sequence[int]) -> str:
    if not evidence:
        return _("You were asked by name.")
    count = len(evidence)
    return ngettext(
        "You were asked because of something that you wrote before.",
        "You were asked because of %(num)d things that you wrote before.",
        count,
    ) % {"num": count}
