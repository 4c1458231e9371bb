"""What someone agreed to ends with what it rests on."""

from datetime import datetime

from kring.people.events import PersonLeft
from kring.people.organisations.events import EmploymentEnded
from kring.planning.needs import actions


def employment_ended(fact: EmploymentEnded, *, event: int, now: datetime) -> None:
    """She works there no more: she is neither counted nor named, also should she come back."""
    actions.end_with_employment(person=fact.account, organisation=fact.organisation, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """What she agreed to goes with her."""
    actions.forget_person(person=fact.person)
