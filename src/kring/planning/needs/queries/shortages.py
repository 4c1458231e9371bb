"""What is missing, exactly: for the job that plans, which shows it to nobody as it is."""

from dataclasses import dataclass
from datetime import date

from kring.people.models import Organisation
from kring.planning.needs.models import Need as NeedOfOrganisation
from kring.planning.needs.queries.gathering import counted_people, staff
from kring.planning.needs.queries.needs import listed
from kring.planning.needs.rules import quarters as calendar
from kring.planning.needs.rules.gaps import Need, standings


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing of one need: people in each quarter, and how many more of those who could step in.

    `wanted` holds each (competence, level), of which any is enough where `any_of`. `department` None is the whole
    organisation, or its senior management (`leadership`). `key` is that of the need; `weight` is 1 to 3.
    """

    key: int
    wanted: tuple[tuple[int, int], ...]
    any_of: bool
    department: int | None
    shortage: tuple[int, ...]
    backup: tuple[int, ...]
    weight: int
    role: int | None
    leadership: bool

    @property
    def competence(self) -> int:
        """The first competence that it is about; the only one of most."""
        return self.wanted[0][0]

    @property
    def level(self) -> int:
        """The highest level in it."""
        return max(level for _key, level in self.wanted)


def gaps(organisation: int, *, first: date, on: date, quarters: int = 8, most_roles: int = 1) -> list[Gap]:
    """The gap of each need that has one in any of so many quarters from `first` on, the weightiest first.

    Counted is who agreed, with her levels on the day `on`; who is known to leave is there until then. Someone fills at
    most `most_roles` roles at a time. Needs of leadership are left out: whom they concern is no department. At most
    eleven queries.
    """
    at = Organisation.objects.get(pk=organisation)
    columns = calendar.columns(first, quarters)
    rows = NeedOfOrganisation.objects.filter(
        organisation=at, ended_at=None, leadership=False, until__gt=first, first__lt=calendar.after(columns[-1])
    )
    asked = [row for row in listed(rows, language="en") if row.wanted.parts]
    known = staff(at, on=on, columns=columns)
    people = counted_people(at, known, {key for row in asked for key in row.wanted.competences}, on=on)
    needs = [
        Need(
            key=str(row.id), wanted=row.wanted, people=row.people, place=row.department or at.pk,
            first=calendar.between(first, row.first), until=calendar.between(first, row.until), backup=row.backup,
            weight=row.weight, role=row.profile is not None,
        )
        for row in asked
    ]  # fmt: skip
    stands = standings(needs, people, quarters=quarters, most_roles=most_roles)
    made = [
        Gap(
            row.id, row.wanted.parts, row.wanted.any_of, row.department,
            tuple(one.short if one else 0 for one in stands[str(row.id)]),
            tuple(one.short_of_backup if one else 0 for one in stands[str(row.id)]),
            row.weight, row.profile, row.leadership,
        )
        for row in asked
    ]  # fmt: skip
    return [gap for gap in made if any(gap.shortage) or any(gap.backup)]
