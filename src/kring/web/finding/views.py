"""One search: people who did it, conversations, meetings, libraries, people and circles by name."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.communities.models import Community
from kring.communities.queries import community
from kring.conversations.queries import ConversationRow
from kring.finding.queries import Found, Hits, by_name, conversations, meetings, pieces
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.meetings.library.queries import PieceRow
from kring.meetings.queries import MeetingRow
from kring.web import presenting
from kring.web.finding.looking import LINKED, ask_url, people_for, tidy
from kring.web.library.words import row as piece_row
from kring.web.meetings.words import row as meeting_row
from kring.web.rendering import page
from kring.web.views import Request

# How many of each on the page of all, and on a page of its own.
_SOME = {"people": 3, "conversations": 5, "meetings": 3, "library": 3, "names": 5}
_MANY = {"people": 10, "conversations": 30, "meetings": 30, "library": 30, "names": 30}


@dataclass
class Results:
    """What was found."""

    people: list[Found] = field(default_factory=list)
    conversations: list[ConversationRow] = field(default_factory=list)
    meetings: list[MeetingRow] = field(default_factory=list)
    library: list[PieceRow] = field(default_factory=list)
    names: Hits = field(default_factory=lambda: Hits([], []))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (
            self.people
            or self.conversations
            or self.meetings
            or self.library
            or self.names.people
            or self.names.circles
        )


@require_safe
def find(request: Request) -> HttpResponse:
    """The page of search. `q`: the words; `in`: one of the kinds, all without; `circle`: only there."""
    text = tidy(request.GET.get("q", ""))
    part = request.GET.get("in", "")
    part = part if part in _MANY else ""
    circle = _circle(request.reader, request.GET.get("circle", ""))
    found = _search(request.reader, text, part, circle) if text else Results()
    facts = {
        "text": text,
        "part": part,
        "circle": circle,
        "parts": _tabs(text, part, circle),
        "is_empty": found.is_empty,
        "ask_url": ask_url(text),
        "people": [presenting.person_card(one, ask_url=ask_url(text, to=one.handle)) for one in found.people],
        "conversations": presenting.conversation_rows(found.conversations),
        "meetings": [meeting_row(one) for one in found.meetings],
        "library": [piece_row(one) for one in found.library],
        "named": [presenting.person_row(one.account, one.handle, one.name, one.photo) for one in found.names.people],
        "circles": [presenting.circle_row(row, top=row.depth) for row in found.names.circles],
        "more": {name: _address(text, name, circle) for name in _MANY},
    }
    return page(request, "finding/find.html", facts, section="find")


def _search(reader: Reader, text: str, part: str, circle: Community | None) -> Results:
    """What the reader may see of what was asked for; on the page of all a few of each."""
    sizes = {part: _MANY[part]} if part else _SOME
    within = circle.pk if circle else None
    found = Results()
    if "people" in sizes:
        found.people = people_for(reader, text, now=clock.now(), within=within, limit=sizes["people"])
    if "conversations" in sizes:
        found.conversations = conversations(reader, text, within=within, size=sizes["conversations"])
    if "meetings" in sizes:
        found.meetings = meetings(reader, text, now=clock.now(), within=within, size=sizes["meetings"])
    if "library" in sizes:
        found.library = pieces(reader, text, within=within, size=sizes["library"])
    if "names" in sizes and circle is None:
        found.names = by_name(reader, text, size=sizes["names"])
    return found


def _circle(reader: Reader, slug: str) -> Community | None:
    """The circle to search in; everywhere when there is none of that name for this reader."""
    try:
        return community(reader, slug) if slug.isascii() and "\0" not in slug and slug else None
    except NotThereError:
        return None


def _tabs(text: str, part: str, circle: Community | None) -> list[tuple[str, str, bool, None]]:
    names = {"": _("All"), "people": _("Who did it"), "conversations": _("Conversations")}
    names |= {"meetings": _("Meetings"), "library": _("Library")}
    if circle is None:
        names["names"] = _("By name")
    return [(words, _address(text, name, circle), name == part, None) for name, words in names.items()]


def _address(text: str, part: str, circle: Community | None) -> str:
    wanted = {"q": text[:LINKED], "in": part, "circle": circle.slug if circle else ""}
    return f"/find?{urlencode({name: value for name, value in wanted.items() if value})}"
