"""The methods that there are: those that come with Kring, and those that lie in the data folder's `methods/`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kring.meetings.consultations.rules.methods import Method, MethodError, read
from kring.registers.rules.read import MOST_BYTES

SHIPPED: Final = Path(__file__).parent / "methods"
_MOST_FILES: Final = 200


class Wrong(NamedTuple):
    """A file that is no method, and why."""

    file: Path
    why: str


class Shelf(NamedTuple):
    """The methods by key, those that ship first, and the files that are none."""

    methods: Mapping[str, Method]
    wrong: Sequence[Wrong]


def shelf(own: Path) -> Shelf:
    """What ships and what lies in the folder `own`, if there is one. Read anew only when a file there changed."""
    return _shelf(tuple(_stamps(own)))


@cache
def shipped() -> Mapping[str, Method]:
    """The methods that come with Kring. Raises MethodError for a wrong one, which a test sees to."""
    found = (read(path.read_bytes()) for path in sorted(SHIPPED.glob("*.yaml")))
    return {method.key: method for method in found}


_last: dict[tuple[tuple[Path, int, int], ...], Shelf] = {}


def _shelf(stamps: tuple[tuple[Path, int, int], ...]) -> Shelf:
    known = _last.get(stamps)
    if known is None:
        known = _read(path for path, _changed, _size in stamps)
        _last.clear()
        _last[stamps] = known
    return known


def _stamps(own: Path) -> Iterator[tuple[Path, int, int]]:
    try:
        for path in sorted(own.glob("*.yaml"))[:_MOST_FILES]:
            found = path.stat()
            yield path, found.st_mtime_ns, found.st_size
    except OSError:
        return


def _read(files: Iterator[Path]) -> Shelf:
    methods, wrong = dict(shipped()), []
    for path in files:
        try:
            method = _method(path)
        except MethodError as error:
            wrong.append(Wrong(path, str(error)))
            continue
        if method.key in methods:
            wrong.append(Wrong(path, f"there is a method with the key {method.key} already"))
        else:
            methods[method.key] = method
    return Shelf(methods, tuple(wrong))


def _method(path: Path) -> Method:
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise MethodError(error.strerror or "it can't be read") from None
