"""Gathering what is to be solved: gaps as they are told, people who agreed to be named, prices, limits.

Gaps come from what the heat map tells, with its chance added, and not from exact counts: so that a plan, which its
owners and HR read whole, says no more of anyone than the map does. Only who agreed to be counted *and* to be named is
a person of a problem, by the competences that she agreed to.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Sum

from kring.finding.evidence.queries import levels_of
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.models import LedgerMonth
from kring.learning.queries import given_in
from kring.people.organisations.queries import tree
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.queries import counted_for, namable
from kring.planning.needs.queries.gathering import Staff, staff
from kring.planning.needs.queries.heat import HeatRow, heat
from kring.planning.needs.queries.needs import NeedRow, needs
from kring.planning.needs.rules import quarters
from kring.planning.plans.access import SCENARIO
from kring.planning.plans.models import Answer, Offer, Price, PricedAs, Scenario
from kring.planning.plans.rules.growing import Asked, Priced, Prices, grown
from kring.planning.plans.rules.problem import Attraction, Gap, Hiring, Limits, Person, Problem, Way, Wish

# One person short of what is critical weighs as much as nine of what is useful.
WEIGHTS: Final = {1: 1, 2: 3, 3: 9}


@dataclass(frozen=True, slots=True)
class Named:
    """A gap as a page names it, in any language: competences by key, the role that it is of, where."""

    key: str
    competences: tuple[int, ...]
    any_of: bool
    role: str
    level: int
    department: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is to be solved from the quarter `first` on; `named` are its gaps, and those of `untold`, of which nothing
    can be told, so that no plan holds them."""

    first: date
    problem: Problem
    named: tuple[Named, ...]
    untold: tuple[str, ...]


class OverError(ValueError):
    """All quarters of a scenario are over."""


def gathered(reader: Reader, scenario: Scenario, *, now: datetime) -> Gathered:
    """A scenario as a problem, for who may read it. Raises NotThereError, OverError. About 25 queries, in a job."""
    if not SCENARIO.allows(reader, "read", scenario):
        raise NotThereError
    at = scenario.organisation
    today = day_at(now, at.time_zone)
    rows = needs(reader, at, language="en")
    map_of = heat(reader, at, rows, tree=tree(reader, at), today=today)
    first = max(scenario.first, quarters.first_of(today))
    skipped = quarters.between(map_of.columns[0], first)
    size = min(scenario.quarters - quarters.between(scenario.first, first), len(map_of.columns) - skipped)
    if size < 1:
        raise OverError
    window = slice(skipped, skipped + size)
    told = [row for row in map_of.rows if all(cell is None or cell.have is not None for cell in row.cells[window])]
    by_key = {row.id: row for row in rows}
    gaps = _ladders([_gap(row, by_key[row.key], window) for row in told], told)
    prices = _Prices(scenario.prices.all())
    columns = map_of.columns[window]
    places = {str(row.key): row.department or at.pk for row in told}
    asked = [
        Asked(gap.key, need.wanted.parts, need.any_of, gap.weight, prices.steps(gap), _lower(gap, gaps))
        for gap in gaps
        for need in (by_key[int(gap.key)],)
        if any(gap.short) or any(any(other.short) for other in gaps if other.key in gap.higher)
    ]
    people = _people(scenario, asked, places, today, columns)
    problem = Problem(
        years=tuple(one.year - first.year for one in columns),
        gaps=tuple(gaps),
        people=people,
        attracting=tuple(prices.attraction(gap) for gap in gaps if prices.of(gap, PricedAs.ATTRACT).most),
        hiring=tuple(prices.hiring(gap) for gap in gaps if prices.of(gap, PricedAs.HIRE).most),
        limits=_limits(scenario, quarters.between(scenario.first, first), size),
        wishes=_wishes(scenario, gaps, people, first, size),
    )
    named = tuple(_named(row, by_key[row.key]) for row in map_of.rows)
    kept = {gap.key for gap in gaps}
    return Gathered(first, problem, named, tuple(one.key for one in named if one.key not in kept))


def _gap(row: HeatRow, need: NeedRow, window: slice) -> Gap:
    cells = row.cells[window]
    return Gap(
        key=str(row.key),
        competence=str(need.wanted.competences[0]),
        level=need.wanted.level,
        unit=str(row.department or ""),
        need=tuple(cell.needed + cell.backup if cell else 0 for cell in cells),
        have=tuple((cell.have or 0) if cell else 0 for cell in cells),
        weight=WEIGHTS[row.weight],
    )


def _ladders(gaps: Sequence[Gap], rows: Sequence[HeatRow]) -> list[Gap]:
    """The same gaps, each with those of the same at a higher level. Who is missing there could fill a place below, so
    she is missed no less there."""
    keys = {gap.key for gap in gaps}
    higher = {str(row.key): tuple(str(key) for key in row.higher if str(key) in keys) for row in rows}
    weights = {
        gap.key: max(other.weight for other in gaps if gap.key in (other.key, *higher[other.key])) for gap in gaps
    }
    return [replace(gap, higher=higher[gap.key], weight=weights[gap.key]) for gap in gaps]


