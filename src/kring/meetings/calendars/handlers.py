"""What calendars do when something happened below."""

from datetime import datetime

from kring.meetings.calendars.actions import forget_person
from kring.people.events import PersonLeft


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """Her feeds open nothing any more."""
    forget_person(account=fact.person)
