"""The one writer of this machine's indexes. It follows the log of changes; lost or outdated, it starts anew.

A change is read once no transaction that began before it is still running, so that none is passed over; what was
read twice after a
crash is written twice to the same end.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

import tantivy
from django.db import connection, models

from kring.communities.models import Community
from kring.conversations.models import Conversation
from kring.finding import index_schema
from kring.finding.index import catalogue, documents, store
from kring.finding.index.catalogue import CatalogueEntry, Entry
from kring.finding.index.store import VERSION, Position
from kring.finding.index_schema import Contribution
from kring.finding.models import IndexChange, Subject
from kring.foundation.accounts.models import Account
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting, Series

BATCH: Final = 2_000
_CONVERSATIONS_AT_ONCE: Final = 400
_MEMORY: Final = 96_000_000

Progress = Callable[[int, int], None]
Row = TypeVar("Row", bound=models.Model)


class IndexBusyError(Exception):
    """Another process of this machine is writing the index."""


@contextmanager
def writing() -> Iterator["Indexer"]:
    """The indexer of this machine. Raises IndexBusyError while another process has it."""
    store.folder().mkdir(parents=True, exist_ok=True)
    with (store.folder() / "writer.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError from error
        indexer = Indexer()
        try:
            yield indexer
        finally:
            indexer.close()


class Indexer:
    """Writes both indexes. Holds tantivy's writers from first use until `close`."""

    def __init__(self) -> None:
        self._contributions: tantivy.IndexWriter | None = None
        self._entries: tantivy.IndexWriter | None = None

    def follow(self, progress: Progress | None = None) -> int:
        """Bring the indexes up to date with what was committed; returns how many subjects were written."""
        reached = store.position()
        if store.is_rebuild_asked() or reached.database != _database() or reached.version != VERSION:
            return self.rebuild(progress)
        written = 0
        while changes := _changes_after(reached):
            keys = {subject: sorted({key for _, _, what, key in changes if what == subject}) for subject in Subject}
            for subject, ones in keys.items():
                self._write(subject, ones, replace=True)
                written += len(ones)
            transaction, change, _, _ = changes[-1]
            reached = Position(reached.database, VERSION, transaction, change)
            self._commit(reached)
            if progress:
                progress(written, written + pending_after(reached))
        return written

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the indexes from nothing by reading everything, then note from where changes are to be followed."""
        self.close()
        store.clear()
        store.rebuild_began()
        start = Position(_database(), VERSION, _oldest_running() - 1, 2**62)
        total = sum(_count(model) for model in _MODELS.values())
        written = 0
        for subject, model in _MODELS.items():
            for keys in _all_keys(model):
                self._write(Subject(subject), keys, replace=False)
                written += len(keys)
                if progress:
                    progress(written, total)
        self._commit(start)
        return written

    def close(self) -> None:
        """Let go of the writers; what was not committed is dropped."""
        for writer in (self._contributions, self._entries):
            if writer is not None:
                writer.wait_merging_threads()
        self._contributions = self._entries = None

    def _writers(self) -> tuple[tantivy.IndexWriter, tantivy.IndexWriter]:
        if self._contributions is None or self._entries is None:
            made = store.create("contributions", index_schema.build_schema(), index_schema.register_analysers)
            listed = store.create("catalogue", catalogue.build_schema(), catalogue.register)
            self._contributions = made.writer(heap_size=_MEMORY, num_threads=1)
            self._entries = listed.writer(heap_size=_MEMORY // 4, num_threads=1)
        return self._contributions, self._entries

    def _write(self, subject: Subject, keys: Sequence[int], *, replace: bool) -> None:
        for start in range(0, len(keys), _CONVERSATIONS_AT_ONCE):
            self._write_some(subject, keys[start : start + _CONVERSATIONS_AT_ONCE], replace=replace)

    def _write_some(self, subject: Subject, keys: Sequence[int], *, replace: bool) -> None:
        contributions, entries = self._writers()
        if replace:
            _remove(contributions, entries, subject, keys)
        for made in _documents(subject, keys):
            if isinstance(made, Contribution):
                contributions.add_document(index_schema.document_of(made))
            else:
                entries.add_document(catalogue.document_of(made))

    def _commit(self, reached: Position) -> None:
        for writer in self._writers():
            writer.commit()
        store.save_position(reached)


def pending() -> int:
    """How many changes this machine's indexes have not seen yet."""
    return pending_after(store.position())


