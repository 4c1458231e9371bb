"""Frameworks and their items, for who may read them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kring.competences.frameworks.access import FRAMEWORK
from kring.competences.frameworks.models import ADOPTABLE, Framework, Item, Kind, Label, Mapping, Match, Tie, TieKind
from kring.competences.frameworks.queries.naming import NOTHING, Said, description, names
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page

MOST_TIES: Final = 60
MOST_MEMBERS: Final = 500
_DEEPEST: Final = 8


class ItemRow(NamedTuple):
    """An item as lists show it; `language` is that of its label. `competence` is the word of the vocabulary that says
    the same, if someone chose it before."""

    id: int
    kind: str
    code: str
    label: str
    language: str
    competence: int | None


class Member(NamedTuple):
    """A skill or knowledge that belongs to an occupation, a skill or a group; `is_essential` is None in a group."""

    item: ItemRow
    is_essential: bool | None


class Matched(NamedTuple):
    """What an item of another framework is to this one."""

    kind: str
    item: ItemRow
    framework: str


class Around(NamedTuple):
    """The first of those that are one thing to an item, and how many there are (`number`)."""

    rows: Sequence[ItemRow]
    number: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with all that stands around it."""

    item: Item
    name: Said
    description: Said
    others: Sequence[Said]
    ties: dict[str, Around] = field(default_factory=dict)
    """By what those items are to this one: a `TieKind`, "narrower", "members", "essential_for" or "optional_for"."""
    matches: Sequence[Matched] = ()
    keeps: bool = False


class FrameworkRow(NamedTuple):
    """A framework as lists show it, with how many items of it stand."""

    id: int
    slug: str
    title: str
    version: str
    place: int | None
    items: int


def readable(reader: Reader) -> "QuerySet[Framework]":
    """The frameworks that the reader may read."""
    return Framework.objects.filter(FRAMEWORK.filter(reader, "read"))


def frameworks(reader: Reader, *, place: int | None = None) -> list[FrameworkRow]:
    """The frameworks that the reader may read, of one place where given, those of everyone first; at most 200."""
    rows = readable(reader) if place is None else readable(reader).filter(place=place)
    counted = rows.annotate(standing=Count("items", filter=Q(items__retired_at=None)))
    columns = ("pk", "slug", "title", "version", "place_id", "standing")
    return [FrameworkRow(*row) for row in counted.order_by("place_id", "title", "pk").values_list(*columns)[:200]]


def are_there(reader: Reader) -> bool:
    """Whether there is any framework that the reader may read. One query."""
    return readable(reader).exists()


def framework(reader: Reader, slug: str) -> Framework:
    """A framework by its address. Raises NotThereError."""
    found = readable(reader).select_related("place").filter(slug=slug).first()
    if found is None:
        raise NotThereError
    return found


def acknowledgements(reader: Reader) -> list[tuple[int, str]]:
    """(framework, sentence) of those whose licence asks for one where their items are shown."""
    return list(readable(reader).exclude(acknowledgement="").order_by("pk").values_list("pk", "acknowledgement")[:50])


def uploads(reader: Reader, framework: Framework) -> list[tuple[int, str, datetime]]:
    """(key, name, when) of the files that wait, the latest first, for who keeps the framework."""
    if not keeps(reader, framework):
        return []
    return list(framework.uploads.order_by("-pk").values_list("pk", "name", "made_at")[:10])


def keeps(reader: Reader, framework: Framework) -> bool:
    """Whether the reader keeps this framework."""
    return FRAMEWORK.allows(reader, "keep", framework)


def item(reader: Reader, key: int) -> Item:
    """An item, with its framework. Raises NotThereError."""
    rows = Item.objects.select_related("framework", "framework__place")
    found = rows.filter(pk=key, framework__in=readable(reader)).first()
    if found is None:
        raise NotThereError
    return found


def tops(framework: Framework, *, language: str, after: str = "", size: int = 100) -> Page[ItemRow]:
    """What stands at the top of a framework: no part of anything broader, collections left out. Two queries."""
    above = Tie.objects.filter(item=OuterRef("pk"), kind=TieKind.BROADER)
    rows = framework.items.filter(~Exists(above), retired_at=None).exclude(kind=Kind.COLLECTION)
    key = paging.decode(after, str, str, paging.whole)
    if key:
        rows = rows.filter(
            Q(kind__gt=key[0]) | Q(kind=key[0], code__gt=key[1]) | Q(kind=key[0], code=key[1], pk__gt=key[2])
        )
    found = rows.order_by("kind", "code", "pk")[: size + 1]
    return paging.page(rows_of(found, language=language), size=size, key=lambda row: (row.kind, row.code, row.id))


