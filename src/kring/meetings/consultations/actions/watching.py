"""Telling members in time that they can miss no more meetings of a year."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from kring.foundation.events.actions import record
from kring.meetings.consultations.events import ReachChanged
from kring.meetings.consultations.models import Group, LearningPoint, Told, YearPlan
from kring.meetings.consultations.queries.attending import year_of, years_of
from kring.meetings.consultations.queries.groups import members_of, year_plan
from kring.meetings.consultations.rules.attending import Reach
from kring.meetings.models import Meeting

_TOLD: Final = (Reach.ALL, Reach.LOST)


def watch(*, meetings: Iterable[int], now: datetime) -> int:
    """Look anew at the years of the groups whose meetings were held or cancelled; how many members are to be told.

    Each is told once of each way of standing in a year, however often this is done.
    """
    rows = Meeting.objects.filter(pk__in=list(meetings), place__community__consultation__isnull=False)
    return sum(_watch(group, year, now) for group, year in sorted({(row.place_id, year_of(row)) for row in rows}))


def watch_years(*, now: datetime) -> int:
    """Look anew at the year of each group that promised meetings in its plan: as days pass, fewer of them fit into it.
    How many members are to be told."""
    asks = Q(group__least_meetings__gt=0) | Q(group__least_hours__gt=0)
    plans = YearPlan.objects.filter(asks, year=now.year, meetings__gt=0, group__community__archived_at=None)
    groups = plans.order_by("group").values_list("group", flat=True)
    return sum(_watch(group, now.year, now) for group in list(groups))


@transaction.atomic
def forget_points(*, person: int) -> None:
    """What someone learned goes with her; closed lists stay."""
    LearningPoint.objects.filter(account=person).delete()


@transaction.atomic
def _watch(key: int, year: int, now: datetime) -> int:
    group = Group.objects.select_for_update(no_key=True).get(pk=key)
    told = set(Told.objects.filter(group=group, year=year).values_list("account_id", "reach"))
    found = [
        one
        for one in years_of(group, members_of(group.pk), year, plan=year_plan(group, year), now=now)
        if one.reach in _TOLD and (one.account.pk, one.reach.value) not in told
    ]
    for one in found:
        Told.objects.create(group=group, account=one.account, year=year, reach=one.reach.value, at=now)
        fact = ReachChanged(group=group.pk, member=one.account.pk, year=year, reach=one.reach.value)
        record(fact, actor=None, now=now)
    return len(found)
