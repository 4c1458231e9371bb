"""Reading frameworks: what the reader may see of them, and what is called so."""

from kring.competences.frameworks.queries.naming import Said, names
from kring.competences.frameworks.queries.reading import (
    Around,
    FrameworkRow,
    ItemPage,
    ItemRow,
    Matched,
    Member,
    acknowledgements,
    are_there,
    collections,
    framework,
    frameworks,
    item,
    item_of_word,
    item_page,
    keeps,
    kinds,
    languages,
    members_of,
    readable,
    rows_of,
    side,
    tops,
    uploads,
)
from kring.competences.frameworks.queries.searching import Found, Hits, search_items

__all__ = [
    "Around", "Found", "FrameworkRow", "Hits", "ItemPage", "ItemRow", "Matched", "Member", "Said",
    "acknowledgements", "are_there", "collections", "framework", "frameworks", "item", "item_of_word", "item_page",
    "keeps", "kinds", "languages", "members_of", "names", "readable", "rows_of", "search_items", "side", "tops",
    "uploads",
]  # fmt: skip
