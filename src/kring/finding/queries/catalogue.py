"""Conversations by what they say; people and circles by name."""

from collections.abc import Sequence
from dataclasses import dataclass

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

_MOST_WORDS = 24
_TITLE = 2.5


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
    index = store.entries()
    words = words_of(text, _MOST_WORDS * 8)
    if index is None or not words:
        return []
    places = places_of(reader, within)
    query = _about(index, words, language or guess_language(text))
    filters = [tantivy.Query.term_query(index.schema, "entry", int(Entry.CONVERSATION))]
    if places is not None:
        filters.append(tantivy.Query.term_set_query(index.schema, "place", places))
    keys = _keys(index, query, filters, size)
    rows = rows_of(reader, keys)
    return [rows[key] for key in keys if key in rows]


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
    clauses = [
        (tantivy.Occur.Should, _meaning(searcher, index.schema, word, language)) for word in telling[:_MOST_WORDS]
    ]
    return tantivy.Query.boolean_query(clauses)


def _meaning(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str, language: str) -> tantivy.Query:
    variants = []
    for tongue in LANGUAGES:
        even = level(searcher, tongue)
        for form, sure in _forms(word, language, tongue):
            term = stem(form, tongue)
            if term:
                for field, weight in (("text", sure), ("title", sure * _TITLE)):
                    fair = fairness(searcher, field, term, tongue)
                    variants.append(_boosted(schema, field, tongue + term, weight * fair * even))
    return tantivy.Query.disjunction_max_query(variants, 0.1) if variants else tantivy.Query.empty_query()


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


def _keys(index: tantivy.Index, query: tantivy.Query, filters: Sequence[tantivy.Query], size: int) -> list[int]:
    """The keys of the best entries, ties by the index's own order."""
    silent = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in filters]
    searcher = index.searcher()
    whole = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *silent])
    addresses = [address for _, address in searcher.search(whole, limit=size, count=False).hits]
    return [int(key or 0) for key in searcher.fast_field_values("key", addresses)] if addresses else []
