"""What the finding index holds, how its text is analysed and how a question is asked of it.

One document per contribution by a person: an answer, an experience or a reply, with the title and the text of the
question it belongs to in the same document, because people are found by what they answered at least as much as by
their own words. The production indexer and `bench/finding` both build their index from here, so what is measured is
what ships.

All languages share one text field, in which each word stands stemmed in its own language and marked with it. With a
field a language, one that few write in would seem to have long documents only (their length is measured against that of
all documents, also those that lack the field), and its evidence would sink. How rare a word is, is for the same reason
measured among the documents of its own language. A question is asked in its own language as it is, and in the others
through the lexicon. Change anything here and `SCHEMA_VERSION` must go up: an index of another
version is rebuilt by replay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import tantivy

from kring.finding.rules import (
    LANGUAGES,
    LONGEST_WORD,
    Concept,
    Lexicon,
    Term,
    Vote,
    choose_concepts,
    rarity,
    tag_sums,
    words_of,
)

SCHEMA_VERSION = 3
TOP_DOCUMENTS = 1000
"""How many of the best documents vote for their authors."""

ENOUGH_DOCUMENTS = 50
"""From about how many documents on those of a language tell by themselves how common a word is in it."""

TOP_TAGS, NEWEST_TAGGED = 5, 400
"""How many of a question's tags are looked at, and how many of the newest documents under each."""

MARKED = "kring_marked"
_STEMMERS = {"en": "english", "nl": "dutch"}


class Kind(IntEnum):
    """What sort of contribution a document is; the value is what the index stores."""

    ANSWER = 1
    EXPERIENCE = 2
    REPLY = 3


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one document is made of.

    `parts` are (language, text) pairs: the question's title, its text and the contribution itself, each with the
    language
    it was written in ("en", "nl"; any other is analysed as English). `created` is in seconds since 1970 (UTC).
    """

    document: int
    author: int
    place: int
    conversation: int
    kind: Kind
    created: int
    parts: Sequence[tuple[str, str]]
    tags: Sequence[str] = ()


def build_schema() -> tantivy.Schema:
    """The schema of the finding index. Numbers are fast fields, so that votes are read without fetching documents."""
    builder = tantivy.SchemaBuilder()
    for name in ("document", "author", "place", "conversation", "kind"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_integer_field("created", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name=MARKED, index_option="freq")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tags", tokenizer_name="raw", index_option="basic")
    return builder.build()


@cache
def analyser(language: str) -> tantivy.TextAnalyzer:
    """The analyser of one language: split at anything but letters and digits, lower case, no accents, stemmed."""
    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(LONGEST_WORD + 1),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer(_STEMMERS[language]),
    ):
        chain = chain.filter(step)
    return chain.build()


def register_analysers(index: tantivy.Index) -> None:
    """Make the analysers known to an index; every process that opens one must do so first."""
    index.register_tokenizer(MARKED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def known(language: str) -> str:
    """The language that a text is analysed as: its own, "en" for any but ours."""
    return language if language in LANGUAGES else "en"


def marked(text: str, language: str) -> str:
    """A text as the index takes it: the stems of its words, each marked with the language it is analysed as."""
    mark = known(language)
    return " ".join([mark + token for token in analyser(mark).analyze(text)])


def frequency_of(searcher: tantivy.Searcher, field: str, text: str, language: str) -> float:
    """In which share of the documents of its own language a word stands, 0 to 1.

    The fewer documents there are in that language, the more the share among all documents counts.
    """
    sizes = {tongue: searcher.doc_freq("language", tongue) for tongue in LANGUAGES}
    return _share(searcher.doc_freq(field, language + text), sizes[language], sum(sizes.values()))


def fairness(searcher: tantivy.Searcher, field: str, text: str, language: str) -> float:
    """What a word's score must be multiplied with to count as rare as it is within its own language, 0 to 1.

    The index weighs a word by how rare it is among all documents, so the commonest word of a language that few
    documents are in would weigh like a rare one. Where all documents are in one language this is 1.
    """
    total = max(sum(searcher.doc_freq("language", tongue) for tongue in LANGUAGES), 1)
    own = _rarity(frequency_of(searcher, field, text, language) * total, total)
    return own / _rarity(searcher.doc_freq(field, language + text), total)


def level(searcher: tantivy.Searcher, language: str) -> float:
    """What a fair score must be multiplied with for the rarest word of each language to weigh the same, 1 or more.

    For what is found by its words alone. People are found without: a few documents prove less than many.
    """
    sizes = {tongue: searcher.doc_freq("language", tongue) for tongue in LANGUAGES}
    total = max(sum(sizes.values()), 1)
    return _rarity(1, total) / _rarity(_share(1, sizes[language], total) * total, total)


def _share(holding: int, size: int, total: int) -> float:
    """The share that `holding` of a language's `size` documents are, drawn to their share of the `total` if few."""
    return (holding + ENOUGH_DOCUMENTS * holding / max(total, 1)) / (size + ENOUGH_DOCUMENTS)


