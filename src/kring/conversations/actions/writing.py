"""Answering, commenting and accepting."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION
from kring.conversations.actions import checks
from kring.conversations.drafts import LONGEST_BODY, Checked
from kring.conversations.events import AnswerAccepted, Answered, PostChanged
from kring.conversations.models import Conversation, Kind, Post, PostKind
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
    _count(written, replies=1, follows=True)
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
    _count(written, replies=0, follows=False)
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
    checks.writable(answered.conversation.place)
    return answered


_COUNT = """
    WITH counted AS (
        UPDATE conversation SET replies = replies + %(replies)s, last_at = greatest(last_at, %(now)s)
         WHERE id = %(conversation)s AND withdrawn_at IS NULL RETURNING id
    ), followed AS (
        INSERT INTO follow (conversation_id, account_id, since)
        SELECT id, %(author)s, %(now)s FROM counted WHERE %(follows)s ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM counted
"""


def _count(written: Post, *, replies: int, follows: bool) -> None:
    """Keep on the conversation's row what was written, and have its writer follow it.

    Raises NotThereError when the conversation was withdrawn meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "conversation": written.conversation_id,
                "author": written.author_id,
                "now": written.created_at,
                "replies": replies,
                "follows": follows,
            },
        )
        if not cursor.fetchone()[0]:
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
    checks.writable(to.place)
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
