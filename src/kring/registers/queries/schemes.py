"""The schemes that this installation knows: those that ship, out of files, and those that its operator uploaded."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kring.foundation.errors import NotThereError
from kring.registers import shipped
from kring.registers.models import Origin, SchemeText
from kring.registers.rules.read import read
from kring.registers.rules.schema import Scheme


@dataclass(frozen=True, slots=True)
class Known:
    """One version of a scheme. `digest` is the SHA-256 of its file (hex); `order` tells later uploads from earlier."""

    scheme: Scheme
    digest: str
    origin: str
    order: int

    @property
    def key(self) -> tuple[str, str]:
        """Name and version."""
        return self.scheme.scheme, self.scheme.version


def schemes() -> Mapping[str, Sequence[Known]]:
    """Every scheme by name, its versions the latest first: by the day from which each applies, then by when it came.
    One query, and one more for what this process has not read yet."""
    found: dict[str, list[Known]] = {}
    for one in (*_shipped(), *_uploaded()):
        found.setdefault(one.scheme.scheme, []).append(one)
    return {name: sorted(found[name], key=_latest, reverse=True) for name in sorted(found)}


def known(name: str) -> Sequence[Known]:
    """The versions of one scheme, the latest first. Raises NotThereError for a name that no scheme has."""
    found = schemes().get(name)
    if not found:
        raise NotThereError
    return found


def scheme_with(digest: str) -> Known:
    """The version with this digest, also one that ships no more but judged a closed period. Raises NotThereError."""
    for one in (*_shipped(), *_uploaded()):
        if one.digest == digest:
            return one
    kept = SchemeText.objects.filter(pk=digest).first()
    if kept is None:
        raise NotThereError
    return Known(scheme_of(kept.text), digest, kept.origin, 0)


def versions_digest(versions: Sequence[Known]) -> str:
    """SHA-256 (hex) over the versions of a scheme: differs when any came or went."""
    return hashlib.sha256("\n".join(one.digest for one in versions).encode()).hexdigest()


@lru_cache(maxsize=256)
def scheme_of(text: str) -> Scheme:
    """The scheme in a text that was found good before. Read once a process."""
    source, problems = read(text.encode())
    if source is None:
        raise ValueError(problems)
    return Scheme.of(source.data)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(scheme_of(file.content.decode()), hashlib.sha256(file.content).hexdigest(), Origin.SHIPPED, 0)
        for file in shipped.files()
    )


_texts: dict[str, str] = {}


def _uploaded() -> list[Known]:
    rows = SchemeText.objects.filter(origin=Origin.UPLOADED).order_by("added_at", "pk")
    digests = list(rows.values_list("pk", flat=True))
    missing = [digest for digest in digests if digest not in _texts]
    if missing:
        _texts.update(SchemeText.objects.filter(pk__in=missing).values_list("pk", "text"))
    return [Known(scheme_of(_texts[digest]), digest, Origin.UPLOADED, order) for order, digest in enumerate(digests, 1)]


def _latest(one: Known) -> tuple[object, ...]:
    return one.scheme.applies.first, one.order, one.scheme.version
