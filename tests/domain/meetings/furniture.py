"""Meetings of the small world."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from kring.meetings import actions
from kring.meetings.models import Meeting, SignUp
from kring.meetings.plans import Plan
from tests.people import START, World, person

# A Monday at nine in London, ten in Amsterdam; the meeting is two weeks later.
DAY = datetime.fromisoformat("2026-03-16T15:00")
BEGINS = datetime(2026, 3, 16, 14, 0, tzinfo=UTC)
ENDS = BEGINS + timedelta(minutes=120)


def a_plan(**changed: Any) -> Plan:
    """A plan of two hours on site, with what is changed of it."""
    given: dict[str, Any] = {
        "title": "Absence, and what to say of it",
        "about": "Bring a *case*.",
        "starts": DAY,
        "minutes": 120,
        "zone": "Europe/Amsterdam",
        "location": "Utrecht",
        "language": "en",
    }
    return Plan(**(given | changed))


def planned(world: World, *, by: str = "hanna", slug: str = "vakgroep", **changed: Any) -> Meeting:
    """A meeting of a circle."""
    return actions.plan(actor=world.reader(by), place=world.key(slug), plan=a_plan(**changed), now=START)


def members(world: World, count: int, *, slug: str = "vakgroep") -> list[str]:
    """So many more members of a circle."""
    names = [f"member{number}" for number in range(count)]
    for name in names:
        world.accounts[name] = person(name, email=f"{name}@example.org")
        world.enter(name, slug)
    return names


def registers(world: World, name: str, meeting: Meeting, *, now: datetime = START) -> Callable[[], SignUp]:
    """What has a person register for a meeting, when called."""
    reader = world.reader(name)
    return lambda: actions.register(actor=reader, meeting=meeting.pk, now=now)
