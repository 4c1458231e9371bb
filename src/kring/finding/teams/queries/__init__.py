"""Reading teams: what the reader states and offers (`own`), and who is proposed for a task (`proposing`)."""

from kring.finding.teams.queries.own import (
    InvitationRow,
    SeenTask,
    TaskRow,
    invitations,
    offer,
    readable_tasks,
    seen,
    tasks,
    words_of,
)
from kring.finding.teams.queries.proposing import AskedRow, Found, Proposal, proposal

__all__ = [
    "AskedRow",
    "Found",
    "InvitationRow",
    "Proposal",
    "SeenTask",
    "TaskRow",
    "invitations",
    "offer",
    "proposal",
    "readable_tasks",
    "seen",
    "tasks",
    "words_of",
]
