"""Opening the indexes of this machine, for reading by anyone and for writing by one."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from django.conf import settings

from kring.finding import index_schema
from kring.finding.index import catalogue

# A file of this name in the folder asks the indexer to begin anew.
_ASKED = "rebuild"
VERSION = f"{index_schema.SCHEMA_VERSION}.{catalogue.SCHEMA_VERSION}"


@dataclass(frozen=True, slots=True)
class Position:
    """How far the log of changes was followed: the last change's transaction and key, in which database."""

    database: str = ""
    version: str = ""
    transaction: int = 0
    change: int = 0


@dataclass(slots=True)
class Opened:
    """An index with the moment (of its meta file) up to which its searcher is."""

    index: tantivy.Index
    seen: int


def folder() -> Path:
    """Where this machine's indexes are."""
    return Path(settings.SEARCH_INDEX)


def contributions() -> tantivy.Index | None:
    """The index of contributions, up to date with what was last committed; None before the first."""
    return _current("contributions", index_schema.register_analysers)


def entries() -> tantivy.Index | None:
    """The catalogue, up to date with what was last committed; None before the first."""
    return _current("catalogue", catalogue.register)


def _current(name: str, register: Callable[[tantivy.Index], None]) -> tantivy.Index | None:
    path = folder() / name
    try:
        changed = (path / "meta.json").stat().st_mtime_ns
        made = path.stat().st_ino
    except FileNotFoundError:
        return None
    opened = _open(str(path), made, register)
    if opened.seen != changed:
        opened.index.reload()
        opened.seen = changed
    return opened.index


@lru_cache(maxsize=8)
def _open(path: str, made: int, register: Callable[[tantivy.Index], None]) -> Opened:
    """One opened index per process; `made` tells a rebuilt folder from the one before."""
    index = tantivy.Index.open(path)
    register(index)
    index.config_reader(reload_policy="manual")
    return Opened(index, 0)


def create(name: str, schema: tantivy.Schema, register: Callable[[tantivy.Index], None]) -> tantivy.Index:
    """Open an index for writing, made when it isn't there."""
    path = folder() / name
    path.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(path), reuse=True)
    register(index)
    return index


def clear() -> None:
    """Take the indexes away, to be made anew."""
    for name in ("contributions", "catalogue"):
        shutil.rmtree(folder() / name, ignore_errors=True)
    (folder() / "position.json").unlink(missing_ok=True)


def position() -> Position:
    """How far this machine's indexes are; the very beginning when that isn't known."""
    try:
        return Position(**json.loads((folder() / "position.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return Position()


def save_position(reached: Position) -> None:
    """Note how far the indexes are, all or nothing."""
    target = folder() / "position.json"
    fresh = target.with_suffix(".new")
    with fresh.open("w") as file:
        json.dump(asdict(reached), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)


def ask_rebuild() -> None:
    """Have this machine's indexer make the indexes anew, soon."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / _ASKED).touch()


def is_rebuild_asked() -> bool:
    """Whether the indexes are to be made anew."""
    return (folder() / _ASKED).exists()


def rebuild_began() -> None:
    """What is asked from now on asks for another one."""
    (folder() / _ASKED).unlink(missing_ok=True)


def size() -> int:
    """What the indexes take on the disk, in bytes."""
    return sum(_bytes(path) for path in folder().rglob("*"))


def _bytes(path: Path) -> int:
    """The size of a file; the indexer may take it away meanwhile."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
