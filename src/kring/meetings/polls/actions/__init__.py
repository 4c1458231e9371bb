"""Everything that one can do with date polls."""

from kring.meetings.polls.actions.choosing import choose
from kring.meetings.polls.actions.marking import forget_person, mark
from kring.meetings.polls.actions.proposing import change, propose, withdraw
from kring.meetings.polls.actions.reminding import remind

__all__ = ["change", "choose", "forget_person", "mark", "propose", "remind", "withdraw"]
