"""Of what a conversation comes that is started from a piece or a meeting. The page carries it as `piece`, or `meeting`
and perhaps `item`: in its address, and in its form."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.utils.translation import gettext as _

from kring.conversations.models import Conversation
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.ids import LARGEST
from kring.meetings.library import actions, queries
from kring.meetings.library.queries import Source
from kring.web.library.words import piece_url
from kring.web.meetings.words import meeting_url
from kring.web.views import Request

FIELDS: Final = ("piece", "meeting", "item")


class Origin(NamedTuple):
    """What a page says of it: its title with its address, the point of the agenda or nothing, the circle in which to
    start, and the fields that carry it on."""

    source: Source
    title: str
    url: str
    item: str
    circle: str
    fields: Mapping[str, int]


def origin(reader: Reader, given: Mapping[str, Any]) -> Origin | None:
    """Of what comes what is started, as the fields say; None where they say nothing that the reader may start from."""
    source = _source(given)
    found = queries.origin(reader, source, now=clock.now()) if source is not None else None
    if found is None:
        return None
    kept = {name: getattr(found.source, name) for name in FIELDS}
    return Origin(
        source=found.source,
        title=found.title,
        url=_url(found.source),
        item=found.item,
        circle=found.circle or "",
        fields={name: key for name, key in kept.items() if key is not None},
    )


def started(request: Request, given: Mapping[str, Any], start: Callable[[], Conversation]) -> Conversation:
    """Start a conversation, and note in the same transaction of what it came, where the fields say so."""
    came_of = origin(request.reader, given)
    if came_of is None:
        return start()
    begun = actions.inspired(actor=request.reader, by=came_of.source, start=start, now=clock.now())
    if not begun.is_linked:
        words = _("It stands in another circle, so it isn’t linked with “%(title)s”.") % {"title": came_of.title}
        messages.info(request, words)
    return begun.conversation


def carried(given: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are there, to be carried on in an address."""
    return {name: str(given[name])[:20] for name in FIELDS if given.get(name)}


def start_url(circle: str, verb: str, source: Source) -> str:
    """Where something is started from this: `verb` is "ask" or "tell"."""
    kept = {name: getattr(source, name) for name in FIELDS}
    return f"/circles/{circle}/{verb}?{urlencode({name: key for name, key in kept.items() if key is not None})}"


class Around(NamedTuple):
    """Of what a conversation came, and the meetings that take it up: titles and addresses."""

    sources: list[tuple[str, str]]
    taken_up: list[tuple[str, str]]


def around(reader: Reader, conversation: int) -> Around:
    """What stands around a conversation. One query."""
    found = Around([], [])
    for one in queries.sources_of(reader, conversation):
        url = piece_url(one.key) if one.kind == "piece" else meeting_url(one.key)
        (found.taken_up if one.kind == "agenda" else found.sources).append((one.title, url))
    return found


def whole(text: Any) -> int | None:
    """A key out of a form or an address; None for what is none."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 and 0 < int(said) <= LARGEST else None


def _source(given: Mapping[str, Any]) -> Source | None:
    piece, meeting = whole(given.get("piece")), whole(given.get("meeting"))
    if piece is not None:
        return Source(piece=piece)
    return Source(meeting=meeting, item=whole(given.get("item"))) if meeting is not None else None


def _url(source: Source) -> str:
    return piece_url(source.piece) if source.piece is not None else meeting_url(source.meeting or 0)
