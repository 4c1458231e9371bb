"""Search documents out of the database, some hundred subjects at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from kring.communities.models import Community
from kring.conversations.models import Conversation, Kind, Post, PostKind
from kring.finding.index.catalogue import CatalogueEntry, Entry
from kring.finding.index_schema import Contribution
from kring.finding.index_schema import Kind as ContributionKind
from kring.foundation.accounts.models import Account

LONGEST_TEXT = 20_000
"""Characters of one text that are searched; what stands further on is left out."""

_KINDS = {PostKind.ANSWER: ContributionKind.ANSWER, PostKind.REPLY: ContributionKind.REPLY}


def of_conversations(keys: Sequence[int]) -> Iterator[CatalogueEntry | Contribution]:
    """The entry of each conversation, and a document for each contribution in it. Two queries."""
    columns = ("pk", "place_id", "kind", "title", "language", "author_id", "created_at", "accepted", "competences")
    rows = {row[0]: row for row in Conversation.objects.filter(pk__in=keys, withdrawn_at=None).values_list(*columns)}
    written: dict[int, list[Any]] = {}
    posts = Post.objects.filter(conversation__in=list(rows), withdrawn_at=None).exclude(kind=PostKind.COMMENT)
    for post in posts.values_list("conversation_id", "pk", "kind", "author_id", "body", "created_at").order_by("pk"):
        written.setdefault(post[0], []).append(post)
    for key, row in rows.items():
        yield from _conversation(row, written.get(key, []))


def _conversation(row: Sequence[Any], posts: Sequence[Any]) -> Iterator[CatalogueEntry | Contribution]:
    key, place, kind, title, language, _author, created, accepted, competences = row
    opening = next((post[4] for post in posts if post[2] == PostKind.OPENING), "")[:LONGEST_TEXT]
    yield CatalogueEntry(Entry.CONVERSATION, key, place, title, opening, language, seconds(created), accepted > 0)
    for _, post, post_kind, author, body, at in posts:
        if post_kind == PostKind.OPENING and kind != Kind.EXPERIENCE:
            continue
        own = () if post_kind == PostKind.OPENING else ((language, body[:LONGEST_TEXT]),)
        yield Contribution(
            document=post,
            author=author,
            place=place,
            conversation=key,
            kind=_KINDS.get(post_kind, ContributionKind.EXPERIENCE),
            created=seconds(at),
            parts=((language, title), (language, opening), *own),
            tags=[str(competence) for competence in competences],
        )


def of_people(keys: Sequence[int]) -> Iterator[CatalogueEntry]:
    """The entry of each person who has not left. One query."""
    rows = Account.objects.filter(pk__in=keys, is_active=True).values_list(
        "pk", "name", "handle", "language", "joined_at"
    )
    for key, name, handle, language, joined in rows:
        yield CatalogueEntry(Entry.PERSON, key, 0, f"{name} {handle}", "", language, seconds(joined), answered=False)


def of_circles(keys: Sequence[int]) -> Iterator[CatalogueEntry]:
    """The entry of each circle. One query."""
    rows = Community.objects.filter(pk__in=keys).values_list("pk", "name", "purpose", "language", "made_at")
    for key, name, purpose, language, made in rows:
        yield CatalogueEntry(Entry.CIRCLE, key, 0, name, purpose, language, seconds(made), answered=False)


def seconds(moment: datetime) -> int:
    """A moment as the index holds it: whole seconds since 1970, UTC."""
    return int(moment.timestamp())
