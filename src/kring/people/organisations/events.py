"""What happens in and to organisations."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class OrganisationChanged(Fact):
    """Founded, described anew, or its departments or offices changed."""

    name: ClassVar[str] = "people.OrganisationChanged"
    organisation: int


class EmploymentStarted(Fact):
    """From now on she works there: what rests on it begins."""

    name: ClassVar[str] = "people.EmploymentStarted"
    employment: int
    organisation: int
    account: int


class EmploymentEnded(Fact):
    """An employment is over. With no other one there, her standings in the organisation are gone already."""

    name: ClassVar[str] = "people.EmploymentEnded"
    employment: int
    organisation: int
    account: int


class EmploymentMoved(Fact):
    """Someone who works there is in another department now, or in none."""

    name: ClassVar[str] = "people.EmploymentMoved"
    employment: int
    organisation: int
    account: int


class DomainLetterAsked(Fact):
    """The code that proves a domain is to be mailed to one of its well-known addresses."""

    name: ClassVar[str] = "people.DomainLetterAsked"
    domain: int


class OrganisationInvitationMade(Fact):
    """With an address it is to be mailed there."""

    name: ClassVar[str] = "people.OrganisationInvitationMade"
    invitation: int
    by_mail: bool
