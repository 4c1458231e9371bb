"""Writing in a ledger."""

from kring.learning.actions.aims import set_aim, set_organisation_days, set_organisation_year
from kring.learning.actions.drafts import confirm, dismiss, lapse, propose, put_back
from kring.learning.actions.erasing import erase_ledger
from kring.learning.actions.importing import drop_import, leave_out, mend, open_import, take_in
from kring.learning.actions.proving import add_file, add_link, withdraw_evidence
from kring.learning.actions.writing import claim, correct, strike, write_down

__all__ = [
    "add_file",
    "add_link",
    "claim",
    "confirm",
    "correct",
    "dismiss",
    "drop_import",
    "erase_ledger",
    "lapse",
    "leave_out",
    "mend",
    "open_import",
    "propose",
    "put_back",
    "set_aim",
    "set_organisation_days",
    "set_organisation_year",
    "strike",
    "take_in",
    "withdraw_evidence",
    "write_down",
]
