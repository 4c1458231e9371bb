"""What a person, or an organisation, aims at."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError, NotThereError, RefusedError
from kring.learning.models import Aim, OrganisationDays
from kring.people.models import Organisation

MOST_DAYS = 366


@transaction.atomic
def set_aim(*, actor: Reader, course: int, exchange: int, doing: int, days: int | None, now: datetime) -> Aim:
    """The actor's own aim: percentages that make 100 together, and days a year, or None for those of her
    organisation."""
    person = signed_in(actor)
    parts = (course, exchange, doing)
    if min(parts) < 0 or sum(parts) != 100:
        raise InvalidError({"doing": _("The three make %(sum)d together; make it 100.") % {"sum": sum(parts)}})
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise InvalidError({"days": _("Choose 0 to 366 days.")})
    aim, _made = Aim.objects.update_or_create(
        account_id=person,
        defaults={"course": course, "exchange": exchange, "doing": doing, "days": days, "changed_at": now},
    )
    return aim


@transaction.atomic
def set_organisation_days(
    *, actor: Reader, organisation: int, days: int, minutes_a_day: int, now: datetime
) -> OrganisationDays:
    """How many development days an organisation gives a year, and how long one is. For an operator, until
    organisations have people of their own for it."""
    if not actor.is_operator:
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    if not Organisation.objects.filter(pk=organisation).exists():
        raise NotThereError
    if not 0 <= days <= MOST_DAYS:
        raise InvalidError({"days": _("Choose 0 to 366 days.")})
    if not 60 <= minutes_a_day <= 24 * 60:
        raise InvalidError({"minutes_a_day": _("A day is 1 to 24 hours.")})
    kept, _made = OrganisationDays.objects.update_or_create(
        organisation_id=organisation, defaults={"days": days, "minutes_a_day": minutes_a_day}
    )
    return kept
