"""What happens between people who say what others are able to do."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class EndorsementGiven(Fact):
    """Someone says what a person who worked with her is able to do. She decides whether it is shown."""

    name: ClassVar[str] = "evidence.EndorsementGiven"
    endorsement: int


class EndorsementAsked(Fact):
    """Someone asks a person who worked with her to say so."""

    name: ClassVar[str] = "evidence.EndorsementAsked"
    ask: int
