"""What happens to groups for peer consultation."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class ReachChanged(Fact):
    """A member of a group can miss no more meetings of a year, or can't be at enough of them any more (`reach`)."""

    name: ClassVar[str] = "consultations.ReachChanged"
    group: int
    member: int
    year: int
    reach: str
