"""How this machine's search index is doing, for the operator."""

from typing import NamedTuple

from kring.finding.index import indexer, store


class Condition(NamedTuple):
    """Changes that the index hasn't seen, what is in it, its size in bytes, and whether it will be made anew."""

    behind: int
    contributions: int
    entries: int
    size: int
    rebuild_asked: bool


def condition() -> Condition:
    """How the index is doing. One query."""
    contributions, entries = store.contributions(), store.entries()
    return Condition(
        indexer.pending(),
        contributions.searcher().num_docs if contributions else 0,
        entries.searcher().num_docs if entries else 0,
        store.size(),
        store.is_rebuild_asked(),
    )
