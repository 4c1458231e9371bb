"""Who does what for an organisation: owner, HR, manager, procurement."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import OFFICES, Reason, Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.events.actions import record
from kring.people.organisations.actions import checks
from kring.people.organisations.events import OrganisationChanged


@transaction.atomic
def appoint(
    *, actor: Reader, organisation: int, account: int, role: Role, now: datetime, department: int | None = None
) -> None:
    """Give a colleague a role in the whole organisation, or in a department and those below it; by an owner.

    Owners own the whole. Raises ConflictError for who doesn't work there.
    """
    access.lock_tree()
    at = checks.allowed(actor, organisation, "keep")
    place = _place(at.pk, role, department, checks.department_of(at, department) is not None)
    if not checks.is_colleague(at.pk, account):
        raise ConflictError(_("Only who works here can have a role."), code="not-a-colleague")
    access.grant(place=place, accounts=[account], role=role, reason=Reason.APPOINTED, now=now)
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)


@transaction.atomic
def dismiss(
    *, actor: Reader, organisation: int, account: int, role: Role, now: datetime, department: int | None = None
) -> None:
    """Take a role away; the employment stays. By an owner. Raises ConflictError for the last owner."""
    access.lock_tree()
    at = checks.allowed(actor, organisation, "keep")
    place = _place(at.pk, role, department, checks.department_of(at, department) is not None)
    if role == Role.OWNER:
        checks.an_owner_stays(at.pk, account)
    access.revoke(place=place, accounts=[account], role=role)
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)


def _place(organisation: int, role: Role, department: int | None, is_known: bool) -> int:  # noqa: FBT001
    if role not in OFFICES:
        raise InvalidError({"role": _("Choose a role out of the list.")})
    if role == Role.OWNER and department is not None:
        raise InvalidError({"department": _("Owners own the whole organisation: leave the department empty.")})
    return department if department is not None and is_known else organisation
