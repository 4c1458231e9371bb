"""Saying what came of a piece or a meeting: a conversation that is started from it, or one that is there already."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation
from kring.foundation.access.models import Place, Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.meetings.events import AgendaDrawnUp
from kring.meetings.library.access import INSPIRED
from kring.meetings.library.events import ConversationInspired
from kring.meetings.library.models import Inspired
from kring.meetings.library.queries.inspired import Source, origin
from kring.meetings.models import Item, Meeting
from kring.meetings.queries.agenda import within


@dataclass(frozen=True, slots=True)
class Begun:
    """A conversation that was started from something; `is_linked` unless it stands where not the same people may read
    it."""

    conversation: Conversation
    is_linked: bool


@transaction.atomic
def inspired(*, actor: Reader, by: Source, start: Callable[[], Conversation], now: datetime) -> Begun:
    """Start a conversation from a piece, a meeting or a point of its agenda, of which it then came; both or neither.

    `start` is the action that starts it, as it is started anywhere else. A point without an outcome has its outcome by
    this. Raises NotThereError when the actor may start nothing from there, and what `start` raises.
    """
    account = signed_in(actor)
    if origin(actor, by, now=now) is None:
        raise NotThereError
    started = start()
    is_linked = Conversation.objects.filter(within(_place(by)), pk=started.pk).exists()
    if is_linked:
        _link(by, started.pk, account=account, now=now)
        if by.meeting is not None and by.item is not None:
            _give_outcome(by.meeting, by.item, started.pk, account=account, now=now)
    return Begun(started, is_linked)


@transaction.atomic
def link(*, actor: Reader, source: Source, conversation: int, now: datetime) -> None:
    """Say that a conversation of the circle came of a piece or meeting: one that one started, or as a host any. Said
    twice it stands once.

    Raises NotThereError, RefusedError.
    """
    account = signed_in(actor)
    if origin(actor, source, now=now) is None:
        raise NotThereError
    place = _place(source)
    rows = Conversation.objects.filter(CONVERSATION.filter(actor, "read"), within(place), pk=conversation)
    named = rows.first()
    if named is None:
        raise NotThereError
    if named.author_id != account and not actor.has(place.pk, Role.HOST):
        raise RefusedError(_("Only whoever started a conversation, or a host, says of what it came."), code="not-yours")
    _link(source, conversation, account=account, now=now)


@transaction.atomic
def unlink(*, actor: Reader, source: Source, conversation: int) -> None:
    """Say that a conversation didn't come of a piece or meeting after all: whoever said so, whoever started it, or a
    host. It stays the outcome of a point until the agenda says otherwise.

    Raises NotThereError, RefusedError.
    """
    readable = Conversation.objects.filter(CONVERSATION.filter(actor, "read"), withdrawn_at=None)
    rows = Inspired.objects.select_related("conversation").filter(conversation__in=readable, **_columns(source))
    found = rows.filter(conversation=conversation).first()
    if found is None:
        raise NotThereError
    if not INSPIRED.allows(actor, "remove", found):
        raise RefusedError(
            _("Only whoever said that this came of it, whoever started it, or a host can take that back."),
            code="may-not-remove",
        )
    if Item.objects.filter(meeting=source.meeting or 0, outcome=conversation).exists():
        raise ConflictError(
            _("This is what came of a point of the agenda. Change it there."), code="outcome-of-a-point"
        )
    found.delete()


@transaction.atomic
def note_outcomes(*, meeting: int, now: datetime) -> None:
    """What an agenda names as outcome came of its meeting. Done twice it is done once."""
    held = Meeting.objects.filter(pk=meeting).first()
    if held is None:
        return
    for key in Item.objects.filter(meeting=meeting, outcome__isnull=False).order_by("pk").values_list("outcome"):
        _link(Source(meeting=meeting), key[0], account=held.led_by_id, now=now)


def _link(source: Source, conversation: int, *, account: int, now: datetime) -> None:
    columns = _columns(source)
    _row, is_new = Inspired.objects.get_or_create(
        conversation_id=conversation, **columns, defaults={"by_id": account, "at": now}
    )
    if is_new:
        fact = ConversationInspired(conversation=conversation, piece=source.piece, meeting=source.meeting)
        record(fact, actor=account, now=now)


def _give_outcome(meeting: int, item: int, conversation: int, *, account: int, now: datetime) -> None:
    """The point has its outcome, unless it had one. Whoever draws up the agenda just then sees that it changed."""
    held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting)
    if Item.objects.filter(meeting=held, pk=item, outcome=None).update(outcome=conversation):
        held.version, held.changed_at = held.version + 1, now
        held.save(update_fields=["version", "changed_at"])
        record(AgendaDrawnUp(meeting=meeting), actor=account, now=now)


def _columns(source: Source) -> dict[str, Any]:
    return {"piece_id": source.piece} if source.piece is not None else {"meeting_id": source.meeting}


def _place(source: Source) -> Place:
    if source.piece is not None:
        return Place.objects.get(pieces=source.piece)
    return Place.objects.get(meetings=source.meeting)
