"""Agreements as their two sides see them: the organisation with who has its seats, the community with how many."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kring.communities.agreements.access import AGREEMENT, BUYERS, SEAT
from kring.communities.agreements.models import Agreement, Seat
from kring.communities.agreements.queries.sheets import Sheet, sheet, sheets
from kring.communities.agreements.rules.seats import in_fives
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Community
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.people.models import Organisation


class AgreementRow(NamedTuple):
    """An agreement in a list of one of its sides."""

    id: int
    sheet: Sheet


class SeatRow(NamedTuple):
    """Someone who has a seat, or for whom one is kept (`since` is None). `leaves_on` is the first day without it, of
    who works elsewhere now."""

    id: int
    handle: str
    name: str
    given_at: datetime
    since: datetime | None
    leaves_on: date | None
    sort_name: str


_SEAT = ("pk", "account__handle", "account__name", "given_at", "since", "leaves_on", "account__sort_name")


def agreement(reader: Reader, key: int, now: datetime) -> Sheet:
    """An agreement, for whoever acts for one of its sides. Raises NotThereError."""
    return sheet(agreement_of(reader, key), now)


def agreement_of(reader: Reader, key: int, action: str = "see") -> Agreement:
    """The row of an agreement to which the reader may do `action`. Raises NotThereError."""
    found = _rows().filter(AGREEMENT.filter(reader, action), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def sides(reader: Reader, row: Agreement) -> list[Side]:
    """The sides for which the reader acts."""
    return [side for side in Side if AGREEMENT.allows(reader, side.value, row)]


def buys(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader makes agreements for an organisation, or for a department of it. At most one query."""
    if reader.has(organisation.pk, *BUYERS):
        return True
    bought = reader.places(*BUYERS)
    return bool(bought) and organisation.departments.filter(pk__in=bought).exists()


def buys_at(reader: Reader, community: Community) -> list[tuple[str, str]]:
    """The organisations for which the reader may draft an agreement with a circle: (name, slug). At most one query."""
    places = reader.places(*BUYERS)
    if not places:
        return []
    bought = Organisation.objects.filter(Q(pk__in=places) | Q(departments__in=places))
    # With its own circle an organisation agrees nothing.
    found = bought.exclude(pk__in=community.place.path).distinct().order_by("name", "pk")
    return list(found.values_list("name", "slug"))


def of_organisation(
    reader: Reader, organisation: Organisation, now: datetime, *, after: str = "", size: int = 30
) -> Page[AgreementRow]:
    """The agreements of an organisation and its departments that the reader acts for, latest first."""
    rows = _rows().filter(AGREEMENT.filter(reader, Side.ORGANISATION.value), organisation=organisation)
    return _listed(rows, now, after, size)


def of_community(
    reader: Reader, community: Community, now: datetime, *, after: str = "", size: int = 30
) -> Page[AgreementRow]:
    """The agreements of a community, for its hosts, latest first."""
    rows = _rows().filter(AGREEMENT.filter(reader, Side.COMMUNITY.value), community=community)
    return _listed(rows, now, after, size)


def taken(reader: Reader, seen: Sheet) -> int | None:
    """How many seats are taken, once anything was agreed on: for the organisation all, for hosts in whole fives."""
    if seen.last is None:
        return None
    count = seen.agreement.taken
    return count if AGREEMENT.allows(reader, Side.ORGANISATION.value, seen.agreement) else in_fives(count)


def shows_seats(reader: Reader, seen: Sheet) -> bool:
    """Whether the reader sees who has the seats, once anything was agreed on: who acts for the organisation, and hosts
    where the version in force says so."""
    is_buyer = AGREEMENT.allows(reader, Side.ORGANISATION.value, seen.agreement)
    return seen.last is not None and (is_buyer or _names_shown(reader, seen))


def seats(reader: Reader, seen: Sheet, *, after: str = "", size: int = 30) -> Page[SeatRow]:
    """Who has the seats, by name: for the organisation; for hosts where the version in force says so, of those who
    took theirs since one said so, and so read it."""
    known = SEAT.filter(reader, "see")
    if _names_shown(reader, seen):
        known |= Q(since__gte=_shown_since(seen))
    rows = Seat.objects.filter(known, agreement=seen.agreement, until=None)
    key = paging.decode(after, str, paging.whole)
    if key:
        rows = rows.filter(account__sort_name__gte=key[0]).exclude(account__sort_name=key[0], pk__lte=key[1])
    found = [SeatRow._make(one) for one in rows.order_by("account__sort_name", "pk").values_list(*_SEAT)[: size + 1]]
    return paging.page(found, size=size, key=lambda one: (one.sort_name, one.id))


def last_sides(row: Agreement, side: Side) -> Sequence[int]:
    """The accounts that act for one side of an agreement: who is told of it."""
    return list(AGREEMENT.audience(side.value, row).values_list("pk", flat=True))


def _names_shown(reader: Reader, seen: Sheet) -> bool:
    holds = seen.holds
    is_told = holds is not None and holds.names_shown
    return is_told and AGREEMENT.allows(reader, Side.COMMUNITY.value, seen.agreement)


def _shown_since(seen: Sheet) -> datetime:
    """Since when each version that held says that hosts see who has a seat; the one in force does."""
    zone = ZoneInfo(seen.agreement.organisation.time_zone)
    since, sealed = datetime.max.replace(tzinfo=UTC), {one.number for one in seen.terms if one.is_sealed}
    holds = seen.holds
    for version in reversed([one for one in seen.versions if one.number in sealed]):
        if holds is None or version.number > holds.number:
            continue
        if not version.names_shown:
            break
        signed = max(one.at for one in version.signatures.all())
        since = max(signed, datetime.combine(version.starts_on, time.min, zone))
    return since


def _rows() -> "QuerySet[Agreement]":
    return Agreement.objects.select_related("organisation", "department", "community__place")


def _listed(rows: "QuerySet[Agreement]", now: datetime, after: str, size: int) -> Page[AgreementRow]:
    key = paging.decode(after, paging.whole)
    if key:
        rows = rows.filter(pk__lt=key[0])
    found = list(rows.order_by("-pk")[: size + 1])
    read = [AgreementRow(one.agreement.pk, one) for one in sheets(found, now)]
    return paging.page(read, size=size, key=lambda one: (one.id,))
