"""What a person, or an organisation, aims at."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError, NotThereError, RefusedError
from kring.learning.models import Aim, OrganisationDays, OrganisationYear
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION

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
    """How many development days an organisation gives in a year of which it says nothing else, and how long one is.
    For its owners and HR, and for an operator."""
    _may_set(actor, organisation)
    _fits(days)
    if not 60 <= minutes_a_day <= 24 * 60:
        raise InvalidError({"minutes_a_day": _("A day is 1 to 24 hours.")})
    kept, _made = OrganisationDays.objects.update_or_create(
        organisation_id=organisation, defaults={"days": days, "minutes_a_day": minutes_a_day}
    )
    return kept


@transaction.atomic
def set_organisation_year(*, actor: Reader, organisation: int, year: int, days: int, now: datetime) -> OrganisationYear:
    """How many development days an organisation gives in one year. For its owners and HR, and for an operator."""
    _may_set(actor, organisation)
    _fits(days)
    kept, _made = OrganisationYear.objects.update_or_create(
        organisation_id=organisation, year=year, defaults={"days": days}
    )
    return kept


def _fits(days: int) -> None:
    if not 0 <= days <= MOST_DAYS:
        raise InvalidError({"days": _("Choose 0 to 366 days.")})


def _may_set(actor: Reader, organisation: int) -> None:
    """Raise NotThereError for what isn't there, RefusedError for whoever decides on nothing here."""
    found = Organisation.objects.filter(pk=organisation).first()
    if actor.is_operator and found is None:
        raise NotThereError
    if not actor.is_operator and (found is None or not ORGANISATION.allows(actor, "staff", found)):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
