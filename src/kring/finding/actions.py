"""Telling the index what changed, keeping counts for ranking, and asking people for help."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kring.conversations import actions as conversations
from kring.conversations.access import CONVERSATION
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation, Kind, is_private
from kring.finding.events import HelpAsked
from kring.finding.index import store
from kring.finding.models import HelpRequest, HelpState, Subject
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.people.blocks.queries import keeping_away

MOST_ASKED = 5

_CHANGED = """
    INSERT INTO index_change (subject, key, transaction)
    SELECT %s, key, txid_current() FROM unnest(%s::bigint[]) AS key
"""

# At most 50 a day count: more than that tells of no more experience, and keeps counting cheap. Contributions are
# answers and replies to others or oneself, and told experiences (the opening of an experience).
_COUNTED = """
    SELECT conversation.place_id, post.author_id, (post.created_at AT TIME ZONE 'UTC')::date AS day,
           least(count(*), 50) AS made
      FROM post JOIN conversation ON conversation.id = post.conversation_id
     WHERE post.withdrawn_at IS NULL AND conversation.withdrawn_at IS NULL
       AND (post.kind IN (2, 3) OR (post.kind = 1 AND conversation.kind = 'experience')) AND {which}
     GROUP BY 1, 2, 3
"""


def conversations_changed(keys: Iterable[int]) -> None:
    """The search documents of these conversations must be made anew. Takes part in the caller's transaction."""
    _changed(Subject.CONVERSATION, keys)


def posts_changed(keys: Iterable[int]) -> None:
    """The search documents of these posts alone must be made anew: nothing else of their conversations changed."""
    _changed(Subject.POST, keys)


def people_changed(keys: Iterable[int]) -> None:
    """The search documents of these people must be made anew."""
    _changed(Subject.PERSON, keys)


def places_changed(keys: Iterable[int]) -> None:
    """The search documents of these circles must be made anew."""
    _changed(Subject.PLACE, keys)


def meetings_changed(keys: Iterable[int]) -> None:
    """The search documents of these meetings must be made anew."""
    _changed(Subject.MEETING, keys)


def series_changed(keys: Iterable[int]) -> None:
    """The search documents of these series must be made anew."""
    _changed(Subject.SERIES, keys)


def pieces_changed(keys: Iterable[int]) -> None:
    """The search documents of these pieces of libraries must be made anew."""
    _changed(Subject.PIECE, keys)


def _changed(subject: Subject, keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [subject, list(keys)])


@transaction.atomic
def recount_activity(place: int) -> None:
    """Count all contributions in a place anew, as after an import."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM activity WHERE place_id = %s", [place])
        cursor.execute(_INSERT.format(counted=_COUNTED.format(which="conversation.place_id = %s")), [place])


def recount_day(*, conversation: int, post: int) -> None:
    """Count anew what the author of a post contributed to its place on the post's day. Right however often it is
    done."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT_DAY, {"conversation": conversation, "post": post})


_INSERT = """
    INSERT INTO activity (place_id, account_id, day, contributions) {counted}
    ON CONFLICT (account_id, place_id, day) DO UPDATE SET contributions = EXCLUDED.contributions
"""

_RECOUNT_DAY = """
    WITH one AS (
        SELECT conversation.place_id, post.author_id, (post.created_at AT TIME ZONE 'UTC')::date AS day
          FROM post JOIN conversation ON conversation.id = post.conversation_id WHERE post.id = %(post)s
    )
    INSERT INTO activity (place_id, account_id, day, contributions)
    SELECT one.place_id, one.author_id, one.day, (
        SELECT count(*) FROM (SELECT 1
          FROM post JOIN conversation ON conversation.id = post.conversation_id
         WHERE post.author_id = one.author_id AND conversation.place_id = one.place_id
           AND post.created_at >= one.day::timestamp AT TIME ZONE 'UTC'
           AND post.created_at < (one.day + 1)::timestamp AT TIME ZONE 'UTC'
           AND post.withdrawn_at IS NULL AND conversation.withdrawn_at IS NULL
           AND (post.kind IN (2, 3) OR (post.kind = 1 AND conversation.kind = 'experience'))
         LIMIT 50) AS counted)
      FROM one
    ON CONFLICT (account_id, place_id, day) DO UPDATE SET contributions = EXCLUDED.contributions
"""


