"""What follows in circles from what happens to people."""

from datetime import datetime

from kring.communities.actions.colleagues import settle_colleague
from kring.people.organisations.events import EmploymentEnded, EmploymentStarted


def employment_changed(fact: EmploymentStarted | EmploymentEnded, *, event: int, now: datetime) -> None:
    """A colleague comes into the community of her organisation, or is out of all its circles."""
    settle_colleague(organisation=fact.organisation, account=fact.account, now=now)
