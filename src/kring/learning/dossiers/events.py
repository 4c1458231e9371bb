"""What happens to dossiers."""

from datetime import date
from typing import ClassVar

from kring.foundation.events.facts import Fact


class Submitted(Fact):
    """An entry was handed in for review, or her answer to a reviewer's question was."""

    name: ClassVar[str] = "dossiers.Submitted"
    submission: int


class Reviewed(Fact):
    """A reviewer approved, refused, asked, or drew it for audit (`move`)."""

    name: ClassVar[str] = "dossiers.Reviewed"
    submission: int
    move: str


class DeadlineNear(Fact):
    """A registration isn't met yet, and its deadline comes."""

    name: ClassVar[str] = "dossiers.DeadlineNear"
    registration: int
    person: int
    deadline: date
    days: int


class PeriodClosed(Fact):
    """A period ended, and its verdict stands."""

    name: ClassVar[str] = "dossiers.PeriodClosed"
    registration: int
    person: int
    snapshot: int
