"""Reacting and following."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import POST
from kring.conversations.actions import checks
from kring.conversations.models import Follow, Post, Reaction, ReactionKind
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError


@transaction.atomic
def react(*, actor: Reader, post: int, kind: str, now: datetime) -> None:
    """Put a reaction to a post; twice is once."""
    account, on = _reacting(actor, post, kind)
    Reaction.objects.get_or_create(post=on, account_id=account, kind=kind, defaults={"at": now})
    _count(on)


@transaction.atomic
def unreact(*, actor: Reader, post: int, kind: str) -> None:
    """Take one's reaction back."""
    account, on = _reacting(actor, post, kind)
    Reaction.objects.filter(post=on, account=account, kind=kind).delete()
    _count(on)


def follow(*, actor: Reader, conversation: int, now: datetime) -> None:
    """Hear what is written in a conversation from now on."""
    followed = checks.conversation(actor, conversation)
    account = signed_in(actor)
    Follow.objects.get_or_create(conversation=followed, account_id=account, defaults={"since": now})


def unfollow(*, actor: Reader, conversation: int) -> None:
    """Hear no more of a conversation."""
    Follow.objects.filter(conversation=conversation, account=actor.account).delete()


def _reacting(actor: Reader, post: int, kind: str) -> tuple[int, Post]:
    if kind not in ReactionKind.values:
        raise InvalidError({"kind": _("There is no such reaction.")})
    on = checks.post(actor, post, lock=True)
    return checks.allowed(POST, actor, "react", on), on


def _count(post: Post) -> None:
    counts = Counter(Reaction.objects.filter(post=post).values_list("kind", flat=True))
    Post.objects.filter(pk=post.pk).update(reactions=dict(sorted(counts.items())))
