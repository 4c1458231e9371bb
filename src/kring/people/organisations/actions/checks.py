"""What several actions ask before they write."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.text import cleaning
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.rules.employments import day_at

_WHY = {
    "keep": _("Only an owner of this organisation can do that."),
    "staff": _("Only an owner or HR of this organisation can do that."),
}


def allowed(actor: Reader, organisation: int, action: str) -> Organisation:
    """The organisation, held until the transaction ends, if the actor may do `action` for it.

    Raises NotThereError where she may not know of it, RefusedError with the reason where she only sees it.
    """
    found = held(organisation, actor)
    if not ORGANISATION.allows(actor, action, found):
        raise RefusedError(_WHY[action], code=f"not-{action}")
    return found


def held(organisation: int, actor: Reader | None = None) -> Organisation:
    """The organisation, held until the transaction ends, so that two employments at it are looked at one by one."""
    rows = Organisation.objects.select_for_update(no_key=True)
    if actor is not None:
        rows = rows.filter(ORGANISATION.filter(actor, "see"))
    found = rows.filter(pk=organisation).first()
    if found is None:
        raise NotThereError
    return found


def department_of(organisation: Organisation, key: int | None) -> Department | None:
    """The open department with a key. Raises InvalidError for one that this organisation doesn't have."""
    if key is None:
        return None
    found = organisation.departments.select_related("place").filter(pk=key, closed_at=None).first()
    if found is None:
        raise InvalidError({"department": _("Choose a department out of the list.")})
    return found


def fitting(field: str, text: str, *, longest: int) -> str:
    """The text, cleaned. Raises InvalidError for `field` when it is longer than fits: nothing is cut silently."""
    tidy = cleaning.clean(text[: longest * 4])
    if len(tidy) > longest:
        raise InvalidError({field: _("At most %(longest)d characters fit here.") % {"longest": longest}})
    return tidy


def is_colleague(organisation: int, account: int) -> bool:
    """Whether a person works there now; a reader's standings may be a moment old."""
    return Standing.objects.filter(place=organisation, account=account, role=Role.MEMBER).exists()


def an_owner_stays(organisation: int, going: int, *, after: date | None = None) -> None:
    """Raise ConflictError when nobody else would own an organisation, or with `after`: would work there on that day.
    Who works there alone, as in a company of one's own, may go."""
    owners = Standing.objects.filter(
        place=organisation, role=Role.OWNER, reason=Reason.APPOINTED, account__is_active=True
    )
    if not owners.filter(account=going).exists():
        return
    others = Employment.objects.filter(organisation=organisation, over_at=None).exclude(account=going)
    staying = others.filter(account__in=owners.values("account"))
    if after is not None:
        others, staying = others.exclude(ends_on__lte=after), staying.exclude(ends_on__lte=after)
    is_left_alone = after is not None and not others.exists()
    if not is_left_alone and not staying.exists():
        raise ConflictError(_("An organisation needs an owner. Make someone else one first."), code="last-owner")


def today_at(organisation: Organisation, now: datetime) -> date:
    """The day that it is at an organisation."""
    return day_at(now, organisation.time_zone)
