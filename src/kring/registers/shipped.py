"""The schemes that come with Kring: in a checkout `schemes/`, in an installed package `registers/shipped/`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_INSTALLED = Path(__file__).parent / "shipped"
_CHECKOUT = Path(__file__).resolve().parents[3] / "schemes"


class File(NamedTuple):
    """A file of a scheme, with the worked examples of its folder."""

    path: Path
    content: bytes
    examples: bytes


def folder() -> Path:
    """Where they are."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


@cache
def files() -> tuple[File, ...]:
    """Every shipped file of a scheme, by path; read once a process."""
    return tuple(_files())


def _files() -> Iterator[File]:
    for path in sorted(folder().glob("*/scheme*.yaml")):
        examples = path.with_name("examples.yaml")
        yield File(path, path.read_bytes(), examples.read_bytes() if examples.is_file() else b"")
