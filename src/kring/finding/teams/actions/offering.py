"""Agreeing to be found for teams, and no longer. No event tells of either: nobody hears of it."""

from datetime import datetime

from django.db import transaction

from kring.finding.teams import plans
from kring.finding.teams.actions import checks
from kring.finding.teams.models import TeamOffer
from kring.finding.teams.plans import Offer
from kring.foundation.access.readers import Reader, signed_in


@transaction.atomic
def be_found(*, actor: Reader, organisation: int, told: Offer, now: datetime) -> TeamOffer:
    """Let colleagues at an organisation find the actor for teams; said again it is as said last.

    Raises NotThereError where she doesn't work, InvalidError.
    """
    person, at = checks.colleague(actor, organisation)
    columns = plans.checked_offer(told, today=checks.today_at(at, now))
    made, _is_new = TeamOffer.objects.update_or_create(
        account_id=person, organisation=at, defaults=columns | {"said_at": now}
    )
    return made


@transaction.atomic
def withdraw(*, actor: Reader, organisation: int) -> None:
    """Be found no more, from the next look on. What one was asked for already stays to be answered."""
    TeamOffer.objects.filter(account=signed_in(actor), organisation=organisation).delete()
