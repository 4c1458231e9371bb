"""Making the reports of quarters that are over, each once."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum

from kring.learning.models import LedgerMonth, Time
from kring.learning.queries import given_in
from kring.learning.rules.kinds import Way
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.reports.actions.communities import BY_CHANCE, Draws, about_communities
from kring.planning.reports.models import Report, ReportCommunity, ReportGroup
from kring.planning.reports.rules.figures import Figures, figures
from kring.planning.reports.rules.grouping import SMALLEST, Group, grouped
from kring.planning.reports.rules.periods import latest_closed, was_there_throughout

Minutes = Mapping[int, Mapping[tuple[str, str], int]]


def make_due(*, now: datetime, most: int = 20) -> int:
    """Make the reports that are due, of at most so many organisations, each in a transaction of its own; how many."""
    # Where days are at their latest and their earliest.
    latest = [latest_closed(now.date() + timedelta(days=one))[0] for one in (-1, 0, 1)]
    done = Report.objects.filter(organisation=OuterRef("pk"), first=min(latest))
    rows = Organisation.objects.filter(~Exists(done) | ~Exists(done.filter(first=max(latest)))).order_by("pk")
    made = 0
    for key, zone in rows.values_list("pk", "time_zone").iterator():
        first, until = latest_closed(day_at(now, zone))
        made += make_report(organisation=key, first=first, until=until, now=now) is not None
        if made >= most:
            break
    return made


@transaction.atomic
def make_report(
    *, organisation: int, first: date, until: date, now: datetime, draws: Draws = BY_CHANCE
) -> Report | None:
    """The report of an organisation over a quarter; None where it was made before, by whomever, or nobody was there
    throughout. As many queries for many groups as for one."""
    at = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    if Report.objects.filter(organisation=at, first=first).exists():
        return None
    people = _people(at, first, until)
    every = [one for part in people.values() for one in part]
    if not every:
        return None
    days, minutes_a_day = given_in(at.pk, first.year)
    report = Report.objects.create(organisation=at, first=first, until=until, people=len(every), aim=days, made_at=now)
    names, parents = _departments(at)
    minutes = _minutes(every, first, until)
    ReportGroup.objects.bulk_create(
        _row(report, group, names, _figures(group.people, minutes, minutes_a_day, draws))
        for group in grouped(people, parents)
    )
    if len(every) >= SMALLEST:
        said = about_communities(report, every, minutes_a_day=minutes_a_day, draws=draws)
        ReportCommunity.objects.bulk_create(said)
    return report


def _people(at: Organisation, first: date, until: date) -> dict[int, list[int]]:
    """Who worked there throughout and was known to, by department (the organisation's own key for none)."""
    began = datetime.combine(first, time.min, ZoneInfo(at.time_zone))
    rows = Employment.objects.filter(
        organisation=at, begun_at__lte=began, starts_on__lt=until, account__is_active=True
    ).order_by("starts_on")
    spans: dict[int, list[tuple[date, date | None]]] = {}
    department: dict[int, int] = {}
    for person, starts_on, ends_on, where in rows.values_list("account", "starts_on", "ends_on", "department"):
        spans.setdefault(person, []).append((starts_on, ends_on))
        department[person] = where or at.pk
    found: dict[int, list[int]] = {}
    for person in sorted(spans):
        if was_there_throughout(spans[person], first, until):
            found.setdefault(department[person], []).append(person)
    return found


def _departments(at: Organisation) -> tuple[dict[int, str], dict[int, int | None]]:
    """Names, and what lies above each; the organisation itself on top."""
    rows = Department.objects.filter(organisation=at).values_list("pk", "name", "place__parent")
    names, parents = {at.pk: at.name}, dict[int, int | None]({at.pk: None})
    for key, name, parent in rows:
        names[key], parents[key] = name, parent
    return names, parents


def _minutes(people: list[int], first: date, until: date) -> Minutes:
    """What each learned in these months, by way and time: of lines that count, nothing of what they say."""
    rows = LedgerMonth.objects.filter(person__in=people, month__gte=first, month__lt=until)
    found: dict[int, dict[tuple[str, str], int]] = {}
    for person, way, spent, minutes in rows.values_list("person", "way", "time").annotate(Sum("minutes")):
        found.setdefault(person, {})[way, spent] = minutes
    return found


def _figures(people: tuple[int, ...], minutes: Minutes, minutes_a_day: int, draws: Draws) -> Figures:
    return figures(
        people, minutes, minutes_a_day=minutes_a_day, ways=[way.value for way in Way], times=Time.values, draws=draws
    )


def _row(report: Report, group: Group, names: Mapping[int, str], said: Figures) -> ReportGroup:
    top = report.organisation_id
    return ReportGroup(
        report=report,
        department_id=None if group.anchor == top else group.anchor,
        name=names[group.anchor],
        merged=[names[one] for one in group.merged],
        people=len(group.people),
        took_part=said.took_part,
        days=said.days,
        **dict(said.times or {}),
        **dict(said.ways or {}),
    )
