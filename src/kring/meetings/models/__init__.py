"""Meetings of circles: what they are, who has a place, who was there, what they are about."""

from kring.meetings.models.agenda import Item, Vote
from kring.meetings.models.meetings import Meeting, Mode, Part, PartRole, Series, State
from kring.meetings.models.presence import Attendance, AttendanceChange, CodeTry, How, PresenceList
from kring.meetings.models.signups import SignUp, SignUpState

__all__ = [
    "Attendance",
    "AttendanceChange",
    "CodeTry",
    "How",
    "Item",
    "Meeting",
    "Mode",
    "Part",
    "PartRole",
    "PresenceList",
    "Series",
    "SignUp",
    "SignUpState",
    "State",
    "Vote",
]
