"""Everything that one can do to meet someone new."""

from kring.finding.pairing.actions.joining import enrol, leave, pause, take_out
from kring.finding.pairing.actions.keeping import ask_round, describe, end, keep_apart, let_together, start
from kring.finding.pairing.actions.making import due, make_round
from kring.finding.pairing.actions.saying import remind, say

__all__ = [
    "ask_round",
    "describe",
    "due",
    "end",
    "enrol",
    "keep_apart",
    "leave",
    "let_together",
    "make_round",
    "pause",
    "remind",
    "say",
    "start",
    "take_out",
]
