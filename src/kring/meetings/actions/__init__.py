"""Everything that one can do with meetings."""

from kring.meetings.actions.agenda import draw_up, vote
from kring.meetings.actions.changing import call_off, change, end_series
from kring.meetings.actions.counting import say_what_counts
from kring.meetings.actions.parts import give_part, take_part_away
from kring.meetings.actions.planning import go_on, plan
from kring.meetings.actions.presence import check_in, check_out, close, correct, join_online
from kring.meetings.actions.reminding import remind
from kring.meetings.actions.signing_up import bring, give_place, give_up, register, sign_off
from kring.meetings.actions.writing import write_notes

__all__ = [
    "bring",
    "call_off",
    "change",
    "check_in",
    "check_out",
    "close",
    "correct",
    "draw_up",
    "end_series",
    "give_part",
    "give_place",
    "give_up",
    "go_on",
    "join_online",
    "plan",
    "register",
    "remind",
    "say_what_counts",
    "sign_off",
    "take_part_away",
    "vote",
    "write_notes",
]
