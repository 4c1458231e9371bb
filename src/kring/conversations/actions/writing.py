"""Answering, commenting and accepting."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION
from kring.conversations.actions import checks
from kring.conversations.drafts import LONGEST_BODY, Checked
from kring.conversations.events import AnswerAccepted, Answered, PostChanged
from kring.conversations.models import Conversation, Follow, Kind, Post, PostKind
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import markup

LONGEST_COMMENT = 2_000


@transaction.atomic
def answer(*, actor: Reader, conversation: int, body: str, now: datetime) -> Post:
    """Answer a question, or reply in a discussion or to an experience. The writer follows it from then on."""
    to = checks.conversation(actor, conversation)
    kind = PostKind.ANSWER if to.kind == Kind.QUESTION else PostKind.REPLY
    written = _write(actor, to, kind=kind, body=body, longest=LONGEST_BODY, now=now)
    _count(conversation, replies=1, now=now)
    Follow.objects.bulk_create(
        [Follow(conversation=to, account_id=written.author_id, since=now)], ignore_conflicts=True
    )
    return written


@transaction.atomic
def comment(*, actor: Reader, post: int, body: str, now: datetime) -> Post:
    """Comment on a post: short, and not on another comment."""
    under = checks.post(actor, post)
    checks.allowed(CONVERSATION, actor, "write", under.conversation)
    if under.kind == PostKind.COMMENT:
        raise ConflictError(_("Comment on the answer itself, not on a comment."), code="comment-on-comment")
    written = _write(
        actor, under.conversation, kind=PostKind.COMMENT, body=body, longest=LONGEST_COMMENT, now=now, under=under
    )
    _count(under.conversation_id, replies=0, now=now)
    return written


@transaction.atomic
def accept(*, actor: Reader, post: int, now: datetime) -> None:
    """The asker says that an answer helped. Several may be accepted; accepting twice is accepting once."""
    answered = _own_question_s_answer(actor, post)
    if answered.accepted_at is None:
        Post.objects.filter(pk=post).update(accepted_at=now)
        Conversation.objects.filter(pk=answered.conversation_id).update(accepted=F("accepted") + 1)
        record(AnswerAccepted(conversation=answered.conversation_id, post=post), actor=actor.account, now=now)


@transaction.atomic
def unaccept(*, actor: Reader, post: int, now: datetime) -> None:
    """Take an acceptance back."""
    answered = _own_question_s_answer(actor, post)
    if answered.accepted_at is not None:
        Post.objects.filter(pk=post).update(accepted_at=None)
        Conversation.objects.filter(pk=answered.conversation_id).update(accepted=F("accepted") - 1)
        record(PostChanged(conversation=answered.conversation_id, post=post), actor=actor.account, now=now)


def _own_question_s_answer(actor: Reader, post: int) -> Post:
    answered = checks.post(actor, post, lock=True)
    checks.allowed(CONVERSATION, actor, "accept", answered.conversation)
    if answered.kind != PostKind.ANSWER:
        raise ConflictError(_("Only an answer to a question can be accepted."), code="not-an-answer")
    checks.writable(answered.conversation.place_id)
    return answered


def _count(conversation: int, *, replies: int, now: datetime) -> None:
    """Keep on the row what was written. Raises NotThereError when the conversation was withdrawn meanwhile."""
    standing = Conversation.objects.filter(pk=conversation, withdrawn_at=None)
    if not standing.update(replies=F("replies") + replies, last_at=Greatest("last_at", now)):
        raise NotThereError


def _write(
    actor: Reader,
    to: Conversation,
    *,
    kind: PostKind,
    body: str,
    longest: int,
    now: datetime,
    under: Post | None = None,
) -> Post:
    author = checks.allowed(CONVERSATION, actor, "write", to)
    checks.writable(to.place_id)
    check = Checked()
    tidy = check.text("body", body, longest=longest)
    check.done()
    written = Post.objects.create(
        conversation=to,
        kind=kind,
        under=under,
        author_id=author,
        body=tidy,
        html=markup.render(tidy),
        created_at=now,
    )
    named = checks.mentioned(tidy, author=author)
    record(
        Answered(conversation=to.pk, post=written.pk, under=under.pk if under else None, mentioned=named),
        actor=author,
        now=now,
    )
    return written
