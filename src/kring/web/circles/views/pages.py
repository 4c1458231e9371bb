"""Reading circles: the directory, a circle's page or its landing, and its people."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.communities import queries
from kring.communities.agreements.queries import buys_at
from kring.communities.models import Community, Joining
from kring.conversations import queries as conversations
from kring.conversations.models import Kind
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.paging import Page
from kring.foundation.text.cleaning import excerpt
from kring.meetings.consultations.queries import group_at
from kring.meetings.queries import upcoming
from kring.web import presenting
from kring.web.agreements.views.own import offer_at
from kring.web.circles import rows, words
from kring.web.circles.opening import at_circle
from kring.web.meetings.words import row as meeting_row
from kring.web.organisations.opening import organisation_url
from kring.web.rendering import page
from kring.web.views import Request

_FACES = 6
_MEETINGS = 2
# While everything fits in one short list, the parts of it are not shown beside it.
_SHORT = 8
# In place of a kind: of every kind, here and in the circles within.
_WITHIN = "within"


@require_safe
def directory(request: Request) -> HttpResponse:
    """One's own circles as a tree, and the other communities that one may know of, by name."""
    reader, after = request.reader, request.GET.get("after", "")
    others = queries.directory(reader, after=after, without_own=True)
    own, archived = queries.mine(reader) if reader.account and not after else ([], [])
    facts = {
        "own": rows.circle_lines(own, tree=True),
        "archived": rows.circle_lines(archived),
        "others": rows.circle_lines(others.rows),
        "older": presenting.older_url("/circles", others.older),
        "is_later": bool(after),
        "may_start": reader.is_operator,
    }
    return page(request, "circles/directory.html", facts, section="circles")


@require_safe
@at_circle
def circle(request: Request, circle: Community) -> HttpResponse:
    """A circle's page for who may read in it; for others who may know of it, its landing."""
    reader = request.reader
    over, under = queries.around(reader, circle)
    may_start = queries.may_found(reader, circle) and circle.archived_at is None
    facts = _head(request, circle, over) | {
        "under": rows.circle_lines(under),
        "may_start": may_start,
        "offer": offer_at(reader, circle),
        "agreeing": _agreeing(request, circle),
    }
    if not queries.may(reader, "read", circle):
        return page(request, "circles/landing.html", facts, section="circles")
    facts |= _conversations(request, circle, has_under=bool(under))
    if not request.GET.get("after"):
        people = queries.members(reader, circle, size=_FACES)
        facts["people"] = rows.member_lines(people.rows, facts["host_keys"])
        coming = upcoming(reader, now=clock.now(), places=[circle.pk], size=_MEETINGS)
        facts["meetings"] = [meeting_row(one, with_circle=False) for one in coming.rows]
    return page(request, "circles/circle.html", {"people": (), "meetings": (), **facts}, section="circles")


@require_safe
@at_circle
def people(request: Request, circle: Community) -> HttpResponse:
    """The members of a circle, newest first; by name with `q`."""
    reader, text = request.reader, request.GET.get("q", "")[:80]
    found = queries.members(reader, circle, after=request.GET.get("after", ""), text=text)
    hosts = frozenset(account for account, *_ in queries.hosts(circle.pk))
    address = f"{presenting.circle_url(circle.slug)}/people"
    facts = {
        "circle": circle,
        "crumbs": rows.crumbs((), circle),
        "people": rows.member_lines(found.rows, hosts),
        "older": presenting.older_url(address, found.older, q=text),
        "address": address,
        "text": text,
        "readable": reader.account is not None and queries.may(reader, "read", circle),
        "is_host": queries.may(reader, "host", circle),
    }
    return page(request, "circles/people.html", facts, section="circles")


def _agreeing(request: Request, circle: Community) -> list[tuple[str, str]]:
    """The organisations for which the reader may draft an agreement with a circle, each with where she does."""
    found = buys_at(request.reader, circle) if circle.archived_at is None else []
    return [(name, f"{organisation_url(slug)}/agreements/new?with={circle.slug}") for name, slug in found]


def _head(request: Request, circle: Community, over: list[queries.CircleRow]) -> dict[str, Any]:
    """What a circle's page and its landing both show."""
    reader = request.reader
    hosts = queries.hosts(circle.pk)
    is_member = reader.has(circle.pk, Role.MEMBER)
    way = queries.way_in(reader, circle, over)
    asks = not is_member and way == Joining.REQUEST and reader.account is not None
    purpose = rows.paragraphs(circle.purpose)
    return {
        "circle": circle,
        "url": presenting.circle_url(circle.slug),
        "crumbs": rows.crumbs(over),
        "lead": purpose[0] if purpose else "",
        "more": purpose[1:],
        "lang": rows.other_language(circle.language),
        "summary": excerpt(circle.purpose, length=155),
        "hosts": rows.host_links(hosts, linked=reader.account is not None),
        "host_keys": frozenset(account for account, *_ in hosts),
        "is_member": is_member,
        # The circle of all colleagues: an organisation lies above it, and no circle.
        "is_by_work": is_member and not over and len(circle.place.path) > 1,
        "is_host": queries.may(reader, "host", circle),
        "way": way,
        "has_asked": asks and queries.has_asked(reader, circle.pk),
        "reading": words.reading(circle, words.names(circle, over)),
        "is_public": circle.place.listing_scope == 0,
        # Only a circle of which nobody else knows can be one.
        "is_group": circle.place.listing_scope == circle.pk and group_at(circle.pk) is not None,
        "announcement": rows.paragraphs(circle.announcement),
    }


def _conversations(request: Request, circle: Community, *, has_under: bool) -> dict[str, Any]:
    """The latest conversations, of one kind or with the circles within if asked.

    With open questions and experiences on the first page of all.
    """
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values or kind == _WITHIN else ""
    after, url = request.GET.get("after", ""), presenting.circle_url(circle.slug)
    if kind or after:
        found = _listed(request, circle, kind, after)
        seen = conversations.Overview((), (), found)
    else:
        seen = conversations.overview(request.reader, circle.pk)
    is_short = len(seen.latest.rows) <= _SHORT
    return {
        "open_questions": [] if is_short else presenting.conversation_rows(seen.open_questions, with_circle=False),
        "experiences": [] if is_short else presenting.conversation_rows(seen.experiences, with_circle=False),
        "latest": presenting.conversation_rows(seen.latest.rows, with_circle=kind == _WITHIN),
        "older": presenting.older_url(url, seen.latest.older, kind=kind),
        "newest": url if after else None,
        "kind": kind,
        "kinds": _tabs(url, kind, has_under=has_under),
    }


def _listed(request: Request, circle: Community, kind: str, after: str) -> Page[conversations.ConversationRow]:
    if kind == _WITHIN:
        return conversations.latest(request.reader, within=circle.pk, after=after)
    return conversations.latest(request.reader, places=[circle.pk], kind=kind, after=after)


def _tabs(url: str, kind: str, *, has_under: bool) -> list[tuple[str, str, bool, None]]:
    tabs = [
        ("", _("All")),
        (Kind.QUESTION.value, _("Questions")),
        (Kind.EXPERIENCE.value, _("Experiences")),
        (Kind.DISCUSSION.value, _("Discussions")),
    ]
    if has_under:
        tabs.append((_WITHIN, _("With the circles within")))
    return [(label, f"{url}?kind={value}#latest" if value else url, value == kind, None) for value, label in tabs]
