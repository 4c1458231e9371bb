"""Looking for items by what they are called, in every language at once.

By hand and not by the query builder, as someone may be typing: each of these is asked for every few letters.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from kring.competences.frameworks.models import Framework
from kring.competences.frameworks.queries.reading import readable
from kring.competences.frameworks.rules import folding
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared

SHORTEST: Final = 2
_RANKED: Final = """
    SELECT item_id, best / 1000, best %% 1000 FROM (
        SELECT item_id, min(1000 * CASE
            WHEN folded = %(whole)s THEN CASE WHEN is_preferred THEN 0 ELSE 1 END
            WHEN folded LIKE %(start)s
                THEN CASE WHEN NOT is_preferred THEN 4 WHEN language = %(language)s THEN 2 ELSE 3 END
            ELSE CASE WHEN NOT is_preferred THEN 7 WHEN language = %(language)s THEN 5 ELSE 6 END
        END + length(folded)) AS best
          FROM framework_label
         WHERE {matching} AND searched_in_id = ANY(%(frameworks)s::bigint[])
           AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s::text[]))
         GROUP BY item_id
    ) AS ranked
     WHERE %(best)s::int IS NULL OR (best, item_id) > (%(best)s, %(item)s)
     ORDER BY best, item_id LIMIT %(limit)s
"""
_SHOWN: Final = """
    SELECT item.id, item.framework_id, item.kind, item.code, coalesce(name.text, item.code),
           coalesce(name.language, ''), item.competence_id
      FROM unnest(%(keys)s::bigint[]) WITH ORDINALITY AS wanted(id, place)
      JOIN framework_item AS item ON item.id = wanted.id
      LEFT JOIN LATERAL (
           SELECT text, language FROM framework_label WHERE item_id = item.id AND is_preferred
            ORDER BY language = %(language)s DESC, language = 'en' DESC, language LIMIT 1
      ) AS name ON true
     ORDER BY wanted.place
"""

_KNOWN: Final = "SELECT word FROM framework_word WHERE word = ANY(%(words)s::text[])"
_UNKNOWN: Final = """
    SELECT said FROM unnest(%(words)s::text[]) AS said WHERE NOT EXISTS (
        SELECT FROM framework_word WHERE word >= said AND word < said || chr(1114111))
"""


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
    """Items of which a label holds all these words or words that begin with them, in any language: the same name first,
    then names that start so, preferred ones before others, short ones before long ones. Where there are none, what
    differs by a slip of the pen. Of two letters only names that start so are found: they begin a tenth of all words.

    At most five queries, four more where it is mended.
    """
    looked_for = folding.words(text)
    whole = " ".join(looked_for)
    key = paging.decode(after, paging.whole, paging.whole)
    if len(whole) < SHORTEST:
        return Hits(Page([]), is_mended=False)
    frameworks = [one for (one,) in _readable(reader) if framework in (None, one)]
    look = _Look(whole, language, frameworks, list(kinds) or None, key, size + 1)
    # Names that start so come before all others: where they fill a page, no others are looked at.
    rows = look.ranked("folded LIKE %(start)s")
    if len(rows) <= size and len(whole) > SHORTEST:
        rows = look.ranked("words @@ %(words)s::tsquery", words=folding.query(looked_for))
    near = [] if rows or key else _mended(look, looked_for)
    page = paging.page(rows or near, size=size, key=lambda row: (row[1] * 1000 + row[2], row[0]))
    shown = _shown([row[0] for row in page.rows], looked_for, language)
    return Hits(Page(shown, page.older), is_mended=bool(near))


class _Look(NamedTuple):
    """What is looked for, where, and after which row."""

    whole: str
    language: str
    frameworks: Sequence[int]
    kinds: Sequence[str] | None
    key: paging.Key | None
    limit: int

    def ranked(self, matching: str, *, words: str = "") -> list[tuple[int, int, int]]:
        """(item, rank, length) of the best label of each item, the best first."""
        best, item = self.key or (None, None)
        given = {**self._asdict(), "start": f"{self.whole}%", "words": words, "best": best, "item": item}
        return _rows(_RANKED.format(matching=matching), given)


@prepared()
def _readable(reader: Reader) -> "QuerySet[Framework, tuple[int]]":
    return readable(reader).values_list("pk")


def _mended(look: _Look, looked_for: Sequence[str]) -> list[tuple[int, int, int]]:
    """What is called nearly so: for each word that no label anywhere begins with, those that are written nearly so;
    where that finds nothing, for any one word of several. Four queries at most."""
    near = {word: folding.near(word) for word in looked_for}
    known = {word for (word,) in _rows(_KNOWN, {"words": sorted(set().union(*near.values()))})}
    there = {word: near[word] & known for word in looked_for}
    checked = [word for word in looked_for if folding.is_mended(word)]
    unknown = {word for (word,) in _rows(_UNKNOWN, {"words": checked})} if checked else set()
    for words in (
        folding.mended(looked_for, {word: there[word] for word in unknown}) if unknown else "",
        folding.mended_somewhere(looked_for, there),
    ):
        if words and (found := look.ranked("words @@ %(words)s::tsquery", words=words)):
            return found
    return []


def _shown(keys: Sequence[int], looked_for: Sequence[str], language: str) -> list[Found]:
    """These items in this order. Two queries."""
    rows = _rows(_SHOWN, {"keys": list(keys), "language": language}) if keys else []
    through = _through([row[0] for row in rows if not _says(row[4], looked_for)], looked_for)
    return [Found._make([*row[:6], through.get(row[0], ""), row[6]]) for row in rows]


def _through(keys: Sequence[int], looked_for: Sequence[str]) -> dict[int, str]:
    """Of each of these items the shortest label that says what was looked for."""
    if not keys:
        return {}
    rows = _rows(
        "SELECT item_id, text FROM framework_label WHERE item_id = ANY(%(keys)s::bigint[])"
        " ORDER BY length(folded) DESC, id DESC",
        {"keys": list(keys)},
    )
    return {key: text for key, text in rows if _says(text, looked_for)}


def _says(text: str, looked_for: Sequence[str]) -> bool:
    held = folding.folded(text).split()
    return all(any(word.startswith(wanted) for word in held) for wanted in looked_for)


def _rows(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
