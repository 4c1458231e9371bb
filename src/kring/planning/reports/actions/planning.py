"""The plan of a year, and its floor."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.learning.actions import set_organisation_year
from kring.learning.models import LedgerMonth
from kring.learning.queries import given_in
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.queries import colleagues
from kring.people.organisations.rules.employments import day_at
from kring.planning.reports.events import BelowFloor
from kring.planning.reports.models import Plan
from kring.planning.reports.rules.planning import LONGEST_TEXT, wrong_with

_SAY: Final[dict[str, Any]] = {
    "year": _("Choose this year, the one before or one of the next two."),
    "text": _("At most %(longest)d characters fit here.") % {"longest": LONGEST_TEXT},
    "quarters": _("Give a number of days for each quarter, or for none."),
    "budget": _("Give an amount of money, or nothing."),
    "floor": _("Give 1 to 366 days, or neither days nor a day."),
    "floor_on": _("Choose a day of that year that is still to come."),
}


@transaction.atomic
def plan_year(
    *,
    actor: Reader,
    organisation: int,
    year: int,
    now: datetime,
    text: str = "",
    aim: int | None = None,
    quarters: Sequence[int] = (),
    budget: int | None = None,
    floor: int | None = None,
    floor_on: date | None = None,
) -> Plan:
    """What an organisation plans for a year; for its owners and HR. `aim` are the days that it gives each in
    that year, None leaves them; `quarters` the days of all together in each; `budget` is in cents. Raises InvalidError
    by field, RefusedError, NotThereError.

    A floor that is over stays as it was: it can be changed to a day that is still to come, and reminds once more then.
    """
    at = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation).first()
    if at is None or not ORGANISATION.allows(actor, "belong", at):
        raise NotThereError
    if not ORGANISATION.allows(actor, "staff", at):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    kept = Plan.objects.filter(organisation=at, year=year).first() or Plan(organisation=at, year=year)
    told = cleaning.clean(text[: LONGEST_TEXT * 4])
    today = day_at(now, at.time_zone)
    stays = (kept.floor, kept.floor_on) == (floor, floor_on)
    wrong = wrong_with(
        year=year, text=told, quarters=quarters, budget=budget, floor=None if stays else floor,
        floor_on=None if stays else floor_on, today=today,
    )  # fmt: skip
    if wrong:
        raise InvalidError({wrong: _SAY[wrong]})
    kept.text, kept.quarters, kept.budget, kept.changed_at = told, list(quarters), budget, now
    if not stays:
        kept.floor, kept.floor_on, kept.reminded_at = floor, floor_on, None
    kept.save()
    if aim is not None:
        set_organisation_year(actor=actor, organisation=at.pk, year=year, days=aim, now=now)
    return kept


def remind_due(*, now: datetime) -> int:
    """Remind those who are below a floor whose day has come, each once; returns how many plans were due."""
    # East of us it is tomorrow already.
    rows = Plan.objects.filter(reminded_at=None, floor_on__lte=now.date() + timedelta(days=1))
    return sum(_remind(key, now) for key in rows.order_by("floor_on", "pk").values_list("pk", flat=True)[:100])


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    """A plan that is reminded of and that it was, together: a worker that is killed did neither."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=key)
    if plan.reminded_at is not None or plan.floor is None or plan.floor_on is None:
        return False
    if day_at(now, plan.organisation.time_zone) < plan.floor_on:
        return False
    _days, minutes_a_day = given_in(plan.organisation_id, plan.year)
    people = colleagues(plan.organisation_id)
    months = LedgerMonth.objects.filter(person__in=people, month__year=plan.year)
    minutes = dict(months.values_list("person").annotate(Sum("minutes")))
    for person in people:
        days = (minutes.get(person) or 0) / minutes_a_day
        if days < plan.floor:
            record(BelowFloor(plan=plan.pk, person=person, days=int(days)), actor=None, now=now)
    plan.reminded_at = now
    plan.save(update_fields=["reminded_at"])
    return True
