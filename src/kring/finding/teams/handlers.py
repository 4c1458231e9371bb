"""What ends with an employment, and with an account."""

from datetime import datetime

from kring.finding.teams import actions
from kring.people.events import PersonLeft
from kring.people.organisations.events import EmploymentEnded


def employment_ended(fact: EmploymentEnded, *, event: int, now: datetime) -> None:
    """She works there no more: she isn't found there any longer."""
    actions.end_at_organisation(person=fact.account, organisation=fact.organisation, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """Who left Kring is found nowhere."""
    actions.forget_person(person=fact.person)
