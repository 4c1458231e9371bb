"""What happens around finding people."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class HelpAsked(Fact):
    """Someone was asked to look at a question."""

    name: ClassVar[str] = "finding.HelpAsked"
    conversation: int
    person: int
