"""Proposals out of what people write in their circles."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from kring.conversations.models import Post, PostKind, is_private
from kring.foundation.accounts.models import Account
from kring.learning.actions.drafts import Proposal, propose
from kring.learning.models import Draft
from kring.learning.rules.proposals import ANSWER_MINUTES, CASE, EXPERIENCE_MINUTES, HELPED, TOLD, minutes_for


def about_of(post: int) -> str:
    """What a proposal about a post is about: the same for each reason, so that it counts once."""
    return f"post:{post}"


def propose_help(*, post: int, event: int, now: datetime) -> Draft | None:
    """Someone who was asked for help gave it, by this answer; None for a comment. Called by who knows of such
    requests."""
    rows = Post.objects.select_related("conversation__place", "author").filter(
        pk=post, kind=PostKind.ANSWER, withdrawn_at=None
    )
    found = rows.first()
    if found is None or found.conversation.withdrawn_at is not None:
        return None
    return propose_answer(post=found, reason=HELPED, attester=None, event=event, now=now)


def propose_answer(*, post: Post, reason: str, attester: int | None, event: int, now: datetime) -> Draft | None:
    """An answer as learning of its writer; `post` with its conversation and place. None for an answer to oneself.

    Of a private case the line doesn't say what it was about: dossiers are opened to others.
    """
    if post.author_id == post.conversation.author_id:
        return None
    private = is_private(post.conversation)
    return propose(
        proposal=Proposal(
            person=post.author_id,
            about=about_of(post.pk),
            title=_neutral_title(post.author) if private else post.conversation.title,
            kind="answer",
            at=post.created_at,
            minutes=minutes_for(len(post.body.split()), at_least=ANSWER_MINUTES),
            reason=CASE if private else reason,
            reason_facts={"post": post.pk},
            competences=post.conversation.competences,
            attester=attester,
        ),
        event=event,
        now=now,
    )


def _neutral_title(person: Account) -> str:
    with translation.override(person.language):
        return gettext("Helped with a private case")


def propose_experience(*, post: Post, event: int, now: datetime) -> Draft | None:
    """A told experience as learning of its teller; `post` is its opening, with its conversation."""
    return propose(
        proposal=Proposal(
            person=post.author_id,
            about=about_of(post.pk),
            title=post.conversation.title,
            kind="experience",
            at=post.created_at,
            minutes=minutes_for(len(post.body.split()), at_least=EXPERIENCE_MINUTES),
            reason=TOLD,
            reason_facts={"post": post.pk},
            competences=post.conversation.competences,
        ),
        event=event,
        now=now,
    )
