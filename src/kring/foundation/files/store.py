"""Keeping what people bring under its SHA-256, and forgetting what nobody names any more."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import SEEK_END
from pathlib import Path, PurePath
from typing import IO, Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.files.rules import ENDINGS, kind_of
from kring.foundation.text import cleaning

LONGEST_NAME: Final = 120
_PIECE: Final = 1 << 16
_AT_ONCE: Final = 5_000

Named = Callable[[Sequence[str]], Iterable[str]]
"""Which of these contents a room names: SHA-256 in, SHA-256 out."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken somewhere: which media types, how many bytes, and what is said to whoever brings another kind."""

    kinds: frozenset[str]
    most: int
    otherwise: Any


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept: the SHA-256 of its content (hex), its size in bytes and what it is."""

    sha256: str
    size: int
    content_type: str


def keep(upload: IO[bytes], taken: Taken) -> Stored:
    """Keep an uploaded file. Raises InvalidError at `file` for one that is empty, too large or of a kind not taken."""
    size = upload.seek(0, SEEK_END)
    if size > taken.most:
        raise InvalidError(
            {
                "file": _("This file is too large. Choose one of at most %(most)d MB.")
                % {"most": taken.most // 1_000_000}
            }
        )
    if size == 0:
        raise InvalidError({"file": _("This file is empty. Choose another one.")})
    kind = kind_of(upload)
    if kind is None or kind not in taken.kinds:
        raise InvalidError({"file": taken.otherwise})
    digest = hashlib.sha256()
    for piece in _pieces(upload):
        digest.update(piece)
    stored = Stored(digest.hexdigest(), size, kind)
    _write(upload, stored.sha256)
    return stored


def called(name: str, stored: Stored, *, otherwise: str) -> str:
    """What a file is called when it is fetched again: as it was, with the ending of what it is."""
    ending = ENDINGS[stored.content_type]
    stem = cleaning.clean_line(PurePath(name.replace("\\", "/")).stem)[: LONGEST_NAME - len(ending)]
    return (stem or otherwise) + ending


def path_of(sha256: str) -> Path:
    """Where a content is kept, whether it is there or not."""
    return _folder() / sha256[:2] / sha256


def content_of(sha256: str) -> Path:
    """Where a content is. Raises NotThereError where it isn't, and for the empty name of what is no file."""
    path = path_of(sha256)
    if not sha256 or not path.is_file():
        raise NotThereError
    return path


def forget_unused(*, named: Iterable[Named], before: datetime) -> int:
    """Forget the contents that no room names any more and that were last brought before a moment; returns how many.

    Not at once when something is taken back: someone may be bringing the same content just then. Whoever brings it
    brings it anew before she names it, so what was brought since is left alone, whoever was asked before.
    """
    kept, forgotten, rooms = _kept_before(before), 0, list(named)
    for start in range(0, len(kept), _AT_ONCE):
        some = kept[start : start + _AT_ONCE]
        used = {content for room in rooms for content in room(some)}
        forgotten += sum(remove(content, before=before) for content in some if content not in used)
    return forgotten


def remove(sha256: str, *, before: datetime) -> bool:
    """Forget a content, unless it was brought anew since a moment; whether it is gone by this."""
    path = path_of(sha256)
    with suppress(FileNotFoundError), _alone():
        if _brought(path) < before:
            path.unlink()
            return True
    return False


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "files"


def _kept_before(moment: datetime) -> list[str]:
    """The contents that were last brought before a moment, in order."""
    paths = (path for path in _folder().glob("??/*") if path.is_file() and _brought(path) < moment)
    return sorted(path.name for path in paths if len(path.name) == 64)


def _brought(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _alone() -> Iterator[None]:
    """Between looking whether a content is there and leaving it there, nobody takes it away."""
    with (_folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(upload: IO[bytes], sha256: str) -> None:
    """Beside its place and then into it, so that half a file is never there."""
    target = path_of(sha256)
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with _alone():
        if target.exists():
            # Brought anew: who tidies up leaves it alone.
            target.touch()
            return
    fresh = target.with_name(f"{sha256}.{secrets.token_hex(4)}.new")
    with fresh.open("wb") as file:
        for piece in _pieces(upload):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(0o640)
    fresh.replace(target)


def _pieces(upload: IO[bytes]) -> Iterator[bytes]:
    upload.seek(0)
    while piece := upload.read(_PIECE):
        yield piece
