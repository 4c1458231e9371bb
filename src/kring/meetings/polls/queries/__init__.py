"""What is asked of date polls."""

from kring.meetings.polls.queries.counting import answered, invited, silent
from kring.meetings.polls.queries.listing import PollRow, awaiting, opened
from kring.meetings.polls.queries.poll import Clash, OptionRow, Said, Seen, bare, seen

__all__ = [
    "Clash",
    "OptionRow",
    "PollRow",
    "Said",
    "Seen",
    "answered",
    "awaiting",
    "bare",
    "invited",
    "opened",
    "seen",
    "silent",
]
