"""Who could learn something from whom at an organisation: by name only those who agreed to both, to be counted and to
be named."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from kring.finding.evidence.queries import levels_of
from kring.people.models import Employment, Organisation
from kring.people.organisations.queries import DepartmentRow
from kring.planning.needs.models import ConsentCompetence, Purpose
from kring.planning.needs.queries.consents import agreed
from kring.planning.needs.queries.needs import NeedRow
from kring.planning.needs.rules.wants import Fit, fit

MOST: Final = 50


class Named(NamedTuple):
    """Someone who agreed to be named."""

    handle: str
    name: str


class Learning(NamedTuple):
    """Who has what is wanted, and who is one level below it; of those who agreed to be named."""

    able: Sequence[Named]
    growing: Sequence[Named]


class _Agreed(NamedTuple):
    """Someone who agreed to both: her department, and by what she is counted (None: by all)."""

    account: int
    named: Named
    department: int | None
    only: frozenset[int] | None


def named_for(organisation: Organisation, row: NeedRow, *, tree: Sequence[DepartmentRow], on: date) -> Learning:
    """Of a need that the reader may read, its department's people who agreed, by name; nobody of senior management.
    `tree` are the departments there are. At most three queries."""
    if row.leadership:
        return Learning((), ())
    paths = {one.id: (organisation.pk, *one.path, one.id) for one in tree}
    place = row.department or organisation.pk
    people = [one for one in _agreed(organisation, on) if place in paths.get(one.department or 0, (organisation.pk,))]
    levels: dict[int, dict[int, int]] = {one.account: {} for one in people}
    for (account, competence), held in levels_of(levels, row.wanted.competences, on=on).items():
        levels[account][competence] = held.level
    found: dict[Fit, list[Named]] = {how: [] for how in Fit}
    for one in people:
        found[fit(row.wanted, levels[one.account], only=one.only)].append(one.named)
    return Learning(found[Fit.HAS][:MOST], found[Fit.BELOW][:MOST])


def _agreed(organisation: Organisation, on: date) -> list[_Agreed]:
    """Who agreed to both, by name. One query."""
    named = agreed(organisation.pk, on, Purpose.NAME).values("person")
    work = Employment.objects.filter(
        account=OuterRef("person"), organisation=organisation, over_at=None, starts_on__lte=on
    )
    words = ConsentCompetence.objects.filter(consent=OuterRef("pk")).values("competence")
    rows = agreed(organisation.pk, on, Purpose.COUNT).filter(person__in=named).annotate(
        department=Subquery(work.order_by("-starts_on", "-pk").values("department")[:1]), words=ArraySubquery(words)
    )  # fmt: skip
    columns = ("person", "person__handle", "person__name", "department", "everything", "words")
    return [
        _Agreed(key, Named(handle, name), department, None if everything else frozenset(only))
        for key, handle, name, department, everything, only in rows.order_by("person__sort_name", "person")
        .values_list(*columns)
    ]  # fmt: skip
