"""Who has done this before: the one query that the page, the API and the command line call.

Only what the reader may read speaks for anyone: votes come from documents in places she may see, activity is summed
over the same places, and each piece of evidence is fetched anew from what she may read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.functions import Left

from kring.conversations.access import POST
from kring.conversations.models import Post
from kring.finding import index_schema
from kring.finding.index import store
from kring.finding.queries.help import open_request_counts
from kring.finding.queries.pulse import pulse
from kring.finding.queries.weights import weights_for
from kring.finding.rules import STOP_WORDS, Ranked, Reason, Vote, day_start, guess_language, rank, words_of
from kring.finding.shipped import shipped_lexicon
from kring.foundation.access.models import Place
from kring.foundation.access.queries import visible_places
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.prepared import prepared
from kring.foundation.text import cleaning, markup
from kring.people.access import nearness_to_all
from kring.people.rules import Availability, Nearness, Part, room_for_requests, shown_to

_QUOTE: Final = 280
_LEFT: Final = 5
_LOOKED_AT: Final = 1_000
NEAR: Final = 0.4
"""What a document scores against the best one to count as proof: sharing one common word is none."""
_READ_FOR_QUOTE: Final = 4_000
_WORDS_SOUGHT: Final = 32
# Longer lists are for programs, and quote the start: choosing the part costs more than ranking did.
_QUOTED_BY_WORDS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and as if when: nothing from the start of that day on counts, unless it is asked `live`, now.
    `asker` is left out of the ranking; `within` narrows to a place and those below it; `among` to these people, though
    what speaks for them stands wherever the reader may look."""

    title: str
    text: str = ""
    at: datetime
    asker: int | None = None
    within: int | None = None
    language: str = ""
    competences: Sequence[int] = ()
    live: bool = False
    among: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: what she wrote, where and when, with the words quoted and the share of her votes it brought.

    `kind` is that of the conversation, `post_kind` what it was in there (see `PostKind`).
    """

    post: int
    conversation: int
    kind: str
    post_kind: int
    title: str
    quote: str
    created_at: datetime
    circle: str | None
    circle_name: str | None
    accepted: bool
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """A person who did it. `room` is how many more requests she takes now; None where she doesn't show it.

    `unclaimed`: she came with an import and nobody has taken the account over yet, so that she can't be asked.
    """

    account: int
    handle: str
    name: str
    photo: str
    headline: str
    source_id: str
    unclaimed: bool
    availability: str
    room: int | None
    score: float
    evidence: Sequence[Piece]
    reasons: Sequence[Reason]


def find_people(reader: Reader, question: Question, *, limit: int = 5, with_proof: bool = True) -> list[Found]:
    """The best `limit` people for a question, best first. Empty while there is no index, or for a question of no words.

    With `with_proof`, only what is near to the question counts as proof, and those who stand high only because they are
    often there are passed over: every person comes with something that she did. The order is the same without.
    """
    # More than asked for: some have left, and what was withdrawn since the index was written is no proof any more.
    ranked = ranking(
        reader, question, limit=_LOOKED_AT if question.among else limit * 4 if with_proof else limit + _LEFT
    )
    if question.among is not None:
        ranked = [one for one in ranked if one.person in question.among]
    chosen = [_proven(one) for one in ranked] if with_proof else ranked
    chosen = [one for one in chosen if one.evidence or not with_proof][: limit + _LEFT]
    people = _people(reader, [one.person for one in chosen])
    pieces = _pieces(reader, [piece.document for one in chosen for piece in one.evidence])
    words = _telling_words(question) if limit <= _QUOTED_BY_WORDS else ()
    found = [_found(one, people[one.person], pieces, words) for one in chosen if one.person in people]
    return [one for one in found if one.evidence or not with_proof][:limit]


def _proven(one: Ranked) -> Ranked:
    """The same person with only the evidence that is near to the question."""
    return replace(one, evidence=tuple(piece for piece in one.evidence if piece.relevance >= NEAR))


def ranking(reader: Reader, question: Question, *, limit: int) -> list[Ranked]:
    """The order of people for a question, with keys of evidence."""
    places = places_of(reader, question.within)
    if places is not None and not places:
        return []
    votes, tags = asked_of_index(question, places)
    if not votes and not tags:
        return []
    at = int(question.at.timestamp())
    return rank(
        votes=votes,
        pulse=pulse(places, at=at),
        at=at,
        weights=weights_for(places, at=at),
        tags=tags,
        open_requests=open_request_counts(question.at),
        leave_out=frozenset() if question.asker is None else frozenset({question.asker}),
        limit=limit,
    )


def places_of(reader: Reader, within: int | None) -> list[int] | None:
    """The places whose contents count; None for all there are."""
    if within is None:
        return None if reader.sees_all else visible_places(reader)
    inside = Place.objects.filter(path__contains=[within])
    if not reader.sees_all:
        inside = inside.filter(scope__any=reader.scopes)
    return list(inside.values_list("id", flat=True))


def asked_of_index(question: Question, places: Sequence[int] | None) -> tuple[list[Vote], dict[int, float]]:
    """What the index says: the best documents as votes, and how much each person did under the question's competences.

    Nothing while there is no index.
    """
    index = store.contributions()
    if index is None:
        return [], {}
    searcher, schema = index.searcher(), index.schema
    language = question.language or guess_language(f"{question.title} {question.text}")
    asked = index_schema.ask(
        searcher, schema, question.title, question.text, language=language, lexicon=shipped_lexicon()
    )
    now = int(question.at.timestamp())
    before = now + 1 if question.live else day_start(now)
    query = index_schema.narrowed(schema, asked.query, places=places, before=before, asker=question.asker)
    tags = index_schema.tagged(
        searcher,
        schema,
        [str(key) for key in question.competences],
        places=places,
        before=before,
        asker=question.asker,
    )
    return index_schema.votes_for(searcher, query), tags


def _people(reader: Reader, accounts: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What the cards say of these people, as far as each shows it to the reader."""
    rows = _accounts(reader, keys=list(accounts)) if accounts else []
    near = nearness_to_all(reader, accounts) if accounts else {}
    requests = open_request_counts() if accounts else {}
    return {row["pk"]: _card(row, near[row["pk"]], requests.get(row["pk"], 0)) for row in rows}


