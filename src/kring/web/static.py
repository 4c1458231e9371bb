"""Files that browsers keep for good: each is named after its content, so that a new version has a new address."""

import gzip
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from kring.web import assets

# What packages bring along: the name under which pages ask for it, and where it is.
_FROM_PACKAGES = {
    "django_htmx/htmx-2.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "mfa/webauthn-json.js": ("allauth.mfa", "static/mfa/js/webauthn-json.js"),
    "mfa/webauthn.js": ("allauth.mfa", "static/mfa/js/webauthn.js"),
}


@cache
def addresses() -> dict[str, str]:
    """The address of each file by the name that pages use. The files are written, once a process, where they are
    missing."""
    target = Path(settings.STATIC_ROOT)
    target.mkdir(parents=True, exist_ok=True)
    return {name: settings.STATIC_URL + _store(target, name, content) for name, content in _files()}


def static(name: str) -> str:
    """The address of a file. Raises KeyError for one that isn't there."""
    return addresses()[name]


def _files() -> Iterator[tuple[str, bytes]]:
    with TemporaryDirectory() as folder:
        for path in assets.build(Path(folder)):
            yield path.name, path.read_bytes()
    for name, (package, inside) in _FROM_PACKAGES.items():
        yield name, resources.files(package).joinpath(inside).read_bytes()


def _store(target: Path, name: str, content: bytes) -> str:
    stem, dot, ending = name.replace("/", "-").rpartition(".")
    stored = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    for path, data in ((target / stored, content), (target / f"{stored}.gz", gzip.compress(content, 9, mtime=0))):
        if not path.exists():
            # Several processes may start at once; each writes a file of its own, and the last to be done wins.
            fresh = path.with_suffix(f"{path.suffix}.{os.getpid()}.new")
            fresh.write_bytes(data)
            fresh.replace(path)
    return stored
