"""The machine and the data folder: what can be looked at without a database."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from kring.config.cli.doctor.finding import Finding, note, trouble, well
from kring.config.engine.folders import DataFolder

_GIBIBYTE = 1024**3
_OLDEST_PYTHON = (3, 11)
_LEAST_FREE = _GIBIBYTE
_BACKUP_DAYS = 7
# No machine whose clock is right can run this before it was written.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)


def python() -> Finding:
    """The interpreter."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if tuple(sys.version_info) < _OLDEST_PYTHON:
        return trouble("python", f"{found}; Kring needs 3.11 or later")
    return well("python", found)


def lock(path: Path) -> Finding:
    """Whether what is installed is what the lock at `path` names."""
    if not path.exists():
        return note("packages", "installed as a package, without the lock")
    other = [line for line in _locked(path) if not _is_installed(line)]
    if other:
        return trouble(
            "packages", f"not as locked: {', '.join(map(str, other[:5]))}; start Kring by ./kring, which installs them"
        )
    return well("packages", "as locked")


def modes(folder: DataFolder) -> list[Finding]:
    """Who may read what in the data folder."""
    wide = [
        path
        for path in (folder.root, folder.keys, folder.media, folder.backups, folder.run, *folder.keys.iterdir())
        if stat.S_IMODE(path.stat().st_mode) & (0o067 if path in (folder.root, folder.run) else 0o077)
    ]
    found = [
        trouble("modes", f"{path} can be read by others; chmod {'700' if path.is_dir() else '600'} {path}")
        for path in wide
    ]
    foreign = [
        path
        for path in folder.root.iterdir()
        if path != folder.root / "postgresql" and path.stat().st_uid != os.geteuid()
    ]
    found += [trouble("modes", f"{path} belongs to another account; chown it to yours") for path in foreign]
    return found or [well("modes", f"{folder.root} is closed to others")]


def methods(path: Path) -> list[Finding]:
    """Whether each file in the folder of own methods is one."""
    from kring.meetings.consultations.shelf import shelf, shipped

    found = shelf(path)
    if found.wrong:
        return [trouble("methods", f"{one.file} is left out: {one.why}") for one in found.wrong]
    own = len(found.methods) - len(shipped())
    return [well("methods", f"{len(shipped())} that ship, {own} of your own")]


def disk(path: Path) -> Finding:
    """Room on the disk that holds `path`."""
    usage = shutil.disk_usage(path)
    words = f"{usage.free / _GIBIBYTE:.1f} GiB free of {usage.total / _GIBIBYTE:.0f}"
    if usage.free < max(_LEAST_FREE, usage.total // 50):
        return trouble("disk", f"{words}; make room, for a full disk stops the database")
    return well("disk", words)


def backups(folder: DataFolder, now: datetime) -> Finding:
    """How old the newest backup in the data folder is."""
    made = [path.stat().st_mtime for path in folder.backups.glob("*.tar")]
    if not made:
        return note("backup", "none in the data folder yet; `kring backup` makes one")
    age = (now - datetime.fromtimestamp(max(made), UTC)).days
    words = f"the newest in the data folder is {age} days old"
    return note("backup", f"{words}; make one every day") if age > _BACKUP_DAYS else well("backup", words)


def clock(now: datetime) -> Finding:
    """Whether the machine's clock can be right."""
    if now < _WRITTEN:
        return trouble("clock", f"it says {now:%Y-%m-%d}, which is past; set it, for sessions and links end by it")
    return well("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _locked(path: Path) -> list[Requirement]:
    lines = (line.partition("\\")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    found = []
    for line in lines:
        if not line or line.startswith(("#", "-")):
            continue
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate():
            found.append(requirement)
    return found


def _is_installed(requirement: Requirement) -> bool:
    try:
        return requirement.specifier.contains(version(requirement.name), prereleases=True)
    except PackageNotFoundError:
        return False
