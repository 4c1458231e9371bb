"""Words of registers for people: verdicts, numbers with their unit, periods, the names that a scheme gives."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.learning.dossiers.rules.reviewing import Move, State
from kring.registers.rules.questions import Question
from kring.registers.rules.schema import AllRule, AmountRule, AnyRule, Rule, Scheme, StepsRule
from kring.registers.rules.words import Selection

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


def label(texts: Mapping[str, str], default: str = "") -> str:
    """What a scheme says, in the reader's language where it does."""
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), default)


def status(kind: str) -> str:
    """A kind of status in words; one that only a scheme knows, as it writes it."""
    return str(STATUSES.get(kind, kind.replace("_", " ")))


def ask(question: Question) -> str:
    """The question in words."""
    return label(question.ask) or str(FACTS.get(question.name, plain(question.name)))


def plain(name: str) -> str:
    """A name out of a file as a word: "giving_back" as "Giving back"."""
    return name.replace("_", " ").capitalize()


def on(day: date) -> str:
    """A day in words."""
    return format_date(day, "d MMMM y", locale=language())


def period(first: date, until: date) -> str:
    """A period by its first and its last day; a calendar year by its number."""
    last = until - timedelta(days=1)
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return str(first.year)
    return f"{on(first)} – {on(last)}"


def rule_label(scheme: Scheme, name: str) -> str:
    """The name of a result ("module", "areas/tax", "quality/peer review") in words."""
    first, *rest = name.split("/")
    found = next((rule for rule in scheme.rules if rule.name == first), None)
    if found is None:
        return plain(name.replace("/", ": "))
    words = [label(found.label) if found.label else _own_name(scheme, first)]
    return ": ".join(words + [_inner(scheme, found, one) for one in rest])


def category_label(scheme: Scheme, name: str) -> str:
    """A category in words, with its area where it has one; "all" is anything."""
    first, *rest = name.split("/")
    if first == "all":
        return _("anything that counts")
    words = label(scheme.categories[first].label) if first in scheme.categories else plain(first)
    return f"{words} ({rest[0]})" if rest else words


def entry_label(scheme: Scheme, name: str) -> str:
    """The entry of the earning table that an activity came under, in words."""
    found = next((entry for entry in scheme.earning if entry.name == name), None)
    return label(found.label) if found and found.label else plain(name)


def _own_name(scheme: Scheme, name: str) -> str:
    """The name of a rule without a label: that of its one category, where no other rule is about that."""
    others = {rule.name for rule in scheme.rules}
    about = next((rule.of for rule in scheme.rules if rule.name == name and isinstance(rule, AmountRule)), Selection())
    known = name
    if (
        name not in scheme.categories
        and about == Selection(about.categories[:1])
        and others.isdisjoint(about.categories)
    ):
        known = "".join(about.categories)
    if known in scheme.categories:
        return label(scheme.categories[known].label)
    return _("Total") if name == "total" else plain(name)


def _inner(scheme: Scheme, rule: Rule, name: str) -> str:
    inner = rule.any_of if isinstance(rule, AnyRule) else rule.all_of if isinstance(rule, AllRule) else ()
    named: dict[str, Any] = {one.name: one for one in inner}
    if isinstance(rule, StepsRule):
        named |= {step.name: step for step in rule.steps}
    found = named.get(name)
    if found is not None:
        return label(found.label) if found.label else plain(name)
    try:
        return on(date.fromisoformat(name))
    except ValueError:
        return name
