"""Reading the vocabulary."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kring.competences.models import Competence
from kring.foundation import paging
from kring.foundation.paging import Page
from kring.foundation.text import sorting
from kring.foundation.text.matching import Plain, plain_as


class Word(NamedTuple):
    """A competence with its label in the reader's language."""

    id: int
    slug: str
    label: str


def words(keys: Iterable[int], *, language: str) -> dict[int, Word]:
    """Competences by key, labelled for a reader. One query."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Competence.objects.filter(pk__in=wanted).values_list("pk", "slug", "nl" if language == "nl" else "en")
    return {row[0]: Word._make(row) for row in rows}


def all_words(*, language: str, size: int = 500) -> list[Word]:
    """The shared vocabulary by label, for a list to choose from."""
    label = "nl" if language == "nl" else "en"
    rows = Competence.objects.filter(shared=True).values_list("pk", "slug", label)[: size * 4]
    return sorted((Word._make(row) for row in rows), key=lambda word: sorting.sort_key(word.label))[:size]


def page_of_words(*, language: str, after: str = "", size: int = 50) -> Page[Word]:
    """The shared vocabulary by slug, a page at a time."""
    label = "nl" if language == "nl" else "en"
    rows = Competence.objects.filter(shared=True).order_by("slug").values_list("pk", "slug", label)
    key = paging.decode(after, str)
    found = (rows.filter(slug__gt=key[0]) if key else rows)[: size + 1]
    return paging.page([Word._make(row) for row in found], size=size, key=lambda word: (word.slug,))


def keys_of(names: Sequence[str]) -> list[int]:
    """The competences that people named, by slug or by label in either language, with or without accents; unknown names
    are left out. One query."""
    tidy = [name.strip() for name in names if name.strip()][:20]
    exact, near = dict[str, int](), dict[str, int]()
    for row in called(tidy):
        for form in (row.slug, row.nl.casefold(), row.en.casefold()):
            exact.setdefault(form, row.pk)
        for label in (row.nl, row.en):
            near.setdefault(plain_as(label), row.pk)
    found = (exact.get(name.casefold()) or near.get(plain_as(name)) or exact.get(sorting.slug(name)) for name in tidy)
    return list(dict.fromkeys(key for key in found if key))


def called(names: Iterable[str]) -> "QuerySet[Competence]":
    """The competences of these slugs, or of which a label in either language is so but for accents and case; the oldest
    first."""
    tidy = {name.strip() for name in names} - {""}
    plain = {plain_as(name) for name in tidy}
    matching = Q(slug__in={sorting.slug(name) for name in tidy}) | Q(plain_nl__in=plain) | Q(plain_en__in=plain)
    rows = Competence.objects.alias(plain_nl=Plain("nl"), plain_en=Plain("en")).filter(matching).order_by("pk")
    return rows if tidy else rows.none()


def listed(names: Sequence[str]) -> tuple[list[int], list[str]]:
    """The competences of the shared vocabulary that people named, by slug or by label in either language, each once;
    and the names that are none of it. What is listed for nobody is none: that it is there isn't told."""
    tidy = [name.strip()[:80] for name in names if name.strip()][:20]
    keys = {name: keys_of([name]) for name in tidy}
    found = {key for found in keys.values() for key in found}
    shared = set(Competence.objects.filter(pk__in=found, shared=True).values_list("pk", flat=True))
    known = dict.fromkeys(key for name in tidy for key in keys[name] if key in shared)
    return list(known), [name for name in tidy if not shared.intersection(keys[name])]
