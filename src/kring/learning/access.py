"""Who may do what with a ledger: only she whose it is. What she opens to others stands beside it (dossiers)."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves

ENTRY: Final = Table(
    {"read": (Themselves("person_id"),), "correct": (Themselves("person_id"),), "prove": (Themselves("person_id"),)}
)
EVIDENCE: Final = Table({"read": (Themselves("person_id"),), "withdraw": (Themselves("person_id"),)})
DRAFT: Final = Table({"read": (Themselves("person_id"),), "settle": (Themselves("person_id"),)})
IMPORT: Final = Table({"read": (Themselves("person_id"),), "mend": (Themselves("person_id"),)})
