"""Taking people on, and letting them go."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import Reason, Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.people.models import Came, Department, Employment, Organisation
from kring.people.organisations.access import EMPLOYMENT
from kring.people.organisations.actions import checks
from kring.people.organisations.events import EmploymentEnded, EmploymentMoved, EmploymentStarted
from kring.people.organisations.rules import employments
from kring.people.organisations.rules.employments import Phase

EMPLOYED_ALREADY = _("This person works here in that time already.")


@transaction.atomic
def employ(
    *,
    account: int,
    organisation: int,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
    department: Department | None = None,
    role: Role | None = None,
    came: Came = Came.OPERATOR,
) -> Employment:
    """A person works at an organisation from a local day on, until (half-open) another one or without an end. `role` is
    given when it begins: an owner's in the whole organisation, any other in her department, if she has one.

    Who may say so, the caller asked. Raises ConflictError when she has an employment there at that time: the
    organisation is held, so that two at once can't both be right.
    """
    access.lock_tree()
    at = checks.held(organisation)
    _no_clash(at, account, (starts_on, ends_on))
    made = Employment.objects.create(
        account_id=account, organisation=at, department=department, role=role, starts_on=starts_on, ends_on=ends_on,
        came=came,
    )  # fmt: skip
    _settle(made, at, now)
    return made


@transaction.atomic
def end_employment(*, actor: Reader, employment: int, ends_on: date | None, now: datetime) -> Employment:
    """An employment ends with the day before `ends_on`; None takes back an end that is still to come.

    By the person herself, or by HR. One that hasn't begun and now never will is dropped. Raises InvalidError for an end
    before its start, ConflictError when it is over already, or when the organisation would be left without an owner.
    """
    access.lock_tree()
    ended = _changeable(actor, employment, "end")
    at = checks.held(ended.organisation_id)
    if ends_on is None and not EMPLOYMENT.allows(actor, "change", ended):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    if ends_on is not None:
        checks.an_owner_stays(at.pk, ended.account_id, after=ends_on)
    if ended.begun_at is None and ends_on is not None and ends_on <= ended.starts_on:
        ended.delete()
        return ended
    if ends_on is not None and ends_on <= ended.starts_on:
        raise InvalidError({"last_day": _("It can’t end before its first day.")})
    _no_clash(at, ended.account_id, (ended.starts_on, ends_on), but=ended.pk)
    ended.ends_on = ends_on
    ended.save(update_fields=["ends_on"])
    _settle(ended, at, now)
    return ended


@transaction.atomic
def change_department(*, actor: Reader, employment: int, department: int | None, now: datetime) -> Employment:
    """Another department, or none, for someone who works here."""
    changed = _changeable(actor, employment, "change")
    if changed.department_id == department:
        return changed
    changed.department = checks.department_of(changed.organisation, department)
    changed.save(update_fields=["department"])
    fact = EmploymentMoved(employment=changed.pk, organisation=changed.organisation_id, account=changed.account_id)
    record(fact, actor=actor.account, now=now)
    return changed


def begin_and_end_due(*, now: datetime, most: int = 500) -> int:
    """Begin and end what is due by the days of each organisation. Beginnings go first, so that who goes on to another
    employment at the same place loses nothing. Returns how many employments changed."""
    # East of us it is tomorrow already.
    latest = now.date() + timedelta(days=1)
    begins = Q(begun_at=None, over_at=None, starts_on__lte=latest)
    ends = Q(over_at=None, ends_on__lte=latest)
    changed = 0
    for due, first in ((begins, "starts_on"), (ends, "ends_on")):
        rows = Employment.objects.filter(due).order_by(first, "pk").values_list("pk", flat=True)
        changed += sum(_settle_one(key, now) for key in rows[:most])
    return changed


@transaction.atomic
def _settle_one(key: int, now: datetime) -> bool:
    access.lock_tree()
    found = Employment.objects.select_for_update().filter(pk=key).first()
    return found is not None and _settle(found, checks.held(found.organisation_id), now)


def end_all(*, account: int, now: datetime) -> None:
    """End every employment of someone who leaves Kring, as of now."""
    access.lock_tree()
    for one in Employment.objects.select_related("organisation").filter(account=account, over_at=None):
        today = checks.today_at(one.organisation, now)
        if one.begun_at is None:
            one.delete()
            continue
        one.ends_on = max(today, one.starts_on + timedelta(days=1))
        one.save(update_fields=["ends_on"])
        _finish(one, now)


def _settle(employment: Employment, at: Organisation, now: datetime) -> bool:
    """Give or take away what rests on an employment, if its days say so; True when anything changed."""
    phase = employments.phase((employment.starts_on, employment.ends_on), checks.today_at(at, now))
    if phase is Phase.OVER and employment.over_at is None:
        _finish(employment, now)
        return True
    if phase is Phase.RUNNING and employment.begun_at is None:
        employment.begun_at = now
        employment.save(update_fields=["begun_at"])
        access.grant(place=at.pk, accounts=[employment.account_id], role=Role.MEMBER, reason=Reason.EMPLOYED, now=now)
        _give_role(employment, now)
        fact = EmploymentStarted(employment=employment.pk, organisation=at.pk, account=employment.account_id)
        record(fact, actor=employment.account_id, now=now)
        return True
    return False


def _give_role(employment: Employment, now: datetime) -> None:
    if employment.role is None:
        return
    place, role = employment.organisation_id, Role(employment.role)
    if role != Role.OWNER and employment.department_id is not None:
        place = employment.department_id
    access.grant(place=place, accounts=[employment.account_id], role=role, reason=Reason.APPOINTED, now=now)


def _finish(employment: Employment, now: datetime) -> None:
    """Take away what rests on an employment, unless another one at the same place runs: every standing in the
    organisation and in all that lies below it, at once. What hangs on them, rooms above put in order."""
    employment.over_at = now
    employment.save(update_fields=["over_at"])
    at, account = employment.organisation_id, employment.account_id
    others = Employment.objects.filter(account=account, organisation=at, over_at=None, begun_at__isnull=False)
    if not others.exists():
        access.revoke_below(place=at, account=account)
    record(EmploymentEnded(employment=employment.pk, organisation=at, account=account), actor=account, now=now)


def _no_clash(at: Organisation, account: int, span: employments.Span, *, but: int | None = None) -> None:
    others = Employment.objects.filter(account=account, organisation=at).exclude(pk=but or 0)
    if employments.clashes(span, others.values_list("starts_on", "ends_on")):
        raise ConflictError(EMPLOYED_ALREADY, code="employed-already")


def _changeable(actor: Reader, key: int, action: str) -> Employment:
    """An employment that the actor may change. Raises NotThereError, RefusedError, ConflictError when it is over."""
    found = Employment.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=key).first()
    if found is None or not EMPLOYMENT.allows(actor, "see", found):
        raise NotThereError
    if not EMPLOYMENT.allows(actor, action, found):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    if found.over_at is not None:
        raise ConflictError(_("This employment is over."), code="over")
    return found
