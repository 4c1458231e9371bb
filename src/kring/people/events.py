"""What happens to people's profiles."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class ProfileChanged(Fact):
    """What a person tells of herself, or shows to whom, changed."""

    name: ClassVar[str] = "people.ProfileChanged"
    person: int


class PersonLeft(Fact):
    """She closed her account."""

    name: ClassVar[str] = "people.PersonLeft"
    person: int


class ClaimOffered(Fact):
    """An imported person was invited, by mail, to make her account her own."""

    name: ClassVar[str] = "people.ClaimOffered"
    claim: int
