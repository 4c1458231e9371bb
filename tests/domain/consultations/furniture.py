"""A group for peer consultation in the small world: `casuskring` in `vakgroep`, facilitated by hanna; mees and noor are
in it. Its meetings are those of `tests.domain.meetings.furniture`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from kring.meetings import actions as meetings
from kring.meetings.actions.presence import Mark
from kring.meetings.consultations import actions
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.consultations.models import Group, Round
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import BEGINS, DAY, ENDS, a_plan
from tests.people import START, World

SLUG = "casuskring"
TERMS: dict[str, Any] = {
    "scheme": "nova",
    "smallest": 3,
    "largest": 6,
    "facilitator": "hanna",
    "credential": "Supervisor LVSC",
    "valid_until": date(2026, 12, 31),
    "registration": "IV-2026-17",
}


def a_group(world: World, *, names: Sequence[str] = ("mees", "noor"), **terms: Any) -> Group:
    """The group, with these people in it."""
    beginning = Beginning(name="Casuskring", language="en", terms=Terms(**(TERMS | terms)))
    group = actions.start_group(
        actor=world.reader("hanna"), parent=world.key("vakgroep"), beginning=beginning, now=START
    )
    world.circles[SLUG] = group.community
    for name in names:
        world.enter(name, SLUG)
    return group


def a_meeting(world: World, *, weeks: int = 0, **changed: Any) -> Meeting:
    """A meeting of the group, so many weeks after the first."""
    plan = a_plan(**({"kind": "intervisie", "title": "Intervisie", "starts": DAY + timedelta(weeks=weeks)} | changed))
    return meetings.plan(actor=world.reader("hanna"), place=world.key(SLUG), plan=plan, now=START)


def there(world: World, meeting: Meeting, *names: str) -> None:
    """These people came at the beginning, and are on the list."""
    sign_ups = [meetings.register(actor=world.reader(name), meeting=meeting.pk, now=START).pk for name in names]
    marks = [Mark(sign_up=key, came=meeting.starts_at) for key in sign_ups]
    meetings.correct(actor=world.reader("hanna"), meeting=meeting.pk, marks=marks, now=meeting.starts_at)


def agree(world: World, meeting: Meeting, *names: str, now: datetime = BEGINS) -> None:
    """These people agree to confidentiality."""
    for name in names:
        actions.agree(actor=world.reader(name), meeting=meeting.pk, now=now)


def a_round(world: World, meeting: Meeting, *, method: str = "incident") -> Round:
    """A round of the meeting that has begun; hanna and mees agreed."""
    agree(world, meeting, "hanna", "mees")
    row = actions.choose_method(actor=world.reader("hanna"), meeting=meeting.pk, method=method, now=BEGINS)
    return actions.press(actor=world.reader("hanna"), meeting=meeting.pk, move="start", version=row.version, now=BEGINS)


def close(world: World, meeting: Meeting) -> None:
    """The list is closed an hour after the end."""
    meetings.close(actor=world.reader("hanna"), meeting=meeting.pk, now=meeting.ends_at + timedelta(hours=1))


__all__ = ["BEGINS", "ENDS", "SLUG", "START", "a_group", "a_meeting", "a_round", "agree", "close", "there"]
