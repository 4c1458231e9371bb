"""Words of registers for people: verdicts, numbers with their unit, periods, the names that a scheme gives."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy

from kring.learning.dossiers.rules.reviewing import Move, State
from kring.registers import sentences
from kring.registers.rules.questions import Question

# How a badge shows it; the word is always there too.
TONES: Final[Mapping[str, str]] = {"met": "good", "on course": "good", "short": "warning"}
STATES: Final[Mapping[State, Any]] = {
    State.WAITING: gettext_lazy("waits for a reviewer"),
    State.ASKED: gettext_lazy("the reviewer asks you something"),
    State.APPROVED: gettext_lazy("approved"),
    State.REFUSED: gettext_lazy("refused"),
    State.FLAGGED: gettext_lazy("drawn for audit"),
    State.WITHDRAWN: gettext_lazy("taken back"),
}
# The same, as a reviewer reads it.
REVIEW_STATES: Final[Mapping[State, Any]] = {**STATES, State.ASKED: gettext_lazy("waits for an answer")}
MOVES: Final[Mapping[Move, Any]] = {
    Move.SUBMITTED: gettext_lazy("handed it in"),
    Move.ANSWERED: gettext_lazy("answered"),
    Move.WITHDRAWN: gettext_lazy("took it back"),
    Move.APPROVED: gettext_lazy("approved it"),
    Move.REFUSED: gettext_lazy("refused it"),
    Move.ASKED: gettext_lazy("asked"),
    Move.FLAGGED: gettext_lazy("drew it for audit"),
}
STATUSES: Final[Mapping[str, Any]] = {
    "leave": gettext_lazy("leave"),
    "parental_leave": gettext_lazy("parental leave"),
    "illness": gettext_lazy("illness"),
    "part_time": gettext_lazy("part-time"),
    "suspension": gettext_lazy("suspension"),
    "exemption": gettext_lazy("exemption"),
    "career_break": gettext_lazy("career break"),
    "work": gettext_lazy("work in the field"),
    "not_practising": gettext_lazy("not practising"),
    "retired": gettext_lazy("retired"),
}
FACTS: Final[Mapping[str, Any]] = {
    "role": gettext_lazy("Your roles"),
    "groups": gettext_lazy("Groups that you belong to"),
    "period_start": gettext_lazy("First day of your first period"),
    "certificate_start": gettext_lazy("First day of your certificate"),
    "exam": gettext_lazy("Day of your exam"),
}


def language() -> str:
    """ "nl" or "en", as the page is shown."""
    return translation.get_language() or "en"


def status(kind: str) -> str:
    """A kind of status in words; one that only a scheme knows, as it writes it."""
    return str(STATUSES.get(kind, kind.replace("_", " ")))


def ask(question: Question) -> str:
    """The question in words."""
    return sentences.label(question.ask) or str(FACTS.get(question.name, sentences.plain(question.name)))


def period(first: date, until: date) -> str:
    """A period by its first and its last day; a calendar year by its number."""
    last = until - timedelta(days=1)
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return str(first.year)
    return f"{sentences.on(first)} – {sentences.on(last)}"
