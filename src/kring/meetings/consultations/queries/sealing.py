"""What a closed presence list holds of peer consultation, as the registers ask for it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kring.foundation.access.models import Role, Standing
from kring.foundation.accounts.models import Account
from kring.meetings.consultations.models import Agreement, Group, LearningPoint, Round, Summary, YearPlan
from kring.meetings.consultations.queries.groups import group_at, members_of
from kring.meetings.consultations.queries.rounds import clock_of
from kring.meetings.consultations.rules.clock import seconds_used
from kring.meetings.models import Meeting, Part, PartRole


def consultation_of(meeting: Meeting, *, now: datetime) -> dict[str, Any] | None:
    """The group, its year, who facilitates by what, who is in it, the case, the method, the summary without content and
    what each learned; None for a meeting of another circle. Nothing of what stays with the group. Nine queries, or one.
    """
    group = group_at(meeting.place_id)
    if group is None:
        return None
    return {
        "group": {
            "name": group.community.name,
            "registration": group.registration,
            "scheme": group.scheme,
            "smallest": group.smallest,
            "largest": group.largest,
        },
        "year_plan": _year_plan(group, meeting),
        "facilitator": _facilitator(group, meeting),
        "members": _members(group),
        "cases": [someone(part.account, part.name) for part in _parts(meeting, PartRole.CASE)],
        "method": _method(meeting, now),
        "summary": _summary(meeting),
        "learning_points": [
            {**someone(point.account), "text": point.text, "at": point.written_at.isoformat()}
            for point in LearningPoint.objects.select_related("account").filter(meeting=meeting).order_by("pk")
        ],
        "agreements": [
            {**someone(one.account), "text": one.text, "at": one.at.isoformat()}
            for one in Agreement.objects.select_related("account").filter(meeting=meeting).order_by("at", "pk")
        ],
    }


def someone(account: Account | None, name: str = "") -> dict[str, Any]:
    """A person of Kring, or a name from outside."""
    if account is None:
        return {"account": None, "name": name}
    return {"account": account.pk, "name": account.name}


def _parts(meeting: Meeting, role: PartRole) -> "QuerySet[Part]":
    return Part.objects.select_related("account").filter(meeting=meeting, role=role).order_by("pk")


def _local(meeting: Meeting) -> datetime:
    return meeting.starts_at.astimezone(ZoneInfo(meeting.zone))


def _year_plan(group: Group, meeting: Meeting) -> dict[str, Any] | None:
    year = _local(meeting).year
    plan = YearPlan.objects.select_related("written_by").filter(group=group, year=year).first()
    if plan is None:
        return None
    return {
        "year": plan.year,
        "meetings": plan.meetings,
        "aims": plan.aims,
        "themes": plan.themes,
        "written_by": someone(plan.written_by),
        "written_at": plan.written_at.isoformat(),
    }


def _facilitator(group: Group, meeting: Meeting) -> dict[str, Any] | None:
    """Who facilitates this meeting: whoever has that part, else the group's own. Of her the day is known until which
    her credential is valid."""
    part = _parts(meeting, PartRole.FACILITATOR).first()
    if part is not None and part.account_id != group.facilitator_id:
        return {**someone(part.account, part.name), "credential": part.credential, "valid_until": None, "valid": None}
    if group.facilitator is None:
        return None
    until = group.valid_until
    return {
        **someone(group.facilitator),
        "credential": group.credential,
        "valid_until": until.isoformat() if until is not None else None,
        "valid": bool(group.credential) and (until is None or _local(meeting).date() <= until),
    }


def _members(group: Group) -> list[dict[str, Any]]:
    hosts = set(
        Standing.objects.filter(place=group.pk, source=group.pk, role=Role.HOST).values_list("account_id", flat=True)
    )
    return [
        {
            **someone(one),
            "roles": [
                "member",
                *(["host"] if one.pk in hosts else []),
                *(["facilitator"] if one.pk == group.facilitator_id else []),
            ],
        }
        for one in members_of(group.pk)
    ]


def _method(meeting: Meeting, now: datetime) -> dict[str, Any] | None:
    """The method as it was, with the seconds that each step had and took; one that runs still took them until now."""
    row = Round.objects.filter(meeting=meeting).exclude(started_at=None).first()
    if row is None:
        return None
    used = list(row.used)
    used[row.step] = seconds_used(clock_of(row), at=now)
    steps = zip(row.plan["steps"], row.given, row.added, used, strict=True)
    return {
        "key": row.method,
        "name": row.plan["name"],
        "started": row.started_at.isoformat() if row.started_at else None,
        "ended": row.ended_at.isoformat() if row.ended_at else None,
        "steps": [
            {"title": step["title"], "seconds": given + added, "took": took} for step, given, added, took in steps
        ],
    }


def _summary(meeting: Meeting) -> dict[str, Any] | None:
    row = Summary.objects.select_related("written_by").filter(meeting=meeting).first()
    if row is None:
        return None
    return {"text": row.text, "by": someone(row.written_by), "at": row.written_at.isoformat()}
