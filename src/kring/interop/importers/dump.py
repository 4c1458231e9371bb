"""A folder with a dump: its files, what tells it from another, and a look inside before anything is written."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kring.foundation.text import markup
from kring.interop import rules
from kring.interop.importers import items
from kring.interop.importers.problems import ImportProblem
from kring.interop.importers.rows import DumpFile, Row, UnreadableError

FILES: Final = ("Users.xml", "Tags.xml", "Posts.xml", "Comments.xml", "Votes.xml", "Badges.xml", "PostLinks.xml")
_ENDS: Final = 65_536
_SAMPLES: Final = 200


@dataclass(frozen=True)
class Dump:
    """The files that are there, by the name that the source gives them."""

    folder: Path
    files: dict[str, Path]

    def file(self, name: str) -> DumpFile | None:
        """A file to read, or None where the dump hasn't got it."""
        return DumpFile(self.files[name]) if name in self.files else None

    def fingerprint(self) -> str:
        """What tells this dump from a newer one: names, sizes, dates, and both ends of each file."""
        said = hashlib.sha256()
        for name, path in sorted(self.files.items()):
            state = path.stat()
            said.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
            with path.open("rb") as file:
                said.update(file.read(_ENDS))
                file.seek(max(0, state.st_size - _ENDS))
                said.update(file.read(_ENDS))
        return said.hexdigest()

    def language(self) -> str:
        """The language that its first questions are written in."""
        return rules.guess_language(
            f"{row.attributes.get('Title', '')} {markup.plain_text(row.attributes.get('Body', ''))[:2_000]}"
            for row in itertools.islice(self.questions(), _SAMPLES)
        )

    def questions(self) -> Iterator[Row]:
        """The rows of Posts.xml that are questions and can be read."""
        for row in DumpFile(self.files["Posts.xml"]).rows():
            if isinstance(row, Row) and row.attributes.get("PostTypeId") == items.QUESTION:
                yield row


def opened(folder: Path) -> Dump:
    """The dump in a folder. Raises ImportProblem when there is none, or nothing in it."""
    if not folder.is_dir():
        what = "is a file; name the folder that it is in" if folder.exists() else "isn't there"
        raise ImportProblem(f"{folder} {what}.")
    there = {path.name.lower(): path for path in folder.iterdir() if path.is_file()}
    dump = Dump(folder, {name: there[name.lower()] for name in FILES if name.lower() in there})
    if "Posts.xml" not in dump.files:
        archives = [name for name in there if name.endswith((".7z", ".zip"))]
        hint = f" Unpack {archives[0]} first." if archives else ""
        raise ImportProblem(f"There is no Posts.xml in {folder}, and without posts there is nothing to bring in.{hint}")
    try:
        first = next(DumpFile(dump.files["Posts.xml"]).rows(), None)
    except UnreadableError as problem:
        raise ImportProblem(str(problem)) from problem
    if first is None:
        raise ImportProblem(f"{dump.files['Posts.xml']} holds no posts: there is nothing to bring in.")
    return dump
