"""What a person claims of an activity for one register."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning
from kring.learning import actions
from kring.learning.dossiers.actions.checks import own_registration
from kring.learning.models import Entry
from kring.registers.actions.registering import SENTENCES
from kring.registers.queries import known
from kring.registers.rules.answers import AnswerError, read_answer
from kring.registers.rules.questions import Question, answers_of, claimable
from kring.registers.rules.schema import Scheme


@transaction.atomic
def claim(
    *,
    actor: Reader,
    registration: int,
    entry: int,
    points: str,
    claimed: Sequence[str],
    areas: str,
    facts: Mapping[str, str],
    now: datetime,
) -> Entry:
    """Say what the row `entry` of the ledger is for the scheme of a registration: the figure on its certificate, in
    which categories it should count, for which areas, and what only this scheme asks. It is a correction of the line.

    Raises InvalidError by field, NotThereError, and ConflictError when the line was corrected meanwhile.
    """
    held = own_registration(actor, registration)
    scheme = known(held.scheme)[0].scheme
    claims = _claims(scheme, points, claimed, areas, facts)
    because = _("claimed for %(body)s") % {"body": scheme.body}
    return actions.claim(
        actor=actor, entry=entry, scheme=held.scheme, claims=claims, because=str(because)[:200], now=now
    )


def _claims(
    scheme: Scheme, points: str, claimed: Sequence[str], areas: str, facts: Mapping[str, str]
) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    claims: dict[str, Any] = {}
    for question in (Question("points", "number", {}), Question("areas", "list", {}), *_asked(scheme)):
        said = {"points": points, "areas": areas}.get(question.name, facts.get(question.name, ""))
        try:
            answer = read_answer(question, cleaning.clean(said[:8_000]))
        except AnswerError as error:
            own = question.name in ("points", "areas")
            wrong[question.name if own else f"fact_{question.name}"] = SENTENCES[error.wrong]
        else:
            if answer is not None:
                claims[question.name] = answer
    if not set(claimed) <= set(claimable(scheme)):
        wrong["claimed"] = _("Choose out of this list.")
    if wrong:
        raise InvalidError(wrong)
    return claims | ({"claimed": list(dict.fromkeys(claimed))} if claimed else {})


def _asked(scheme: Scheme) -> list[Question]:
    return [
        Question(name, fact.type, fact.ask, answers_of(scheme, name)) for name, fact in scheme.facts.activity.items()
    ]
