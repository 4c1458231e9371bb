"""Who may see what of someone's evidence, and do what with it.

What others see of it is in `queries.showing`: what she shows, and of that what rests on something that they may see.
No role in an organisation is in this table.
"""

from typing import Final

from kring.foundation.access.grants import Table, Themselves

EVIDENCE: Final = Table({"own": (Themselves("account_id"),)})
STATEMENT: Final = Table({"own": (Themselves("account_id"),)})
ENDORSEMENT: Final = Table(
    {
        # Who received it decides on it; who gave it takes it back.
        "decide": (Themselves("of_id"),),
        "withdraw": (Themselves("by_id"),),
    }
)
ASK: Final = Table({"settle": (Themselves("to_id"),), "withdraw": (Themselves("by_id"),)})
