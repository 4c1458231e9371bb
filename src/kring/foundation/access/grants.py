"""Who may, said once: a table of action -> grants, and the three answers that come out of it.

A grant is one reason why someone may. A table joins grants with *or*, and answers: which rows may this person see
(`filter`), may she do this to that row (`allows`), and who may (`audience`). The three are tested to agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from kring.foundation.access.models import SIGHTED, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.foundation.accounts.models import Account

NOBODY = Q(pk__in=())


def _follow(row: Any, path: str) -> Any:
    """The value at the end of a path such as `place__scope`."""
    return reduce(getattr, path.split("__"), row)


class Grant(Protocol):
    """One reason why someone may."""

    def rows(self, reader: Reader) -> Q:
        """The rows for which this reader may."""

    def holds(self, reader: Reader, row: Any) -> bool:
        """Whether she may for this row."""

    def people(self, row: Any) -> Q:
        """The accounts that may for this row."""


@dataclass(frozen=True)
class InScope:
    """Whoever may look into the scope at the end of `path`."""

    path: str

    def rows(self, reader: Reader) -> Q:
        return Q() if reader.sees_all else Q(**{f"{self.path}__any": reader.scopes})

    def holds(self, reader: Reader, row: Any) -> bool:
        return reader.may_look(_follow(row, self.path))

    def people(self, row: Any) -> Q:
        scope = _follow(row, self.path)
        if scope in (PUBLIC, NETWORK):
            return Q()
        return Q(pk__in=Standing.objects.filter(place=scope, role__in=SIGHTED).values("account"))


@dataclass(frozen=True)
class WithRole:
    """Whoever has one of these roles in the place at the end of `path`."""

    path: str
    roles: tuple[Role, ...]

    def rows(self, reader: Reader) -> Q:
        return Q(**{f"{self.path}__in": reader.places(*self.roles)})

    def holds(self, reader: Reader, row: Any) -> bool:
        return reader.has(_follow(row, self.path), *self.roles)

    def people(self, row: Any) -> Q:
        return Q(pk__in=Standing.objects.filter(place=_follow(row, self.path), role__in=self.roles).values("account"))


@dataclass(frozen=True)
class Themselves:
    """The person that `path` names: an author, an owner, a receiver."""

    path: str

    def rows(self, reader: Reader) -> Q:
        return NOBODY if reader.account is None else Q(**{self.path: reader.account})

    def holds(self, reader: Reader, row: Any) -> bool:
        return reader.account is not None and _follow(row, self.path) == reader.account

    def people(self, row: Any) -> Q:
        return Q(pk=_follow(row, self.path))


@dataclass(frozen=True)
class SignedIn:
    """Everyone with an account."""

    def rows(self, reader: Reader) -> Q:
        return NOBODY if reader.account is None and not reader.sees_all else Q()

    def holds(self, reader: Reader, row: Any) -> bool:
        return reader.account is not None or reader.sees_all

    def people(self, row: Any) -> Q:
        return Q()


class Table:
    """Action -> the grants of which one is enough."""

    def __init__(self, grants: Mapping[str, tuple[Grant, ...]]) -> None:
        self.grants = grants

    def filter(self, reader: Reader, action: str) -> Q:
        """What of a table this reader may do `action` to, as a condition on its rows."""
        return reduce(or_, (grant.rows(reader) for grant in self.grants[action]))

    def allows(self, reader: Reader, action: str, row: Any) -> bool:
        """Whether she may do `action` to this row."""
        return any(grant.holds(reader, row) for grant in self.grants[action])

    def audience(self, action: str, row: Any) -> "QuerySet[Account]":
        """Everyone who may do `action` to this row and has not left."""
        people = reduce(or_, (grant.people(row) for grant in self.grants[action]))
        return Account.objects.filter(people, is_active=True)
