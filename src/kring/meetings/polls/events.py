"""What happens to date polls."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class PollOpened(Fact):
    name: ClassVar[str] = "polls.PollOpened"
    poll: int


class PollChosen(Fact):
    """One of its dates was chosen, and the meeting was planned."""

    name: ClassVar[str] = "polls.PollChosen"
    poll: int
    meeting: int


class PollWithdrawn(Fact):
    name: ClassVar[str] = "polls.PollWithdrawn"
    poll: int


class PollClosing(Fact):
    """A poll closes within a day."""

    name: ClassVar[str] = "polls.PollClosing"
    poll: int
