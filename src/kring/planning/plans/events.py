"""What happens by a plan."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class DevelopmentOffered(Fact):
    """A step of development was offered to the person whom it is about."""

    name: ClassVar[str] = "plans.DevelopmentOffered"
    offer: int
    person: int


class OfferAccepted(Fact):
    """She accepted it. That someone declines is no event: nobody is to hear of it."""

    name: ClassVar[str] = "plans.OfferAccepted"
    offer: int
    person: int
