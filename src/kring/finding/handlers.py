"""What finding does when something happened below."""

from datetime import datetime

from kring.communities.events import CommunityChanged
from kring.conversations.events import AnswerAccepted, Answered, ConversationStarted, PostChanged
from kring.finding import actions
from kring.learning.actions.community import propose_help
from kring.meetings.events import AgendaDrawnUp, MeetingPlanned, MeetingsCancelled, MeetingsChanged, NotesWritten
from kring.meetings.library.events import PieceAdded, PieceChanged
from kring.meetings.library.queries import spoken_by
from kring.meetings.queries.listing import series_of
from kring.people.events import PersonLeft, ProfileChanged


def conversation_changed(
    fact: ConversationStarted | AnswerAccepted | PostChanged, *, event: int, now: datetime
) -> None:
    """Search it anew, and count anew what its writer contributed that day."""
    actions.conversations_changed([fact.conversation])
    actions.recount_day(conversation=fact.conversation, post=fact.post)


def answered(fact: Answered, *, event: int, now: datetime) -> None:
    """Search the answer, count it, and settle what its writer was asked: one delivery, as an answer is the
    commonest."""
    actions.posts_changed([fact.post])
    actions.recount_day(conversation=fact.conversation, post=fact.post)
    if actions.settle_help(post=fact.post, now=now):
        # Who helped is known here, and her ledger stands below.
        propose_help(post=fact.post, event=event, now=now)


def accepted(fact: AnswerAccepted, *, event: int, now: datetime) -> None:
    """A question that has its answer asks nobody any more."""
    actions.lapse_help(conversation=fact.conversation, now=now)


def person_changed(fact: ProfileChanged | PersonLeft, *, event: int, now: datetime) -> None:
    """Search a person anew, and where she spoke: her name is searched there too."""
    actions.people_changed([fact.person])
    actions.pieces_changed(spoken_by(fact.person))


def community_changed(fact: CommunityChanged, *, event: int, now: datetime) -> None:
    """Search a circle anew. Who may see what in it is asked at each search, so what lies below stands as it is."""
    actions.places_changed([fact.community])


def meeting_planned(fact: MeetingPlanned, *, event: int, now: datetime) -> None:
    """Search a new meeting; of a series the series, whichever of its meetings were made."""
    actions.meetings_changed([fact.meeting])
    if fact.series is not None:
        actions.series_changed([fact.series])


def meetings_changed(fact: MeetingsChanged | MeetingsCancelled, *, event: int, now: datetime) -> None:
    """Search them anew, and the series that they are of."""
    actions.meetings_changed(fact.meetings)
    actions.series_changed(series_of(fact.meetings))


def meeting_written(fact: AgendaDrawnUp | NotesWritten, *, event: int, now: datetime) -> None:
    """Search what a meeting takes up, and what was written of it."""
    actions.meetings_changed([fact.meeting])


def piece_changed(fact: PieceAdded | PieceChanged, *, event: int, now: datetime) -> None:
    """Search a piece of a library anew."""
    actions.pieces_changed([fact.piece])
