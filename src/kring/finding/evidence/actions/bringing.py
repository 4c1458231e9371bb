"""Evidence out of what happened below: brought by handlers, and out of what was there before.

Each looks at what is so now, and makes the rows say that: right however often it is done, and in whatever order.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from kring.competences.models import Competence
from kring.conversations.models import Conversation, Kind, Post, PostKind, is_private
from kring.finding.evidence.models import Bringing, Evidence, Stock
from kring.finding.evidence.rules import facts
from kring.finding.evidence.rules.kinds import ONESELF
from kring.finding.evidence.rules.kinds import Kind as Shows
from kring.foundation.accounts.models import Account
from kring.learning.models import Entry, Source
from kring.meetings.models import PresenceList

_AT_ONCE: Final = {Stock.POSTS: 1_000, Stock.MEETINGS: 100, Stock.LEDGERS: 50}
_EVER: Final = date.min
_SAYS: Final = ("kind", "day", "level", "voice", "moved_from")


class Fact(NamedTuple):
    """A fact about one person that is evidence, for each of its competences."""

    account: int
    competences: Sequence[int]
    kind: Shows
    day: date
    source: str
    voice: str = ONESELF
    level: int | None = None


@transaction.atomic
def bring_posts(keys: Collection[int]) -> None:
    """Evidence of these posts: answers to others, and told experiences. What was withdrawn takes its own away."""
    rows = Post.objects.select_for_update(no_key=True, of=("self",)).select_related("author", "conversation__place")
    posts = list(rows.filter(pk__in=keys).order_by("pk"))
    told = (_of_post(post) for post in posts)
    _settle([fact for fact in told if fact is not None], [f"post:{post.pk}" for post in posts])


def bring_conversation(key: int, *, post: int) -> None:
    """Evidence of a post that changed; of all posts of its conversation where it opens that."""
    opens = Post.objects.filter(pk=post, kind=PostKind.OPENING).exists()
    whole = Post.objects.filter(conversation=key).exclude(kind=PostKind.COMMENT).values_list("pk", flat=True)
    bring_posts(list(whole) if opens else [post])


@transaction.atomic
def bring_meeting(key: int) -> None:
    """Evidence of a meeting whose presence list is closed: of who led it, and of who was there."""
    closed = PresenceList.objects.select_related("meeting").filter(meeting=key).first()
    if closed is None:
        return
    said = json.loads(closed.content)
    day = datetime.fromisoformat(said["meeting"]["starts"]).astimezone(ZoneInfo(closed.meeting.zone)).date()
    source, voice = f"meeting:{key}", f"place:{closed.meeting.place_id}"
    kinds = facts.kinds_at_meeting(said)
    standing = Account.objects.filter(pk__in=kinds, is_active=True).values_list("pk", flat=True)
    about = said["meeting"]["competences"]
    _settle([Fact(account, about, kinds[account], day, source, voice) for account in standing], [source])


@transaction.atomic
def bring_training(person: int, *, since: date = _EVER) -> None:
    """Evidence of the trainings in a person's ledger, of `since` and later. A line that came out of the community isn't
    any: what it came out of is."""
    # One at a time for one person: of two the later must be the one that sees more.
    if Account.objects.select_for_update(no_key=True).filter(pk=person, is_active=True).first() is None:
        return
    lines = Entry.objects.filter(
        person=person, replaced_by=None, struck=False, kind__in=facts.TRAININGS, day__gte=since
    ).exclude(source=Source.DRAFT)
    told = [
        Fact(person, row.competences, Shows.TRAINING, row.day, f"entry:{row.line_id or row.pk}")
        for row in lines.exclude(competences=[])
    ]
    known = Evidence.objects.filter(account=person, source__startswith="entry:", day__gte=since)
    _settle(told, {*known.values_list("source", flat=True), *(fact.source for fact in told)})


def bring_some(*, now: datetime) -> bool:
    """Go on bringing what was there before there was evidence, or came by an import; whether there is more."""
    for stock in Stock:
        with transaction.atomic():
            at, _made = Bringing.objects.select_for_update().get_or_create(stock=stock)
            if at.done_at is None:
                keys = _next_of(stock, at.after)
                _bring(stock, keys)
                at.after, at.done_at = max([at.after, *keys]), None if keys else now
                at.save(update_fields=["after", "done_at"])
                return True
    return False


def bring_on() -> None:
    """Something came in that nobody heard of, as by an import: go on from where it ended."""
    Bringing.objects.update(done_at=None)


def start_over() -> None:
    """Go through everything once more: as after a change of what counts as evidence."""
    Bringing.objects.update(after=0, done_at=None)


def _next_of(stock: Stock, after: int) -> list[int]:
    if stock is Stock.MEETINGS:
        closed = PresenceList.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        return list(closed[: _AT_ONCE[stock]])
    if stock is Stock.LEDGERS:
        people = Account.objects.filter(pk__gt=after, is_active=True).order_by("pk").values_list("pk", flat=True)
        return list(people[: _AT_ONCE[stock]])
    return list(Post.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: _AT_ONCE[stock]])


def _bring(stock: Stock, keys: list[int]) -> None:
    if stock is Stock.POSTS:
        bring_posts(keys)
        return
    for key in keys:
        if stock is Stock.MEETINGS:
            bring_meeting(key)
        else:
            bring_training(key)


def _of_post(post: Post) -> Fact | None:
    """What a post is evidence of; None where it is none, or no longer."""
    conversation: Conversation = post.conversation
    if post.withdrawn_at or conversation.withdrawn_at or not post.author.is_active or not conversation.competences:
        return None
    day = post.created_at.astimezone(ZoneInfo(post.author.time_zone)).date()
    if post.kind == PostKind.OPENING and conversation.kind == Kind.EXPERIENCE:
        return Fact(post.author_id, conversation.competences, Shows.EXPERIENCE, day, f"post:{post.pk}")
    if post.kind != PostKind.ANSWER or post.author_id == conversation.author_id:
        return None
    kind = facts.kind_of_answer(accepted=post.accepted_at is not None, private=is_private(conversation))
    voice = facts.voice_of_answer(kind, asker=conversation.author_id)
    return Fact(post.author_id, conversation.competences, kind, day, f"post:{post.pk}", voice)


def _settle(told: Iterable[Fact], sources: Collection[str]) -> None:
    """Make the rows of these sources say what is told, and no more. What someone hid or struck out stays so; what she
    moved to another competence stays there as long as its source holds."""
    rows = _rows(told)
    if rows:
        Evidence.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["account", "competence", "source"], update_fields=_SAYS
        )
    kept = {(row.account_id, row.competence_id, row.source) for row in rows}
    known = Evidence.objects.filter(source__in=sources, moved_from=None)
    stale = [
        key
        for key, account, competence, source in known.values_list("pk", "account_id", "competence_id", "source")
        if (account, competence, source) not in kept
    ]
    if stale:
        Evidence.objects.filter(pk__in=stale).delete()


def _rows(told: Iterable[Fact]) -> list[Evidence]:
    """A row for each fact and competence, in a fixed order, so that two writers never wait for each other in a ring."""
    facts_ = list(told)
    wanted = {competence for fact in facts_ for competence in fact.competences}
    known = set(Competence.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    rows = {
        (fact.account, competence, fact.source): Evidence(
            account_id=fact.account,
            competence_id=competence,
            kind=fact.kind,
            day=fact.day,
            level=fact.level,
            source=fact.source,
            voice=fact.voice,
        )
        for fact in facts_
        for competence in fact.competences
        if competence in known
    }
    return [rows[key] for key in sorted(rows)]
