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
from kring.meetings.consultations.queries.rounds import (
    Pulse,
    Sitting,
    agreed_sitting,
    clock_of,
    leads,
    may_lead,
    own_point,
    pulse,
    sitting,
    unwritten,
)

__all__ = [
    "MemberYear",
    "Opened",
    "Pulse",
    "Sitting",
    "TurnRow",
    "agreed_sitting",
    "attendance",
    "clock_of",
    "group_at",
    "leads",
    "limits_for",
    "may_lead",
    "methods",
    "opened",
    "own_point",
    "pulse",
    "sitting",
    "turns",
    "unwritten",
    "year_plan",
    "years_of",
]
