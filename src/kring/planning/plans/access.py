"""Who may plan, and who may see what came of it. A person sees what is offered to her, and nobody else's."""

from typing import Final

from kring.foundation.access.grants import Table, Themselves, WithRole
from kring.foundation.access.models import Role

_STAFF: Final = (Role.OWNER, Role.HR)

SCENARIO: Final = Table(
    {"read": (WithRole("organisation_id", _STAFF),), "change": (WithRole("organisation_id", _STAFF),)}
)
DRAFT: Final = Table({"read": (WithRole("organisation_id", _STAFF),), "change": (WithRole("organisation_id", _STAFF),)})
# What she answers is hers: those who offered it read whether it was taken up.
OFFER: Final = Table({"own": (Themselves("person_id"),), "made": (WithRole("organisation_id", _STAFF),)})