def pending_after(reached: Position) -> int:
    """How many changes stand in the log after a position."""
    later = models.Q(transaction__gt=reached.transaction) | models.Q(
        transaction=reached.transaction, pk__gt=reached.change
    )
    return IndexChange.objects.filter(later).count()


def index_pending(progress: Progress | None = None) -> int:
    """Bring this machine's indexes up to date from a command. Raises IndexBusyError while a worker does it."""
    with writing() as indexer:
        return indexer.follow(progress)


def _documents(subject: Subject, keys: Sequence[int]) -> Iterator[CatalogueEntry | Contribution]:
    makers: dict[str, Callable[[Sequence[int]], Iterator[CatalogueEntry | Contribution]]] = {
        Subject.CONVERSATION: documents.of_conversations,
        Subject.POST: documents.of_posts,
        Subject.PERSON: documents.of_people,
        Subject.PLACE: documents.of_circles,
        Subject.MEETING: documents.of_meetings,
        Subject.SERIES: documents.of_series,
        Subject.PIECE: documents.of_pieces,
    }
    return makers[subject](keys)


_ENTRIES = {
    Subject.CONVERSATION: Entry.CONVERSATION,
    Subject.PERSON: Entry.PERSON,
    Subject.PLACE: Entry.CIRCLE,
    Subject.MEETING: Entry.MEETING,
    Subject.SERIES: Entry.SERIES,
    Subject.PIECE: Entry.PIECE,
}
# What there is to be read when an index is made from nothing; posts come with their conversations.
_MODELS: Final[dict[str, type[models.Model]]] = {
    Subject.CONVERSATION: Conversation,
    Subject.PERSON: Account,
    Subject.PLACE: Community,
    Subject.MEETING: Meeting,
    Subject.SERIES: Series,
    Subject.PIECE: Piece,
}


def _remove(
    contributions: tantivy.IndexWriter, entries: tantivy.IndexWriter, subject: Subject, keys: Sequence[int]
) -> None:
    if subject == Subject.POST:
        for key in keys:
            contributions.delete_documents_by_term("document", key)
        return
    schema = catalogue.build_schema()
    kind = tantivy.Query.term_query(schema, "entry", int(_ENTRIES[subject]))
    for key in keys:
        if subject == Subject.CONVERSATION:
            contributions.delete_documents_by_term("conversation", key)
        one = tantivy.Query.term_query(schema, "key", key)
        both = [(tantivy.Occur.Must, kind), (tantivy.Occur.Must, one)]
        entries.delete_documents_by_query(tantivy.Query.boolean_query(both))


def _changes_after(reached: Position) -> list[tuple[int, int, str, int]]:
    """The next changes of the log, in order, up to the oldest transaction still running."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT transaction, id, subject, key FROM index_change
             WHERE (transaction, id) > (%s, %s) AND transaction < txid_snapshot_xmin(txid_current_snapshot())
             ORDER BY transaction, id LIMIT %s
            """,
            [reached.transaction, reached.change, BATCH],
        )
        changes: list[tuple[int, int, str, int]] = cursor.fetchall()
    return changes


def _oldest_running() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_snapshot_xmin(txid_current_snapshot())")
        oldest: int = cursor.fetchone()[0]
    return oldest


def _database() -> str:
    """What tells this database from another (a restored one, say): made with the cluster and the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid FROM pg_database"
            " WHERE datname = current_database()"
        )
        name: str = cursor.fetchone()[0]
    return name


def _count(model: type[Row]) -> int:
    return models.QuerySet(model).count()


def _all_keys(model: type[Row]) -> Iterator[list[int]]:
    last = 0
    while True:
        rows: models.QuerySet[Row] = models.QuerySet(model).filter(pk__gt=last).order_by("pk")
        keys: list[int] = list(rows.values_list("pk", flat=True)[:_CONVERSATIONS_AT_ONCE])
        if not keys:
            return
        yield keys
        last = keys[-1]