def collections(framework: Framework, *, language: str) -> list[ItemRow]:
    """The collections of a framework. Two queries."""
    return rows_of(
        framework.items.filter(kind=Kind.COLLECTION, retired_at=None).order_by("pk")[:100], language=language
    )


def kinds(framework: Framework) -> dict[str, int]:
    """How many items of each kind stand."""
    rows = framework.items.filter(retired_at=None).values_list("kind").annotate(count=Count("pk"))
    return dict(rows.order_by("kind"))


def languages(framework: Framework) -> dict[str, int]:
    """In how many items' preferred names each language stands."""
    rows = Label.objects.filter(item__framework=framework, item__retired_at=None, is_preferred=True)
    return dict(rows.values_list("language").annotate(count=Count("pk")).order_by("-count", "language"))


def item_page(reader: Reader, key: int, *, language: str) -> ItemPage:
    """An item, what it is called, and what stands around it, the first 60 of each. Raises NotThereError. Six
    queries at most."""
    found = item(reader, key)
    labels = list(
        found.labels.order_by("-is_preferred", "folded", "pk").values_list("is_preferred", "text", "language")[:200]
    )
    preferred = {language: text for is_preferred, text, language in labels if is_preferred}
    named = next((one for one in (language, "en", *preferred) if one in preferred), "")
    name = Said(preferred.get(named, ""), named) if named else NOTHING
    others = [Said(text, own) for is_preferred, text, own in labels
              if not is_preferred and own in (language, named)]  # fmt: skip
    return ItemPage(
        item=found,
        name=name,
        description=description(found.pk, language=language),
        others=others,
        ties=_around(found, language),
        matches=_matches(reader, found, language),
        keeps=keeps(reader, found.framework),
    )


def members_of(reader: Reader, key: int, *, language: str) -> list[Member]:
    """The skills and knowledge that belong to an item: of an occupation or a skill those that are essential or
    optional to it, of a group those in it and in the groups below, of a collection its members; at most 500, essential
    ones first, each by its name. Retired ones are left out. Raises NotThereError. Three queries."""
    found = item(reader, key)
    rows = _below(found) if found.kind in (Kind.GROUP, Kind.COLLECTION) else _needed(found)
    known = {row.id: row for row in rows_of(Item.objects.filter(pk__in=rows), language=language)}
    members = [Member(known[one], is_essential) for one, is_essential in rows.items() if one in known]
    return sorted(members, key=lambda member: (member.is_essential is False, member.item.label.casefold()))


def rows_of(items: "QuerySet[Item]", *, language: str) -> list[ItemRow]:
    """Items as lists show them, in the order of the query. Two queries."""
    found = list(items.values_list("pk", "kind", "code", "competence_id"))
    called = names([row[0] for row in found], language=language)
    return [
        ItemRow(key, kind, code, *called.get(key, Said(code or str(key), "")), competence)
        for key, kind, code, competence in found
    ]


def item_of_word(reader: Reader, competences: Iterable[int]) -> dict[int, list[int]]:
    """The items that say the same as these words of the vocabulary, of frameworks that the reader may read."""
    rows = Item.objects.filter(competence__in=list(competences), framework__in=readable(reader))
    found: dict[int, list[int]] = {}
    for word, key in rows.order_by("pk").values_list("competence_id", "pk"):
        found.setdefault(word or 0, []).append(key)
    return found


def _needed(found: Item) -> dict[int, bool | None]:
    kinds = (TieKind.ESSENTIAL, TieKind.OPTIONAL)
    rows = Tie.objects.filter(item=found, kind__in=kinds, to__retired_at=None, to__kind__in=ADOPTABLE)
    return {key: kind == TieKind.ESSENTIAL for key, kind in rows.order_by("kind", "to").values_list("to", "kind")[
        :MOST_MEMBERS]}  # fmt: skip


def _below(found: Item) -> dict[int, bool | None]:
    """What lies in a group, however deep, or in a collection. A framework whose groups go in a ring ends too."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE below(id, kind, depth) AS (
                SELECT id, kind, 0 FROM framework_item WHERE id = %(key)s
                 UNION
                SELECT item.id, item.kind, depth + 1
                  FROM below JOIN framework_tie AS tie ON tie.to_id = below.id AND tie.kind IN ('broader', 'member')
                  JOIN framework_item AS item ON item.id = tie.item_id
                 WHERE depth < %(deepest)s AND below.kind IN ('group', 'collection') AND item.retired_at IS NULL
            )
            SELECT DISTINCT id FROM below WHERE kind = ANY(%(kinds)s) ORDER BY id LIMIT %(most)s
            """,
            {"key": found.pk, "deepest": _DEEPEST, "kinds": list(ADOPTABLE), "most": MOST_MEMBERS},
        )
        return dict.fromkeys((row[0] for row in cursor.fetchall()), None)


