"""The tables of `people`: what members tell of themselves, and the organisations that they work for."""

from kring.people.models.joining import Domain, OrganisationInvitation, StaffList
from kring.people.models.organisations import Came, Department, Employment, FormerOrganisationAddress, Organisation
from kring.people.models.profiles import Bond, Claim, Profile, ProfileCompetence

__all__ = [
    "Bond",
    "Came",
    "Claim",
    "Department",
    "Domain",
    "Employment",
    "FormerOrganisationAddress",
    "Organisation",
    "OrganisationInvitation",
    "Profile",
    "ProfileCompetence",
    "StaffList",
]
