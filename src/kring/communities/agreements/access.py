"""Who may do what with an agreement: the organisation's owners, HR and procurement, and the community's hosts. Before
it is proposed, only the side that drafts it knows of it. No other organisation, host or colleague does."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from kring.communities.agreements.rules.terms import Side
from kring.foundation.access.grants import NOBODY, Table, Themselves, WithRole
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader

BUYERS: Final = (Role.OWNER, Role.HR, Role.PROCUREMENT)


@dataclass(frozen=True)
class Party:
    """Whoever acts for one side of an agreement that this side knows of."""

    side: Side
    who: WithRole

    def rows(self, reader: Reader) -> Q:
        return self.who.rows(reader) & (Q(told_at__isnull=False) | Q(begun_by=self.side.value))

    def holds(self, reader: Reader, row: Any) -> bool:
        return self.who.holds(reader, row) and self._knows(row)

    def people(self, row: Any) -> Q:
        return self.who.people(row) if self._knows(row) else NOBODY

    def _knows(self, row: Any) -> bool:
        return row.told_at is not None or row.begun_by == self.side


_BUYERS: Final = Party(Side.ORGANISATION, WithRole("party_id", BUYERS))
_HOSTS: Final = Party(Side.COMMUNITY, WithRole("community_id", (Role.HOST,)))

AGREEMENT: Final = Table(
    {
        "see": (_BUYERS, _HOSTS),
        Side.ORGANISATION.value: (_BUYERS,),
        Side.COMMUNITY.value: (_HOSTS,),
        # That there are seats to take, whoever works there may know.
        "offer": (WithRole("organisation_id", (Role.MEMBER,)),),
    }
)
SEAT: Final = Table({"see": (Themselves("account_id"), WithRole("agreement__party_id", BUYERS))})
