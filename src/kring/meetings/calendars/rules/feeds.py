"""Feeds: their secrets, what fits into one, and when one has changed. Pure."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

# 32 random bytes in URL-safe base64.
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
MOST_FEEDS: Final = 100
MOST_EVENTS: Final = 2_000
PAST: Final = timedelta(days=90)
SEEN_EVERY: Final = timedelta(hours=1)


def digest(secret: str) -> str:
    """What is stored of a secret: SHA-256 in hex. It is long and random: it needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def looks_like_secret(text: str) -> bool:
    """Whether something has the form of a secret, so that anything else needs no look-up.

    >>> looks_like_secret("a" * 43), looks_like_secret("a" * 42), looks_like_secret("é" * 43)
    (True, False, False)
    """
    return _SECRET.fullmatch(text) is not None


def fingerprint(facts: Iterable[object]) -> str:
    """The same for the same facts in the same order, another for any others."""
    found = hashlib.sha256()
    for fact in facts:
        found.update(repr(fact).encode("utf-8", "backslashreplace") + b"\n")
    return found.hexdigest()


def changed_at(before: datetime | None, *, now: datetime) -> datetime:
    """When a feed that is found changed says that it did: to the second, as HTTP has it, and never in a second that it
    named before.

    >>> said = changed_at(None, now=datetime(2026, 3, 2, 9, 0, 0, 5)); said.isoformat()
    '2026-03-02T09:00:00'
    >>> changed_at(said, now=datetime(2026, 3, 2, 9, 0, 0, 7)).isoformat()
    '2026-03-02T09:00:01'
    """
    second = now.replace(microsecond=0)
    return second if before is None else max(second, before + timedelta(seconds=1))
