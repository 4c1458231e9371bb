"""What a ledger is proposed when something happened in the community."""

from datetime import datetime

from kring.conversations.events import AnswerAccepted, ConversationStarted, PostChanged
from kring.conversations.models import Kind, Post, PostKind
from kring.learning import actions
from kring.learning.actions.community import about_of, propose_answer, propose_experience
from kring.learning.actions.meetings import propose_meeting
from kring.learning.rules.proposals import ACCEPTED
from kring.meetings.events import PresenceClosed
from kring.meetings.models import PresenceList
from kring.people.events import PersonLeft


def answer_accepted(fact: AnswerAccepted, *, event: int, now: datetime) -> None:
    """An answer that helped is learning of who gave it; whoever asked attests it. Not if that was taken back since."""
    post = _standing(fact.post)
    if post is not None and post.accepted_at is not None:
        propose_answer(post=post, reason=ACCEPTED, attester=post.conversation.author_id, event=event, now=now)


def experience_told(fact: ConversationStarted, *, event: int, now: datetime) -> None:
    """Telling an experience is learning: one thinks over what one did."""
    post = _standing(fact.post) if fact.kind == Kind.EXPERIENCE else None
    if post is not None:
        propose_experience(post=post, event=event, now=now)


def post_changed(fact: PostChanged, *, event: int, now: datetime) -> None:
    """What was withdrawn is proposed no more, nor an answer for having been accepted that isn't any longer."""
    post = _standing(fact.post)
    if post is None:
        actions.lapse(about=[about_of(key) for key in _gone_with(fact)], now=now)
    elif post.kind == PostKind.ANSWER and post.accepted_at is None:
        actions.lapse(about=[about_of(fact.post)], reasons=[ACCEPTED], now=now)


def presence_closed(fact: PresenceClosed, *, event: int, now: datetime) -> None:
    """A meeting is learning of who was there."""
    propose_meeting(closed=PresenceList.objects.get(meeting=fact.meeting), event=event, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """A ledger goes with the person whose it is."""
    actions.erase_ledger(person=fact.person)


def _standing(key: int) -> Post | None:
    rows = Post.objects.select_related("conversation__place", "author").filter(pk=key, withdrawn_at=None)
    return rows.filter(conversation__withdrawn_at=None).first()


def _gone_with(fact: PostChanged) -> list[int]:
    """The posts that are gone with the one that changed: all, where the whole conversation was withdrawn."""
    whole = Post.objects.filter(conversation=fact.conversation, conversation__withdrawn_at__isnull=False)
    return [fact.post, *whole.values_list("pk", flat=True)]