def _lower(gap: Gap, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """The gaps of the same at a lower level."""
    return tuple(other.key for other in gaps if gap.key in other.higher)


def _named(row: HeatRow, need: NeedRow) -> Named:
    return Named(
        str(row.key), need.wanted.competences, need.any_of, row.role, need.wanted.level, row.department, row.place
    )


class _Prices:
    """Prices by competence; what has none of its own has that of all."""

    def __init__(self, rows: Collection[Price]) -> None:
        self.rows = {(one.competence_id, one.what): one for one in rows}

    def of(self, gap: Gap, what: str) -> Price:
        """What one way costs for a gap."""
        own = self.rows.get((int(gap.competence), what))
        return own or self.rows.get((None, what)) or Price(what=what)

    def attraction(self, gap: Gap) -> Attraction:
        price = self.of(gap, PricedAs.ATTRACT)
        return Attraction(gap.key, price.cents, price.lead, price.most, price.cents_a_quarter)

    def hiring(self, gap: Gap) -> Hiring:
        price = self.of(gap, PricedAs.HIRE)
        return Hiring(gap.key, price.cents_a_quarter, price.lead, price.most)

    def steps(self, gap: Gap) -> Prices:
        course, peer, doing = (
            self.of(gap, what) for what in (PricedAs.COURSE, PricedAs.PEER, PricedAs.DOING)
        )  # fmt: skip
        return Prices(
            *(
                Priced(one.days, one.cents, one.lead, None if one.after is None else tuple(one.after))
                for one in (course, peer, doing)
            )
        )


def _people(
    scenario: Scenario,
    asked: Sequence[Asked],
    places: Mapping[str, int],
    today: date,
    columns: Sequence[date],
) -> tuple[Person, ...]:
    """Who could grow to any of these gaps."""
    at = scenario.organisation
    agreed = {key: only for key, only in counted_for(at.pk, today).items() if key in set(namable(at.pk, today))}
    known = staff(at, on=today, columns=columns)
    there = {key: only for key, only in agreed.items() if key in known.parts}
    levels = _levels(there, {key for one in asked for key, _level in one.parts}, today)
    declined = _declined(scenario)
    days = _days(at.pk, there, columns)
    found = []
    for key in sorted(there):
        mine = [
            one
            for one in asked
            if places[one.gap] in known.above(known.parts[key])
            and (key, int(one.gap)) not in declined
            and _stays(known, key)
        ]
        paths = grown(str(key), mine, levels)
        if paths:
            found.append(Person(str(key), days[key], paths))
    return tuple(found)


def _stays(known: Staff, person: int) -> bool:
    """Whoever is known to leave within the plan isn't asked to grow into it."""
    return known.untils[person] is None


def _levels(
    people: Mapping[int, frozenset[int] | None], competences: Collection[int], today: date
) -> Mapping[str, Mapping[int, int]]:
    """The levels of people, by key, in what each agreed to be counted by."""
    levels: dict[str, dict[int, int]] = {str(key): {} for key in people}
    for (person, competence), held in levels_of(list(people), competences, on=today).items():
        only = people[person]
        if only is None or competence in only:
            levels[str(person)][competence] = held.level
    return levels


def _declined(scenario: Scenario) -> set[tuple[int, int]]:
    """What someone was offered and didn't take up: she isn't asked again."""
    rows = Offer.objects.filter(organisation=scenario.organisation_id, answer=Answer.DECLINED, need__isnull=False)
    return {(person, need or 0) for person, need in rows.values_list("person", "need")}


def _days(organisation: int, people: Collection[int], columns: Sequence[date]) -> dict[int, tuple[int, ...]]:
    """The development days that each has left in each year of a plan; of the first what the ledger leaves."""
    years = range(columns[0].year, columns[-1].year + 1)
    given = [given_in(organisation, year) for year in years]
    rows = LedgerMonth.objects.filter(person__in=people, month__year=years[0]).values_list("person")
    spent = dict(rows.annotate(Sum("minutes")))
    first, minutes_a_day = given[0]
    left = {key: max(0, first - -(-(spent.get(key) or 0) // minutes_a_day)) for key in people}
    return {key: (left[key], *(days for days, _minutes in given[1:])) for key in people}


def _limits(scenario: Scenario, over: int, size: int) -> Limits:
    return Limits(
        budget=scenario.budget,
        by_quarter=tuple(scenario.by_quarter[over : over + size]),
        days=scenario.days,
        roles=scenario.roles,
        own=scenario.own,
        own_percent=scenario.own_percent,
        own_from=max(0, scenario.own_from - over),
        hired_percent=scenario.hired_percent,
    )


def _wishes(
    scenario: Scenario, gaps: Sequence[Gap], people: Sequence[Person], first: date, size: int
) -> tuple[Wish, ...]:
    """What is locked and forbidden, of gaps and people that are there; what was accepted is locked."""
    keys = {gap.key for gap in gaps}
    could = {(path.gap, person.key) for person in people for path in person.paths}
    found: dict[tuple[object, ...], Wish] = {}
    for row in scenario.wishes.order_by("pk"):
        gap = None if row.need_id is None else str(row.need_id)
        person = None if row.person_id is None else str(row.person_id)
        quarter = None if row.quarter is None else quarters.between(first, row.quarter)
        gone = (gap is not None and gap not in keys) or (quarter is not None and not 0 <= quarter < size)
        if gone or (person is not None and (gap, person) not in could and gap is not None):
            continue
        if person is None or person in {one.key for one in people}:
            wish = Wish(Way(row.way), gap, person, quarter, row.least, row.most)
            found[wish.way, gap, person, quarter] = wish
    accepted = Offer.objects.filter(organisation=scenario.organisation_id, answer=Answer.ACCEPTED)
    for person_id, need in accepted.order_by("pk").values_list("person", "need"):
        if (str(need), str(person_id)) in could:
            found[Way.DEVELOP, str(need), str(person_id), None] = Wish(Way.DEVELOP, str(need), str(person_id), least=1)
    return tuple(found.values())
