"""Making the reports of quarters that are over, each once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import SystemRandom
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum

from kring.communities.models import Community
from kring.conversations.models import Post
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.learning.models import Draft, DraftState, Entry, LedgerMonth, Time
from kring.learning.queries import given_in
from kring.learning.rules.kinds import Way
from kring.meetings.models import Meeting
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.reports.models import Report, ReportCommunity, ReportGroup
from kring.planning.reports.rules.figures import BASE, Figures, figures, rounded
from kring.planning.reports.rules.grouping import SMALLEST, Group, grouped
from kring.planning.reports.rules.periods import latest_closed, was_there_throughout

Minutes = Mapping[int, Mapping[tuple[str, str], int]]
Draws = Callable[[], float]
BY_CHANCE: Final[Draws] = SystemRandom().random


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
    """The report of an organisation over a quarter; None where it was made before, by whomever, or
    nobody was there throughout. Nine queries, and two
    that write."""
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
        ReportCommunity.objects.bulk_create(_communities(report, every, draws))
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


def _communities(report: Report, people: list[int], draws: Draws) -> Iterable[ReportCommunity]:
    """In which communities people learned what they took into their ledger. Only those that the network knows of."""
    struck = Entry.objects.filter(line=OuterRef("entry"), struck=True)
    rows = Draft.objects.filter(
        ~Exists(struck), person__in=people, state=DraftState.CONFIRMED, entry__day__gte=report.first,
        entry__day__lt=report.until,
    )  # fmt: skip
    places = _places(set(rows.values_list("person", "about")))
    shown = Community.objects.filter(pk__in=places, place__listing_scope__in=(PUBLIC, NETWORK))
    for key in shown.order_by("pk").values_list("pk", flat=True):
        many = rounded(len(places[key]), draw=draws()) if len(places[key]) >= SMALLEST else 0
        if many >= 2 * BASE:
            yield ReportCommunity(report=report, community_id=key, people=many)


def _places(found: set[tuple[int, str]]) -> dict[int, set[int]]:
    """Whom what was proposed reached, by place: ("post:17" is a post, "meeting:3" a meeting)."""
    keys: dict[str, list[int]] = {"post": [], "meeting": []}
    for _person, about in found:
        kind, _colon, key = about.partition(":")
        keys.setdefault(kind, []).append(int(key) if key.isdigit() else 0)
    where: dict[str, Any] = {}
    posts = Post.objects.filter(pk__in=keys["post"]).values_list("pk", "conversation__place")
    where |= {f"post:{key}": place for key, place in posts}
    meetings = Meeting.objects.filter(pk__in=keys["meeting"]).values_list("pk", "place")
    where |= {f"meeting:{key}": place for key, place in meetings}
    places: dict[int, set[int]] = {}
    for person, about in found:
        if about in where:
            places.setdefault(where[about], set()).add(person)
    return places
