"""What happens when people meet."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class RoundMade(Fact):
    """It is known who meets whom."""

    name: ClassVar[str] = "pairing.RoundMade"
    round: int


class HalfwayThere(Fact):
    """Half of the time to meet is over."""

    name: ClassVar[str] = "pairing.HalfwayThere"
    round: int


class PartnerGone(Fact):
    """One of those who would meet can't any more; the others are told."""

    name: ClassVar[str] = "pairing.PartnerGone"
    match: int
    person: int


class LeftInPeace(Fact):
    """Someone said nothing for three rounds, and isn't asked any more."""

    name: ClassVar[str] = "pairing.LeftInPeace"
    programme: int
    person: int


class ProgrammeEnded(Fact):
    name: ClassVar[str] = "pairing.ProgrammeEnded"
    programme: int
    people: tuple[int, ...]


class AllMet(Fact):
    """All who would meet say that they met."""

    name: ClassVar[str] = "pairing.AllMet"
    match: int
