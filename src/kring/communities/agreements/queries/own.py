"""What a person has by agreements of those she works for, and what she could have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from kring.communities.agreements.access import AGREEMENT
from kring.communities.agreements.models import Agreement, Ending, Seat
from kring.communities.agreements.queries.sheets import Sheet, sheets
from kring.communities.agreements.rules.seats import Person, WhyNot, why_not
from kring.communities.agreements.rules.terms import State
from kring.communities.models import Community, Membership
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import Reader
from kring.people.models import Employment


class MineRow(NamedTuple):
    """A membership of the reader, and what it rests on: her own joining, that she works there, and seats. `leaves` are
    the first days without those that she has no longer a right to, by agreement."""

    community: int
    slug: str
    name: str
    joining: str
    by_herself: bool
    by_work: bool
    seats: Sequence[Sheet]
    leaves: Mapping[int, date]


class OfferRow(NamedTuple):
    """Seats that an employer of the reader agreed on; `reason` says why she can't take one, None when she can."""

    sheet: Sheet
    reason: WhyNot | None
    is_named: bool


def mine(reader: Reader, now: datetime) -> list[MineRow]:
    """The circles that the reader is a member of, by name, with what each rests on. At most six queries."""
    if reader.account is None:
        return []
    circles = Community.objects.filter(
        pk__in=Membership.objects.filter(account=reader.account, left_at=None).values("community")
    ).select_related("place")
    held = dict(
        Seat.objects.filter(account=reader.account, until=None, since__isnull=False).values_list(
            "agreement", "leaves_on"
        )
    )
    resting = sheets(list(_rows().filter(pk__in=held)), now)
    leaves = {key: day for key, day in held.items() if day is not None}
    own = set(
        Standing.objects.filter(account=reader.account, role=Role.MEMBER)
        .exclude(reason=Reason.AGREEMENT)
        .values_list("place_id", flat=True)
    )
    found = list(circles.order_by("sort_name", "pk"))
    # Who is in a circle is in those above it, so the top is one of them, or an organisation.
    inside = {one.pk for one in found}
    return [
        MineRow(
            one.pk, one.slug, one.name, one.joining, one.pk in own, one.place.path[0] not in inside,
            [seat for seat in resting if one.pk in seat.agreement.community.place.path], leaves,
        )
        for one in found
    ]  # fmt: skip


def offers(reader: Reader, now: datetime, *, community: int | None = None) -> list[OfferRow]:
    """The agreements by which the reader could be a member and isn't, of those that run. At most six queries; one where
    she works nowhere or nothing was agreed."""
    if reader.account is None:
        return []
    rows = _rows().filter(AGREEMENT.filter(reader, "offer"), told_at__isnull=False, ended_at=None)
    if community is not None:
        rows = rows.filter(community=community)
    held = Seat.objects.filter(account=reader.account, until=None, since__isnull=False).values("agreement")
    found = list(rows.exclude(pk__in=held).filter(community__archived_at=None).order_by("pk")[:50])
    if not found:
        return []
    read = [one for one in sheets(found, now) if one.state in {State.AGREED, State.RUNNING}]
    people = people_at(reader.account, found)
    return [
        OfferRow(one, why_not(one.offer, people[one.agreement.pk]), people[one.agreement.pk].is_named) for one in read
    ]


def offer_at(reader: Reader, community: Community, now: datetime) -> OfferRow | None:
    """The best offer of a seat in one circle: one that she can take, or else the first with its reason."""
    found = offers(reader, now, community=community.pk)
    return min(found, key=lambda one: one.reason is not None, default=None)


def paths_at(accounts: Iterable[int], organisation: int) -> dict[int, list[Sequence[int]]]:
    """The paths of the departments that people work in at an organisation now, by person. One query."""
    running = Employment.objects.filter(
        account__in=accounts, organisation=organisation, begun_at__isnull=False, over_at=None, department__isnull=False
    )
    found: dict[int, list[Sequence[int]]] = {}
    for person, path in running.values_list("account", "department__place__path"):
        found.setdefault(person, []).append(path)
    return found


def people_at(account: int, agreements: Sequence[Agreement]) -> dict[int, Person]:
    """What decides whether someone may take a seat, for each agreement. Two queries."""
    at = {one.organisation_id for one in agreements}
    running = Employment.objects.filter(account=account, organisation__in=at, begun_at__isnull=False, over_at=None)
    works = list(running.values_list("organisation_id", "department__place__path"))
    before = Seat.objects.filter(account=account, agreement__in=agreements).order_by("pk")
    last = {key: (until, ending) for key, until, ending in before.values_list("agreement_id", "until", "ending")}
    return {
        one.pk: Person(
            is_employed=any(where == one.organisation_id for where, _path in works),
            departments=[path for where, path in works if where == one.organisation_id and path],
            is_named=one.pk in last and last[one.pk][0] is None,
            was_removed=one.pk in last and last[one.pk][1] == Ending.REMOVED,
        )
        for one in agreements
    }


def _rows() -> "QuerySet[Agreement]":
    return Agreement.objects.select_related("organisation", "department", "community__place")
