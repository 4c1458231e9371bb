"""The worked examples of `docs/reference/competence-evidence.md`, read from that page."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kring.finding.evidence.rules.kinds import ONESELF, Kind
from kring.finding.evidence.rules.mastery import Piece

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "competence-evidence.md"
_EXAMPLE = re.compile(r"^### (?P<title>.+?)\n\n(?:(?!^#).*\n)*?(?P<rows>(?:^\|.*\n)+)", re.MULTILINE)


class Example(NamedTuple):
    """A table of the page: pieces, the day, and what comes of it (level, per cent, in words)."""

    title: str
    pieces: list[Piece]
    on: date
    level: int
    confidence: int
    words: str


def examples() -> Iterator[Example]:
    """Every example of the page. A row is `day | kind | level or - | who says it | source`; the last one, `= | day |
    level | per cent | words`."""
    text = PAGE.read_text(encoding="utf-8").partition("## Worked examples")[2]
    for found in _EXAMPLE.finditer(text):
        rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in found["rows"].splitlines()[2:]]
        *given, (_sign, day, level, confidence, words) = rows
        yield Example(
            found["title"],
            [_piece(*row) for row in given],
            date.fromisoformat(day),
            int(level),
            int(confidence.removesuffix("%")),
            words,
        )


def _piece(day: str, kind: str, level: str, voice: str, source: str) -> Piece:
    return Piece(
        kind=Kind(kind),
        day=date.fromisoformat(day),
        source=source,
        level=None if level == "-" else int(level),
        voice=ONESELF if voice == "herself" else voice.removesuffix(", in return"),
        returned=voice.endswith(", in return"),
    )
