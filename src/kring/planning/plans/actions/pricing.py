"""What the ways cost in a scenario: said one by one, or brought as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.tables import mending
from kring.foundation.tables.heads import columns
from kring.planning.plans.actions.checks import held
from kring.planning.plans.models import Price, PricedAs, Scenario
from kring.planning.plans.queries.scenarios import names_needed
from kring.planning.plans.rules import pricelists
from kring.planning.plans.rules.faults import LARGEST_CENTS
from kring.planning.plans.rules.pricelists import LONGEST_LEAD, MOST_DAYS, MOST_PEOPLE, STEPS, Order, Row, circles

WAITS = _("This step would come after itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What one way costs; see `Price`."""

    what: str
    cents: int = 0
    cents_a_quarter: int = 0
    days: int = 0
    lead: int = 0
    most: int = 0
    after: Sequence[str] | None = None


@transaction.atomic
def set_prices(
    *, actor: Reader, scenario: int, competence: int | None, prices: Sequence[Priced], now: datetime
) -> None:
    """What the ways cost for one competence, or (None) for all that have no price of their own; without `prices` a
    competence has none of its own any more. Raises InvalidError by what has the price (what it comes after is named
    by that and "_after"), NotThereError."""
    found = held(actor, scenario)
    if competence is not None and not Competence.objects.filter(pk=competence).exists():
        raise NotThereError
    wrong = {f"{one.what}": said for one in prices if (said := _wrong_price(one))}
    wrong = wrong or {f"{what}_after": WAITS for what in _waiting(found, competence, prices)}
    if wrong:
        raise InvalidError(wrong)
    found.prices.filter(competence=competence).delete()
    Price.objects.bulk_create(Price(scenario=found, competence_id=competence, **asdict(one)) for one in prices)
    Scenario.objects.filter(pk=found.pk).update(changed_at=now)


@transaction.atomic
def bring_prices(
    *, actor: Reader, scenario: int, heads: Sequence[str], cells: Sequence[Sequence[str]], now: datetime
) -> tuple[int, list[Row]]:
    """Set the prices of a list, all of them or, where any row is wrong, none: how many were set, and the rows as they
    were read. What the list doesn't name stays as it is. Raises InvalidError at `rows` for a list without rows, without
    the column that is needed, or with too many; NotThereError."""
    found = held(actor, scenario)
    places = columns(heads, pricelists.HEADS)
    if any(column not in places.values() for column in pricelists.NEEDED):
        raise InvalidError({"rows": _("The first row must name the columns; “what” is needed.")})
    try:
        kept = mending.kept(cells, places, most=pricelists.MOST_ROWS, longest=pricelists.MOST_CELL)
    except InvalidError as error:
        raise InvalidError({"rows": next(iter(error.fields.values()))}) from error
    known = pricelists.of_words(names_needed(found.organisation))
    read = pricelists.read(kept, competences=known, kept=_orders(found))
    told = [row.told for row in read if row.told is not None]
    if len(told) < len(read):
        return 0, read
    said = {(one.competence, one.what) for one in told}
    replaced = [row.pk for row in found.prices.all() if (row.competence_id, row.what) in said]
    found.prices.filter(pk__in=replaced).delete()
    Price.objects.bulk_create(
        Price(
            scenario=found, competence_id=one.competence, what=one.what, cents=one.cents,
            cents_a_quarter=one.cents_a_quarter, days=one.days, lead=one.lead, most=one.most,
            after=None if one.after is None else list(one.after),
        )
        for one in told
    )  # fmt: skip
    Scenario.objects.filter(pk=found.pk).update(changed_at=now)
    return len(told), read


def _orders(scenario: Scenario) -> dict[int | None, dict[str, Sequence[str] | None]]:
    """What steps come after what, by competence; None is of all."""
    found: dict[int | None, dict[str, Sequence[str] | None]] = {}
    for row in scenario.prices.filter(what__in=STEPS):
        found.setdefault(row.competence_id, {})[row.what] = row.after
    return found


def _waiting(scenario: Scenario, competence: int | None, prices: Sequence[Priced]) -> list[str]:
    """The steps among these prices that would come after themselves, for this or another competence."""
    said: Mapping[int | None, Order] = {
        **_orders(scenario),
        competence: {one.what: one.after for one in prices if one.what in STEPS},
    }
    whole = said.get(None, {})
    found = {kind for own in said.values() for kind in circles({**whole, **own})}
    return [one.what for one in prices if one.what in found]


def _wrong_price(told: Priced) -> Any:
    if told.what not in PricedAs.values:
        return _("Choose one of the five.")
    if not 0 <= told.cents <= LARGEST_CENTS or not 0 <= told.cents_a_quarter <= LARGEST_CENTS:
        return _("Give an amount of money up to ten million.")
    if not 0 <= told.days <= MOST_DAYS:
        return _("Give 0 to 366 days.")
    if not 0 <= told.lead <= LONGEST_LEAD:
        return _("Give 0 to 12 quarters.")
    if not set(told.after or ()) <= set(STEPS if told.what in STEPS else ()):
        return _("Choose steps that it comes after.")
    return _("Give 0 to 1,000 people.") if not 0 <= told.most <= MOST_PEOPLE else None
