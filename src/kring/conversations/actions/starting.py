"""Asking a question, telling an experience, opening a discussion."""

from collections.abc import Iterable, Sequence
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
from kring.foundation.access.actions import grant, make_place, revoke
from kring.foundation.access.models import Kind as PlaceKind
from kring.foundation.access.models import Place, Reason, Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.access.rules import NETWORK, PUBLIC, Wish
from kring.foundation.errors import NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import markup


@transaction.atomic
def ask(*, actor: Reader, community: int, question: Question, now: datetime) -> Conversation:
    """Ask a question in a circle of which the actor is a member. She follows it from then on."""
    checked = _checked(question)
    return _put(question, checked, author=signed_in(actor), place=_circle(actor, community), now=now)


@transaction.atomic
def ask_privately(*, actor: Reader, question: Question, now: datetime) -> Conversation:
    """Ask a question as a private case, which only the actor sees until she lets others in (`let_in`).

    It has a place of its own, which lies in no circle: no host sees it.
    """
    checked, author = _checked(question), signed_in(actor)
    place = make_place(kind=PlaceKind.CASE, parent=None, listing=Wish.MEMBERS, sight=Wish.MEMBERS, now=now)
    grant(place=place.pk, accounts=[author], role=Role.PARTY, reason=Reason.JOINED, now=now)
    return _put(question, checked, author=author, place=place, now=now)


def let_in(*, case: Conversation, people: Iterable[int], now: datetime) -> None:
    """These people may see a private case from now on. Takes part in the caller's transaction, who asked who may."""
    grant(place=case.place_id, accounts=people, role=Role.PARTY, reason=Reason.APPOINTED, now=now)


def let_out(*, case: Conversation, person: int) -> None:
    """A person sees a private case no more. Takes part in the caller's transaction."""
    revoke(place=case.place_id, accounts=[person], role=Role.PARTY)


def _checked(question: Question) -> tuple[str, str, dict[str, str]]:
    """Its title, its text and its guide, tidied."""
    check = Checked()
    title = check.line("title", question.title, longest=LONGEST_TITLE)
    body = check.text("body", question.body, longest=LONGEST_BODY, needed=False)
    guide = check.parts({"goal": question.goal, "tried": question.tried}, QUESTION_PARTS)
    check.done()
    return title, body, guide


def _put(
    question: Question, checked: tuple[str, str, dict[str, str]], *, author: int, place: Place, now: datetime
) -> Conversation:
    title, body, guide = checked
    started = _start(author, place, Kind.QUESTION, question, title=title, body=body, now=now)
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
    place = _circle(actor, community)
    return _start(signed_in(actor), place, Kind.DISCUSSION, discussion, title=title, body=body, now=now)


@transaction.atomic
def tell(*, actor: Reader, community: int, told: Told, now: datetime) -> Conversation:
    """Tell an experience in a circle of which the actor is a member; it may be what came of a question she can read."""
    check = Checked()
    title = check.line("title", told.title, longest=LONGEST_TITLE)
    parts = check.parts({name: getattr(told, name) for name in EXPERIENCE_PARTS}, EXPERIENCE_PARTS)
    check.done()
    came_of = checks.conversation(actor, told.came_of).pk if told.came_of else None
    author, place = signed_in(actor), _circle(actor, community)
    started = _start(author, place, Kind.EXPERIENCE, told, title=title, body=whole(parts), came_of=came_of, now=now)
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


def _circle(actor: Reader, community: int) -> Place:
    """The place of a circle in which the actor may write now. Raises NotThereError, RefusedError, ConflictError."""
    place = Place.objects.select_related("community").filter(pk=community, kind=PlaceKind.COMMUNITY).first()
    if place is None or not actor.may_look(place.scope):
        raise NotThereError
    checks.allowed(CONVERSATION, actor, "write", Conversation(place=place))
    checks.writable(place)
    return place


def _start(
    author: int,
    place: Place,
    kind: Kind,
    draft: Question | Told | Discussion,
    *,
    title: str,
    body: str,
    now: datetime,
    came_of: int | None = None,
) -> Conversation:
    """Write the conversation with its opening post, follow it and tell what happened."""
    started = Conversation(
        place=place,
        kind=kind,
        title=title,
        author_id=author,
        language="nl" if draft.language == "nl" else "en",
        competences=known_competences(draft.competences),
        created_at=now,
        last_at=now,
        came_of_id=came_of,
    )
    share_in_the_open(started)
    started.save()
    opening = Post.objects.create(
        conversation=started,
        kind=PostKind.OPENING,
        author_id=author,
        body=body,
        html=markup.render(body),
        created_at=now,
    )
    Follow.objects.create(conversation=started, account_id=author, since=now)
    named = checks.mentioned(body, author=author)
    fact = ConversationStarted(conversation=started.pk, post=opening.pk, kind=kind, mentioned=named)
    record(fact, actor=author, now=now)
    return started
