"""What changes a verdict, and what goes when a person leaves."""

from datetime import datetime

from kring.foundation.jobs.actions import ask
from kring.learning.dossiers.actions.judging import judge_again
from kring.learning.dossiers.events import Reviewed, Submitted
from kring.learning.dossiers.models import Submission
from kring.learning.events import LedgerChanged
from kring.people.events import PersonLeft
from kring.registers.actions import forget_person
from kring.registers.events import RegistrationChanged, SchemeLanded
from kring.registers.queries import registrations_of, registrations_with

REJUDGE = "rejudge"


def ledger_changed(fact: LedgerChanged, *, event: int, now: datetime) -> None:
    """All her registrations are judged anew."""
    judge_again(registrations=registrations_of([fact.person]), now=now)


def registration_changed(fact: RegistrationChanged, *, event: int, now: datetime) -> None:
    """That registration is judged anew."""
    judge_again(registrations=registrations_with([fact.registration]), now=now)


def submission_changed(fact: Submitted | Reviewed, *, event: int, now: datetime) -> None:
    """What waits for review, and what a reviewer decided, changes the verdict on the registration that it is for."""
    found = Submission.objects.filter(pk=fact.submission).values_list("registration_id", flat=True).first()
    judge_again(registrations=registrations_with([found] if found else []), now=now)


def scheme_landed(fact: SchemeLanded, *, event: int, now: datetime) -> None:
    """All registrations of the scheme are judged anew, by a job: there may be many."""
    ask(REJUDGE)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """Her registrations go with her, with dossiers, reviews, statements and links."""
    forget_person(person=fact.person)
