"""Agreeing to confidentiality, before anything of the case is shown."""

from datetime import datetime

from django.db import transaction

from kring.foundation.access.readers import Reader, signed_in
from kring.meetings.actions.checks import standing
from kring.meetings.consultations.actions import checks
from kring.meetings.consultations.models import Agreement
from kring.meetings.consultations.words import PRESENT_TEXT


@transaction.atomic
def agree(*, actor: Reader, meeting: int, now: datetime) -> Agreement:
    """Agree to keep to oneself what is said at a meeting; done twice, the first counts. Nobody agrees for another.

    Raises ConflictError when its list is closed.
    """
    held = checks.sat_in(actor, meeting)
    standing(held)
    made, _is_new = Agreement.objects.get_or_create(
        meeting=held, account_id=signed_in(actor), defaults={"text": PRESENT_TEXT, "at": now}
    )
    return made
