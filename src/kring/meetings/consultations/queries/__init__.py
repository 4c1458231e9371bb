"""Reading groups for peer consultation (`groups`), how often members were there (`attending`), rounds, and what of all
this a closed list holds (`sealing`)."""

from kring.meetings.consultations.queries.attending import MemberYear, attendance, years_of
from kring.meetings.consultations.queries.groups import (
    Opened,
    TurnRow,
    group_at,
    limits_for,
    methods,
    opened,
    turns,
    year_plan,
)
from kring.meetings.consultations.queries.rounds import Pulse, Sitting, clock_of, own_point, pulse, sitting

__all__ = [
    "MemberYear",
    "Opened",
    "Pulse",
    "Sitting",
    "TurnRow",
    "attendance",
    "clock_of",
    "group_at",
    "limits_for",
    "methods",
    "opened",
    "own_point",
    "pulse",
    "sitting",
    "turns",
    "year_plan",
    "years_of",
]