def _rarity(holding: float, total: int) -> float:
    """Rarity as BM25 has it."""
    return math.log(1 + (max(total - holding, 0) + 0.5) / (holding + 0.5))


def document_of(contribution: Contribution) -> tantivy.Document:
    """The index document of one contribution."""
    document = tantivy.Document()
    for name in ("document", "author", "place", "conversation", "kind"):
        document.add_unsigned(name, int(getattr(contribution, name)))
    document.add_integer("created", contribution.created)
    for language, text in contribution.parts:
        document.add_text("text", marked(text, language))
    for language in {known(language) for language, _ in contribution.parts}:
        document.add_text("language", language)
    for tag in contribution.tags:
        document.add_text("tags", tag)
    return document


def stem(word: str, language: str) -> str:
    """How the index writes a word of that language, but for the mark; the empty string if it would not index it."""
    tokens = analyser(language).analyze(word)
    return tokens[0] if len(tokens) == 1 else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready for the index: its query, and the concepts it is made of (for quoting the evidence)."""

    query: tantivy.Query
    concepts: tuple[Concept, ...]


def ask(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    title: str,
    text: str,
    *,
    language: str,
    lexicon: Lexicon,
    most: int = 32,
) -> Asked:
    """Turn a question into a query over all languages.

    `language` is the question's own ("en" or "nl"). At most `most` concepts are asked for, those that tell most:
    rare in the index,
    said often, said in the title. A question of which no word is known to the index gives a query that finds nothing.
    """

    def frequency(term: Term) -> float:
        return frequency_of(searcher, "text", term.text, term.language)

    concepts = choose_concepts(
        words_of(title), words_of(text), language=language, lexicon=lexicon, stem=stem, frequency=frequency, most=most
    )
    clauses = [(tantivy.Occur.Should, _concept_query(searcher, schema, concept)) for concept in concepts]
    query = tantivy.Query.boolean_query(clauses) if clauses else tantivy.Query.empty_query()
    return Asked(query, tuple(concepts))


def _concept_query(searcher: tantivy.Searcher, schema: tantivy.Schema, concept: Concept) -> tantivy.Query:
    variants = [
        tantivy.Query.boost_query(
            tantivy.Query.term_query(schema, "text", term.language + term.text, "freq"),
            concept.weight * term.weight * fairness(searcher, "text", term.text, term.language),
        )
        for term in concept.terms
    ]
    return variants[0] if len(variants) == 1 else tantivy.Query.disjunction_max_query(variants)


def narrowed(
    schema: tantivy.Schema, query: tantivy.Query, *, places: Iterable[int] | None, before: int, asker: int | None
) -> tantivy.Query:
    """The same query over what counts: in `places` (None: all), made before `before` (seconds), not by `asker`.

    The filters carry no score of their own.
    """
    clauses = [(tantivy.Occur.Must, query)]
    created = tantivy.Query.range_query(
        schema, "created", tantivy.FieldType.Integer, upper_bound=before, include_upper=False
    )
    clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(created, 0.0)))
    if places is not None:
        held = tantivy.Query.term_set_query(schema, "place", list(places))
        clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(held, 0.0)))
    if asker is not None:
        clauses.append((tantivy.Occur.MustNot, tantivy.Query.term_query(schema, "author", asker)))
    return tantivy.Query.boolean_query(clauses)


def votes_for(searcher: tantivy.Searcher, query: tantivy.Query, limit: int = TOP_DOCUMENTS) -> list[Vote]:
    """The best documents for a (narrowed) query as votes, best first. Reads fast fields only."""
    hits = searcher.search(query, limit, count=False).hits
    addresses = [address for _, address in hits]
    columns = (
        searcher.fast_field_values(name, addresses) for name in ("document", "author", "created", "conversation")
    )
    return [
        Vote(int(document or 0), int(author or 0), float(score), int(created or 0), int(conversation or 0))
        for (score, _), document, author, created, conversation in zip(hits, *columns, strict=True)
    ]


def tagged(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    tags: Sequence[str],
    *,
    places: Iterable[int] | None,
    before: int,
    asker: int | None,
) -> dict[int, float]:
    """How much each person did under these tags, by the newest documents of each; what may count as in `narrowed`."""
    seen = None if places is None else list(places)
    found = []
    for tag in list(dict.fromkeys(tags))[:TOP_TAGS]:
        query = narrowed(
            schema, tantivy.Query.term_query(schema, "tags", tag, "basic"), places=seen, before=before, asker=asker
        )
        hits = searcher.search(query, NEWEST_TAGGED, count=False, order_by_field="created").hits
        authors = searcher.fast_field_values("author", [address for _, address in hits])
        found.append(
            (rarity(searcher.doc_freq("tags", tag), searcher.num_docs), [int(author or 0) for author in authors])
        )
    return tag_sums(found)
