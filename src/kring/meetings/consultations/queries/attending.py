"""How often each member was there in a year, and whether that can still be enough."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.consultations.queries.groups import Opened
from kring.meetings.consultations.rules.attending import Reach, Year, reach, remaining
from kring.meetings.models import Meeting, PresenceList, State
from kring.meetings.rules.presence import who_was_there

_USUAL_MINUTES = 120


class MemberYear(NamedTuple):
    """A member's year in a group."""

    account: Account
    attended: int
    held: int
    minutes: int
    to_come: int
    reach: Reach


def attendance(reader: Reader, found: Opened, year: int, *, plan: YearPlan | None, now: datetime) -> list[MemberYear]:
    """The year of each member, for who oversees the group; for others their own only. Two queries."""
    shown = found.members if found.oversees else [one for one in found.members if one.pk == reader.account]
    return years_of(found.group, shown, year, plan=plan, now=now) if shown else []


def years_of(
    group: Group, members: Sequence[Account], year: int, *, plan: YearPlan | None, now: datetime
) -> list[MemberYear]:
    """The year of these members, with the group's plan for it; for jobs and handlers, and `attendance`. Two queries.

    What counts is what closed lists say. A meeting that is over and whose list is open still may count yet.
    """
    meetings = meetings_of(group.pk, year)
    held = [one for one in meetings if one.state == State.CLOSED]
    scheduled = [one for one in meetings if one.state == State.PLANNED]
    left = remaining(
        [lasts(one) for one in scheduled],
        held=len(held),
        planned=plan.meetings if plan is not None else 0,
        usual=lasts(meetings[-1]) if meetings else _USUAL_MINUTES,
        days_left=max(0, (date(year + 1, 1, 1) - max(now.date(), date(year, 1, 1))).days),
        ahead=sum(one.starts_at > now for one in scheduled),
    )
    there = _there(held)
    return [_member(group, one, there.get(one.pk, []), len(held), left) for one in members]


def meetings_of(group: int, year: int) -> list[Meeting]:
    """The meetings of a group that begin in a year by their own clocks, but for those that were cancelled."""
    rows = Meeting.objects.filter(
        place=group,
        starts_at__gte=datetime(year - 1, 12, 30, tzinfo=UTC),
        starts_at__lt=datetime(year + 1, 1, 3, tzinfo=UTC),
    )
    found = rows.exclude(state=State.CANCELLED).order_by("starts_at", "pk")
    return [one for one in found if year_of(one) == year]


def year_of(meeting: Meeting) -> int:
    """The year that it is where a meeting begins."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).year


def lasts(meeting: Meeting) -> int:
    """How many minutes a meeting lasts."""
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def _there(held: Sequence[Meeting]) -> dict[int, list[int]]:
    """For each account the minutes of each meeting that it was at, as the closed lists say."""
    found: dict[int, list[int]] = {}
    for content in PresenceList.objects.filter(meeting__in=held).values_list("content", flat=True):
        for account, minutes in who_was_there(json.loads(content)).items():
            found.setdefault(account, []).append(minutes)
    return found


def _member(group: Group, account: Account, stayed: Sequence[int], held: int, left: Sequence[int]) -> MemberYear:
    standing = reach(
        Year(len(stayed), sum(stayed), left),
        least_meetings=group.least_meetings,
        least_minutes=60 * group.least_hours,
    )
    return MemberYear(account, len(stayed), held, sum(stayed), len(left), standing)
