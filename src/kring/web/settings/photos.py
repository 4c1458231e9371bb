"""A photo as people send it, to one that is safe to show: small, square, without what the camera wrote into it."""

import secrets
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kring.foundation.errors import InvalidError

SIDE: Final = 400
MOST_BYTES: Final = 10_000_000
# A small file can hold a picture that needs gigabytes; this many pixels take about 160 MB while they are read.
MOST_PIXELS: Final = 40_000_000
_KINDS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE = _("This file is no photo that we can read. Choose a JPEG, PNG or WebP file.")


def square(upload: IO[bytes]) -> bytes:
    """The picture in an uploaded file as a WebP of 400 by 400 pixels, cut from its middle, without metadata.

    Raises InvalidError for what is no picture, a broken one, or one that is too large.
    """
    if upload.seek(0, SEEK_END) > MOST_BYTES:
        raise InvalidError({"photo": _("This file is too large. Choose one of at most 10 MB.")})
    upload.seek(0)
    try:
        with Image.open(upload, formats=_KINDS) as picture:
            _check_size(picture)
            picture.draft("RGB", (SIDE * 2, SIDE * 2))
            picture.load()
            return _encoded(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InvalidError({"photo": _UNREADABLE}) from error


def store(photo: bytes) -> str:
    """Write a photo below the media folder, under a name that nobody can guess; returns the name."""
    folder = _folder()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    name = f"{secrets.token_urlsafe(24)}.webp"
    fresh = folder / f"{name}.new"
    fresh.write_bytes(photo)
    fresh.replace(folder / name)
    return name


def remove(name: str) -> None:
    """Delete a stored photo, if it is there."""
    path = stored(name)
    if path is not None:
        path.unlink(missing_ok=True)


def stored(name: str) -> Path | None:
    """Where a photo is, or None for a name that no photo has."""
    folder = _folder().resolve()
    path = (folder / name).resolve() if name else folder
    return path if path.is_relative_to(folder) and path.is_file() and path.suffix == ".webp" else None


def _encoded(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    # A fresh canvas: nothing of what the file carried along comes with it, and what is see-through becomes white.
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    fitted = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS)
    canvas.paste(fitted, mask=fitted)
    written = BytesIO()
    canvas.save(written, "WEBP", quality=82, method=4)
    return written.getvalue()


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_large()
    if min(width, height) < 40:
        raise InvalidError({"photo": _("This photo is too small. Choose one of at least 40 by 40 pixels.")})


def _too_large() -> InvalidError:
    return InvalidError({"photo": _("This photo is too large. Choose one of at most 40 million pixels.")})


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "photos"
