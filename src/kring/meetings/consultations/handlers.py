"""What a closed list or a cancelled meeting means for the years of a group's members."""

from datetime import datetime

from kring.meetings.consultations import actions
from kring.meetings.events import MeetingsCancelled, PresenceClosed
from kring.people.events import PersonLeft


def presence_closed(fact: PresenceClosed, *, event: int, now: datetime) -> None:
    """Who wasn't there may have to come to all that remain."""
    actions.watch(meetings=[fact.meeting], now=now)


def meetings_cancelled(fact: MeetingsCancelled, *, event: int, now: datetime) -> None:
    """Fewer meetings remain."""
    actions.watch(meetings=fact.meetings, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """What she learned is hers."""
    actions.forget_points(person=fact.person)
