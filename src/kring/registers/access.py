"""Who may do what with registrations, and with schemes."""

from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

from django.db.models import Q, QuerySet

from kring.foundation.access.grants import NOBODY, Table, Themselves
from kring.foundation.access.readers import Reader
from kring.registers.models import Reviewer

# Only she whose it is. What she opens to others stands with dossiers.
REGISTRATION: Final = Table({"read": (Themselves("account_id"),), "change": (Themselves("account_id"),)})


@dataclass(frozen=True)
class ReviewsFor:
    """Whoever reviews for the scheme at the end of `scheme`, but not for herself: the person at the end of `whose`."""

    scheme: str
    whose: str

    def rows(self, reader: Reader) -> Q:
        if reader.account is None:
            return NOBODY
        return Q(**{f"{self.scheme}__in": _granted(reader.account)}) & ~Q(**{self.whose: reader.account})

    def holds(self, reader: Reader, row: Any) -> bool:
        if reader.account is None or _follow(row, self.whose) == reader.account:
            return False
        return _granted(reader.account).filter(scheme=_follow(row, self.scheme)).exists()

    def people(self, row: Any) -> Q:
        granted = Reviewer.objects.filter(scheme=_follow(row, self.scheme), withdrawn_at=None)
        return Q(pk__in=granted.values("account")) & ~Q(pk=_follow(row, self.whose))


def _granted(account: int) -> "QuerySet[Reviewer, Any]":
    return Reviewer.objects.filter(account=account, withdrawn_at=None).values("scheme")


def _follow(row: Any, path: str) -> Any:
    return reduce(getattr, path.split("__"), row)
