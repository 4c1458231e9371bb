"""What a person says of herself, and what of it all she shows."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST, LOWEST
from kring.finding.evidence.models import Evidence, Hidden, Statement
from kring.finding.evidence.rules.kinds import Kind
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import InvalidError, NotThereError

STATEMENT = "statement"


@transaction.atomic
def state_level(*, actor: Reader, competence: int, level: int | None, now: datetime) -> Statement:
    """Say how far one is oneself, 0 to 5, from now on; None takes back what one said. Nothing said before is changed:
    this stands after it. Saying the same again says it of today. Raises InvalidError, and NotThereError."""
    person = signed_in(actor)
    if level is not None and not LOWEST <= level <= HIGHEST:
        raise InvalidError({"level": _("Choose a level from 0 to 5.")})
    account = _held(person)
    if not Competence.objects.filter(pk=competence).exists():
        raise NotThereError
    last = Statement.objects.filter(account=person, competence=competence).order_by("-pk").first()
    said = Statement.objects.create(
        account_id=person, competence_id=competence, level=level, said_at=now, replaces=last
    )
    if level is None:
        Evidence.objects.filter(account=person, competence=competence, source=STATEMENT).delete()
    else:
        day = now.astimezone(ZoneInfo(account.time_zone)).date()
        Evidence.objects.update_or_create(
            account_id=person,
            competence_id=competence,
            source=STATEMENT,
            defaults={"kind": Kind.STATEMENT, "day": day, "level": level, "voice": ""},
        )
    return said


@transaction.atomic
def hide_competence(*, actor: Reader, competence: int, hidden: bool, now: datetime) -> None:
    """Show nobody that one is able to do this, whatever speaks for it, or show it again; at once, and for plans too."""
    person = signed_in(actor)
    _held(person)
    if not hidden:
        Hidden.objects.filter(account=person, competence=competence).delete()
        return
    if not Evidence.objects.filter(account=person, competence=competence).exists():
        raise NotThereError
    Hidden.objects.get_or_create(account_id=person, competence_id=competence, defaults={"since": now})


def _held(person: int) -> Account:
    """The account, held: what one person says in two windows is said one after the other."""
    return Account.objects.select_for_update(no_key=True).get(pk=person)
