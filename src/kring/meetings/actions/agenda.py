"""Votes for what a meeting takes up, and the agenda that its host makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION
from kring.conversations.drafts import Checked
from kring.conversations.models import Conversation
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import markup
from kring.meetings.actions import checks
from kring.meetings.events import AgendaDrawnUp
from kring.meetings.models import Item, Meeting, Vote
from kring.meetings.queries.agenda import takeable

MOST_ITEMS: Final = 50
MOST_VOTES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of an agenda as a host writes it; `item` is the one that is there already."""

    item: int | None = None
    title: str = ""
    minutes: int | None = None
    conversation: int | None = None
    outcome: int | None = None
    notes: str = ""


@transaction.atomic
def vote(*, actor: Reader, meeting: int, conversation: int, wants: bool, now: datetime) -> None:
    """Say that one wants a conversation of the circle, or of one within it, taken up; or no longer. At most ten.

    Raises NotThereError for a conversation of elsewhere, ConflictError when the meeting has begun or there are ten.
    """
    held = checks.seen(actor, meeting)
    account = checks.allowed(actor, "vote", held)
    checks.standing(held)
    if now >= held.starts_at:
        raise ConflictError(_("This meeting has begun: its agenda stands."), code="begun")
    about = _of_circle(actor, held, [conversation]).get(conversation)
    if about is None:
        raise NotThereError
    mine = Vote.objects.filter(meeting=held, account=account)
    if not wants:
        mine.filter(conversation=about).delete()
    elif mine.exclude(conversation=about).count() >= MOST_VOTES:
        raise ConflictError(_("You have ten votes for a meeting. Take one back first."), code="too-many-votes")
    else:
        Vote.objects.get_or_create(meeting=held, conversation=about, account_id=account)


@transaction.atomic
def draw_up(*, actor: Reader, meeting: int, points: Sequence[Point], version: int, now: datetime) -> list[Item]:
    """Write the whole agenda, in this order; points that are left out go. After the meeting too: what came of it.

    Raises InvalidError by "title_<n>", "minutes_<n>"; ConflictError when someone changed the meeting meanwhile.
    """
    held = checks.hosted(actor, meeting)
    checks.unchanged(held, version)
    if len(points) > MOST_ITEMS:
        raise InvalidError({"points": _("An agenda has at most 50 points.")})
    named = [key for point in points for key in (point.conversation, point.outcome) if key is not None]
    known = _of_circle(actor, held, named)
    rows = _items(held, points, known)
    Item.objects.filter(meeting=held).exclude(pk__in=[row.pk for row in rows if row.pk]).delete()
    for row in rows:
        row.save()
    held.version, held.changed_at = held.version + 1, now
    held.save(update_fields=["version", "changed_at"])
    record(AgendaDrawnUp(meeting=held.pk), actor=signed_in(actor), now=now)
    return rows


def _items(held: Meeting, points: Sequence[Point], known: "dict[int, Conversation]") -> list[Item]:
    check = Checked()
    there = {item.pk: item for item in Item.objects.filter(meeting=held)}
    rows = []
    for number, point in enumerate(points):
        row = there.pop(point.item, None) if point.item else None
        row = row or Item(meeting=held)
        row.conversation = known.get(point.conversation or 0)
        row.outcome = known.get(point.outcome or 0)
        title = point.title or (row.conversation.title if row.conversation else "")
        row.position, row.title = number, check.line(f"title_{number}", title, longest=200)
        row.minutes = _minutes(check, number, point.minutes)
        row.notes = check.text(f"notes_{number}", point.notes, longest=20_000, needed=False)
        row.notes_html = markup.render(row.notes) if row.notes else ""
        rows.append(row)
    taken = [row.conversation_id for row in rows if row.conversation_id]
    if len(taken) != len(set(taken)):
        check.wrong["points"] = _("One conversation is on the agenda twice.")
    check.done()
    return rows


def _minutes(check: Checked, number: int, minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= 24 * 60:
        check.wrong[f"minutes_{number}"] = _("Give a number from %(least)d to %(most)d.") % {"least": 1, "most": 1440}
        return None
    return minutes


def _of_circle(actor: Reader, held: Meeting, keys: Sequence[int]) -> "dict[int, Conversation]":
    """Those of these conversations that stand in the meeting's circle or below it, and that the actor may read."""
    rows = Conversation.objects.filter(CONVERSATION.filter(actor, "read"), takeable(held), pk__in=list(keys))
    return {row.pk: row for row in rows}
