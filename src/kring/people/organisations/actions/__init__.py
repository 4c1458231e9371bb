"""What can be done with organisations: found and describe them (`founding`), their `departments` and `offices`, taking
people on and letting them go (`employing`), and the ways in: `domains`, `joining`, `lists`."""

from kring.people.organisations.actions.departments import (
    close_department,
    make_department,
    move_department,
    rename_department,
)
from kring.people.organisations.actions.domains import (
    drop_domain,
    offer_domain,
    send_code,
    verify_as_operator,
    verify_domain,
)
from kring.people.organisations.actions.employing import (
    begin_and_end_due,
    change_department,
    employ,
    end_employment,
)
from kring.people.organisations.actions.founding import Description, describe, found, give_owner
from kring.people.organisations.actions.joining import (
    accept_invitation,
    invite_by_link,
    invite_by_mail,
    join_by_address,
    withdraw_invitation,
)
from kring.people.organisations.actions.lists import (
    Seen,
    confirm_list,
    drop_list,
    end_missing,
    leave_out,
    mend,
    open_list,
    seen_rows,
)
from kring.people.organisations.actions.offices import appoint, dismiss

__all__ = [
    "Description",
    "Seen",
    "accept_invitation",
    "appoint",
    "begin_and_end_due",
    "change_department",
    "close_department",
    "confirm_list",
    "describe",
    "dismiss",
    "drop_domain",
    "drop_list",
    "employ",
    "end_employment",
    "end_missing",
    "found",
    "give_owner",
    "invite_by_link",
    "invite_by_mail",
    "join_by_address",
    "leave_out",
    "make_department",
    "mend",
    "move_department",
    "offer_domain",
    "open_list",
    "rename_department",
    "seen_rows",
    "send_code",
    "verify_as_operator",
    "verify_domain",
    "withdraw_invitation",
]
