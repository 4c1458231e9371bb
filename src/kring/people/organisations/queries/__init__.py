"""Reading organisations (`organisations`), who works there (`staff`), and how people come in (`joining`).

Everything starts from what the reader may see.
"""

from kring.people.organisations.queries.finding import Colleague, colleagues_who
from kring.people.organisations.queries.joining import (
    InvitationRow,
    code_of,
    domains,
    invitation_by_token,
    invitation_token,
    invitations,
    joinable,
    may_join_by_address,
    staff_list,
    waiting_lists,
)
from kring.people.organisations.queries.organisations import (
    DepartmentRow,
    OfficeRow,
    OrganisationRow,
    department,
    may,
    mine,
    moved_to,
    offices,
    only_owner_of,
    organisation,
    organisation_by_id,
    tree,
    without_owner,
)
from kring.people.organisations.queries.staff import (
    EmploymentRow,
    StaffRow,
    colleagues,
    colleagues_named,
    employment,
    named,
    own_employments,
    staff,
)

__all__ = [
    "Colleague",
    "DepartmentRow",
    "EmploymentRow",
    "InvitationRow",
    "OfficeRow",
    "OrganisationRow",
    "StaffRow",
    "code_of",
    "colleagues",
    "colleagues_named",
    "colleagues_who",
    "department",
    "domains",
    "employment",
    "invitation_by_token",
    "invitation_token",
    "invitations",
    "joinable",
    "may",
    "may_join_by_address",
    "mine",
    "moved_to",
    "named",
    "offices",
    "only_owner_of",
    "organisation",
    "organisation_by_id",
    "own_employments",
    "staff",
    "staff_list",
    "tree",
    "waiting_lists",
    "without_owner",
]
