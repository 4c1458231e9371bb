"""What changed between two texts, sentence by sentence. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from kring.web.components.rows import Change

# Comparing takes time with the square of the sentences; beyond this the whole text counts as replaced.
MOST_SENTENCES: Final = 800

_END = re.compile(r"(?<=[.!?])\s+|\n+")


def changes(before: str, after: str) -> list[Change]:
    """The sentences of two texts, those taken away before those that came in their place; what stayed is shortened.

    >>> [tuple(change) for change in changes("one\\ntwo", "one\\nthree")]
    [('same', 'one'), ('removed', 'two'), ('added', 'three')]
    """
    old, new = _sentences(before), _sentences(after)
    if len(old) + len(new) > MOST_SENTENCES:
        return [*_all("removed", old), *_all("added", new)]
    found: list[Change] = []
    for kind, start, end, begin, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += _shortened(old[start:end])
        else:
            found += [*_all("removed", old[start:end]), *_all("added", new[begin:until])]
    return found


def _sentences(text: str) -> list[str]:
    return [said.strip() for said in _END.split(text) if said.strip()]


def _all(kind: str, lines: list[str]) -> Iterator[Change]:
    return (Change("added" if kind == "added" else "removed", line) for line in lines)


def _shortened(lines: list[str]) -> list[Change]:
    """The first and the last of a run that stayed as it was."""
    kept = lines if len(lines) <= 3 else [lines[0], "…", lines[-1]]
    return [Change("same", line) for line in kept]
