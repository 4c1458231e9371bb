"""The stages of an import: each reads one file from where it was left, and writes it batch by batch."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, IntegrityError, transaction

from kring.finding import actions as finding
from kring.finding.evidence.actions import bringing
from kring.interop.importers import items, writing, writing_people
from kring.interop.importers.database import fetch
from kring.interop.importers.dump import Dump
from kring.interop.importers.items import Item, Reading
from kring.interop.importers.progress import Progress
from kring.interop.importers.report import Tally
from kring.interop.importers.rows import Broken, DumpFile, UnreadableError
from kring.interop.importers.runs import Position, Run

ITEMS_AT_ONCE: Final = 1_000
BYTES_AT_ONCE: Final = 4_000_000
ROWS_AT_ONCE: Final = 20_000
_KEYS_AT_ONCE: Final = 5_000
_TRIES: Final = 3
SEARCH: Final = "search"


@dataclass(frozen=True)
class Stage:
    """What is read from which file and how it is written. `weight` is what a byte costs beside one of another stage.

    Posts.xml is read three times (questions first, as an answer may stand before its question in the file); only the
    first time tells of broken rows.
    """

    name: str
    file: str
    read: Callable[..., Item | None]
    write: writing.Writer | None
    weight: float = 1.0
    tells_of_broken: bool = True
    # What must stand in a row for it to be looked at at all, which is quicker than parsing it.
    only: re.Pattern[bytes] | None = None


_ANSWERS: Final = re.compile(rb"PostTypeId\s*=\s*[\"']2[\"']")
_ACCEPTED: Final = re.compile(rb"AcceptedAnswerId")

STAGES: Final = (
    Stage("people", "Users.xml", items.person, writing_people.people),
    Stage("tags", "Tags.xml", items.tag, writing.tags),
    Stage("questions", "Posts.xml", items.question, writing.questions),
    Stage("answers", "Posts.xml", items.answer, writing.answers, weight=2.0, tells_of_broken=False, only=_ANSWERS),
    Stage(
        "accepted marks", "Posts.xml", items.accepted, writing.accept, weight=0.1, tells_of_broken=False, only=_ACCEPTED
    ),
    Stage("comments", "Comments.xml", items.comment, writing.comments, weight=3.0),
    Stage("votes", "Votes.xml", items.vote, writing.accepted_on, weight=0.2),
    Stage("badges", "Badges.xml", items.badge, None, weight=0.2),
    Stage("links", "PostLinks.xml", items.link, None, weight=0.2),
)


@dataclass
class Batch:
    """What was read between two commits, and how far the file was read with it."""

    items: list[Item]
    position: Position
    tally: Tally


def total_work(dump: Dump) -> float:
    """The work of all stages, in weighted bytes."""
    return sum(file.size * stage.weight for stage in STAGES if (file := dump.file(stage.file)) is not None)


def carry_out(run: Run, dump: Dump, progress: Progress) -> None:
    """Bring in what isn't yet. Stopped at any moment, it goes on there the next time.

    Raises ImportProblem, UnreadableError (of Posts.xml), OSError and DatabaseError; what was committed stays.
    """
    for stage in STAGES:
        file = dump.file(stage.file)
        if file is None:
            continue
        before, work = progress.done, file.size * stage.weight
        if run.position(stage.name).is_done:
            progress.skipped += work
        else:
            _carry_out(run, stage, file, progress)
        progress.done = before + work


def _carry_out(run: Run, stage: Stage, file: DumpFile, progress: Progress) -> None:
    start = run.position(stage.name)
    before, reached = progress.done, start.row
    try:
        for batch in _batches(stage, file, start, run.into.now):
            _commit(run, stage, batch)
            progress.rows += batch.position.row - reached
            reached = batch.position.row
            progress.done = before + file.done * stage.weight
            progress.show(stage.name)
    except UnreadableError as problem:
        if stage.file == "Posts.xml":
            raise
        _commit(run, stage, _passed_over(stage, problem))


def _passed_over(stage: Stage, problem: UnreadableError) -> Batch:
    tally = Tally()
    tally.leave_out(f"{stage.file}: {problem}")
    return Batch([], Position(is_done=True), tally)


def _batches(stage: Stage, file: DumpFile, start: Position, latest: datetime) -> Iterator[Batch]:
    """The rest of a file in batches; the last one, perhaps empty, says that it is done."""
    reading = Reading(latest, datetime.fromisoformat(start.last) if start.last else latest)
    taken: list[Item] = []
    size, row, since = 0, start.row, start.row
    for each in file.rows(skip=start.row, only=stage.only):
        row, size = each.number, size + (0 if isinstance(each, Broken) else each.size)
        item = _item(stage, each, reading)
        if item is not None:
            taken.append(item)
        if len(taken) >= ITEMS_AT_ONCE or (taken and size >= BYTES_AT_ONCE) or row - since >= ROWS_AT_ONCE:
            yield Batch(taken, Position(row, reading.last.isoformat()), reading.tally)
            taken, size, since, reading.tally = [], 0, row, Tally()
    if file.is_cut_off and stage.tells_of_broken:
        reading.tally.leave_out(f"{stage.file}: whatever came after its end, which is in the middle of something")
    yield Batch(taken, Position(row, reading.last.isoformat(), is_done=True), reading.tally)


def _item(stage: Stage, each: Any, reading: Reading) -> Item | None:
    if isinstance(each, Broken):
        if stage.tells_of_broken:
            reading.tally.leave_out(f"{stage.file}: {each.reason}", f"row {each.number}: {each.beginning}")
        return None
    return stage.read(each.attributes, reading)


def _commit(run: Run, stage: Stage, batch: Batch) -> None:
    """Write a batch and note it, in one transaction; tried again when someone else was in the way."""
    for attempt in range(1, _TRIES + 1):
        tally = Tally().plus(batch.tally)
        try:
            with transaction.atomic():
                if stage.write is not None and batch.items:
                    stage.write(run.into, batch.items, tally)
                total = run.advance(stage.name, batch.position, tally)
        except (IntegrityError, DatabaseError) as problem:
            if attempt == _TRIES or not _is_passing(problem):
                raise
        else:
            run.committed(total)
            return


def _is_passing(problem: Exception) -> bool:
    """Whether the same may succeed in a moment: a handle that was just taken, a deadlock, a serialisation failure."""
    state = str(getattr(problem.__cause__, "sqlstate", "") or "")
    return state in ("23505", "40001", "40P01")


def tell_search(run: Run, progress: Progress) -> None:
    """Queue for the search index whatever came in, without events, and count contributions for ranking anew."""
    place = run.into.place
    for table, changed in (("conversation", finding.conversations_changed), ("account", finding.people_changed)):
        stage = f"{SEARCH} {table}"
        while not run.position(stage).is_done:
            _tell_some(run, stage, table, changed)
            progress.show("telling the search index")
    if not run.position(SEARCH).is_done:
        with transaction.atomic():
            finding.recount_activity(place)
            finding.places_changed([place])
            bringing.bring_on()
            total = run.advance(SEARCH, Position(is_done=True), Tally())
        run.committed(total)


def _tell_some(run: Run, stage: str, table: str, changed: Callable[[Sequence[int]], None]) -> None:
    last = run.position(stage).row
    with transaction.atomic():
        rows = fetch(
            f"SELECT id FROM {table} WHERE source = %s AND id > %s ORDER BY id LIMIT %s",  # noqa: S608 - named above
            [run.into.source, last, _KEYS_AT_ONCE],
        )
        keys = [row[0] for row in rows]
        changed(keys)
        total = run.advance(stage, Position(keys[-1] if keys else last, is_done=not keys), Tally())
    run.committed(total)
