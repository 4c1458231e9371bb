"""What a person claims of an activity for one register."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.learning import actions
from kring.learning.dossiers.actions.checks import own_registration
from kring.learning.models import Entry
from kring.registers.claims import Claim, read_claim
from kring.registers.queries import known


@transaction.atomic
def claim(*, actor: Reader, registration: int, entry: int, claim: Claim, now: datetime) -> Entry:
    """Say what the row `entry` of the ledger is for the scheme of a registration. It is a correction of the line.

    Raises InvalidError by field (see `read_claim`), NotThereError, and ConflictError when the line was corrected
    meanwhile.
    """
    held = own_registration(actor, registration)
    scheme = known(held.scheme)[0].scheme
    claims = read_claim(scheme, claim)
    because = _("claimed for %(body)s") % {"body": scheme.body}
    return actions.claim(
        actor=actor, entry=entry, scheme=held.scheme, claims=claims, because=str(because)[:200], now=now
    )
