"""Opening a dossier to someone outside, by a link that ends and can be withdrawn."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.learning.dossiers.access import OPENING
from kring.learning.dossiers.actions.checks import fitting, own_registration
from kring.learning.dossiers.models import Look, Opening
from kring.learning.dossiers.queries.dossier import opened_evidence
from kring.learning.dossiers.queries.opening import digest, opened_by
from kring.learning.models import Evidence

MOST_OPEN: Final = 20
LONGEST: Final = timedelta(days=366)
LONGEST_NAME: Final = 120


@transaction.atomic
def open_to(
    *, actor: Reader, registration: int, name: str, first: date, until: date, ends_at: datetime, now: datetime
) -> tuple[Opening, str]:
    """Open the dossier of a period to a named person until a moment; returns the secret of the link too, which is
    nowhere kept. Raises InvalidError, NotThereError, ConflictError for more than 20 links at once."""
    held = own_registration(actor, registration)
    called = fitting("name", name, longest=LONGEST_NAME, is_needed=True)
    if not now < ends_at <= now + LONGEST:
        raise InvalidError({"ends_on": _("Choose a day from tomorrow until a year from now.")})
    if Opening.objects.filter(registration=held, withdrawn_at=None, ends_at__gt=now).count() >= MOST_OPEN:
        raise ConflictError(_("This dossier is open to 20 people. Withdraw one link first."), code="too-many-openings")
    secret = secrets.token_urlsafe(32)
    made = Opening.objects.create(
        registration=held, first=first, until=until, name=called, digest=digest(secret), made_at=now, ends_at=ends_at
    )
    return made, secret


@transaction.atomic
def close_again(*, actor: Reader, opening: int, now: datetime) -> Opening:
    """Withdraw the link; withdrawing twice is withdrawing once. Raises NotThereError."""
    signed_in(actor)
    rows = Opening.objects.select_for_update(of=("self",)).select_related("registration")
    found = rows.filter(OPENING.filter(actor, "withdraw"), pk=opening).first()
    if found is None:
        raise NotThereError
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
    return found


@transaction.atomic
def look(*, secret: str, now: datetime) -> Opening:
    """Someone uses the link at the dossier: it is written down, and what it opens is returned. Raises NotThereError for
    a link that was never made, has ended or was withdrawn."""
    found = opened_by(secret, now=now, lock=True)
    Look.objects.create(opening=found, what="", at=now)
    return found


@transaction.atomic
def look_at_evidence(*, secret: str, evidence: int, now: datetime) -> Evidence:
    """Someone uses the link at a file in the dossier. Raises NotThereError, also for a file that isn't in it."""
    found = opened_by(secret, now=now, lock=True)
    piece = opened_evidence(found, evidence, now=now)
    Look.objects.create(opening=found, what=piece.name[:120], at=now)
    return piece
