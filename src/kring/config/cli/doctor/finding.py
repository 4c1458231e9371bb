"""What a look at one thing came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How bad it is; only trouble counts for the exit code."""

    WELL = "ok"
    NOTE = "note"
    TROUBLE = "TROUBLE"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what was looked at, how it is, and what to do where it isn't well."""

    subject: str
    state: State
    words: str


def well(subject: str, words: str) -> Finding:
    """Nothing to do."""
    return Finding(subject, State.WELL, words)


def note(subject: str, words: str) -> Finding:
    """Good to know."""
    return Finding(subject, State.NOTE, words)


def trouble(subject: str, words: str) -> Finding:
    """Something to do."""
    return Finding(subject, State.TROUBLE, words)
