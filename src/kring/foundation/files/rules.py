"""What a file is, by its content alone. Pure: what it is called, or said to be, counts for nothing."""

from collections.abc import Iterator
from io import SEEK_END
from typing import IO, Final

TEXT: Final = "text/plain"
PDF: Final = "application/pdf"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
DOCX: Final = f"{_OPEN_XML}wordprocessingml.document"
PPTX: Final = f"{_OPEN_XML}presentationml.presentation"
XLSX: Final = f"{_OPEN_XML}spreadsheetml.sheet"
ODT, ODP, ODS = (f"{_OPEN_DOCUMENT}{name}" for name in ("text", "presentation", "spreadsheet"))
ENDINGS: Final = {
    PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", TEXT: ".txt",
    DOCX: ".docx", PPTX: ".pptx", XLSX: ".xlsx", ODT: ".odt", ODP: ".odp", ODS: ".ods",
}  # fmt: skip

_STARTS: Final = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
# Of an archive, the part that makes it a document of this kind.
_HEARTS: Final = {"word/document.xml": DOCX, "ppt/presentation.xml": PPTX, "xl/workbook.xml": XLSX}
_OFFICE: Final = frozenset({ODT, ODP, ODS})
_MIME: Final = b"mimetype"
_MOST_PARTS: Final = 10_000
_MOST_LISTED: Final = 2_000_000
_END: Final = 22
_ENTRY: Final = 46


def kind_of(content: IO[bytes]) -> str | None:
    """The media type of a file, or None for one that isn't known here, or that holds programs (macros)."""
    content.seek(0)
    head = content.read(128)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"PK\x03\x04":
        return _document(content, head)
    return TEXT if _is_text(content) else None


def _document(content: IO[bytes], head: bytes) -> str | None:
    """The kind of an office document, which is an archive. Its parts are listed, never unpacked."""
    parts = set(_parts(content))
    if any(_is_program(part) for part in parts):
        return None
    if head[30:38] == _MIME:
        kind = head[38 : 38 + int.from_bytes(head[18:22], "little")].decode("ascii", "replace")
        return kind if kind in _OFFICE and "content.xml" in parts else None
    hearts = [kind for part, kind in _HEARTS.items() if part in parts]
    return hearts[0] if len(hearts) == 1 and "[Content_Types].xml" in parts else None


def _is_program(part: str) -> bool:
    return part.lower().endswith("vbaproject.bin") or part.startswith(("Basic/", "Scripts/"))


def _parts(content: IO[bytes]) -> Iterator[str]:
    """The names in the list at the end of an archive; none where that is damaged or larger than a document's is."""
    size = content.seek(0, SEEK_END)
    content.seek(max(0, size - _END - 65_535))
    tail = content.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END:
        return
    count, listed = int.from_bytes(tail[at + 10 : at + 12], "little"), int.from_bytes(tail[at + 12 : at + 16], "little")
    start = size - len(tail) + at - listed
    if count > _MOST_PARTS or listed > _MOST_LISTED or start < 0:
        return
    content.seek(start)
    listing, place = content.read(listed), 0
    for _number in range(count):
        if listing[place : place + 4] != b"PK\x01\x02":
            return
        name, extra, comment = (
            int.from_bytes(listing[place + first : place + first + 2], "little") for first in (28, 30, 32)
        )
        yield listing[place + _ENTRY : place + _ENTRY + name].decode("utf-8", "replace")
        place += _ENTRY + name + extra + comment


def _is_text(content: IO[bytes]) -> bool:
    """Text is UTF-8 without control characters but tab, newline, form feed and return."""
    content.seek(0)
    try:
        text = content.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any((sign < " " and sign not in "\t\n\f\r") or sign == "\x7f" for sign in text)
