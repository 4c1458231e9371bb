"""What was offered ends with what it rests on."""

from datetime import datetime

from kring.people.events import PersonLeft
from kring.people.organisations.events import EmploymentEnded
from kring.planning.plans.actions import offering


def employment_ended(fact: EmploymentEnded, *, event: int, now: datetime) -> None:
    """She works there no more: what waits for her answer is withdrawn."""
    offering.end_with_employment(person=fact.account, organisation=fact.organisation, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """What she was offered goes with her."""
    offering.forget_person(person=fact.person)
