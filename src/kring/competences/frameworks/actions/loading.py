"""Writing what a file says into a framework, all of it or nothing.

Records are streamed into a temporary table by COPY, looked at there, and then compared with what stands: items that are
found again by their URI keep their row, so whatever refers to them stays; only differences are written.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks.models import Framework
from kring.competences.frameworks.rules.records import PREFERRED, Problem, Problems, Record, Sort, Why, is_slip
from kring.foundation.errors import ConflictError

_LOCK: Final = 7_003 << 40
_DEEPEST: Final = 100
_COLUMNS: Final = "sort, uri, kind, language, said, folded, other, part, guid, firm, file, line"
_TABLE: Final = f"""
    CREATE TEMPORARY TABLE brought (
        place bigint GENERATED ALWAYS AS IDENTITY, sort smallint, uri text, kind text, language text, said text,
        folded text, other text, part text, guid text, firm boolean, file text, line integer
    ) ON COMMIT DROP;
    COPY brought ({_COLUMNS}) FROM STDIN
"""


class BroughtError(Exception):
    """Something is wrong with what was brought, and nothing of it was written."""

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self.problems = problems


@dataclass
class Written:
    """What became of it, and what was left out: the first of it, and how much."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: Problems = field(default_factory=Problems)


@transaction.atomic
def load(
    framework: Framework,
    brought: Iterable[Record],
    *,
    problems: Problems,
    now: datetime,
    is_whole: bool,
    only_labels: bool = False,
) -> Written:
    """Bring a framework to what these records say. `problems` is what reading them adds to, while they are read.

    What `is_whole` replaces all there is, and each reference must hold; of what isn't, a part, a language of an item or
    a sort of tie is replaced where it was brought, and few broken references among many are left out instead of
    refused (see `records.is_slip`). With `only_labels` names and descriptions are given to items that have none in that
    language, and nothing else changes. Raises BroughtError, and ConflictError while another load of this framework
    runs.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK + framework.pk])
        if not cursor.fetchone()[0]:
            raise ConflictError(_("This framework is being brought in already. Wait until that is done."), code="busy")
        _stage(cursor, brought)
        if problems:
            raise BroughtError(problems)
        loading = _Loading(cursor, framework.pk, now, is_whole)
        if only_labels:
            loading.fill_labels()
        else:
            loading.write_all()
        # Not left to the end of the transaction: the caller's may bring in another.
        cursor.execute("DROP TABLE IF EXISTS pg_temp.brought, pg_temp.given, pg_temp.named, pg_temp.tied, pg_temp.up")
        cursor.execute("ANALYZE framework_item; ANALYZE framework_label; ANALYZE framework_tie; ANALYZE framework_word")
    return loading.written


def _stage(cursor: Any, brought: Iterable[Record]) -> None:
    create, copy = _TABLE.split(";")
    cursor.execute(create)
    with cursor.copy(copy) as into:
        for record in brought:
            into.write_row(record)
    cursor.execute("CREATE INDEX ON brought (sort, uri); ANALYZE brought")


@dataclass
class _Loading:
    """A load under way: everything is staged in `brought`."""

    cursor: Any
    framework: int
    now: datetime
    is_whole: bool
    written: Written = field(default_factory=Written)

    def write_all(self) -> None:
        """Items, what is gone, labels, descriptions and ties."""
        self._check_twice()
        self._write_items()
        # What was there before may have been little, and what is planned by that goes through all for each row.
        self._do("", "ANALYZE framework_item")
        self._check_ties()
        self._write_names()
        self._write_words()
        self._do("", "ANALYZE framework_label")
        self._write_descriptions()
        self._write_ties()
        self._check_rings()

    def fill_labels(self) -> None:
        """Names and descriptions for items that have no name in that language yet."""
        self._do("", """
            DELETE FROM brought USING framework_item AS item, framework_label AS label
             WHERE item.framework_id = %(framework)s AND item.uri = brought.uri AND label.item_id = item.id
               AND label.language = brought.language AND label.is_preferred
        """)  # fmt: skip
        self._write_names()
        self._write_words()
        self._write_descriptions()

    def _do(self, what: str, statement: str) -> None:
        """Carry a statement out, and count the rows that it wrote as `what`."""
        given = {"framework": self.framework, "now": self.now, "whole": self.is_whole, "preferred": PREFERRED}
        given |= {sort.name.lower(): int(sort) for sort in Sort}
        self.cursor.execute(statement, given)
        if what:
            self.written.counts[what] += max(0, self.cursor.rowcount)

    def _rows(self, statement: str) -> list[Any]:
        self._do("", statement)
        return list(self.cursor.fetchall())

    def _check_twice(self) -> None:
        """That each item stands once in what is a whole, or in the file that holds all of its part; a file that was
        given twice, loose and in a zip, says each line anew."""
        rows = self._rows("""
            SELECT file, line, uri, count(*) OVER () FROM (
                SELECT *, first_value(line) OVER (
                          PARTITION BY uri, CASE WHEN NOT %(whole)s THEN file END ORDER BY place) AS before
                  FROM brought WHERE sort = %(item)s AND (%(whole)s OR firm)
            ) AS numbered WHERE line <> before ORDER BY place LIMIT 50
        """)
        if rows:
            raise BroughtError(_told(rows, Why.TWICE))

    def _write_items(self) -> None:
        """Items that are new; those that say something else now or are back; and those of a part that are gone."""
        self._do("", """
            CREATE TEMPORARY TABLE given ON COMMIT DROP AS
            SELECT uri, (array_agg(kind ORDER BY firm DESC, place))[1] AS kind, max(said) AS code,
                   (array_agg(part ORDER BY firm DESC, place))[1] AS part, bool_or(firm) AS firm,
                   max(guid) AS guid, min(place) AS place
              FROM brought WHERE sort = %(item)s GROUP BY uri
        """)  # fmt: skip
        self._do("items changed", """
            UPDATE framework_item AS item SET kind = given.kind, part = given.part, retired_at = NULL,
                   guid = CASE WHEN given.guid = '' THEN item.guid ELSE given.guid END,
                   code = CASE WHEN given.code = '' AND NOT %(whole)s THEN item.code ELSE given.code END
              FROM given WHERE item.framework_id = %(framework)s AND item.uri = given.uri AND given.firm
               AND (item.retired_at IS NOT NULL OR (item.kind, item.part) <> (given.kind, given.part)
                    OR given.guid NOT IN ('', item.guid)
                    OR item.code <> given.code AND (given.code <> '' OR %(whole)s))
        """)  # fmt: skip
        self._do("items added", """
            INSERT INTO framework_item (framework_id, uri, kind, code, part, guid)
            SELECT %(framework)s, uri, kind, code, part, guid FROM given ORDER BY place
            ON CONFLICT (framework_id, uri) DO NOTHING
        """)  # fmt: skip
        self._do("items retired", """
            UPDATE framework_item AS item SET retired_at = %(now)s
             WHERE item.framework_id = %(framework)s AND item.retired_at IS NULL
               AND (%(whole)s OR item.part IN (SELECT part FROM given WHERE firm))
               AND NOT EXISTS (SELECT FROM given WHERE given.uri = item.uri)
        """)  # fmt: skip

    def _check_ties(self) -> None:
        """That both ends of each tie that must have them stand."""
        rows = self._rows("""
            WITH standing AS (SELECT uri FROM framework_item WHERE framework_id = %(framework)s AND retired_at IS NULL)
            SELECT file, line, CASE WHEN start.uri IS NULL THEN brought.uri ELSE other END, count(*) OVER ()
              FROM brought LEFT JOIN standing AS start ON start.uri = brought.uri
              LEFT JOIN standing AS finish ON finish.uri = brought.other
             WHERE sort = %(tie)s AND firm AND (start.uri IS NULL OR finish.uri IS NULL) ORDER BY place LIMIT 50
        """)
        if not rows:
            return
        all_of_them = self._rows("SELECT count(*) FROM brought WHERE sort = %(tie)s AND firm")[0][0]
        told = _told(rows, Why.NOT_THERE)
        if self.is_whole or not is_slip(told.counts[Why.NOT_THERE], all_of_them):
            raise BroughtError(told)
        self.written.left_out = told

    def _write_names(self) -> None:
        """Labels. One is preferred for each item and language: the first that says so, of the file where it belongs.
        What members proposed stays, beside what a publisher calls it now."""
        self._do("", """
            CREATE TEMPORARY TABLE named ON COMMIT DROP AS
            SELECT DISTINCT ON (item, language, said) item, language, said, folded, is_first AS preferred FROM (
                SELECT item.id AS item, brought.language, said, folded,
                       brought.kind = %(preferred)s AND 1 = row_number() OVER (
                           PARTITION BY item.id, brought.language, brought.kind ORDER BY firm DESC, place) AS is_first
                  FROM brought
                  JOIN framework_item AS item ON item.framework_id = %(framework)s AND item.uri = brought.uri
                 WHERE sort = %(label)s AND item.retired_at IS NULL
            ) AS label ORDER BY item, language, said, is_first DESC
        """)  # fmt: skip
        self._do("", "CREATE INDEX ON named (item, language); ANALYZE named")
        self._do("", """
            DELETE FROM framework_label AS label USING named
             WHERE label.by_members AND label.item_id = named.item AND label.language = named.language
               AND label.text = named.said
        """)  # fmt: skip
        self._do("", """
            UPDATE framework_label AS label SET is_preferred = false FROM named
             WHERE label.by_members AND label.is_preferred AND label.item_id = named.item
               AND label.language = named.language AND named.preferred
        """)  # fmt: skip
        self._do("labels removed", """
            DELETE FROM framework_label AS label USING framework_item AS item
             WHERE item.framework_id = %(framework)s AND item.retired_at IS NULL AND label.item_id = item.id
               AND NOT label.by_members
               AND (%(whole)s
                    OR EXISTS (SELECT FROM named WHERE named.item = item.id AND named.language = label.language))
               AND NOT EXISTS (SELECT FROM named WHERE named.item = item.id AND named.language = label.language
                                  AND named.said = label.text AND named.preferred = label.is_preferred)
        """)  # fmt: skip
        self._do("labels added", """
            INSERT INTO framework_label (item_id, language, is_preferred, text, folded, kind, searched_in_id)
            SELECT item, language, preferred, said, folded, item.kind, item.framework_id
              FROM named JOIN framework_item AS item ON item.id = named.item ORDER BY item, language, NOT preferred
            ON CONFLICT (item_id, language, text) DO NOTHING
        """)  # fmt: skip
        self._do("", """
            UPDATE framework_label AS label SET kind = item.kind,
                   searched_in_id = CASE WHEN item.retired_at IS NULL THEN item.framework_id END
              FROM framework_item AS item WHERE item.framework_id = %(framework)s AND label.item_id = item.id
               AND (label.kind, label.searched_in_id) IS DISTINCT FROM
                   (item.kind, CASE WHEN item.retired_at IS NULL THEN item.framework_id END)
        """)  # fmt: skip

    def _write_words(self) -> None:
        self._do("", """
            INSERT INTO framework_word (word)
            SELECT DISTINCT word FROM named, unnest(string_to_array(folded, ' ')) AS word WHERE word <> ''
            ON CONFLICT (word) DO NOTHING
        """)  # fmt: skip

    def _write_descriptions(self) -> None:
        self._do("descriptions", """
            INSERT INTO framework_description (item_id, language, text)
            SELECT DISTINCT ON (item.id, brought.language) item.id, brought.language, said
              FROM brought JOIN framework_item AS item ON item.framework_id = %(framework)s AND item.uri = brought.uri
             WHERE sort = %(description)s AND item.retired_at IS NULL
             ORDER BY item.id, brought.language, firm DESC, place
            ON CONFLICT (item_id, language) DO UPDATE SET text = excluded.text
             WHERE framework_description.text <> excluded.text
        """)  # fmt: skip
        if self.is_whole:
            self._do("", """
                DELETE FROM framework_description AS old USING framework_item AS item
                 WHERE item.framework_id = %(framework)s AND item.retired_at IS NULL AND old.item_id = item.id
                   AND NOT EXISTS (SELECT FROM brought WHERE sort = %(description)s AND brought.uri = item.uri
                                      AND brought.language = old.language)
            """)  # fmt: skip

    def _write_ties(self) -> None:
        """Ties: those of a kind that start in a part are replaced where some were brought, those of a collection where
        it was."""
        self._do("", """
            CREATE TEMPORARY TABLE tied ON COMMIT DROP AS
            SELECT start.id AS item, brought.kind, finish.id AS other, start.part, bool_or(firm) AS firm,
                   max(brought.guid) AS guid
              FROM brought
              JOIN framework_item AS start ON start.framework_id = %(framework)s AND start.uri = brought.uri
              JOIN framework_item AS finish ON finish.framework_id = %(framework)s AND finish.uri = brought.other
             WHERE sort = %(tie)s AND start.id <> finish.id AND start.retired_at IS NULL AND finish.retired_at IS NULL
             GROUP BY start.id, brought.kind, finish.id, start.part
        """)  # fmt: skip
        self._do("", "CREATE INDEX ON tied (item, kind, other); ANALYZE tied")
        self._do("ties removed", """
            DELETE FROM framework_tie AS tie USING framework_item AS item
             WHERE item.framework_id = %(framework)s AND tie.item_id = item.id
               AND (%(whole)s
                    OR tie.kind <> 'member' AND (tie.kind, item.part) IN (SELECT kind, part FROM tied WHERE firm)
                    OR tie.kind = 'member' AND tie.to_id IN (SELECT other FROM tied WHERE kind = 'member' AND firm))
               AND NOT EXISTS (
                    SELECT FROM tied WHERE (tied.item, tied.kind, tied.other) = (item.id, tie.kind, tie.to_id))
        """)  # fmt: skip
        self._do("ties added", """
            INSERT INTO framework_tie (item_id, kind, to_id, guid) SELECT item, kind, other, guid FROM tied
            ON CONFLICT (item_id, kind, to_id) DO UPDATE SET guid = excluded.guid
             WHERE framework_tie.guid <> excluded.guid AND excluded.guid <> ''
        """)  # fmt: skip

    def _check_rings(self) -> None:
        """That nothing lies beneath itself. What has nothing above it is taken away, again and again, and then what has
        nothing below: what is left lies in a ring, or deeper than anything that people read."""
        self._do("", """
            CREATE TEMPORARY TABLE up ON COMMIT DROP AS
            SELECT tie.item_id AS item, tie.to_id AS other FROM framework_tie AS tie
              JOIN framework_item AS item ON item.id = tie.item_id
             WHERE item.framework_id = %(framework)s AND item.retired_at IS NULL AND tie.kind = 'broader'
        """)  # fmt: skip
        self._do("", "CREATE INDEX ON up (item); CREATE INDEX ON up (other); ANALYZE up")
        for end, start in (("other", "item"), ("item", "other")):
            for _step in range(_DEEPEST):
                self.cursor.execute(
                    f"DELETE FROM up WHERE NOT EXISTS (SELECT FROM up AS next WHERE next.{start} = up.{end})"  # noqa: S608
                )
                if not self.cursor.rowcount:
                    break
        rows = self._rows("""
            SELECT file, line, brought.uri, count(*) OVER () FROM brought
              JOIN framework_item AS start ON start.framework_id = %(framework)s AND start.uri = brought.uri
              JOIN framework_item AS finish ON finish.framework_id = %(framework)s AND finish.uri = brought.other
             WHERE sort = %(tie)s AND brought.kind = 'broader'
               AND (start.id, finish.id) IN (SELECT item, other FROM up) ORDER BY place LIMIT 50
        """)
        if rows:
            raise BroughtError(_told(rows, Why.RING))


def _told(rows: Sequence[Any], why: Why) -> Problems:
    """Problems out of rows of (file, line, what is said, how many there are)."""
    found = Problems()
    found.extend([Problem(file, line, why, said[:120]) for file, line, said, _all in rows], {why: rows[0][3]})
    return found
