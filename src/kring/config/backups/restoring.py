"""Bring a backup back."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import IO

import kring
from kring.config.backups import database, manifest
from kring.config.backups.manifest import DUMP, NAME, Entry, Manifest
from kring.config.backups.problem import BackupError
from kring.config.engine.folders import DataFolder
from kring.config.engine.locks import until

_LEAVING_SECONDS = 3
_BLOCK = 1024 * 1024


def restore(folder: DataFolder, url: str, file: Path, *, replace: bool) -> Manifest:
    """Put what the backup holds in the place of what is there, and return its manifest.

    All of the file is read and compared with its manifest before anything is touched. The database is replaced in one
    transaction; then keys and uploads. The search index is thrown away, for it is rebuilt. Nobody may use the database
    meanwhile. Raises BackupError, with all as it was, when the file is damaged or newer than this Kring, when the
    database isn't empty and `replace` wasn't said, or when it is in use.
    """
    _check_room_for(url, replace=replace)
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder.root) as work:
            found = _unpack(file, Path(work))
            database.load(url, Path(work) / DUMP)
            for place in (folder.keys, folder.media, folder.methods):
                _replace(place, Path(work) / place.name)
            _empty(folder.index)
    except (OSError, tarfile.TarError) as problem:
        raise BackupError(f"{file} can't be restored: {problem}.") from problem
    folder.demo.unlink(missing_ok=True)
    if found.demo:
        folder.demo.touch(mode=0o600)
    return found


def _check_room_for(url: str, *, replace: bool) -> None:
    database.server_major(url)
    # A connection that was just closed is counted for a moment longer.
    if not until(lambda: database.other_connections(url) == 0, seconds=_LEAVING_SECONDS, step=0.1):
        raise BackupError("The database is in use by others. Stop Kring first, on every machine.")
    if not replace and not database.is_empty(url):
        raise BackupError("There is something in the database already. Say --replace to throw it away.")


def _unpack(file: Path, into: Path) -> Manifest:
    """Write out the files of the backup, and return its manifest once all of them agree with it."""
    found: dict[str, Entry] = {}
    contents = b""
    with tarfile.open(file, mode="r:") as tar:
        for member in tar:
            if not member.isreg() or not manifest.may_be_named(member.name) or member.name in found:
                raise BackupError(f"{file} isn't a backup of Kring: it holds {member.name!r}.")
            source = tar.extractfile(member)
            if source is None:
                raise BackupError(f"{file} is damaged at {member.name!r}.")
            if member.name == NAME:
                contents = source.read(member.size)
            else:
                found[member.name] = _write(source, into / member.name)
    if not contents:
        raise BackupError(f"{file} has no manifest: it wasn't written to its end.")
    said = manifest.read(contents)
    wrong = manifest.differences(said, found)
    if wrong or DUMP not in found:
        raise BackupError(f"{file} is damaged, and nothing was changed: {'; '.join(wrong[:5]) or 'no database in it'}.")
    if manifest.is_newer(said.kring, than=kring.__version__):
        raise BackupError(
            f"{file} was made by Kring {said.kring}, and this is {kring.__version__}: use that one or a later one."
        )
    return said


def _write(source: IO[bytes], path: Path) -> Entry:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    total = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := source.read(_BLOCK):
            total.update(block)
            out.write(block)
        size = out.tell()
    return Entry(size, total.hexdigest())


def _replace(place: Path, new: Path) -> None:
    old = new.with_name(f"{new.name}.old")
    new.mkdir(mode=0o700, exist_ok=True)
    place.rename(old)
    new.rename(place)


def _empty(place: Path) -> None:
    for entry in place.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
