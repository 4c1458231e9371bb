"""Looking for items by what they are called, in every language at once."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Length

from kring.competences.frameworks.models import Item, Label
from kring.competences.frameworks.queries.naming import Said, names
from kring.competences.frameworks.queries.reading import readable
from kring.competences.frameworks.rules import folding
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page

SHORTEST: Final = 2


class Found(NamedTuple):
    """An item that was looked for. `language` is that of its label; `through` is what it is also called, where only
    that says what was looked for."""

    id: int
    framework: int
    kind: str
    code: str
    label: str
    language: str
    through: str
    competence: int | None


class Hits(NamedTuple):
    """What was found; `is_mended`: nothing says exactly that, this is what comes near."""

    page: Page[Found]
    is_mended: bool


class _Words(SearchQuery):
    """A tsquery as it stands: our words went through no configuration of PostgreSQL's, so these must not either."""

    template = "(%(expressions)s)::tsquery"


def search_items(
    reader: Reader,
    text: str,
    *,
    language: str,
    kinds: Sequence[str] = (),
    framework: int | None = None,
    after: str = "",
    size: int = 20,
) -> Hits:
    """Items of which a label holds all these words or words that begin with them, in any language; the same name first,
    then names that start so, preferred ones before others, short ones before long ones. Where there are none, what
    differs by a slip of the pen. Five queries, one more where it is mended."""
    looked_for = folding.words(text)
    whole = " ".join(looked_for)
    if len(whole) < SHORTEST:
        return Hits(Page([]), is_mended=False)
    key = paging.decode(after, paging.whole, paging.whole, paging.whole)
    labels = _standing(reader, kinds, framework)
    # Two letters begin a tenth of all words: only names that begin so are meant.
    is_short = len(whole) == SHORTEST
    matching = Q(folded__startswith=whole) if is_short else Q(words=_Words(folding.query(looked_for)))
    ranked = _ranked(labels.filter(matching), whole, language, key, size)
    near = "" if ranked or key else folding.mended(looked_for)
    if near:
        ranked = _ranked(labels.filter(words=_Words(near)), whole, language, None, size)
    page = paging.page(ranked, size=size, key=lambda row: (row[1], row[2], row[0]))
    return Hits(Page(_shown([row[0] for row in page.rows], looked_for, language), page.older), bool(near and ranked))


def _standing(reader: Reader, kinds: Sequence[str], framework: int | None) -> "QuerySet[Label]":
    """The labels that the reader may look through."""
    may = readable(reader) if framework is None else readable(reader).filter(pk=framework)
    rows = Label.objects.filter(item__retired_at=None, item__framework__in=list(may.values_list("pk", flat=True)))
    return rows.filter(item__kind__in=list(kinds)) if kinds else rows


def _ranked(
    labels: "QuerySet[Label]", whole: str, language: str, key: paging.Key | None, size: int
) -> list[tuple[int, int, int]]:
    """(item, rank, length) of the best label of each item, the best first, one more than `size`."""
    rank = Case(
        When(folded=whole, is_preferred=True, then=Value(0)),
        When(folded=whole, then=Value(1)),
        When(folded__startswith=whole, is_preferred=True, language=language, then=Value(2)),
        When(folded__startswith=whole, is_preferred=True, then=Value(3)),
        When(folded__startswith=whole, then=Value(4)),
        When(is_preferred=True, language=language, then=Value(5)),
        When(is_preferred=True, then=Value(6)),
        default=Value(7),
        output_field=IntegerField(),
    )
    rows = labels.values_list("item").annotate(rank=Min(rank), length=Min(Length("folded")))
    if key:
        rows = rows.filter(
            Q(rank__gt=key[0]) | Q(rank=key[0], length__gt=key[1]) | Q(rank=key[0], length=key[1], item__gt=key[2])
        )
    return list(rows.order_by("rank", "length", "item")[: size + 1])


def _shown(keys: Sequence[int], looked_for: Sequence[str], language: str) -> list[Found]:
    """These items in this order. Three queries."""
    rows: Any = Item.objects.filter(pk__in=keys).values_list("pk", "framework", "kind", "code", "competence_id")
    known = {row[0]: row for row in rows}
    called = names(keys, language=language)
    through = _through([key for key in keys if not _says(called.get(key, Said("", "")).text, looked_for)], looked_for)
    shown: list[Found] = []
    for key in keys:
        _key, framework, kind, code, competence = known[key]
        name = called.get(key, Said(code or str(key), ""))
        shown.append(Found(key, framework, kind, code, *name, through.get(key, ""), competence))
    return shown


def _through(keys: Sequence[int], looked_for: Sequence[str]) -> dict[int, str]:
    """Of each of these items the shortest label that says what was looked for."""
    rows = Label.objects.filter(item__in=keys).order_by("item", Length("folded").desc(), "-pk")
    return {key: text for key, text in rows.values_list("item", "text") if _says(text, looked_for)}


def _says(text: str, looked_for: Sequence[str]) -> bool:
    held = folding.folded(text).split()
    return all(any(word.startswith(wanted) for word in held) for wanted in looked_for)
