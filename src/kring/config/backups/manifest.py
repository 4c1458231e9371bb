"""The table of contents of a backup."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from kring.config.backups.problem import BackupError

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
_FOLDERS = ("keys", "media", "methods")


@dataclass(frozen=True)
class Entry:
    """One file of the backup: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `made` is a time in ISO 8601, `postgresql` the major version of the server it came from."""

    kring: str
    made: str
    postgresql: int
    demo: bool
    files: dict[str, Entry]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The manifest as it stands in the file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(text: bytes) -> Manifest:
    """The manifest out of its JSON; BackupError for one that isn't ours or of a later format."""
    try:
        given: dict[str, Any] = json.loads(text)
        if given["format"] > FORMAT:
            raise BackupError("This backup was made by a newer Kring, in a format that this one doesn't know.")
        files = {name: Entry(int(entry["size"]), str(entry["sha256"])) for name, entry in given["files"].items()}
        return Manifest(str(given["kring"]), str(given["made"]), int(given["postgresql"]), bool(given["demo"]), files)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BackupError("The manifest of this backup can't be read: the file is damaged.") from wrong


def may_be_named(name: str) -> bool:
    """Whether a file of this name belongs in a backup: a known place, and no way out of it."""
    path = PurePosixPath(name)
    if name in (DUMP, NAME):
        return True
    return len(path.parts) > 1 and path.parts[0] in _FOLDERS and ".." not in path.parts and str(path) == name


def differences(manifest: Manifest, found: dict[str, Entry]) -> list[str]:
    """In words, what differs between the manifest and the files that were found."""
    missing = [f"{name} is missing" for name in sorted(manifest.files.keys() - found.keys())]
    extra = [f"{name} is not in the manifest" for name in sorted(found.keys() - manifest.files.keys())]
    both = sorted(manifest.files.keys() & found.keys())
    return missing + extra + [f"{name} is damaged" for name in both if manifest.files[name] != found[name]]


def is_newer(version: str, than: str) -> bool:
    """Whether one version of Kring comes after another, by the numbers that they start with."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> list[int]:
    numbers = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return numbers
