"""Asking a question, telling an experience, opening a discussion."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kring.competences.actions import share
from kring.competences.models import Competence
from kring.conversations.access import CONVERSATION
from kring.conversations.actions import checks
from kring.conversations.drafts import (
    EXPERIENCE_PARTS,
    LONGEST_BODY,
    LONGEST_TITLE,
    MOST_COMPETENCES,
    QUESTION_PARTS,
    Checked,
    Discussion,
    Question,
    Told,
    whole,
)
from kring.conversations.events import ConversationStarted
from kring.conversations.models import Conversation, Experience, Follow, Kind, Post, PostKind, QuestionGuide
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.foundation.errors import NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import markup


@transaction.atomic
def ask(*, actor: Reader, community: int, question: Question, now: datetime) -> Conversation:
    """Ask a question in a circle of which the actor is a member. She follows it from then on."""
    check = Checked()
    title = check.line("title", question.title, longest=LONGEST_TITLE)
    body = check.text("body", question.body, longest=LONGEST_BODY, needed=False)
    guide = check.parts({"goal": question.goal, "tried": question.tried}, QUESTION_PARTS)
    check.done()
    started = _start(actor, community, Kind.QUESTION, question, title=title, body=body, now=now)
    if any(guide.values()):
        QuestionGuide.objects.create(conversation=started, **guide)
    return started


@transaction.atomic
def discuss(*, actor: Reader, community: int, discussion: Discussion, now: datetime) -> Conversation:
    """Open a discussion in a circle of which the actor is a member."""
    check = Checked()
    title = check.line("title", discussion.title, longest=LONGEST_TITLE)
    body = check.text("body", discussion.body, longest=LONGEST_BODY)
    check.done()
    return _start(actor, community, Kind.DISCUSSION, discussion, title=title, body=body, now=now)


@transaction.atomic
def tell(*, actor: Reader, community: int, told: Told, now: datetime) -> Conversation:
    """Tell an experience in a circle of which the actor is a member; it may be what came of a question she can read."""
    check = Checked()
    title = check.line("title", told.title, longest=LONGEST_TITLE)
    parts = check.parts({name: getattr(told, name) for name in EXPERIENCE_PARTS}, EXPERIENCE_PARTS)
    check.done()
    came_of = checks.conversation(actor, told.came_of).pk if told.came_of else None
    started = _start(actor, community, Kind.EXPERIENCE, told, title=title, body=whole(parts), came_of=came_of, now=now)
    Experience.objects.create(conversation=started, **parts)
    return started


def known_competences(keys: Sequence[int]) -> list[int]:
    """Those of the keys that are competences, each once, at most 8."""
    wanted = list(dict.fromkeys(keys))[:MOST_COMPETENCES]
    known = set(Competence.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [key for key in wanted if key in known]


def share_in_the_open(conversation: Conversation) -> None:
    """What a conversation is about joins the list of words for everyone, unless it stands in a closed circle."""
    if conversation.place.scope in (PUBLIC, NETWORK):
        share(conversation.competences)


def _start(
    actor: Reader,
    community: int,
    kind: Kind,
    draft: Question | Told | Discussion,
    *,
    title: str,
    body: str,
    now: datetime,
    came_of: int | None = None,
) -> Conversation:
    """Write the conversation with its opening post, follow it and tell what happened."""
    place = Place.objects.select_related("community").filter(pk=community).first()
    if place is None or not actor.may_look(place.scope):
        raise NotThereError
    started = Conversation(
        place=place,
        kind=kind,
        title=title,
        language="nl" if draft.language == "nl" else "en",
        competences=known_competences(draft.competences),
        created_at=now,
        last_at=now,
        came_of_id=came_of,
    )
    started.author_id = checks.allowed(CONVERSATION, actor, "write", started)
    checks.writable(place.community)
    share_in_the_open(started)
    started.save()
    opening = Post.objects.create(
        conversation=started,
        kind=PostKind.OPENING,
        author_id=started.author_id,
        body=body,
        html=markup.render(body),
        created_at=now,
    )
    Follow.objects.create(conversation=started, account_id=started.author_id, since=now)
    named = checks.mentioned(body, author=started.author_id)
    record(
        ConversationStarted(conversation=started.pk, post=opening.pk, kind=kind, mentioned=named),
        actor=actor.account,
        now=now,
    )
    return started
