"""What is shown ends with what it rests on."""

from datetime import datetime

from kring.people.events import PersonLeft
from kring.people.organisations.events import EmploymentEnded
from kring.planning.sharing import actions


def employment_ended(fact: EmploymentEnded, *, event: int, now: datetime) -> None:
    """She works there no more: nothing is shown any longer, also should she come back."""
    actions.end_with_employment(person=fact.account, organisation=fact.organisation, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """What she showed goes with her, before the ledger that it names."""
    actions.forget_person(person=fact.person)
