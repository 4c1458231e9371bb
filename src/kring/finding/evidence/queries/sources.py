"""What evidence rests on, looked at again for each reader."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from kring.conversations.access import POST
from kring.conversations.models import Post
from kring.finding.evidence.models import Endorsement, EndorsementState
from kring.foundation.access.grants import NOBODY
from kring.foundation.access.readers import Reader
from kring.learning.access import ENTRY
from kring.learning.models import Entry
from kring.meetings.access import MEETING
from kring.meetings.models import Meeting


class Seen(NamedTuple):
    """What a reader sees of a source: what it is called, and for an endorsement what it says and whose it is."""

    title: str
    said: str = ""
    by: str = ""
    handle: str = ""


def seen(reader: Reader, sources: Iterable[str]) -> dict[str, Seen]:
    """What of these sources a reader may see now, by source; nothing of all others. At most one query.

    A statement has nothing to look at. Of endorsements only those that are shown, to whoever is signed in: a name
    stands under it that its giver didn't give to the whole world.
    """
    keys: dict[str, set[int]] = {}
    for source in sources:
        room, _colon, key = source.partition(":")
        if key.isdecimal():
            keys.setdefault(room, set()).add(int(key))
    looks = [
        look(reader, keys[room]).annotate(room=Value(room)).values_list("room", *_SAYS)
        for room, look in _ROOMS.items()
        if keys.get(room)
    ]
    rows = looks[0].union(*looks[1:], all=True) if looks else ()
    return {
        f"{room}:{key}": Seen(title, said, by, handle if is_here else "")
        for room, key, title, said, by, handle, is_here in rows
    }


def _posts(reader: Reader, keys: Collection[int]) -> "QuerySet[Any]":
    rows = Post.objects.filter(
        POST.filter(reader, "read"), pk__in=keys, withdrawn_at=None, conversation__withdrawn_at=None
    )
    return _titled(rows, key="pk", title="conversation__title")


def _meetings(reader: Reader, keys: Collection[int]) -> "QuerySet[Any]":
    rows = Meeting.objects.filter(MEETING.filter(reader, "read"), pk__in=keys)
    return _titled(rows, key="pk", title="title")


def _entries(reader: Reader, keys: Collection[int]) -> "QuerySet[Any]":
    """Lines of the reader's own ledger, by their first row, as they stand now."""
    rows = Entry.objects.filter(
        ENTRY.filter(reader, "read"), Q(pk__in=keys) | Q(line__in=keys), replaced_by=None, struck=False
    )
    return _titled(rows, key=Coalesce("line_id", "pk"), title="title")


def _endorsements(reader: Reader, keys: Collection[int]) -> "QuerySet[Any]":
    """Those that are shown, and the reader's own; none to whoever isn't signed in."""
    shown = Q(state=EndorsementState.SHOWN) | Q(of=reader.account)
    rows = Endorsement.objects.filter(shown if reader.account is not None else NOBODY, pk__in=keys)
    return rows.annotate(
        of_source=F("pk"),
        what=Value(""),
        said=F("sentence"),
        who=F("by__name"),
        handle=F("by__handle"),
        is_here=F("by__is_active"),
    )


def _titled(rows: "QuerySet[Any]", *, key: Any, title: str) -> "QuerySet[Any]":
    """Rows of which there is no more to say than what they are called."""
    titled: QuerySet[Any] = rows.annotate(
        of_source=F(key) if isinstance(key, str) else key,
        what=F(title),
        said=Value(""),
        who=Value(""),
        handle=Value(""),
        is_here=Value(value=False),
    )
    return titled


_SAYS: Final = ("of_source", "what", "said", "who", "handle", "is_here")
_ROOMS: Final[Mapping[str, Callable[[Reader, Collection[int]], "QuerySet[Any]"]]] = {
    "post": _posts,
    "meeting": _meetings,
    "entry": _entries,
    "endorsement": _endorsements,
}
