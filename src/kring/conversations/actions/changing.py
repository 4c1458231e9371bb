"""Changing what a conversation is called, and withdrawing what was written. What it said before is kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION, POST
from kring.conversations.actions import checks
from kring.conversations.actions.editing import keep
from kring.conversations.actions.starting import known_competences, share_in_the_open
from kring.conversations.drafts import LONGEST_TITLE, Checked
from kring.conversations.events import PostChanged
from kring.conversations.models import Conversation, Post, PostKind
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError
from kring.foundation.events.actions import record


@transaction.atomic
def retitle(
    *, actor: Reader, conversation: int, title: str, competences: list[int] | None = None, now: datetime
) -> Conversation:
    """Give a conversation another title, and other competences where given. What it was before is kept."""
    changed = checks.conversation(actor, conversation, lock=True)
    editor = checks.allowed(CONVERSATION, actor, "retitle", changed)
    checks.writable(changed.place)
    check = Checked()
    tidy = check.line("title", title, longest=LONGEST_TITLE)
    check.done()
    about = changed.competences if competences is None else known_competences(competences)
    if (tidy, about) == (changed.title, changed.competences):
        return changed
    opening = Post.objects.select_for_update(no_key=True).get(conversation=changed, kind=PostKind.OPENING)
    former = {} if about == changed.competences else {"competences": changed.competences}
    keep(opening, editor=editor, title="" if tidy == changed.title else changed.title, parts=former, now=now)
    Post.objects.filter(pk=opening.pk).update(version=F("version") + 1, edited_at=now)
    changed.title, changed.competences = tidy, about
    changed.save(update_fields=["title", "competences"])
    share_in_the_open(changed)
    record(PostChanged(conversation=conversation, post=opening.pk), actor=editor, now=now)
    return changed


@transaction.atomic
def withdraw(*, actor: Reader, post: int, now: datetime) -> None:
    """Take back an answer, reply or comment, by its writer or a host. Its place stays, its words are no longer
    shown."""
    gone = checks.post(actor, post, lock=True)
    checks.allowed(POST, actor, "withdraw", gone)
    if gone.kind == PostKind.OPENING:
        raise ConflictError(_("Withdraw the whole conversation instead."), code="opening")
    Post.objects.filter(pk=post).update(withdrawn_at=now, accepted_at=None)
    if gone.kind != PostKind.COMMENT:
        Conversation.objects.filter(pk=gone.conversation_id).update(
            replies=F("replies") - 1, accepted=F("accepted") - (1 if gone.accepted_at else 0)
        )
    record(PostChanged(conversation=gone.conversation_id, post=post), actor=actor.account, now=now)


@transaction.atomic
def withdraw_conversation(*, actor: Reader, conversation: int, now: datetime) -> None:
    """Take back a whole conversation. Once others answered, only a host can: their work is in it too."""
    gone = checks.conversation(actor, conversation, lock=True)
    checks.allowed(CONVERSATION, actor, "withdraw", gone)
    if gone.replies and not actor.has(gone.place_id, Role.HOST):
        raise ConflictError(_("Others have answered: ask a host to withdraw it."), code="answered")
    Conversation.objects.filter(pk=conversation).update(withdrawn_at=now)
    opening = Post.objects.values_list("pk", flat=True).get(conversation=conversation, kind=PostKind.OPENING)
    record(PostChanged(conversation=conversation, post=opening), actor=actor.account, now=now)
