"""For values that are there by how a scheme was read, where their type can't tell."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def sure(value: T | None) -> T:
    """The value. LookupError: it isn't there after all."""
    if value is None:
        raise LookupError("missing")
    return value
