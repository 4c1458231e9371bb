"""The tables of learning: the ledger (`entries`), its evidence, drafts, imports that wait, and aims."""

from kring.learning.models.aims import Aim, OrganisationDays, OrganisationYear
from kring.learning.models.drafts import Draft, DraftState
from kring.learning.models.entries import Entry, LedgerMonth, Source, Time
from kring.learning.models.evidence import Evidence
from kring.learning.models.imports import Import, ImportState

__all__ = [
    "Aim",
    "Draft",
    "DraftState",
    "Entry",
    "Evidence",
    "Import",
    "ImportState",
    "LedgerMonth",
    "OrganisationDays",
    "OrganisationYear",
    "Source",
    "Time",
]
