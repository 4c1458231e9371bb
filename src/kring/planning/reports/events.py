"""What happens by what an organisation plans."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class BelowFloor(Fact):
    """On the day of a plan's floor someone had fewer days than that. For her alone; nobody else hears of it.

    `days` are hers of that year, whole ones.
    """

    name: ClassVar[str] = "planning.BelowFloor"
    plan: int
    person: int
    days: int