@prepared()
def _accounts(reader: Reader, *, keys: list[int]) -> "QuerySet[Account, Any]":
    return Account.objects.filter(pk__any=keys, is_active=True).values(
        "pk", "handle", "name", "photo", "source", "source_id", "email",
        "profile__headline", "profile__availability", "profile__cap", "profile__sight",
    )  # fmt: skip


def _card(row: Mapping[str, Any], near: Nearness, requests: int) -> dict[str, Any]:
    shown = shown_to(row["profile__sight"] or {}, near)
    free = Part.AVAILABILITY in shown and row["profile__availability"]
    return {
        "account": row["pk"],
        "handle": row["handle"],
        "name": row["name"],
        "photo": row["photo"],
        "source_id": row["source_id"],
        "unclaimed": bool(row["source"]) and row["email"] is None,
        "headline": (row["profile__headline"] or "") if Part.HEADLINE in shown else "",
        "availability": row["profile__availability"] if free else "",
        "room": room_for_requests(Availability(free), row["profile__cap"], requests) if free else None,
    }


def _pieces(reader: Reader, posts: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """The evidence that the reader may read, by post."""
    return {row["pk"]: row for row in _read(reader, posts=list(posts))} if posts else {}


@prepared()
def _read(reader: Reader, *, posts: list[int]) -> "QuerySet[Post, Any]":
    rows = Post.objects.filter(
        POST.filter(reader, "read"), pk__any=posts, withdrawn_at=None, conversation__withdrawn_at=None
    )
    return rows.annotate(start=Left("html", _READ_FOR_QUOTE)).values(
        "pk", "kind", "start", "created_at", "accepted_at",
        "conversation_id", "conversation__title", "conversation__kind",
        "conversation__place__community__slug", "conversation__place__community__name",
    )  # fmt: skip


def _telling_words(question: Question) -> list[str]:
    """The words by which the part to quote is chosen: what was asked, and what that means in the other language."""
    language = question.language or guess_language(f"{question.title} {question.text}")
    other = "en" if language == "nl" else "nl"
    asked = dict.fromkeys(words_of(f"{question.title} {question.text}", _WORDS_SOUGHT))
    telling = [word for word in asked if word not in STOP_WORDS[language]]
    meant = (shipped_lexicon().translated(word, language, other) for word in telling)
    return [*telling, *(meaning for parts in meant for part in parts for meaning, _sure in part)]


def _found(
    one: Ranked, person: Mapping[str, Any], rows: Mapping[int, Mapping[str, Any]], words: Sequence[str]
) -> Found:
    shown = [piece for piece in one.evidence if piece.document in rows]
    pieces = [_piece(rows[piece.document], piece.share, words) for piece in shown]
    return Found(score=one.score, evidence=pieces, reasons=one.reasons, **person)


def _piece(row: Mapping[str, Any], share: float, words: Sequence[str]) -> Piece:
    said = markup.plain_text(row["start"])
    return Piece(
        post=row["pk"],
        conversation=row["conversation_id"],
        kind=row["conversation__kind"],
        post_kind=row["kind"],
        title=row["conversation__title"],
        quote=cleaning.passage(said, words, length=_QUOTE),
        created_at=row["created_at"],
        circle=row["conversation__place__community__slug"],
        circle_name=row["conversation__place__community__name"],
        accepted=row["accepted_at"] is not None,
        share=share,
    )
