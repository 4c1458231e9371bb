"""The rows of a dump's file, one after the other, in memory that doesn't grow with the file.

A Stack Exchange file is one element with many `<row .../>` in it. An XML parser for the whole file gives up at the
first mistake; so the file is cut where a row begins (as no `<` can stand in an attribute, `<row` always is a beginning)
and each row is parsed by itself. A broken row costs that row alone. As no document type is ever parsed, there are no
entities to expand or fetch: a row that uses one is a broken row.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from lxml import etree

BLOCK: Final = 1 << 20
LARGEST_ROW: Final = 8_000_000
"""Bytes; no row of a real dump comes near."""

_ROW = re.compile(rb"<row(?=[\s/>])")
_ROOT = re.compile(rb"<(?:\?xml|!DOCTYPE|posts|users|comments|votes|badges|tags|postlinks)\b", re.IGNORECASE)
_END = re.compile(rb"</(?!row\b)[\w.:-]+\s*>\s*\Z", re.IGNORECASE)
_DECLARED = re.compile(rb"""\A[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
# By name in a file: by Python's name. Python knows more "encodings" than a file should be able to choose from.
_ENCODINGS: Final = {
    "utf-8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16": "utf-16", "iso-8859-1": "iso8859-1",
    "iso-8859-15": "iso8859-15", "windows-1252": "cp1252",
}  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
# References to characters that XML 1.0 has no place for, which the dumps contain all the same.
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])"
    rb"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]));"
)


class UnreadableError(Exception):
    """A file that can't be read at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that can't be read: why, and how it begins."""

    number: int
    reason: str
    beginning: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's attributes; `number` counts from 1 in its file."""

    number: int
    attributes: Mapping[str, str]
    size: int


@dataclass
class DumpFile:
    """One file of a dump. While its rows are read, `done` is how many bytes of `size` have been."""

    path: Path
    done: int = 0
    # The file ends before its root element does.
    is_cut_off: bool = False
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.path.stat().st_size

    def rows(self, *, skip: int = 0, only: re.Pattern[bytes] | None = None) -> Iterator[Row | Broken]:
        """Every row after the first `skip`, which are passed over without a look, as are those without `only` in them.

        Raises UnreadableError when the file isn't what it should be, OSError when it can't be read.
        """
        with self.path.open("rb") as file:
            for number, piece in enumerate(self._pieces(file), 1):
                if number > skip and (only is None or (piece is not None and only.search(piece))):
                    yield _parsed(number, piece)
        self.done = self.size

    def _pieces(self, file: IO[bytes]) -> Iterator[bytes | None]:
        """What stands between one `<row` and the next; None for a row that is too large to be kept."""
        rest, is_header, is_too_large = b"", True, False
        for block in _blocks(file):
            self.done = file.tell()
            *whole, rest = _ROW.split(rest + block)
            for piece in whole:
                if is_header:
                    self._check_header(piece)
                else:
                    yield None if is_too_large else piece
                is_header = is_too_large = False
            if len(rest) > LARGEST_ROW:
                is_too_large, rest = True, rest[-8:]
        if is_header:
            self._check_header(rest)
            self.is_cut_off = not (_END.search(rest) or rest.rstrip().endswith(b"/>"))
            return
        body = _END.sub(b"", rest)
        self.is_cut_off = body == rest
        yield None if is_too_large else body

    def _check_header(self, header: bytes) -> None:
        if not header.strip():
            raise UnreadableError(f"{self.path.name} is empty.")
        if not _ROOT.search(header[:10_000]):
            raise UnreadableError(
                f"{self.path.name} is not a file of a Stack Exchange dump: it isn't XML of that kind."
            )


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The file in blocks: as it is where it is UTF-8 (nearly always), else recoded."""
    encoding = _encoding(file)
    if encoding == "utf-8":
        yield from iter(lambda: file.read(BLOCK), b"")
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while block := file.read(BLOCK):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


def _encoding(file: IO[bytes]) -> str:
    """What the file says or shows that it is written in, by Python's name. Leaves the file at its start."""
    start = file.read(300)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.search(start)
    name = declared[1].decode().lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise UnreadableError(f"{Path(file.name).name} says that it is written in {name!r}, which isn't known here.")
    return _ENCODINGS[name]


def _parsed(number: int, piece: bytes | None) -> Row | Broken:
    if piece is None:
        return Broken(number, "a row of more than 8 MB", "")
    try:
        try:
            element = etree.fromstring(b"<row" + piece, _PARSER)
        except etree.XMLSyntaxError:
            element = etree.fromstring(b"<row" + _FORBIDDEN.sub(b"", piece), _PARSER)
    except etree.XMLSyntaxError as problem:
        return Broken(number, _reason(problem), ("<row" + piece[:80].decode(errors="replace")).strip())
    return Row(number, {str(name): str(value) for name, value in element.attrib.items()}, len(piece))


def _reason(problem: etree.XMLSyntaxError) -> str:
    words = str(problem)
    if "Entity" in words or "entity" in words:
        return "uses an entity, and those are not followed"
    return "not well-formed XML"
