"""Who works at an organisation, in which part, until when, and how far those are who agreed to be counted: for jobs.
None of it is shown to anyone as it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kring.finding.evidence.queries import levels_of
from kring.foundation.access.models import Reason, Role, Standing
from kring.people.models import Department, Employment, Organisation
from kring.planning.needs.queries.consents import counted_for
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.counting import Counted


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works there on a day: the part of each (a department, or the organisation itself), and the quarter from which
    she does no more, if that is known. `parents` holds the part above each."""

    parts: Mapping[int, int]
    untils: Mapping[int, int | None]
    parents: Mapping[int, int | None]
    names: Mapping[int, str]

    def by_part(self) -> dict[int, list[int]]:
        """Who works in each part itself."""
        found: dict[int, list[int]] = {}
        for person, part in sorted(self.parts.items()):
            found.setdefault(part, []).append(person)
        return found

    def above(self, part: int) -> list[int]:
        """A part and all those above it, the lowest first."""
        found: list[int] = []
        step: int | None = part
        while step is not None and step not in found:
            found.append(step)
            step = self.parents.get(step)
        return found

    def below(self, part: int) -> set[int]:
        """A part and all those below it."""
        return {one for one in self.parents if part in self.above(one)}


def staff(organisation: Organisation, *, on: date, columns: Sequence[date]) -> Staff:
    """Who works at an organisation on a day. Two queries."""
    rows = Employment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), organisation=organisation, starts_on__lte=on, over_at=None,
        account__is_active=True,
    )  # fmt: skip
    ends: dict[int, date | None] = {}
    parts: dict[int, int] = {}
    later = Employment.objects.filter(organisation=organisation, over_at=None, account__in=rows.values("account"))
    for person, end, part, start in later.order_by("starts_on", "pk").values_list(
        "account", "ends_on", "department", "starts_on"
    ):
        ends[person] = end
        if start <= on:
            parts[person] = part or organisation.pk
    departments = Department.objects.filter(organisation=organisation).values_list("pk", "name", "place__parent")
    names, parents = {organisation.pk: organisation.name}, dict[int, int | None]({organisation.pk: None})
    for key, name, parent in departments:
        names[key], parents[key] = name, parent
    return Staff(parts, {one: _until(ends[one], columns) for one in parts}, parents, names)


def counted_people(
    organisation: Organisation, known: Staff, competences: Collection[int], *, on: date
) -> list[Counted]:  # fmt: skip
    """Those who agreed to be counted, with their levels on a day. At most five queries."""
    agreed = {one: only for one, only in counted_for(organisation.pk, on).items() if one in known.parts}
    levels: dict[int, dict[int, int]] = {one: {} for one in agreed}
    for (person, competence), held in levels_of(agreed, competences, on=on).items():
        levels[person][competence] = held.level
    return [Counted(one, levels[one], only) for one, only in sorted(agreed.items())]


def senior_management(organisation: Organisation) -> list[int]:
    """The owners, and who manages the whole organisation or a department right under it."""
    rows = Standing.objects.filter(
        Q(place=organisation.pk) | Q(place__department__isnull=False, place__parent=organisation.pk),
        role__in=(Role.OWNER, Role.MANAGER), reason=Reason.APPOINTED, account__is_active=True,
    )  # fmt: skip
    return sorted(set(rows.values_list("account_id", flat=True)))


def _until(end: date | None, columns: Sequence[date]) -> int | None:
    """The first of these quarters that someone doesn't work to the end of."""
    if end is None:
        return None
    return next((number for number, first in enumerate(columns) if end <= quarters.last_day(first)), None)
