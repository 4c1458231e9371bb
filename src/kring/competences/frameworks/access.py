"""Who may read a framework, and who keeps it."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from kring.foundation.access.grants import NOBODY, InScope, Table, WithRole
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader

KEEPERS: Final = (Role.HOST, Role.OWNER, Role.HR)


@dataclass(frozen=True)
class OfNobody:
    """Whoever it is, where no place is at the end of `path`; with `operators`, these alone."""

    path: str
    operators: bool = False

    def rows(self, reader: Reader) -> Q:
        return Q(**{self.path: None}) if self._is_meant(reader) else NOBODY

    def holds(self, reader: Reader, row: Any) -> bool:
        return getattr(row, self.path) is None and self._is_meant(reader)

    def people(self, row: Any) -> Q:
        if getattr(row, self.path) is not None:
            return NOBODY
        return Q(is_operator=True) if self.operators else Q()

    def _is_meant(self, reader: Reader) -> bool:
        return reader.is_operator or reader.sees_all or not self.operators


@dataclass(frozen=True)
class InScopeOfPlace(InScope):
    """Whoever may look into the scope of the place, where there is one."""

    def holds(self, reader: Reader, row: Any) -> bool:
        return row.place_id is not None and super().holds(reader, row)

    def people(self, row: Any) -> Q:
        return NOBODY if row.place_id is None else super().people(row)


FRAMEWORK: Final = Table(
    {
        "read": (OfNobody("place_id"), InScopeOfPlace("place__scope"), WithRole("place_id", KEEPERS)),
        "keep": (OfNobody("place_id", operators=True), WithRole("place_id", KEEPERS)),
    }
)
