"""Which files of ESCO were given, loose, in folders or in zips, and their rows: bounded, and streamed."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import IO, Final

from kring.competences.frameworks.rules.records import Place, Problems, Why
from kring.interop.importers.problems import ImportProblem

MOST_FILES: Final = 2_000
MOST_ROWS: Final = 3_000_000
"""Of all files together. ESCO in all its languages has fewer."""
MOST_BYTES: Final = 2_000_000_000
"""Unpacked, of all files together."""
LONGEST_LINE: Final = 1_000_000


class Sort(StrEnum):
    """What a file holds, by its name."""

    ISCO = "ISCOGroups"
    OCCUPATIONS = "occupations"
    SKILL_GROUPS = "skillGroups"
    SKILLS = "skills"
    HIERARCHY = "skillsHierarchy"
    COLLECTION = "Collection"
    BROADER_OCCUPATIONS = "broaderRelationsOccPillar"
    BROADER_SKILLS = "broaderRelationsSkillPillar"
    OCCUPATION_SKILLS = "occupationSkillRelations"
    SKILL_SKILLS = "skillSkillRelations"


RELATIONS: Final = frozenset({Sort.BROADER_OCCUPATIONS, Sort.BROADER_SKILLS, Sort.OCCUPATION_SKILLS, Sort.SKILL_SKILLS})
_BY_NAME: Final = {sort.value.lower(): sort for sort in Sort if sort is not Sort.COLLECTION}
_NAME: Final = re.compile(r"(?P<what>[a-z]+?)(?:_(?P<language>[a-z]{2}(?:[-_][a-z]{2,4})?))?\.csv", re.IGNORECASE)
_VERSION: Final = re.compile(r"(?<![a-z0-9])v(\d+(?:\.\d+)+)(?![\d])", re.IGNORECASE)
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class EscoFile:
    """A file: what it holds (of a collection also which), in which language, and where it lies (`member` of a zip)."""

    sort: Sort
    collection: str
    language: str
    path: Path
    member: str
    size: int

    @property
    def name(self) -> str:
        """What it is called in problems."""
        return Path(self.member).name if self.member else self.path.name


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that was given, in the order in which it is read, its version (empty where nothing says so), and the names of
    files that aren't read."""

    files: Sequence[EscoFile]
    version: str
    unread: Sequence[str]

    @property
    def languages(self) -> list[str]:
        """The languages of the files."""
        return sorted({file.language for file in self.files if file.language})


def bundle(paths: Sequence[Path]) -> Bundle:
    """What these folders, zips and files hold. Raises ImportProblem for what isn't there or can't be read, for files of
    two versions or more than 2 GB, and where there is nothing of ESCO."""
    found: list[EscoFile] = []
    unread: list[str] = []
    versions: set[str] = set()
    for path, member, size in _all(paths):
        known = _known(path, member, size)
        if known is None:
            unread.append(Path(member).name if member else path.name)
            continue
        found.append(known)
        versions.update(_versions(path, member))
    if not found:
        raise ImportProblem("There is no file of ESCO in what was given, such as skills_en.csv or occupations_nl.csv.")
    if sum(file.size for file in found) > MOST_BYTES:
        raise ImportProblem(f"These files unpack to more than {MOST_BYTES / 10**9:g} GB. Nothing of them was read.")
    if len(versions) > 1:
        raise ImportProblem(
            f"These files are of versions {' and '.join(sorted(versions, key=order))}. Bring in one version at a time,"
            " the oldest first."
        )
    order_of = list(Sort)
    return Bundle(
        sorted(found, key=lambda file: (order_of.index(file.sort), file.language, file.name)),
        next(iter(versions), ""),
        sorted(set(unread)),
    )


def order(version: str) -> tuple[int, ...]:
    """By which versions are compared.

    >>> order("1.2") > order("1.1.1") > order("1.1")
    True
    """
    return tuple(int(part) for part in re.findall(r"\d{1,6}", version))


