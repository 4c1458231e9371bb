"""What happens to date polls when a person leaves."""

from datetime import datetime

from kring.meetings.polls.actions import forget_person
from kring.people.events import PersonLeft


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """What she said of dates goes with her."""
    forget_person(person=fact.person)
