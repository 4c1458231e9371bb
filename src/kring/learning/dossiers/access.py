"""Who may look into a dossier: she whose it is, and a register's reviewer at what was handed in to her. No employer.

An auditor to whom a dossier was opened comes by a link (see `queries.opening`): she has no standing here.
"""

from typing import Final

from kring.foundation.access.grants import Table, Themselves
from kring.registers.access import ReviewsFor

_OWNER: Final = Themselves("registration__account_id")
_REVIEWER: Final = ReviewsFor("scheme", "registration__account_id")

SUBMISSION: Final = Table(
    {"read": (_OWNER, _REVIEWER), "answer": (_OWNER,), "review": (_REVIEWER,)},
)
OPENING: Final = Table({"read": (_OWNER,), "withdraw": (_OWNER,)})
STATEMENT: Final = Table({"read": (_OWNER,)})
SNAPSHOT: Final = Table({"read": (_OWNER,)})
