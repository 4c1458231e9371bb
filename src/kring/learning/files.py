"""Evidence as files: what they are by their content, and where they are kept: by SHA-256, outside what the web
serves."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import SEEK_END
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError

MOST_BYTES: Final = 10_000_000
_PIECE: Final = 1 << 16
_STARTS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
TEXT: Final = "text/plain"
ENDINGS: Final = {
    "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", TEXT: ".txt"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept: the SHA-256 of its content (hex), its size in bytes and what it is."""

    sha256: str
    size: int
    content_type: str


def keep(upload: IO[bytes]) -> Stored:
    """Keep an uploaded file. Raises InvalidError at `file` for one that is empty, too large or of a kind not taken."""
    size = upload.seek(0, SEEK_END)
    if size > MOST_BYTES:
        raise InvalidError({"file": _("This file is too large. Choose one of at most 10 MB.")})
    if size == 0:
        raise InvalidError({"file": _("This file is empty. Choose another one.")})
    kind = kind_of(upload)
    if kind is None:
        raise InvalidError(
            {"file": _("This is no PDF, picture or plain text. Choose a PDF, PNG, JPEG, WebP or text file.")}
        )
    digest = hashlib.sha256()
    for piece in _pieces(upload):
        digest.update(piece)
    stored = Stored(digest.hexdigest(), size, kind)
    _write(upload, stored.sha256)
    return stored


def kind_of(upload: IO[bytes]) -> str | None:
    """The media type of a file by its content, or None for one that isn't taken."""
    upload.seek(0)
    head = upload.read(16)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return TEXT if _is_text(upload) else None


def path_of(sha256: str) -> Path:
    """Where a content is kept, whether it is there or not."""
    return Path(settings.MEDIA_ROOT) / "evidence" / sha256[:2] / sha256


def kept_before(moment: datetime) -> list[str]:
    """The contents that were last brought before a moment, in order."""
    folder = Path(settings.MEDIA_ROOT) / "evidence"
    paths = (path for path in folder.glob("??/*") if path.is_file() and _brought(path) < moment)
    return sorted(path.name for path in paths if len(path.name) == 64)


def remove(sha256: str, *, before: datetime) -> None:
    """Forget a content, unless it was brought anew since a moment."""
    path = path_of(sha256)
    with suppress(FileNotFoundError):
        if _brought(path) < before:
            path.unlink()


def _brought(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(upload: IO[bytes], sha256: str) -> None:
    """Beside its place and then into it, so that half a file is never there."""
    target = path_of(sha256)
    if target.exists():
        # Brought anew: who tidies up leaves it alone.
        target.touch()
        return
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
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


def _is_text(upload: IO[bytes]) -> bool:
    """Text is UTF-8 without control characters but tab, newline, form feed and return."""
    upload.seek(0)
    try:
        text = upload.read(MOST_BYTES + 1).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any((sign < " " and sign not in "\t\n\f\r") or sign == "\x7f" for sign in text)
