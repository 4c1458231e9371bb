"""Who may do what with a feed: whose it is. What stands in it is asked of each meeting."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves

FEED: Final = Table({"read": (Themselves("account_id"),), "withdraw": (Themselves("account_id"),)})
