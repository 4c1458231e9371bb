"""Reports as they were made, as far as the reader may read them: figures of groups, never anything live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Sum

from kring.communities.access import COMMUNITY
from kring.communities.agreements.access import AGREEMENT
from kring.communities.agreements.models import Agreement
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Community
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.people.models import Organisation
from kring.planning.reports.access import GROUP, PLAN, REPORT
from kring.planning.reports.models import Plan, Report, ReportCommunity, ReportGroup

_SUMS = ("people", "took_part", "days", "employer", "own", "course", "exchange", "doing")


class Quarter(NamedTuple):
    """What the groups that the reader sees of one quarter come to; None where all of them are held back."""

    first: date
    aim: int
    people: int
    took_part: int
    days: int | None
    employer: int | None
    own: int | None
    course: int | None
    exchange: int | None
    doing: int | None


class CommunityRow(NamedTuple):
    """What a report says of a community: about how many people learned in it; and where an agreement lets it say so, of
    how many with a seat it tells what. `counted` holds what may be told; of that, None is held back."""

    slug: str
    name: str
    people: int | None
    seated: int | None
    counted: Sequence[str]
    days: int | None
    meetings: int | None
    questions: int | None
    experiences: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One report as the reader may see it. `whole`: she sees all groups."""

    report: Report
    groups: list[ReportGroup]
    communities: list[CommunityRow]
    whole: bool


def may_read(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader may read any report of an organisation, should it have groups for her."""
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    return reader.has(organisation.pk, *heads) or organisation.departments.filter(pk__in=reader.places(*heads)).exists()


def quarters(reader: Reader, organisation: Organisation, *, size: int = 12) -> list[Quarter]:
    """The latest quarters with groups that the reader sees, the newest first. One query."""
    rows = ReportGroup.objects.filter(GROUP.filter(reader, "read"), report__organisation=organisation)
    summed = rows.values("report__first", "report__aim").annotate(**{f"{name}_": Sum(name) for name in _SUMS})
    found = summed.order_by("-report__first").values_list(
        "report__first", "report__aim", *(f"{name}_" for name in _SUMS)
    )
    return [Quarter._make(row) for row in found[:size]]


def report(reader: Reader, organisation: Organisation, *, first: date | None = None) -> Shown | None:
    """The report of the quarter that begins on `first`, else the latest; None where there is none for the reader.
    At most three queries."""
    whole = REPORT.allows(reader, "read", _of(organisation))
    rows = Report.objects.filter(organisation=organisation)
    if not whole:
        rows = rows.filter(Q(pk__in=ReportGroup.objects.filter(GROUP.filter(reader, "read")).values("report")))
    chosen = rows.filter(first=first) if first else rows
    found = chosen.order_by("-first").first()
    if found is None:
        return None
    groups = ReportGroup.objects.filter(GROUP.filter(reader, "read"), report=found)
    return Shown(found, list(groups.order_by("pk")), _communities(reader, found) if whole else [], whole)


def plan(reader: Reader, organisation: Organisation, year: int) -> Plan | None:
    """What is planned for a year; for owners and HR."""
    return Plan.objects.filter(PLAN.filter(reader, "read"), organisation=organisation, year=year).first()


def _communities(reader: Reader, found: Report) -> list[CommunityRow]:
    """Those that the reader may still know of, the most first: also one that she makes agreements with."""
    buys = Agreement.objects.filter(AGREEMENT.filter(reader, Side.ORGANISATION.value), community=OuterRef("pk"))
    known = Community.objects.filter(COMMUNITY.filter(reader, "see") | Q(Exists(buys)))
    rows = ReportCommunity.objects.filter(report=found, community__in=known)
    names = CommunityRow._fields[2:]
    named = [CommunityRow._make(row) for row in rows.values_list("community__slug", "community__name", *names)]
    return sorted(named, key=lambda one: (-(one.people or 0), one.name))


def _of(organisation: Organisation) -> Report:
    """A report of it, for the table."""
    return Report(organisation=organisation)
