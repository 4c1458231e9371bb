"""What becomes of places when people leave."""

from datetime import datetime

from kring.communities.events import MemberLeft
from kring.meetings.actions.leaving import forget_person, leave_circle
from kring.people.events import PersonLeft


def member_left(fact: MemberLeft, *, event: int, now: datetime) -> None:
    """Her places at its meetings to come are free."""
    leave_circle(place=fact.community, person=fact.member, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """All her places to come are free."""
    forget_person(person=fact.person, now=now)
