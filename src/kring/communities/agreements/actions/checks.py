"""What several actions ask before they write."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kring.communities.agreements.access import AGREEMENT
from kring.communities.agreements.models import Agreement
from kring.communities.agreements.queries.sheets import Sheet, sheet
from kring.communities.agreements.rules.terms import Side, State
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, NotThereError, RefusedError

ENDED = _("This agreement has ended. Make a new one.")


def held(actor: Reader | None, agreement: int, now: datetime, action: str = "see") -> Sheet:
    """An agreement to which the actor may do `action`, its row held until the transaction ends: whoever changes its
    versions or seats waits for each other. Raises NotThereError."""
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    if actor is not None:
        rows = rows.filter(AGREEMENT.filter(actor, action))
    found = rows.select_related("organisation", "department", "community__place").filter(pk=agreement).first()
    if found is None:
        raise NotThereError
    return sheet(found, now)


def for_side(actor: Reader, agreement: int, side: Side, now: datetime) -> Sheet:
    """As `held`, for who acts for this side. Raises RefusedError for who acts for the other one."""
    found = held(actor, agreement, now)
    if not AGREEMENT.allows(actor, side.value, found.agreement):
        raise RefusedError(_("You don’t act for this side of the agreement."), code="not-this-side")
    return found


def not_ended(seen: Sheet) -> None:
    """Raise ConflictError for an agreement that is over."""
    if seen.state is State.ENDED:
        raise ConflictError(ENDED, code="ended")
