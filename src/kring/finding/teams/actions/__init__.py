"""Being found for teams (`offering`), stating a task and choosing who is in (`stating`), asking and answering
(`asking`), and what goes when people go (`leaving`)."""

from kring.finding.teams.actions.asking import answer, ask
from kring.finding.teams.actions.leaving import end_at_organisation, forget_person
from kring.finding.teams.actions.offering import be_found, withdraw
from kring.finding.teams.actions.stating import change, choose, close, state

__all__ = [
    "answer",
    "ask",
    "be_found",
    "change",
    "choose",
    "close",
    "end_at_organisation",
    "forget_person",
    "state",
    "withdraw",
]
