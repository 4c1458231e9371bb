"""Date polls of the small world."""

from datetime import datetime, timedelta
from typing import Any

from kring.meetings.plans import Plan
from kring.meetings.polls import actions
from kring.meetings.polls.models import Option, Poll
from kring.meetings.polls.proposals import Proposal, Time
from tests.domain.meetings.furniture import DAY, a_plan
from tests.people import START, World

DAYS = tuple(DAY + timedelta(days=days) for days in (0, 1, 3))


def a_proposal(*local: datetime, **changed: Any) -> Proposal:
    """Three afternoons of two hours, or the given times, with what is changed."""
    given: dict[str, Any] = {
        "title": "When do we try the method?",
        "minutes": 120,
        "zone": "Europe/Amsterdam",
        "times": [Time(one) for one in local or DAYS],
        "language": "en",
        "location": "Utrecht",
    }
    return Proposal(**(given | changed))


def proposed(world: World, *local: datetime, by: str = "hanna", slug: str = "vakgroep", **changed: Any) -> Poll:
    """A poll of a circle."""
    proposal = a_proposal(*local, **changed)
    return actions.propose(actor=world.reader(by), place=world.key(slug), proposal=proposal, now=START).poll


def options(poll: Poll) -> list[Option]:
    """Its dates, the soonest first."""
    return list(Option.objects.filter(poll=poll).order_by("starts_at"))


def marks(world: World, name: str, poll: Poll, *values: str, now: datetime = START) -> int:
    """Someone says of each date, in order, whether she can; of an empty one nothing."""
    said = {option.pk: value for option, value in zip(options(poll), values, strict=False) if value}
    return actions.mark(actor=world.reader(name), poll=poll.pk, marks=said, now=now)


def chooses(world: World, poll: Poll, number: int = 0, *, by: str = "hanna", **changed: Any) -> Any:
    """What has a host choose one of the dates, when called."""
    reader, plan = world.reader(by), the_plan(DAYS[number], **changed)
    return lambda: actions.choose(actor=reader, poll=poll.pk, place=poll.place_id, plan=plan, now=START)


def the_plan(starts: datetime, **changed: Any) -> Plan:
    """The plan of a meeting at one of the dates."""
    return a_plan(starts=starts, title="Trying the method", **changed)
