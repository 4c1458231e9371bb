"""What a year of learning comes to, by month, way and time, and what was aimed at. Out of sums kept by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kring.foundation.access.readers import Reader
from kring.learning.access import ENTRY
from kring.learning.models import Aim, LedgerMonth, OrganisationYear
from kring.learning.models.entries import Time
from kring.learning.rules.kinds import Way
from kring.people.models import Employment, Organisation

USUAL_DAYS: Final = 25
USUAL_MINUTES: Final = 480


@dataclass(frozen=True, slots=True)
class Year:
    """The minutes of one year: by way, by time, and by month (12, by way); `entries` counts lines."""

    year: int
    ways: Mapping[str, int]
    times: Mapping[str, int]
    months: Sequence[Mapping[str, int]]
    entries: int

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(self.ways.values())


@dataclass(frozen=True, slots=True)
class Aims:
    """What is aimed at: the percentages of 10-20-70, how many days a year, and how many minutes are one.

    `organisation` names whose days these are; empty for her own choice, or the usual 25.
    """

    ways: Mapping[str, int] = field(
        default_factory=lambda: {Way.COURSE.value: 10, Way.EXCHANGE.value: 20, Way.DOING.value: 70}
    )
    days: int = USUAL_DAYS
    minutes_a_day: int = USUAL_MINUTES
    organisation: str = ""
    own_days: int | None = None

    def days_of(self, minutes: int) -> Fraction:
        """So many days are these minutes."""
        return Fraction(minutes, self.minutes_a_day)


def year_of(reader: Reader, year: int) -> Year:
    """What the reader's own lines of a year come to. One query, of at most 72 rows."""
    rows = LedgerMonth.objects.filter(
        ENTRY.filter(reader, "read"), month__gte=date(year, 1, 1), month__lte=date(year, 12, 1)
    ).values_list("month", "way", "time", "minutes", "entries")
    ways = {way.value: 0 for way in Way}
    times: dict[str, int] = dict.fromkeys(Time.values, 0)
    months = [dict(ways) for _ in range(12)]
    entries = 0
    for month, way, time, minutes, count in rows:
        ways[way] += minutes
        times[time] += minutes
        months[month.month - 1][way] += minutes
        entries += count
    return Year(year, ways, times, months, entries)


def aims_of(reader: Reader, *, today: date) -> Aims:
    """What the reader aims at: her own aim, and the days of who employs her, the most where several do. Two queries."""
    aim = Aim.objects.filter(account=reader.account).first()
    given = days_given(reader, today, "given", "minutes_a_day", "name").first()
    days, minutes_a_day, organisation = given or (USUAL_DAYS, USUAL_MINUTES, "")
    if aim is None:
        return Aims(days=days, minutes_a_day=minutes_a_day, organisation=organisation)
    return Aims(
        ways={Way.COURSE.value: aim.course, Way.EXCHANGE.value: aim.exchange, Way.DOING.value: aim.doing},
        days=days if aim.days is None else aim.days,
        minutes_a_day=minutes_a_day,
        organisation=organisation if aim.days is None else "",
        own_days=aim.days,
    )


def days_given(reader: Reader, today: date, *columns: str) -> "QuerySet[Organisation, Any]":
    """These columns of who employs the reader on a day and says how many days it gives (`given`) in that year, or in
    any, of so many minutes (`minutes_a_day`); the most first."""
    running = Employment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), account=reader.account, starts_on__lte=today
    )
    of_the_year = OrganisationYear.objects.filter(organisation=OuterRef("pk"), year=today.year)
    rows = Organisation.objects.filter(pk__in=running.values("organisation")).annotate(
        given=Coalesce(Subquery(of_the_year.values("days")), "development_days__days"),
        minutes_a_day=Coalesce("development_days__minutes_a_day", Value(USUAL_MINUTES)),
    )
    return rows.filter(given__isnull=False).order_by("-given", "pk").values_list(*columns)
