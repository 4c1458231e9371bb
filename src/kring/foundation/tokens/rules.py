"""What a token is and what it lets a program do. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Final

MARK: Final = "kring_"
# Of the secret itself: 32 random bytes in URL-safe base64.
SECRET_LENGTH: Final = 43
# Enough to recognise a token by, far too little to guess the rest.
PREFIX_LENGTH: Final = len(MARK) + 6
MOST_TOKENS: Final = 20
LIFETIMES: Final = (7, 30, 90, 365)
SEEN_EVERY: Final = timedelta(minutes=1)


class Scope(StrEnum):
    """What a token may be used for. None includes another."""

    READ = "read"
    WRITE = "write"
    MESSAGES = "messages"


def digest(secret: str) -> str:
    """What is stored of a token: SHA-256 in hex. The secret is long and random: it needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def looks_like_token(text: str) -> bool:
    """Whether something has the form of a token, so that anything else needs no look-up.

    >>> looks_like_token("kring_" + "a" * 43), looks_like_token("kring_short"), looks_like_token("eyJhbGciOi")
    (True, False, False)
    """
    return text.startswith(MARK) and len(text) == len(MARK) + SECRET_LENGTH and text.isascii()


def known_scopes(names: Iterable[str]) -> list[Scope]:
    """The scopes among these names, each once, in their own order."""
    wanted = set(names)
    return [scope for scope in Scope if scope in wanted]
