"""What the presence list of a meeting says, as the registers ask for it."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from kring.conversations.models import circle_of
from kring.foundation.accounts.models import Account
from kring.meetings.consultations.queries.sealing import consultation_of
from kring.meetings.models import AttendanceChange, Item, Meeting, Part, SignUp, SignUpState
from kring.meetings.rules.presence import minutes_there

# 2: with what registers ask of peer consultation, where it is that. 3: with what hosts corrected.
FORMAT = 3


def content_of(meeting: Meeting, *, closed_by: Account, now: datetime) -> dict[str, Any]:
    """The list as plain data: the meeting, who had which part, who was there and for how long, who wasn't.

    A meeting whose list is closed before its end lasted until then. Of a group for peer consultation also what
    registers ask beside. Six queries, or fourteen.
    """
    ends = min(meeting.ends_at, now)
    parts = list(Part.objects.select_related("account").filter(meeting=meeting).order_by("pk"))
    roles: dict[int, list[str]] = defaultdict(list)
    for part in parts:
        if part.account_id is not None:
            roles[part.account_id].append(part.role)
    roles[meeting.led_by_id].append("host")
    sign_ups = (
        SignUp.objects.select_related("account", "attendance")
        .filter(meeting=meeting, state=SignUpState.GOING)
        .order_by("pk")
    )
    consultation = consultation_of(meeting, now=now)
    return {
        "format": FORMAT,
        "meeting": _about(meeting, ends),
        "host": _someone(Account.objects.get(pk=meeting.led_by_id)),
        "parts": [
            {"role": part.role, "credential": part.credential, **_someone(part.account, part.name)} for part in parts
        ],
        "items": list(Item.objects.filter(meeting=meeting).order_by("position").values_list("title", flat=True)),
        "people": [_sign_up(sign_up, meeting, ends, roles) for sign_up in sign_ups],
        "corrections": _corrections(meeting),
        "closed_at": now.isoformat(),
        "closed_by": _someone(closed_by),
        **({"consultation": consultation} if consultation is not None else {}),
    }


def _corrections(meeting: Meeting) -> list[dict[str, Any]]:
    """What hosts changed of who was there, in order: whose row of the list, by whom, when, what it was and became."""
    rows = AttendanceChange.objects.select_related("sign_up__account", "by").filter(sign_up__meeting=meeting)
    return [
        {
            **_someone(row.sign_up.account, row.sign_up.guest),
            "by": _someone(row.by),
            "at": row.at.isoformat(),
            "before": row.before,
            "after": row.after,
        }
        for row in rows.order_by("pk")
    ]


def _about(meeting: Meeting, ends: datetime) -> dict[str, Any]:
    circle = circle_of(meeting.place)
    return {
        "id": meeting.pk,
        "uid": str(meeting.uid),
        "title": meeting.title,
        "kind": meeting.kind,
        "circle": circle.name if circle is not None else None,
        "starts": meeting.starts_at.isoformat(),
        "ends": ends.isoformat(),
        "zone": meeting.zone,
        "mode": meeting.mode,
        "location": meeting.location,
        "competences": meeting.competences,
        "claims": meeting.claims,
    }


def _someone(account: Account | None, name: str = "") -> dict[str, Any]:
    if account is None:
        return {"account": None, "name": name}
    return {"account": account.pk, "name": account.name}


def _sign_up(sign_up: SignUp, meeting: Meeting, ends: datetime, roles: dict[int, list[str]]) -> dict[str, Any]:
    row = getattr(sign_up, "attendance", None)
    came, left = (row.came_at, row.left_at) if row is not None else (None, None)
    return {
        **_someone(sign_up.account, sign_up.guest),
        "roles": roles.get(sign_up.account_id or 0, []),
        "came": came.isoformat() if came is not None else None,
        "left": left.isoformat() if left is not None else None,
        "how": row.how if row is not None else None,
        "minutes": minutes_there(starts=meeting.starts_at, ends=ends, came=came, left=left),
    }
