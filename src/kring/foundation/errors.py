"""What can go wrong when a person asks for something, as four kinds that every door tells in its own way.

Each carries a stable `code` for programs and a lazily translated `message` for people.
"""

from collections.abc import Mapping
from typing import Any


class KringError(Exception):
    """A thing that a person did and that can't be done as asked."""

    def __init__(self, message: Any = "", *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).__name__.lower()


class NotThereError(KringError):
    """It isn't there, or the reader may not know that it is (404: the two must not be told apart)."""


class RefusedError(KringError):
    """The reader sees it and may not do this (403), with the reason."""


class ConflictError(KringError):
    """Someone else was first, or the thing is no longer in the state that this needs (409)."""


class InvalidError(KringError):
    """What was given can't be taken (422). `fields` maps a field's name to a translated message."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(next(iter(fields.values()), ""), code="invalid")
        self.fields = dict(fields)