# What the item at the start of a tie is to the one at its end.
_BACK: Final = {
    TieKind.BROADER: "narrower",
    TieKind.RELATED: TieKind.RELATED,
    TieKind.ESSENTIAL: "essential_for",
    TieKind.OPTIONAL: "optional_for",
    TieKind.MEMBER: "members",
}
SIDES: Final = (*map(str, TieKind), *(name for name in map(str, _BACK.values()) if name not in set(TieKind)))
_AROUND: Final = """
    WITH around AS (
        SELECT kind AS side, to_id AS other FROM framework_tie WHERE item_id = %(key)s
         UNION
        SELECT (%(back)s::jsonb) ->> kind, item_id FROM framework_tie WHERE to_id = %(key)s
    ), named AS (
        SELECT side, item.id, item.kind, item.code, coalesce(name.text, nullif(item.code, ''), item.id::text) AS label,
               coalesce(name.language, '') AS language, item.competence_id,
               coalesce(left(name.folded, 80), '') AS folded
          FROM around JOIN framework_item AS item ON item.id = around.other AND item.retired_at IS NULL
          LEFT JOIN LATERAL (
               SELECT text, language, folded FROM framework_label WHERE item_id = item.id AND is_preferred
                ORDER BY language = %(language)s DESC, language = 'en' DESC, language LIMIT 1
          ) AS name ON true
         WHERE %(side)s::text IS NULL OR side = %(side)s
    ), numbered AS (
        SELECT *, count(*) OVER (PARTITION BY side) AS count,
               row_number() OVER (PARTITION BY side ORDER BY code, folded, id) AS number
          FROM named
    )
    SELECT id, kind, code, label, language, competence_id, side, count, folded FROM numbered
     WHERE CASE WHEN %(after)s::text[] IS NULL THEN number <= %(size)s
                ELSE (code, folded, id) > ((%(after)s)[1], (%(after)s)[2], (%(after)s)[3]::bigint) END
     ORDER BY side, number LIMIT %(size)s * %(sides)s
"""


def side(reader: Reader, key: int, name: str, *, language: str, after: str = "", size: int = 100) -> Page[ItemRow]:
    """What is one thing to an item (see `ItemPage.ties`), by code and name, a page at a time. Raises NotThereError. Two
    queries."""
    found = item(reader, key)
    if name not in SIDES:
        raise NotThereError
    start = paging.decode(after, str, str, paging.whole)
    begin = [str(part) for part in start] if start else None
    rows = _rows_around(found, language, size=size + 1, side=name, after=begin)
    found_page = paging.page(rows, size=size, key=lambda row: (row[2], row[8], row[0]))
    return Page([ItemRow._make(row[:6]) for row in found_page.rows], found_page.older)


def _around(found: Item, language: str) -> dict[str, Around]:
    """The items that are tied to this one, by what they are to it, the first 60 of each. One query."""
    sides: dict[str, tuple[list[ItemRow], int]] = {}
    for row in _rows_around(found, language, size=MOST_TIES):
        sides.setdefault(row[6], ([], row[7]))[0].append(ItemRow._make(row[:6]))
    return {name: Around(rows, count) for name, (rows, count) in sides.items()}


def _rows_around(
    found: Item, language: str, *, size: int, side: str | None = None, after: Sequence[str] | None = None
) -> list[Any]:
    given: dict[str, Any] = {
        "key": found.pk, "back": json.dumps({str(kind): str(name) for kind, name in _BACK.items()}), "size": size,
        "language": language, "side": side, "after": after, "sides": 1 if side else len(SIDES),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, given)
        return list(cursor.fetchall())


_TURNED: Final = {Match.BROAD: Match.NARROW, Match.NARROW: Match.BROAD}


def _matches(reader: Reader, found: Item, language: str) -> list[Matched]:
    """What items of other frameworks are to this one, read from either side. Three queries."""
    seen = readable(reader)
    columns = ("item", "kind", "to", "item__framework__title", "to__framework__title")
    rows = Mapping.objects.filter(Q(item=found, to__framework__in=seen) | Q(to=found, item__framework__in=seen))
    told: dict[int, tuple[str, str]] = {}
    for start, kind, end, from_title, to_title in rows.order_by("pk").values_list(*columns)[:100]:
        if start == found.pk:
            told[end] = (kind, to_title)
        else:
            told.setdefault(start, (_TURNED.get(Match(kind), Match(kind)), from_title))
    known = rows_of(Item.objects.filter(pk__in=told), language=language) if told else []
    return [Matched(told[row.id][0], row, told[row.id][1]) for row in known]
