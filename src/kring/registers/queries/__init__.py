"""Reading schemes and registrations."""

from kring.registers.queries.registrations import (
    registration,
    registrations,
    registrations_between,
    registrations_of,
    registrations_with,
)
from kring.registers.queries.reviewers import is_reviewer, reviewed_schemes, reviewers
from kring.registers.queries.schemes import Known, known, scheme_with, schemes, versions_digest

__all__ = [
    "Known",
    "is_reviewer",
    "known",
    "registration",
    "registrations",
    "registrations_between",
    "registrations_of",
    "registrations_with",
    "reviewed_schemes",
    "reviewers",
    "scheme_with",
    "schemes",
    "versions_digest",
]
