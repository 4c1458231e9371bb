"""Scenarios: their limits, what is locked and forbidden."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.models import Need
from kring.planning.needs.queries import namable
from kring.planning.needs.rules import quarters
from kring.planning.plans.actions.checks import held, staffed
from kring.planning.plans.models import Price, PricedAs, Scenario, ScenarioWish, WayOf
from kring.planning.plans.queries.results import shows
from kring.planning.plans.rules.faults import LARGEST_BUDGET

LONGEST_NAME: Final = 80
MOST_SCENARIOS: Final = 50
MOST_WISHES: Final = 200
MOST_WISHED: Final = 1_000
MOST_QUARTERS: Final = 8
MOST_DAYS: Final = 1_000_000
# What a new scenario reckons with, until someone says what things cost here. In cents, days and quarters.
USUAL: Final = (
    {"what": PricedAs.COURSE, "cents": 150_000, "days": 4, "lead": 1},
    {"what": PricedAs.PEER, "cents": 0, "days": 3, "lead": 1},
    {"what": PricedAs.DOING, "cents": 0, "days": 4, "lead": 1},
    {"what": PricedAs.ATTRACT, "cents": 800_000, "cents_a_quarter": 2_100_000, "lead": 2, "most": 3},
    {"what": PricedAs.HIRE, "cents_a_quarter": 3_600_000, "lead": 1, "most": 3},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """The limits of a scenario as they are given; see `Scenario`."""

    name: str
    first: date
    quarters: int = MOST_QUARTERS
    budget: int | None = None
    by_quarter: Sequence[int | None] = ()
    days: int | None = None
    roles: int = 2
    own: int = 0
    own_percent: int = 0
    own_from: int = 0
    hired_percent: int | None = None


@transaction.atomic
def make_scenario(*, actor: Reader, organisation: int, limits: Limited, now: datetime) -> Scenario:
    """A new scenario, with usual prices. For owners and HR. Raises InvalidError, ConflictError, RefusedError,
    NotThereError."""
    at = staffed(actor, organisation)
    if Scenario.objects.filter(organisation=at, archived_at=None).count() >= MOST_SCENARIOS:
        raise ConflictError(_("There are 50 scenarios already. Archive one first."), code="too-many-scenarios")
    columns = _checked(limits, day_at(now, at.time_zone))
    made = Scenario.objects.create(organisation=at, made_by_id=signed_in(actor), made_at=now, changed_at=now, **columns)
    Price.objects.bulk_create(Price(scenario=made, **usual) for usual in USUAL)
    return made


@transaction.atomic
def change_limits(*, actor: Reader, scenario: int, limits: Limited, now: datetime) -> Scenario:
    """Other limits. Raises InvalidError by field, NotThereError."""
    found = held(actor, scenario)
    for name, value in _checked(limits, day_at(now, found.organisation.time_zone), found.first).items():
        setattr(found, name, value)
    found.changed_at = now
    found.save()
    return found


@transaction.atomic
def copy_scenario(*, actor: Reader, scenario: int, name: str, now: datetime) -> Scenario:
    """The same limits, prices and wishes under another name, to change one thing and compare. Raises as above."""
    found = held(actor, scenario)
    limits = Limited(name=name, **{one: getattr(found, one) for one in asdict(_LIKE) if one != "name"})
    made = make_scenario(actor=actor, organisation=found.organisation_id, limits=limits, now=now)
    made.prices.all().delete()
    for price in found.prices.all():
        price.pk, price.scenario = None, made
        price.save(force_insert=True)
    for row in found.wishes.all():
        row.pk, row.scenario = None, made
        row.save(force_insert=True)
    return made


@transaction.atomic
def archive_scenario(*, actor: Reader, scenario: int, now: datetime) -> None:
    """It is in no list any more. What became of its plans stays. Raises NotThereError."""
    found = held(actor, scenario)
    found.archived_at = now
    found.save(update_fields=["archived_at"])


@transaction.atomic
def wish(
    *,
    actor: Reader,
    scenario: int,
    way: str,
    need: int | None = None,
    person: int | None = None,
    quarter: date | None = None,
    least: int = 0,
    most: int | None = None,
    now: datetime,
) -> ScenarioWish:
    """Lock (`least`) or forbid (`most`) something; what was wished of the same before is replaced. Of people only whom
    the latest plan names, or a wish already: nobody finds out by it who else agreed to be named. Raises NotThereError,
    InvalidError, ConflictError."""
    found = held(actor, scenario)
    if way not in WayOf.values or (person is not None and way != WayOf.DEVELOP):
        raise InvalidError({"way": _("Choose one of the three ways.")})
    if not 0 <= least <= MOST_WISHED or (most is not None and not least <= most <= MOST_WISHED):
        raise InvalidError({"many": _("Give 0 to 1,000.")})
    if not least and most is None:
        raise InvalidError({"many": _("Say how many, at least or at most.")})
    if need is not None and not Need.objects.filter(pk=need, organisation=found.organisation_id).exists():
        raise NotThereError
    today = day_at(now, found.organisation.time_zone)
    if person is not None and not _is_named(found, person, today):
        raise NotThereError
    if found.wishes.count() >= MOST_WISHES:
        raise ConflictError(_("There are 200 wishes already. Remove one first."), code="too-many-wishes")
    of = {"way": way, "need_id": need, "person_id": person, "quarter": quarter}
    found.wishes.filter(**of).delete()
    Scenario.objects.filter(pk=found.pk).update(changed_at=now)
    return ScenarioWish.objects.create(scenario=found, least=least, most=most, **of)


def _is_named(found: Scenario, person: int, today: date) -> bool:
    named = shows(found, person) or found.wishes.filter(person=person).exists()
    return named and person in namable(found.organisation_id, today)


@transaction.atomic
def unwish(*, actor: Reader, scenario: int, key: int, now: datetime) -> None:
    """Wish it no more. Raises NotThereError."""
    found = held(actor, scenario)
    gone, _rows = found.wishes.filter(pk=key).delete()
    if not gone:
        raise NotThereError
    Scenario.objects.filter(pk=found.pk).update(changed_at=now)


_SAY: Final[dict[str, Any]] = {
    "name": _("Give it a name."),
    "first": _("Choose this quarter, or one of the next seven."),
    "quarters": _("Choose 1 to 8 quarters."),
    "budget": _("Give an amount of money, or nothing."),
    "by_quarter": _("Give an amount of money, or nothing."),
    "days": _("Give a number of days, or nothing."),
    "roles": _("Choose 1 to 4."),
    "own": _("Give 0 to 1,000 people."),
    "own_percent": _("Give 0 to 100 percent."),
    "own_from": _("Choose a quarter of the plan."),
    "hired_percent": _("Give 0 to 100 percent, or nothing."),
}
_LIKE: Final = Limited(name="", first=date(2000, 1, 1))


def _checked(told: Limited, today: date, known: date | None = None) -> dict[str, Any]:
    """The columns of limits. Raises InvalidError with what is wrong by its field."""
    name = cleaning.clean_line(told.name)
    soonest = quarters.first_of(today)
    holds = {
        "name": bool(name),
        "first": told.first == known or soonest <= told.first <= quarters.after(soonest, MOST_QUARTERS - 1),
        "quarters": 1 <= told.quarters <= MOST_QUARTERS,
        "budget": _within(told.budget, LARGEST_BUDGET),
        "by_quarter": all(_within(one, LARGEST_BUDGET) for one in told.by_quarter),
        "days": _within(told.days, MOST_DAYS),
        "roles": 1 <= told.roles <= 4,
        "own": _within(told.own, 1_000),
        "own_percent": _within(told.own_percent, 100),
        "own_from": _within(told.own_from, MOST_QUARTERS),
        "hired_percent": _within(told.hired_percent, 100),
    }
    wrong = {field: _SAY[field] for field, held in holds.items() if not held}
    if len(name) > LONGEST_NAME:
        wrong["name"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_NAME}
    if wrong:
        raise InvalidError(wrong)
    by_quarter = list(told.by_quarter)[: told.quarters]
    return asdict(told) | {"name": name, "by_quarter": by_quarter if any(one is not None for one in by_quarter) else []}


def _within(number: int | None, most: int) -> bool:
    return number is None or 0 <= number <= most
