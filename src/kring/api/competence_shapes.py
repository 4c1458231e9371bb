"""What the API tells of what someone is able to do."""

from dataclasses import dataclass
from datetime import date

from kring.api.shapes import Competence


@dataclass(frozen=True, slots=True)
class Grounds:
    """So many pieces of evidence of one kind, the latest of that day; the highest level that they speak for. Of these
    `in_return` count half."""

    kind: str
    pieces: int
    in_return: int
    latest: date
    level: int


@dataclass(frozen=True, slots=True)
class OwnCompetence:
    """A competence of the caller's. `level` is 0 to 5 as of today, and `sureness` one of faint, low, fair and good;
    both are null where nothing counts, or where she hides it."""

    competence: Competence
    level: int | None
    sureness: str | None
    hidden: bool
    because: list[Grounds]


@dataclass(frozen=True, slots=True)
class OwnCompetenceList:
    items: list[OwnCompetence]
    next: str | None
