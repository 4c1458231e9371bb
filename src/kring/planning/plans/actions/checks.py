"""What every action here asks first."""

from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION
from kring.planning.plans.access import SCENARIO
from kring.planning.plans.models import Scenario


def staffed(actor: Reader, organisation: int) -> Organisation:
    """An organisation of which the actor is an owner or HR. Raises NotThereError, RefusedError."""
    at = Organisation.objects.filter(pk=organisation).first()
    if at is None or not ORGANISATION.allows(actor, "belong", at):
        raise NotThereError
    if not ORGANISATION.allows(actor, "staff", at):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    return at


def held(actor: Reader, scenario: int) -> Scenario:
    """A scenario that the actor may change, held until the transaction ends. Raises NotThereError."""
    rows = Scenario.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    found = rows.filter(SCENARIO.filter(actor, "change"), pk=scenario, archived_at=None).first()
    if found is None:
        raise NotThereError
    return found
