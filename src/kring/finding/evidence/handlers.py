"""Facts of the community become evidence; what is taken back takes its evidence away."""

from datetime import date, datetime

from kring.conversations.events import AnswerAccepted, Answered, ConversationStarted, PostChanged
from kring.conversations.models import Kind
from kring.finding.evidence.actions import bringing
from kring.finding.evidence.actions.erasing import erase_person
from kring.learning.events import LedgerChanged
from kring.meetings.events import PresenceClosed
from kring.people.events import PersonLeft


def experience_told(fact: ConversationStarted, *, event: int, now: datetime) -> None:
    """What someone did and tells shows that she did it."""
    if fact.kind == Kind.EXPERIENCE:
        bringing.bring_posts([fact.post])


def answered(fact: Answered, *, event: int, now: datetime) -> None:
    """An answer shows a little; a comment nothing."""
    if fact.under is None:
        bringing.bring_posts([fact.post])


def accepted(fact: AnswerAccepted, *, event: int, now: datetime) -> None:
    """An answer that helped shows more: somebody else says so."""
    bringing.bring_posts([fact.post])


def post_changed(fact: PostChanged, *, event: int, now: datetime) -> None:
    """Withdrawn, no longer accepted, or about something else."""
    bringing.bring_conversation(fact.conversation, post=fact.post)


def presence_closed(fact: PresenceClosed, *, event: int, now: datetime) -> None:
    """Who led a meeting, and who was there."""
    bringing.bring_meeting(fact.meeting)


def ledger_changed(fact: LedgerChanged, *, event: int, now: datetime) -> None:
    """A training was written down, corrected or struck out."""
    bringing.bring_training(fact.person, since=date.fromisoformat(fact.since))


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """All of hers goes with her."""
    erase_person(person=fact.person, now=now)
