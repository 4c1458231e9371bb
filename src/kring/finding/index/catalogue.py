"""The catalogue: conversations, meetings and pieces of libraries by what they say, people and circles by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import tantivy

from kring.finding.index_schema import MARKED, known, marked, register_analysers
from kring.finding.rules import LONGEST_WORD

SCHEMA_VERSION = 4


class Entry(IntEnum):
    """What a document of the catalogue is about."""

    CONVERSATION = 1
    PERSON = 2
    CIRCLE = 3
    MEETING = 4
    # A series stands for those of its meetings of which nothing more is known than of all.
    SERIES = 5
    PIECE = 6


# What is found by what it says, whether or not it says more than its title.
WORDED: Final = frozenset({Entry.CONVERSATION, Entry.MEETING, Entry.SERIES, Entry.PIECE})


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One document: `place` is where it stands (0 for people and circles), `title` and `text` are in `language`."""

    entry: Entry
    key: int
    place: int
    title: str
    text: str
    language: str
    created: int
    answered: bool


def build_schema() -> tantivy.Schema:
    """Numbers are fast fields; titles and names have a field of their own, unstemmed, for what is still being typed."""
    builder = tantivy.SchemaBuilder()
    for name in ("entry", "key", "place", "answered"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_integer_field("created", indexed=True, fast=True)
    builder.add_text_field("name", tokenizer_name="kring_name", index_option="position")
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name=MARKED, index_option="freq")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    return builder.build()


def name_analyser() -> tantivy.TextAnalyzer:
    """Words of a name, folded, not stemmed."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(LONGEST_WORD + 1), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Make the analysers known to an index; every process that opens one must do so first."""
    register_analysers(index)
    index.register_tokenizer("kring_name", name_analyser())


def document_of(entry: CatalogueEntry) -> tantivy.Document:
    """The index document of one entry."""
    document = tantivy.Document()
    document.add_unsigned("entry", entry.entry)
    document.add_unsigned("key", entry.key)
    document.add_unsigned("place", entry.place)
    document.add_unsigned("answered", int(entry.answered))
    document.add_integer("created", entry.created)
    document.add_text("name", entry.title)
    if entry.text or entry.entry in WORDED:
        document.add_text("language", known(entry.language))
        document.add_text("title", marked(entry.title, entry.language))
        document.add_text("text", marked(entry.text, entry.language))
    return document


def title_prefix(schema: tantivy.Schema, words: Sequence[str]) -> tantivy.Query:
    """Names that hold each of the words, the last one perhaps half typed."""
    whole = [tantivy.Query.term_query(schema, "name", word) for word in words[:-1]]
    begun = tantivy.Query.regex_query(schema, "name", f"{words[-1]}.*")
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in (*whole, begun)])
