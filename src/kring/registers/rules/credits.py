"""What activities earn, before anything is divided, as the stages of judging hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kring.registers.rules.case import Activity
from kring.registers.rules.compile import Entry, Option


class FinerError(Exception):
    """The unit must be so many times finer for everything to be whole."""

    def __init__(self, factor: int) -> None:
        super().__init__(factor)
        self.factor = factor


@dataclass(slots=True, eq=False)
class Credit:
    """What an activity (or a piece of it) earns by an entry. `amount` is in units, before gathering and limits.

    `place` is that of the activity in the case, -1 for what no activity earned. `windows` has a bit for each window of
    the sheet that holds its day, `bits` one for each selection with a condition that it meets. `serves` names the rows
    that carried credit may serve; None for what was done in this period.
    """

    place: int
    activity: Activity | None
    entry: Entry | None
    day: date
    options: tuple[Option, ...]
    amount: int = 0
    hours: Fraction | None = None
    kind: str | None = None
    windows: int = 0
    bits: int = 0
    waits: bool = False
    whole: bool = False
    serves: frozenset[int] | None = None
    lot: int = -1
    # Of something that lasted several days and is limited by the day: which of them this piece is.
    one_day: date | None = None
