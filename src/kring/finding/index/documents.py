"""Search documents out of the database, some hundred subjects at a time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from kring.communities.models import Community
from kring.conversations.models import Conversation, Kind, Post, PostKind
from kring.finding.index.catalogue import CatalogueEntry, Entry
from kring.finding.index_schema import Contribution
from kring.finding.index_schema import Kind as ContributionKind
from kring.foundation.accounts.models import Account
from kring.meetings.library.models import Piece
from kring.meetings.models import Item, Meeting, Series

LONGEST_TEXT = 20_000
"""Characters of one text that are searched; what stands further on is left out."""

_COLUMNS = ("pk", "place_id", "kind", "title", "language", "created_at", "accepted", "competences")
_POST = ("conversation_id", "pk", "kind", "author_id", "body", "created_at")
_KINDS = {PostKind.ANSWER: ContributionKind.ANSWER, PostKind.REPLY: ContributionKind.REPLY}


def of_conversations(keys: Sequence[int]) -> Iterator[CatalogueEntry | Contribution]:
    """The entry of each conversation, and a document for each contribution in it. Two queries."""
    rows = {row[0]: row for row in Conversation.objects.filter(pk__in=keys, withdrawn_at=None).values_list(*_COLUMNS)}
    written: dict[int, list[Any]] = {}
    posts = Post.objects.filter(conversation__in=list(rows), withdrawn_at=None).exclude(kind=PostKind.COMMENT)
    for post in posts.values_list(*_POST).order_by("pk"):
        written.setdefault(post[0], []).append(post)
    for key, row in rows.items():
        yield from _conversation(row, written.get(key, []))


def of_posts(keys: Sequence[int]) -> Iterator[Contribution]:
    """The document of each of these answers and replies; none for a comment or what was withdrawn. Three queries."""
    written = Post.objects.filter(pk__in=keys, kind__in=_KINDS, withdrawn_at=None, conversation__withdrawn_at=None)
    posts = list(written.order_by("pk").values_list(*_POST))
    within = {post[0] for post in posts}
    rows = {row[0]: row for row in Conversation.objects.filter(pk__in=within).values_list(*_COLUMNS)}
    openings = Post.objects.filter(conversation__in=within, kind=PostKind.OPENING)
    texts = dict(openings.values_list("conversation_id", "body"))
    for post in posts:
        yield _contribution(rows[post[0]], post, texts.get(post[0], "")[:LONGEST_TEXT])


def _conversation(row: Sequence[Any], posts: Sequence[Any]) -> Iterator[CatalogueEntry | Contribution]:
    key, place, kind, title, language, created, accepted, _competences = row
    opening = next((post[4] for post in posts if post[2] == PostKind.OPENING), "")[:LONGEST_TEXT]
    yield CatalogueEntry(Entry.CONVERSATION, key, place, title, opening, language, seconds(created), accepted > 0)
    for post in posts:
        if post[2] != PostKind.OPENING or kind == Kind.EXPERIENCE:
            yield _contribution(row, post, opening)


def _contribution(row: Sequence[Any], post: Sequence[Any], opening: str) -> Contribution:
    """The document of one post of a conversation."""
    key, place, _kind, title, language, _created, _accepted, competences = row
    _, document, kind, author, body, at = post
    own = () if kind == PostKind.OPENING else ((language, body[:LONGEST_TEXT]),)
    return Contribution(
        document=document,
        author=author,
        place=place,
        conversation=key,
        kind=_KINDS.get(kind, ContributionKind.EXPERIENCE),
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


def of_meetings(keys: Sequence[int]) -> Iterator[CatalogueEntry]:
    """The entry of each meeting: its title, what it is about, its agenda and its notes. Two queries.

    One of a series is found by its series, and by itself only through what isn't the same for all its meetings.
    """
    titles: dict[int, list[str]] = {}
    points = Item.objects.filter(meeting__in=keys).order_by("meeting", "position")
    for key, title in points.values_list("meeting_id", "title"):
        titles.setdefault(key, []).append(title)
    rows = Meeting.objects.filter(pk__in=keys).values_list(
        "pk", "place_id", "title", "about", "notes", "language", "starts_at", "series_id", "apart"
    )
    for key, place, title, about, notes, language, starts, series, apart in rows:
        own = "\n".join(filter(None, (*titles.get(key, ()), notes)))
        told, text = ("", own) if series and not apart else (title, f"{about}\n{own}")
        if told or own:
            yield CatalogueEntry(
                Entry.MEETING, key, place, told, text[:LONGEST_TEXT], language, seconds(starts), answered=False
            )


def of_series(keys: Sequence[int]) -> Iterator[CatalogueEntry]:
    """The entry of each series. One query."""
    rows = Series.objects.filter(pk__in=keys).values_list("pk", "place_id", "title", "about", "language", "first_day")
    for key, place, title, about, language, first in rows:
        began = datetime.combine(first, time(), UTC)
        yield CatalogueEntry(Entry.SERIES, key, place, title, about, language, seconds(began), answered=False)


def of_pieces(keys: Sequence[int]) -> Iterator[CatalogueEntry]:
    """The entry of each piece of a library: its title, what it is about, who spoke and what its file is called, not
    what stands in the file. One query."""
    rows = Piece.objects.filter(pk__in=keys, withdrawn_at=None).values_list(
        "pk", "place_id", "title", "about", "speaker__name", "speaker_name", "name", "language", "added_at"
    )
    for key, place, title, about, speaker, named, file, language, added in rows:
        text = "\n".join(filter(None, (about, speaker, named, file)))[:LONGEST_TEXT]
        yield CatalogueEntry(Entry.PIECE, key, place, title, text, language, seconds(added), answered=False)


def seconds(moment: datetime) -> int:
    """A moment as the index holds it: whole seconds since 1970, UTC."""
    return int(moment.timestamp())
