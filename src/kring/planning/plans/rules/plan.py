"""What comes out: who develops, whom to attract, whom to hire in, and how sure it is that nothing is better. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kring.planning.plans.rules.problem import Way


class Choice(NamedTuple):
    """One line of a plan. A development begins in its quarter by `path`, an attraction too; hiring in is for that
    quarter alone. `many` is how many people; 1 for a development."""

    quarter: int
    way: Way
    gap: str
    person: str = ""
    path: str = ""
    many: int = 1


class Aim(StrEnum):
    """What a plan pursues, one after the other."""

    SHORTAGE = "shortage"
    CENTS = "cents"
    DAYS = "days"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Stage:
    """How far one aim was reached, given those before it. No plan comes below `bound`: where that is `value`, it is
    proved that nothing is better.

    Of `DAYS` the value is the most days of one person; `proved` says it for the whole spread.
    """

    aim: Aim
    value: int
    bound: int
    proved: bool

    @property
    def gap(self) -> int:
        """By how much a better plan could come below this one at most."""
        return self.value - self.bound


@dataclass(frozen=True, slots=True)
class Plan:
    """Choices in their order, with a stage for each aim that was pursued. `columns` and `rows` are how large it was,
    `parts` how many problems it fell apart into."""

    choices: tuple[Choice, ...]
    stages: tuple[Stage, ...]
    columns: int = 0
    rows: int = 0
    parts: int = 1

    @property
    def proved(self) -> bool:
        """Whether it is proved in every aim that was pursued."""
        return all(stage.proved for stage in self.stages)

    def stage(self, aim: Aim) -> Stage | None:
        """How far an aim was reached; None where it wasn't pursued."""
        return next((stage for stage in self.stages if stage.aim is aim), None)


class NoPlanError(Exception):
    """There is no plan that keeps to all limits."""


class NotFoundError(Exception):
    """Time was over before any plan was found, though there may be one."""


class CancelledError(Exception):
    """Whoever asked doesn't want it any more."""


class TooLargeError(Exception):
    """Someone could combine what she might learn in more ways than can be looked at; `person` is her key."""

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person
