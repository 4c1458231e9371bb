"""What happens to frameworks."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class FrameworkBrought(Fact):
    """A framework was brought in, or to another version, or got names in another language."""

    name: ClassVar[str] = "frameworks.FrameworkBrought"
    framework: int
    version: str


class LabelProposed(Fact):
    """A member proposed what an item is called in a language."""

    name: ClassVar[str] = "frameworks.LabelProposed"
    proposal: int


class LabelDecided(Fact):
    """A proposed name was accepted or turned down."""

    name: ClassVar[str] = "frameworks.LabelDecided"
    proposal: int