@transaction.atomic
def ask_for_help(
    *, actor: Reader, conversation: int, people: Mapping[int, Sequence[int]], now: datetime
) -> list[HelpRequest]:
    """The asker asks up to five people to look at her question; `people` maps each to the posts that speak for her.

    Whoever can't read the question, has left or was asked before is passed over; a private case is shown to whom it is
    asked. Who keeps the asker away is asked like the others, and never hears of it. The question is held, so that
    asking twice at once counts the same five.
    """
    question = (
        Conversation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .filter(CONVERSATION.filter(actor, "read"), pk=conversation, kind=Kind.QUESTION, withdrawn_at=None)
        .first()
    )
    if question is None:
        raise NotThereError
    if not CONVERSATION.allows(actor, "accept", question):
        raise RefusedError(_("Only whoever asked can ask people for help with it."), code="not-the-asker")
    return _ask(question, people, now)


@transaction.atomic
def ask_privately(
    *, actor: Reader, question: Question, people: Mapping[int, Sequence[int]], now: datetime
) -> tuple[Conversation, list[HelpRequest]]:
    """Ask a question as a private case of one to five people, who alone see it; `people` as in `ask_for_help`.

    Raises ConflictError when none of them can be asked: nothing is kept then.
    """
    case = conversations.ask_privately(actor=actor, question=question, now=now)
    asked = _ask(case, people, now)
    if not asked:
        raise ConflictError(_("None of the people you chose can be asked now. Choose others."), code="nobody-asked")
    return case, asked


def _ask(question: Conversation, people: Mapping[int, Sequence[int]], now: datetime) -> list[HelpRequest]:
    room = MOST_ASKED - HelpRequest.objects.filter(conversation=question).count()
    could = _could_see(question).filter(pk__in=list(people)).exclude(pk=question.author_id)
    chosen = list(could.exclude(help_requests__conversation=question).order_by("pk")[: max(room, 0)])
    silent = keeping_away([person.pk for person in chosen], question.author_id)
    asked = [
        HelpRequest(
            conversation=question, person=person, evidence=list(people[person.pk])[:3], asked_at=now,
            reached=person.pk not in silent,
        )
        for person in chosen
    ]  # fmt: skip
    if is_private(question):
        conversations.let_in(case=question, people=[one.person_id for one in asked if one.reached], now=now)
    HelpRequest.objects.bulk_create(asked, ignore_conflicts=True)
    for request in asked:
        record(HelpAsked(conversation=question.pk, person=request.person_id), actor=question.author_id, now=now)
    return asked


def _could_see(question: Conversation) -> "QuerySet[Account]":
    """Who sees the question, or would once she is asked: of a private case anyone who is here and signs in."""
    if is_private(question):
        return Account.objects.filter(is_active=True).exclude(email=None)
    return CONVERSATION.audience("read", question)


@transaction.atomic
def decline_help(*, actor: Reader, conversation: int, now: datetime) -> None:
    """A person who was asked says that she can't help; her place in the list of open requests is free again, and a
    private case she sees no more."""
    mine = HelpRequest.objects.filter(conversation=conversation, person=actor.account, reached=True)
    asked = mine.select_related("conversation__place").first()
    if asked is None:
        raise NotThereError
    if not mine.filter(state=HelpState.OPEN).update(state=HelpState.DECLINED, settled_at=now):
        raise ConflictError(_("This request is no longer open."), code="not-open")
    if is_private(asked.conversation):
        conversations.let_out(case=asked.conversation, person=asked.person_id)


_SETTLE = """
    UPDATE help_request SET state = %(answered)s, settled_at = %(now)s
      FROM post
     WHERE post.id = %(post)s AND help_request.conversation_id = post.conversation_id
       AND help_request.person_id = post.author_id AND help_request.state = %(open)s
"""


def settle_help(*, post: int, now: datetime) -> bool:
    """Whoever was asked has answered, with this post; False when its writer wasn't, or had answered before."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"post": post, "now": now, "answered": HelpState.ANSWERED, "open": HelpState.OPEN})
        return bool(cursor.rowcount)


def lapse_help(*, conversation: int, now: datetime) -> None:
    """The question has its answer: whoever was asked and didn't react need not."""
    HelpRequest.objects.filter(conversation=conversation, state=HelpState.OPEN).update(
        state=HelpState.LAPSED, settled_at=now
    )


def rebuild_index() -> None:
    """Have this machine's search index made anew by its worker; until that is done, less is found."""
    store.ask_rebuild()


def forget_changes(*, kept: int = 1_000_000) -> None:
    """Drop the oldest changes, all but the last `kept`; an index that is further behind is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM index_change WHERE id <= (SELECT max(id) FROM index_change) - %s", [kept])
