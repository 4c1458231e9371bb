"""Write a backup."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import kring
from kring.config.backups import database
from kring.config.backups.manifest import DUMP, NAME, Entry, Manifest
from kring.config.backups.problem import BackupError
from kring.config.engine.folders import DataFolder


def dated_name(prefix: str, now: datetime) -> str:
    """A file name that sorts by time."""
    return f"{prefix}-{now.astimezone(UTC):%Y%m%d-%H%M%S}.tar"


def write(folder: DataFolder, url: str, to: Path) -> Path:
    """Write everything into the file `to`, which appears only when it is whole, with mode 0600; returns its path.

    Kring may go on meanwhile: the database is as it was at one moment, and uploads are added before the rows that name
    them. Raises BackupError when it can't be done; then nothing is left behind.
    """
    target = to.absolute()
    if target.exists():
        raise BackupError(f"{target} exists already; a backup never overwrites.")
    try:
        with tempfile.TemporaryDirectory(prefix=".kring-backup-", dir=target.parent) as work:
            part = Path(work) / "part.tar"
            _fill(part, Path(work) / DUMP, folder, url)
            part.rename(target)
        _settle(target.parent)
    except OSError as problem:
        raise BackupError(f"The backup could not be written to {target}: {problem.strerror or problem}.") from problem
    return target


def _fill(part: Path, dumped: Path, folder: DataFolder, url: str) -> None:
    major = database.dump(url, dumped)
    files: dict[str, Entry] = {}
    part.touch(mode=0o600)
    with part.open("wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, path in _contents(folder, dumped):
                entry = _add(tar, name, path)
                if entry is not None:
                    files[name] = entry
            made = datetime.now(UTC).isoformat(timespec="seconds")
            text = Manifest(kring.__version__, made, major, folder.demo.exists(), files).to_json()
            header = tarfile.TarInfo(NAME)
            header.size = len(text)
            tar.addfile(header, io.BytesIO(text))
        out.flush()
        os.fsync(out.fileno())


def _contents(folder: DataFolder, dumped: Path) -> Iterator[tuple[str, Path]]:
    yield DUMP, dumped
    for place in (folder.keys, folder.media, folder.methods):
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.relative_to(folder.root).as_posix(), path


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Entry | None:
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        # Deleted since we listed it.
        return None
    with opened as source:
        header = tarfile.TarInfo(name)
        header.size = os.fstat(source.fileno()).st_size
        header.mode = 0o600
        summing = Summing(source)
        tar.addfile(header, summing)
    return Entry(header.size, summing.sum.hexdigest())


class Summing(io.RawIOBase):
    """A file that sums what is read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.sum = hashlib.sha256()

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = self.source.read(size)
        self.sum.update(found)
        return found


def _settle(folder: Path) -> None:
    """Have the name on disk too, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
