"""`kring import stackexchange DIR --into NAME`: bring in a community from elsewhere."""

import argparse
import errno
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from django.db import DatabaseError, IntegrityError, connection

from kring.communities.models import Community
from kring.finding.index import indexer
from kring.foundation import clock
from kring.foundation.text import cleaning
from kring.interop.importers import community as communities
from kring.interop.importers import dump as dumps
from kring.interop.importers import report, runs, stages
from kring.interop.importers.database import fetch
from kring.interop.importers.dump import Dump
from kring.interop.importers.problems import ImportProblem
from kring.interop.importers.progress import Progress, spoken
from kring.interop.importers.rows import UnreadableError
from kring.interop.importers.runs import Run
from kring.interop.models import ImportRun

LANGUAGES: Final = ("nl", "en")
_LOCK: Final = 7_002 << 40
_DISK_FULL, _NO_SUCH_TABLE = "53100", "42P01"
_COMPARED: Final = 200
_GO_ON: Final = "Nothing is lost: the same command goes on from here."


def run(arguments: argparse.Namespace) -> int:
    """Bring in the dump in `arguments.folder`; the exit code.

    A `language` of None is found out from the questions; `json`, where there is such, prints the report as JSON.
    """
    try:
        dump = dumps.opened(arguments.folder)
        moved = _import(dump, arguments)
    except KeyboardInterrupt:
        sys.stderr.write(f"\nStopped. {_GO_ON}\n")
        return 130
    except (ImportProblem, UnreadableError) as problem:
        sys.stderr.write(f"kring: {problem}\n")
        return 1
    except DatabaseError as problem:
        sys.stderr.write(f"\nkring: the database could not go on: {_reason(problem)} {_GO_ON}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"\nkring: {_told(problem)} {_GO_ON}\n")
        return 1
    _print(moved, as_json=bool(getattr(arguments, "json", False)))
    return 0


def _import(dump: Dump, arguments: argparse.Namespace) -> Run:
    language = _language(arguments.language, dump)
    community = _community(arguments.into, language)
    if getattr(arguments, "host", None):
        communities.give_host(community, arguments.host, now=clock.now())
    with _alone(community):
        moved = _begun(dump, community, language)
        progress = Progress(sys.stderr, stages.total_work(dump))
        if moved.kept.finished_at is None:
            if moved.kept.version:
                sys.stderr.write("This dump was begun before; going on from there.\n")
            _carry_out(moved, dump, progress)
        else:
            sys.stderr.write(f"This dump came into {community.name} before and has not changed. What came in then:\n")
    _index()
    return moved


def _begun(dump: Dump, community: Community, language: str) -> Run:
    fingerprint = dump.fingerprint()
    _check_same_site(dump, community, fingerprint)
    return runs.begun(community, fingerprint=fingerprint, language=language, now=clock.now())


def _carry_out(moved: Run, dump: Dump, progress: Progress) -> None:
    try:
        stages.carry_out(moved, dump, progress)
        stages.tell_search(moved, progress)
        moved.finish(clock.now())
        progress.show("all of it", now=True)
    finally:
        progress.end()


def _language(given: str | None, dump: Dump) -> str:
    if given is None:
        return dump.language()
    code = given.strip().lower()[:2]
    if code not in LANGUAGES:
        raise ImportProblem(f"Kring searches in Dutch and English: --language is nl or en, not {given!r}.")
    return code


def _community(name: str, language: str) -> Community:
    there = communities.found(name)
    if there is not None:
        return there
    try:
        return communities.made(name, language=language, now=clock.now())
    except IntegrityError:
        # Another one made it between our look and our try.
        there = communities.found(name)
        if there is None:
            raise
        return there


@contextmanager
def _alone(community: Community) -> Iterator[None]:
    """One import at a time into a community. The lock is the connection's, so it ends with the process."""
    key = _LOCK + community.pk
    if not fetch("SELECT pg_try_advisory_lock(%s)", [key])[0][0]:
        raise ImportProblem(
            f"Another import into {community.name} is running. Wait until it is done, or stop it first."
        )
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            fetch("SELECT pg_advisory_unlock(%s)", [key])


def _check_same_site(dump: Dump, community: Community, fingerprint: str) -> None:
    """A newer dump of the same site adds to what is there; one of another site would be taken for it, id by id."""
    earlier = ImportRun.objects.filter(place=community.pk).order_by("pk").first()
    if earlier is None or ImportRun.objects.filter(place=community.pk, fingerprint=fingerprint).exists():
        return
    given = {
        row.attributes.get("Id", ""): cleaning.clean_line(row.attributes.get("Title", "")[:400])[:100]
        for row in islice(dump.questions(), _COMPARED)
    }
    there = fetch("SELECT source_id, title FROM conversation WHERE source = %s AND source_id = ANY(%s)",
                  [earlier.source, list(given)])  # fmt: skip
    other = sum(title[:100] != given[source_id] for source_id, title in there)
    if len(there) >= 5 and other * 2 > len(there):
        raise ImportProblem(
            f"{community.name} holds the dump of another site: the same ids, other questions."
            " Name another community with --into."
        )


def _index() -> None:
    """Index what is waiting, unless a running Kring does."""
    try:
        if not indexer.pending():
            return
        progress = Progress(sys.stderr, 1.0)
        progress.show("indexing", now=True)

        def told(done: int, total: int) -> None:
            progress.done, progress.total, progress.rows = float(done), float(total), done
            progress.show("indexing")

        indexer.index_pending(told)
        progress.done = progress.total
        progress.show("indexed", now=True)
        progress.end()
    except indexer.IndexBusyError:
        sys.stderr.write("The Kring that is running indexes it.\n")


def _print(moved: Run, *, as_json: bool) -> None:
    kept = moved.kept
    if as_json:
        given = {"source": kept.source, "language": kept.language, **moved.tally.as_json()}
        sys.stdout.write(json.dumps(given, ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.write(report.table(moved.tally) + "\n")
    if kept.finished_at is not None:
        sys.stdout.write(
            f"\nDone in {spoken((kept.finished_at - kept.started_at).total_seconds())}, from first start to end.\n"
        )


def _reason(problem: DatabaseError) -> str:
    words = str(problem).strip().split("\n")[0].rstrip(".")
    state = str(getattr(problem.__cause__, "sqlstate", "") or "")
    if state == _DISK_FULL:
        return f"its disk is full ({words}). Make room first."
    if state == _NO_SUCH_TABLE:
        return f"it was not brought to this version yet ({words}). Start Kring once."
    return f"{words}."


def _told(problem: OSError) -> str:
    where = f"{problem.filename}: " if problem.filename else ""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}the disk is full. Make room first."
    return f"{where}{problem.strerror or problem}."
