"""What seats came to, for who signs for the organisation; and what may be counted of whom, for its reports. The first
is about seats alone, and says nothing of what anyone does with hers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from kring.communities.agreements.access import AGREEMENT
from kring.communities.agreements.models import Seat
from kring.communities.agreements.queries.sealed import Sealed, sealed
from kring.communities.agreements.rules.terms import Side
from kring.communities.agreements.rules.use import Allowed, Span, Statement, Use, allowed, together, used
from kring.foundation.access.readers import Reader
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at


class UseRow(NamedTuple):
    """An agreement: with which community, for which department (empty: all of the organisation). `price` and `budget`
    are in cents, of the version that was in force last, from `starts_on` until (half-open) `ends_on`. `periods` are
    those in which anything was in force, by their first days, the latest first."""

    id: int
    community: str
    department: str
    starts_on: date
    ends_on: date
    price: int | None
    budget: int | None
    periods: Sequence[tuple[date, Use]]


class Countable(NamedTuple):
    """A community with which an organisation had an agreement in a quarter: what may be counted there, and the days on
    which people had a seat, by person."""

    allowed: Allowed
    seats: dict[int, list[Span]]


def use(reader: Reader, organisation: Organisation, periods: Sequence[tuple[date, date]]) -> list[UseRow]:
    """What the seats of the agreements that the reader signs for came to in these periods (half-open local days), by
    community; those that were in force in none of them are left out. Two queries."""
    found = sealed(AGREEMENT.filter(reader, Side.ORGANISATION.value) & Q(organisation=organisation))
    spans = _spans(found, "given_at")
    rows = []
    for one in found:
        prices = {version.number: version.price_cents for version in one.versions}
        seats = [span for _person, span in spans[one.agreement.pk]]
        uses = [(first, used(one.terms, prices, seats, first, until)) for first, until in sorted(periods)[::-1]]
        told = [(first, said) for first, said in uses if said is not None]
        if told:
            rows.append(_row(one, told))
    return rows


def countable(organisation: Organisation, first: date, until: date) -> dict[int, Countable]:
    """What may be counted of a quarter, by the key of the community: of each with which anything was in force on a day
    of it. Of one with several agreements only what all of them allow. For the job that makes reports. Two queries."""
    found = [one for one in sealed(Q(organisation=organisation)) if used(one.terms, {}, (), first, until) is not None]
    spans = _spans(found, "since")
    made: dict[int, Countable] = {}
    for one in found:
        key, says = one.agreement.community_id, _allowed(one, first, until)
        before, seats = made.get(key, (says, {}))
        for person, span in spans[one.agreement.pk]:
            seats.setdefault(person, []).append(span)
        made[key] = Countable(together([before, says]), seats)
    return made


def _allowed(one: Sealed, first: date, until: date) -> Allowed:
    """What an agreement allows of a quarter; nothing of one that wasn't in force until its end."""
    if one.on(until - timedelta(days=1)) is None:
        return together([])
    return allowed(
        (
            Statement(version.number, version.starts_on, sealed_on, frozenset(version.counted), version.smallest_group)
            for version, sealed_on in zip(one.versions, one.sealed_on, strict=True)
            if version.starts_on < until
        ),
        first,
    )


def _spans(found: Sequence[Sealed], since: str) -> dict[int, list[tuple[int, Span]]]:
    """From when until when whom had a seat, in days of the organisation's zone, by agreement."""
    zones = {one.agreement.pk: one.agreement.organisation.time_zone for one in found}
    spans: dict[int, list[tuple[int, Span]]] = {key: [] for key in zones}
    rows = Seat.objects.filter(agreement__in=zones, **{f"{since}__isnull": False}).order_by("pk")
    for key, person, begun, over in rows.values_list("agreement", "account", since, "until"):
        spans[key].append((person, (day_at(begun, zones[key]), _day(over, zones[key]))))
    return spans


def _day(moment: datetime | None, zone: str) -> date | None:
    return None if moment is None else day_at(moment, zone)


def _row(one: Sealed, told: Sequence[tuple[date, Use]]) -> UseRow:
    row, last = one.agreement, one.versions[-1]
    last = one.on(told[0][0]) or last
    return UseRow(
        row.pk, row.community.name, row.department.name if row.department else "", last.starts_on, last.ends_on,
        last.price_cents, last.budget_cents, told,
    )  # fmt: skip
