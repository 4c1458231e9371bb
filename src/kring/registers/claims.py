"""What is said of an activity for one register, as it was typed: by whose activity it is, or by a meeting's host."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning
from kring.registers.actions.registering import SENTENCES
from kring.registers.rules.answers import AnswerError, read_answer
from kring.registers.rules.questions import Question, asked_of_activity, claimable
from kring.registers.rules.schema import Scheme

_LONGEST = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The figure on a certificate, the categories in which it should count, for which areas, and answers to what only
    this scheme asks, by name."""

    points: str = ""
    claimed: Sequence[str] = ()
    areas: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def read_claim(scheme: Scheme, claim: Claim) -> dict[str, Any]:
    """A claim as a case takes it; empty when nothing was said. Raises InvalidError by "points", "areas", "claimed" and
    "fact_<name>"."""
    wrong: dict[str, Any] = {}
    read: dict[str, Any] = {}
    own = {"points": claim.points, "areas": claim.areas}
    for question in (Question("points", "number", {}), Question("areas", "list", {}), *asked_of_activity(scheme)):
        said = own.get(question.name, claim.facts.get(question.name, ""))
        try:
            answer = read_answer(question, cleaning.clean(said[:_LONGEST]))
        except AnswerError as error:
            wrong[question.name if question.name in own else f"fact_{question.name}"] = SENTENCES[error.wrong]
        else:
            if answer is not None:
                read[question.name] = answer
    if not set(claim.claimed) <= set(claimable(scheme)):
        wrong["claimed"] = _("Choose out of this list.")
    if wrong:
        raise InvalidError(wrong)
    return read | ({"claimed": list(dict.fromkeys(claim.claimed))} if claim.claimed else {})
