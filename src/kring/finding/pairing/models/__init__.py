"""Programmes in which people meet, who takes part, and who met whom."""

from kring.finding.pairing.models.programmes import Conflict, Enrolment, Kind, Part, Programme, Why
from kring.finding.pairing.models.rounds import LeftOut, Match, MatchPerson, Round

__all__ = [
    "Conflict",
    "Enrolment",
    "Kind",
    "LeftOut",
    "Match",
    "MatchPerson",
    "Part",
    "Programme",
    "Round",
    "Why",
]
