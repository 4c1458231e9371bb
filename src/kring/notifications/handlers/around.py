"""Who hears of what stands around meetings: date polls, and what libraries keep."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from kring.communities.models import Membership
from kring.meetings.library.events import PieceAdded
from kring.meetings.library.models import Piece
from kring.meetings.library.rules import is_told
from kring.meetings.polls.access import POLL
from kring.meetings.polls.events import PollClosing, PollOpened, PollWithdrawn
from kring.meetings.polls.models import Poll
from kring.meetings.polls.models import State as PollState
from kring.meetings.polls.queries import answered as who_answered
from kring.meetings.polls.queries import silent
from kring.notifications.actions import notify
from kring.notifications.handlers.telling import actor_of
from kring.notifications.rules import Topic


def poll_opened(fact: PollOpened, *, event: int, now: datetime) -> None:
    """Everyone who may say when she can."""
    poll = Poll.objects.get(pk=fact.poll)
    people = POLL.audience("mark", poll).values_list("pk", flat=True)
    _about_poll(Topic.POLL_OPENED, people, poll, event=event, now=now)


def poll_closing(fact: PollClosing, *, event: int, now: datetime) -> None:
    """Who said nothing yet, with the day and time by the clocks of who asks."""
    poll = Poll.objects.get(pk=fact.poll)
    if poll.state == PollState.OPEN and poll.answer_until is not None:
        local = poll.answer_until.astimezone(ZoneInfo(poll.zone))
        said = {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
        _about_poll(Topic.POLL_CLOSING, silent(poll), poll, event=event, now=now, facts=said)


def poll_withdrawn(fact: PollWithdrawn, *, event: int, now: datetime) -> None:
    """Who answered."""
    poll = Poll.objects.get(pk=fact.poll)
    _about_poll(Topic.POLL_WITHDRAWN, who_answered(poll), poll, event=event, now=now)


def piece_added(fact: PieceAdded, *, event: int, now: datetime) -> None:
    """The members of the circle in whose library it stands; not of what is brought for a meeting to come."""
    piece = Piece.objects.select_related("meeting").get(pk=fact.piece)
    starts = piece.meeting.starts_at if piece.meeting is not None else None
    if piece.withdrawn_at is not None or not is_told(meeting_starts=starts, at=piece.added_at):
        return
    members = Membership.objects.filter(community=piece.place_id, left_at=None).values_list("account_id", flat=True)
    notify(
        members,
        topic=Topic.PIECE_ADDED,
        event=event,
        actor=actor_of(event),
        about="piece",
        about_id=piece.pk,
        place=piece.place_id,
        now=now,
    )


def _about_poll(
    topic: Topic, people: Iterable[int], poll: Poll, *, event: int, now: datetime, facts: dict[str, str] | None = None
) -> None:
    notify(
        people,
        topic=topic,
        event=event,
        actor=actor_of(event),
        about="poll",
        about_id=poll.pk,
        place=poll.place_id,
        facts=facts,
        now=now,
    )
