"""What evidence rests on, looked at again for each reader."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from kring.conversations.access import POST
from kring.conversations.models import Post
from kring.finding.evidence.models import Endorsement, EndorsementState
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
    """What of these sources a reader may see now, by source; nothing of all others. At most four queries.

    A statement has nothing to look at. Of endorsements only those that are shown, to whoever is signed in: a name
    stands under it that its giver didn't give to the whole world.
    """
    keys: dict[str, set[int]] = {}
    for source in sources:
        room, _colon, key = source.partition(":")
        if key.isdecimal():
            keys.setdefault(room, set()).add(int(key))
    found: dict[str, Seen] = {}
    for room, look in (("post", _posts), ("meeting", _meetings), ("entry", _entries), ("endorsement", _endorsements)):
        if keys.get(room):
            found |= {f"{room}:{key}": what for key, what in look(reader, keys[room]).items()}
    return found


def _posts(reader: Reader, keys: Collection[int]) -> dict[int, Seen]:
    rows = Post.objects.filter(
        POST.filter(reader, "read"), pk__in=keys, withdrawn_at=None, conversation__withdrawn_at=None
    )
    return {key: Seen(title) for key, title in rows.values_list("pk", "conversation__title")}


def _meetings(reader: Reader, keys: Collection[int]) -> dict[int, Seen]:
    rows = Meeting.objects.filter(MEETING.filter(reader, "read"), pk__in=keys)
    return {key: Seen(title) for key, title in rows.values_list("pk", "title")}


def _entries(reader: Reader, keys: Collection[int]) -> dict[int, Seen]:
    """Lines of the reader's own ledger, by their first row, as they stand now."""
    rows = Entry.objects.filter(
        ENTRY.filter(reader, "correct"), Q(pk__in=keys) | Q(line__in=keys), replaced_by=None, struck=False
    )
    return {line or key: Seen(title) for key, line, title in rows.values_list("pk", "line_id", "title")}


def _endorsements(reader: Reader, keys: Collection[int]) -> dict[int, Seen]:
    if reader.account is None:
        return {}
    rows = Endorsement.objects.filter(Q(state=EndorsementState.SHOWN) | Q(of=reader.account), pk__in=keys)
    found = rows.values_list("pk", "sentence", "by__name", "by__handle", "by__is_active")
    return {key: Seen("", said, by, handle if is_here else "") for key, said, by, handle, is_here in found}
