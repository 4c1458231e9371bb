"""Development: one's own days of a year, and what an organisation is told of all in groups of five or more."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import organisation_shapes as shapes
from kring.api import taken
from kring.api.answers import answer
from kring.api.callers import READ_OWN, Call
from kring.api.describing import DescribedRouter
from kring.api.operations.organisations import opened
from kring.api.shapes import CircleRef
from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.learning.queries import aims_of, year_of
from kring.people.models import Organisation
from kring.planning.reports import queries
from kring.planning.reports.models import ReportGroup
from kring.planning.reports.queries import CommunityRow, Quarter

router = DescribedRouter(tags=["development"])


@router.get("/me/development", auth=READ_OWN, response=shapes.Development, summary="Your development days")
def get_development(request: Call, given: Query[taken.OfYear]) -> HttpResponse:
    """What your ledger of a year comes to, beside what you aim at today. This year without `year`."""
    today = timezone.localdate(clock.now())
    year, aims = year_of(request.auth, given.year or today.year), aims_of(request.auth, today=today)
    return answer(
        shapes.Development(
            year=year.year,
            aim_days=aims.days,
            organisation=aims.organisation,
            minutes_a_day=aims.minutes_a_day,
            entries=year.entries,
            minutes=year.minutes,
            days=round(float(aims.days_of(year.minutes)), 2),
            times=dict(year.times),
            ways=dict(year.ways),
            aim_ways=dict(aims.ways),
            months=[shapes.Month(**one) for one in year.months],
        )
    )


@router.get("/organisations/{slug}/reports", auth=READ_OWN, response=shapes.QuarterItems, summary="Its quarters")
def list_quarters(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """The latest twelve quarters that were counted, the newest first: your groups of each together. For owners, HR and
    managers."""
    at = _read(request, slug)
    return answer(shapes.QuarterItems([_quarter(one) for one in queries.quarters(request.auth, at)]))


@router.get("/organisations/{slug}/report", auth=READ_OWN, response=shapes.Report, summary="The report of a quarter")
def get_report(request: Call, slug: Path[taken.Slug], given: Query[taken.OfQuarter]) -> HttpResponse:
    """The groups of a quarter that you may see, each of five people or more, as they were counted once."""
    found = queries.report(request.auth, _read(request, slug), first=given.quarter)
    if found is None:
        raise NotThereError
    row = found.report
    return answer(
        shapes.Report(
            first=row.first,
            last_day=row.until - timedelta(days=1),
            aim=row.aim,
            made_at=row.made_at,
            is_whole=found.whole,
            groups=[shapes.Group(one.name, list(one.merged), _figures(one)) for one in found.groups],
            communities=[_community(one) for one in found.communities],
        )
    )


def _read(request: Call, slug: str) -> Organisation:
    return opened(request.auth, slug, queries.may_read, _("Only HR and managers see this."))


def _quarter(one: Quarter) -> shapes.Quarter:
    return shapes.Quarter(one.first, one.aim, _figures(one))


def _figures(one: Quarter | ReportGroup) -> shapes.Figures:
    return shapes.Figures(
        people=one.people,
        took_part=one.took_part,
        days=one.days,
        employer=one.employer,
        own=one.own,
        course=one.course,
        exchange=one.exchange,
        doing=one.doing,
    )


def _community(one: CommunityRow) -> shapes.CommunityFigures:
    return shapes.CommunityFigures(
        CircleRef(one.slug, one.name), one.people, one.seated, list(one.counted), one.days, one.meetings,
        one.questions, one.experiences,
    )  # fmt: skip
