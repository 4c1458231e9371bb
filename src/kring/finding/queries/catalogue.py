"""Conversations, meetings and pieces of libraries by what they say; people and circles by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

import tantivy
from django.db.models import Q

from kring.communities.queries import CircleRow, circles
from kring.conversations.queries.listing import ConversationRow, rows_of
from kring.finding.index import catalogue, store
from kring.finding.index.catalogue import Entry
from kring.finding.index_schema import fairness, level, stem
from kring.finding.queries.people import places_of
from kring.finding.rules import LANGUAGES, STOP_WORDS, guess_language, words_of
from kring.finding.shipped import shipped_lexicon
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.meetings.library.queries import PieceRow
from kring.meetings.library.queries import rows_of as pieces_of
from kring.meetings.queries import MeetingRow
from kring.meetings.queries.listing import of_each_series
from kring.meetings.queries.listing import rows_of as meetings_of

_MOST_WORDS = 24
_TITLE = 2.5
# So many times what is shown is looked at before a filter is made.
_SPARE = 5
# In so many documents must the rarer words of a question stand before the commoner ones are left out.
_ENOUGH = 5_000


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person whose name matches."""

    account: int
    handle: str
    name: str
    photo: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What is called so."""

    people: Sequence[PersonHit]
    circles: Sequence[CircleRow]


def already_answered(reader: Reader, text: str, *, within: int | None = None, size: int = 5) -> list[ConversationRow]:
    """The best conversations about a text in which someone answered or told."""
    found = conversations(reader, text, within=within, size=size * 3)
    return [row for row in found if row.replies or row.kind != "question"][:size]


def conversations(
    reader: Reader, text: str, *, within: int | None = None, size: int = 20, language: str = ""
) -> list[ConversationRow]:
    """Conversations about a text that the reader may read, best first. Empty for a text without a word."""
    keys = [
        key for _kind, key in _told_of(reader, text, [Entry.CONVERSATION], within=within, size=size, language=language)
    ]
    rows = rows_of(reader, keys)
    return [rows[key] for key in keys if key in rows]


def meetings(
    reader: Reader, text: str, *, now: datetime, within: int | None = None, size: int = 20, language: str = ""
) -> list[MeetingRow]:
    """Meetings about a text, to come and past, that the reader may read, best first.

    A series comes once, by its next meeting; one with an agenda or notes of its own also by what these say.
    """
    hits = _told_of(reader, text, [Entry.MEETING, Entry.SERIES], within=within, size=size, language=language)
    single = meetings_of(reader, [key for kind, key in hits if kind is Entry.MEETING])
    series = of_each_series(reader, [key for kind, key in hits if kind is Entry.SERIES], now=now)
    rows = ((single if kind is Entry.MEETING else series).get(key) for kind, key in hits)
    return list({row.id: row for row in rows if row is not None}.values())


def pieces(
    reader: Reader, text: str, *, within: int | None = None, size: int = 20, language: str = ""
) -> list[PieceRow]:
    """Pieces of libraries about a text that the reader may read, best first."""
    keys = [key for _kind, key in _told_of(reader, text, [Entry.PIECE], within=within, size=size, language=language)]
    rows = pieces_of(reader, keys)
    return [rows[key] for key in keys if key in rows]


def _told_of(
    reader: Reader, text: str, kinds: Sequence[Entry], *, within: int | None, size: int, language: str = ""
) -> list[tuple[Entry, int]]:
    """What of these kinds is about a text and stands where the reader may look, best first."""
    index = store.entries()
    words = words_of(text, _MOST_WORDS * 8)
    if index is None or not words:
        return []
    query = _about(index, words, language or guess_language(text))
    return _in_places(index, query, kinds, places_of(reader, within), size)


def by_name(reader: Reader, text: str, *, size: int = 5) -> Hits:
    """People and circles whose name holds the words, the last of which may be half typed.

    People are found by whoever is signed in; circles by whoever may know of them.
    """
    index = store.entries()
    words = words_of(text, 6)
    if index is None or not words:
        return Hits([], [])
    query = catalogue.title_prefix(index.schema, words)
    people = _keys(index, query, [_entry(index, Entry.PERSON)], size) if reader.account or reader.sees_all else []
    places = _keys(index, query, [_entry(index, Entry.CIRCLE)], size * 3)
    return Hits(_people(people), _circles(reader, places)[:size])


def _people(keys: Sequence[int]) -> list[PersonHit]:
    rows = Account.objects.filter(pk__in=keys, is_active=True).values_list("pk", "handle", "name", "photo")
    known = {row[0]: PersonHit(*row) for row in rows} if keys else {}
    return [known[key] for key in keys if key in known]


def _circles(reader: Reader, keys: Sequence[int]) -> list[CircleRow]:
    known = {row.id: row for row in circles(reader, Q(pk__in=keys))} if keys else {}
    return [known[key] for key in keys if key in known]


def _about(index: tantivy.Index, words: Sequence[str], language: str) -> tantivy.Query:
    """Any of the words, in either language, a title counting more; words that say nothing only if there are no
    others."""
    telling = [word for word in dict.fromkeys(words) if word not in STOP_WORDS[language]] or list(dict.fromkeys(words))
    searcher = index.searcher()
    meant = [_meaning(searcher, index.schema, word, language) for word in telling[:_MOST_WORDS]]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in _rarest(meant)])


def _rarest(meant: Sequence[tuple[int, tantivy.Query]]) -> list[tantivy.Query]:
    """The rarest of the words, so many that together they stand in enough documents.

    Where the rarer ones found some thousands, one that is commoner still would hardly change which are the best, but
    have each question take the longer the more there is.
    """
    taken, held = [], 0
    for holding, query in sorted(meant, key=itemgetter(0)):
        if held >= _ENOUGH:
            break
        taken.append(query)
        held += holding
    return taken


def _meaning(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str, language: str) -> tuple[int, tantivy.Query]:
    """In how many documents a word stands at most, and what looks for it."""
    variants, holding = [], 0
    for tongue in LANGUAGES:
        even = level(searcher, tongue)
        for form, sure in _forms(word, language, tongue):
            term = stem(form, tongue)
            if term:
                for field, weight in (("text", sure), ("title", sure * _TITLE)):
                    holding += searcher.doc_freq(field, tongue + term)
                    fair = fairness(searcher, field, term, tongue)
                    variants.append(_boosted(schema, field, tongue + term, weight * fair * even))
    query = tantivy.Query.disjunction_max_query(variants, 0.1) if variants else tantivy.Query.empty_query()
    return holding, query


def _forms(word: str, language: str, tongue: str) -> list[tuple[str, float]]:
    """How a word of one language may stand in a text of another, each with how sure that is."""
    if tongue == language:
        return [(word, 1.0)]
    meanings = [pair for part in shipped_lexicon().translated(word, language, tongue) for pair in part]
    return [(piece, sure) for meaning, sure in meanings for piece in meaning.split()]


def _boosted(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, "freq"), weight)


def _entry(index: tantivy.Index, entry: Entry) -> tantivy.Query:
    return tantivy.Query.term_query(index.schema, "entry", int(entry))


def _any_entry(index: tantivy.Index, kinds: Sequence[Entry]) -> tantivy.Query:
    ones = [_entry(index, kind) for kind in kinds]
    return ones[0] if len(ones) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in ones])


def _in_places(
    index: tantivy.Index, query: tantivy.Query, kinds: Sequence[Entry], places: Sequence[int] | None, size: int
) -> list[tuple[Entry, int]]:
    """The best entries of these kinds in these places, in all there are for None.

    A filter for all that someone may read takes as long as finding does, and mostly keeps the best as they are. So the
    best are looked at first, and only where too few of them are hers is everything filtered.
    """
    searcher, wanted = index.searcher(), _any_entry(index, kinds)
    if places is None:
        return _entries_at(searcher, _best(searcher, query, [wanted], size))
    best, hers = _best(searcher, query, [wanted], size * _SPARE), set(places)
    where = searcher.fast_field_values("place", best) if best else []
    kept = [address for address, place in zip(best, where, strict=True) if place in hers]
    if len(kept) < size and len(best) == size * _SPARE:
        in_hers = tantivy.Query.term_set_query(index.schema, "place", places)
        kept = _best(searcher, query, [wanted, in_hers], size)
    return _entries_at(searcher, kept[:size])


def _keys(index: tantivy.Index, query: tantivy.Query, filters: Sequence[tantivy.Query], size: int) -> list[int]:
    """The keys of the best entries, ties by the index's own order."""
    searcher = index.searcher()
    return _keys_at(searcher, _best(searcher, query, filters, size))


def _best(
    searcher: tantivy.Searcher, query: tantivy.Query, filters: Sequence[tantivy.Query], size: int
) -> list[tantivy.DocAddress]:
    """Where the best entries stand; an address is of this searcher alone."""
    silent = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in filters]
    whole = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *silent])
    return [address for _, address in searcher.search(whole, limit=size, count=False).hits]


def _entries_at(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[tuple[Entry, int]]:
    kinds = searcher.fast_field_values("entry", addresses) if addresses else []
    return [(Entry(int(kind or 0)), key) for kind, key in zip(kinds, _keys_at(searcher, addresses), strict=True)]


def _keys_at(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    return [int(key or 0) for key in searcher.fast_field_values("key", addresses)] if addresses else []
