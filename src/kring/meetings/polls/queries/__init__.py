"""What is asked of date polls."""

from kring.meetings.polls.queries.counting import answered, invited, silent
from kring.meetings.polls.queries.listing import PollRow, awaiting, opened
from kring.meetings.polls.queries.poll import NAMES, Clash, OptionRow, Said, Seen, bare, may_propose, seen, starts_of

__all__ = [
    "NAMES",
    "Clash",
    "OptionRow",
    "PollRow",
    "Said",
    "Seen",
    "answered",
    "awaiting",
    "bare",
    "invited",
    "may_propose",
    "opened",
    "seen",
    "silent",
    "starts_of",
]