class Reading:
    """Reading files row by row, all of them within one limit of rows and of bytes. `done` counts rows."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.done = 0
        self.bytes = 0

    def rows(self, file: EscoFile, columns: Sequence[str]) -> Iterator[tuple[Place, Mapping[str, str]]]:
        """The rows of a file as column -> cell, each with its place; what can't be read is noted as a problem."""
        try:
            with _opened(file) as raw:
                counted = _Counted(raw, self)
                text = io.TextIOWrapper(io.BufferedReader(counted, 1 << 18), "utf-8-sig", newline="")
                yield from self._parsed(file, csv.reader(_lines(text)), columns)
        except _TooLargeError:
            self.problems.add(Place(file.name, 0), Why.TOO_LARGE)
        except _UNREADABLE:
            self.problems.add(Place(file.name, 0), Why.BROKEN)

    def _parsed(
        self, file: EscoFile, rows: Iterator[list[str]], columns: Sequence[str]
    ) -> Iterator[tuple[Place, Mapping[str, str]]]:
        line = 0
        try:
            heads = [head.strip() for head in next(rows, [])]
            missing = [column for column in columns if column not in heads]
            if missing:
                self.problems.add(Place(file.name, 1), Why.MISSING_COLUMNS, ", ".join(missing))
                return
            # The last cells of a row may be left out where they are empty.
            needed = max(heads.index(column) for column in columns) + 1
            line = 1
            for row in rows:
                # A row may go on over several lines: it stands where it begins.
                line, begun = getattr(rows, "line_num", line), line + 1
                self.done += 1
                if self.done > MOST_ROWS:
                    self.problems.add(Place(file.name, begun), Why.TOO_MANY_ROWS)
                    return
                if len(row) < needed:
                    if any(row):
                        self.problems.add(Place(file.name, begun), Why.FEW_COLUMNS, str(len(row)))
                    continue
                yield Place(file.name, begun), dict(zip_longest(heads, row[: len(heads)], fillvalue=""))
        except csv.Error:
            self.problems.add(Place(file.name, line + 1), Why.BROKEN)
        except UnicodeDecodeError as error:
            # What is decoded ahead begins where the line ends that was handed out last.
            ahead = bytes(error.object[: error.start]).count(b"\n")
            self.problems.add(Place(file.name, getattr(rows, "line_num", line) + 1 + ahead), Why.ENCODING)


class _TooLargeError(Exception):
    """More bytes than are read of all files together."""


class _Counted(io.RawIOBase):
    """A file that counts what is read of it: what a zip says of its sizes need not be so."""

    def __init__(self, raw: IO[bytes], reading: Reading) -> None:
        super().__init__()
        self._raw, self._reading = raw, reading

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        got = self._raw.read(len(buffer))
        self._reading.bytes += len(got)
        if self._reading.bytes > MOST_BYTES:
            raise _TooLargeError
        buffer[: len(got)] = got
        return len(got)


def _lines(text: IO[str]) -> Iterator[str]:
    """The lines of a text, none longer than is kept in memory."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise csv.Error("a line without an end")
        yield line


@contextmanager
def _opened(file: EscoFile) -> Iterator[IO[bytes]]:
    with ExitStack() as stack:
        if not file.member:
            yield stack.enter_context(file.path.open("rb"))
            return
        packed = stack.enter_context(zipfile.ZipFile(file.path))
        yield stack.enter_context(packed.open(file.member))


def _all(paths: Sequence[Path]) -> Iterator[tuple[Path, str, int]]:
    """Every file of these, as (path, member of a zip or empty, bytes as is said), bounded."""
    seen = 0
    for path in paths:
        if not path.exists():
            raise ImportProblem(f"{path} isn’t there.")
        for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if one.is_dir() or (path.is_dir() and one.suffix.lower() not in (".csv", ".zip")):
                continue
            for found in _members(one) if one.suffix.lower() == ".zip" else [(one, "", one.stat().st_size)]:
                seen += 1
                if seen > MOST_FILES:
                    raise ImportProblem(f"There are more than {MOST_FILES:,} files in what was given.")
                yield found


def _members(path: Path) -> list[tuple[Path, str, int]]:
    try:
        with zipfile.ZipFile(path) as packed:
            return [
                (path, one.filename, one.file_size) for one in packed.infolist()[: MOST_FILES + 1] if not one.is_dir()
            ]
    except _UNREADABLE as error:
        raise ImportProblem(f"{path.name} is no zip that can be read. Download it anew.") from error


def _known(path: Path, member: str, size: int) -> EscoFile | None:
    said = _NAME.fullmatch(Path(member).name if member else path.name)
    if said is None:
        return None
    what, language = said["what"], (said["language"] or "").lower().replace("_", "-")
    if what.lower().endswith("collection") and language:
        return EscoFile(Sort.COLLECTION, what[: -len("collection")], language, path, member, size)
    sort = _BY_NAME.get(what.lower())
    if sort is None or (sort not in RELATIONS and not language):
        return None
    return EscoFile(sort, "", "" if sort in RELATIONS else language, path, member, size)


def _versions(path: Path, member: str) -> set[str]:
    """The version that the nearest part of a file's path names."""
    for part in (Path(member).name, path.name, *(above.name for above in path.absolute().parents)):
        said = _VERSION.findall(part)
        if said:
            return {said[-1]}
    return set()
