"""Who may see whom a person keeps away: she alone."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves

BLOCK: Final = Table({"read": (Themselves("who_id"),)})
