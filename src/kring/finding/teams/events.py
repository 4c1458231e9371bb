"""What happens with teams. That someone is proposed is no event: nobody hears of it."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class TeamAsked(Fact):
    """Someone was asked to be in a team."""

    name: ClassVar[str] = "teams.TeamAsked"
    task: int
    person: int


class TeamAnswered(Fact):
    """Someone said yes or no, or stepped out of a team in which she was."""

    name: ClassVar[str] = "teams.TeamAnswered"
    task: int
    person: int
    joined: bool


class TeamClosed(Fact):
    """A task seeks nobody any more."""

    name: ClassVar[str] = "teams.TeamClosed"
    task: int
