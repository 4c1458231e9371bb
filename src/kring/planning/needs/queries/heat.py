"""How needs stand, as it was counted for the present quarter: for owners and HR, of departments also for managers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kring.foundation.access.readers import Reader
from kring.people.models import Organisation
from kring.people.organisations.queries import DepartmentRow
from kring.planning.needs.access import GROUP
from kring.planning.needs.models import Group, Tally, TallyFigure, TallyGroup
from kring.planning.needs.queries.needs import NeedRow
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.blurring import Band, at_worst, band, told
from kring.planning.needs.rules.counting import Part, stands
from kring.planning.needs.rules.wants import Wanted


class Cell(NamedTuple):
    """How a need stands in one quarter: so many are needed and so many more to step in, about so many have it, and at
    worst after all who leave by then had it. None: nothing can be told."""

    needed: int
    backup: int
    have: int | None
    band: Band | None
    worst: Band | None
    leaving: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One thing that is needed, in one part of an organisation: a cell for each quarter, None where it isn't needed.
    `needs` are the keys of all that was added up in it, `key` the first of them.

    `department` None is everyone. `together` names the departments whose needs were added up, as they aren't told by
    themselves. `decides` is the competence of several that the figure rests on. `below` are about how many are one
    level below, `eager` how many would like to learn it. `higher` are the keys of rows of the same in the same part at
    a higher level: whoever is needed there isn't counted in the cells of this one.
    """

    key: int
    title: Sequence[str]
    any_of: bool
    role: str
    level: int | None
    department: int | None
    place: str
    together: Sequence[str]
    weight: int
    cells: Sequence[Cell | None]
    decides: str = ""
    below: int | None = None
    eager: int | None = None
    higher: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """The needs that a reader may read against what was counted. `counted_on` is None where nothing is yet."""

    counted_on: date | None
    columns: Sequence[date]
    rows: Sequence[HeatRow]
    people: int | None


@dataclass(frozen=True, slots=True)
class _Told:
    """What was counted, as the reader may read it."""

    tally: Tally | None
    groups: Sequence[TallyGroup]
    parts: Sequence[Part]
    below: Mapping[int, frozenset[int]]
    above: Mapping[int, Sequence[int]]
    names: Mapping[int, str]
    readable: frozenset[int] = field(default_factory=frozenset)


def heat(
    reader: Reader,
    organisation: Organisation,
    needs: Sequence[NeedRow],
    *,
    tree: Sequence[DepartmentRow],
    today: date,
    is_senior: bool = False,
) -> Heat:
    """These needs, which the reader may read, as they stand; with `is_senior` those of senior management, else all
    others. `tree` are the departments there are. One query."""
    first = quarters.first_of(today)
    columns = quarters.columns(first)
    known = _told(reader, organisation, first, tree)
    asked: dict[tuple[object, ...], list[NeedRow]] = {}
    where: dict[tuple[object, ...], tuple[int | None, Sequence[TallyGroup] | None]] = {}
    for row in needs:
        if row.leadership is not is_senior or row.until <= first or row.first > columns[-1] or not row.wanted.parts:
            continue
        found = _place(known, row)
        key = (row.wanted, row.profile, found[0], row.department is None)
        asked.setdefault(key, []).append(row)
        where[key] = found
    made: dict[tuple[object, ...], HeatRow] = {}
    for here, some in sorted(asked.items(), key=lambda one: -one[1][0].wanted.level):
        above = [made[one] for one, rows in asked.items() if one in made and _is_above(one, rows[0], here, some[0])]
        name = known.names.get(where[here][0] or 0, "")
        made[here] = _heat(some, where[here], above, name=name, columns=columns)
    rows = [made[key] for key in asked]
    whole = next((one.people for one in known.groups if one.kind == (Group.SENIOR if is_senior else Group.WHOLE)), None)
    return Heat(known.tally.counted_on if known.tally else None, columns, rows, whole)


def around(organisation: Organisation, wanted: Wanted, *, today: date) -> int | None:
    """About how many people of the communities with an agreement have shown what is wanted, in fives; None where it
    isn't counted. It says nothing of anyone at the organisation. One query."""
    rows = Tally.objects.filter(organisation=organisation, first=quarters.first_of(today), around__isnull=False)
    found = rows.filter(around__competence__in=wanted.competences).values_list(
        "around__competence", "around__level", "around__people"
    )
    shown = told(wanted, {(key, level): people for key, level, people in found})
    return shown[0] if shown else None


def _told(reader: Reader, at: Organisation, first: date, tree: Sequence[DepartmentRow]) -> _Told:
    counted = TallyFigure.objects.filter(group=OuterRef("pk")).order_by("pk")
    figures = counted.values(said=JSONObject(competence="competence_id", level="level", have="have", leaving="leaving"))
    rows = TallyGroup.objects.filter(tally__organisation=at, tally__first=first).annotate(told=ArraySubquery(figures))
    groups = list(rows.select_related("tally").order_by("pk"))
    paths = {one.id: one.path for one in tree}
    parts = [
        Part(one.department_id or at.pk, tuple(one.parts), shown=one.people is not None)
        for one in groups
        if one.kind == Group.PART
    ]
    return _Told(
        groups[0].tally if groups else None,
        groups,
        parts,
        below={key: frozenset(one for one, path in paths.items() if key in path) for key in paths},
        above={key: [step for step in reversed(path) if step in paths] for key, path in paths.items()},
        names={one.id: one.name for one in tree},
        readable=frozenset(one.pk for one in groups if GROUP.allows(reader, "read", one)),
    )


def _place(known: _Told, row: NeedRow) -> tuple[int | None, Sequence[TallyGroup] | None]:
    """The lowest part of the organisation, from that of a need up, of which something can be told, and the groups that
    it is a sum of; None for groups that the reader may not read or that aren't there."""
    by_kind = {one.kind: one for one in known.groups}
    held = [one for one in known.groups if one.kind == Group.PART]
    if row.department is not None:
        for step in known.above.get(row.department, ()):
            found = stands(known.below[step], known.parts)
            if found is not None:
                anchors = {one.parts for one in found}
                groups = [one for one in held if tuple(one.parts) in anchors]
                return step, groups if all(one.pk in known.readable for one in groups) else None
    group = by_kind.get(Group.SENIOR if row.leadership else Group.WHOLE)
    readable = group is not None and group.people is not None and group.pk in known.readable
    return None, [group] if group is not None and readable else None


def _is_above(there: tuple[object, ...], other: NeedRow, here: tuple[object, ...], one: NeedRow) -> bool:
    """Whether `other` is the same as `one` in the same part, at a higher level; `there` and `here` say in which."""
    (mine, yours) = ((need.wanted.competences, need.wanted.any_of) for need in (one, other))
    return there[1:] == here[1:] and one.profile is None and mine == yours and other.wanted.level > one.wanted.level


def _heat(
    needs: Sequence[NeedRow],
    where: tuple[int | None, Sequence[TallyGroup] | None],
    above: Sequence[HeatRow],
    *,
    name: str,
    columns: Sequence[date],
) -> HeatRow:
    one, (place, groups) = needs[0], where
    figures = _figures(groups or (), len(columns))
    decided = told(one.wanted, {key: have[0] for key, (have, _leaving) in figures.items()})
    return HeatRow(
        key=one.id,
        title=one.words,
        any_of=one.any_of,
        role=one.role,
        level=one.level,
        department=place,
        place=name,
        together=sorted({row.department_name for row in needs if row.department not in (None, place)}),
        weight=max(row.weight for row in needs),
        cells=[_cell(needs, number, first, figures, _taken(above, number)) for number, first in enumerate(columns)],
        decides=one.labels[decided[1]] if decided and len(one.wanted.parts) > 1 else "",
        below=_below(one.wanted, figures),
        eager=_eager(one.wanted, figures),
        higher=tuple(row.key for row in above),
        needs=tuple(row.id for row in needs),
    )


def _taken(above: Sequence[HeatRow], number: int) -> int:
    """About how many are needed at higher levels, of those who are there."""
    cells = [cell for row in above if (cell := row.cells[number])]
    return sum(min(cell.needed + cell.backup, cell.have or 0) for cell in cells)


Figures = Mapping[tuple[int, int], tuple[Sequence[int], Sequence[int]]]


def _figures(groups: Sequence[Any], size: int) -> Figures:
    """The sums of what was counted of these groups, of what was counted of each: (have, leaving) by quarter."""
    found: dict[tuple[int, int], list[tuple[Sequence[int], Sequence[int]]]] = {}
    for one in (one for group in groups for one in group.told):
        found.setdefault((one["competence"], one["level"]), []).append((one["have"], one["leaving"]))
    return {
        key: (
            [sum(have[number] for have, _leaving in rows) for number in range(size)],
            [sum(leaving[number] for _have, leaving in rows) for number in range(size)],
        )
        for key, rows in found.items()
        if len(rows) == len(groups)
    }


def _cell(needs: Sequence[NeedRow], number: int, first: date, figures: Figures, taken: int) -> Cell | None:
    asked = [row for row in needs if row.first <= first < row.until]
    if not asked:
        return None
    people, backup = sum(row.people for row in asked), sum(row.backup for row in asked)
    found = told(asked[0].wanted, {key: have[number] for key, (have, _leaving) in figures.items()})
    if found is None:
        return Cell(people, backup, None, None, None, 0)
    leaving = max(figures[part][1][number] for part in asked[0].wanted.parts if part in figures)
    have = max(0, found[0] - taken)
    return Cell(
        people, backup, have, band(have, people=people, backup=backup),
        band(at_worst(have, leaving=leaving), people=people, backup=backup), leaving,
    )  # fmt: skip


def _below(wanted: Wanted, figures: Figures) -> int | None:
    """About how many are one level below what is wanted; of several competences of the scarcest."""
    found = [
        max(0, figures[key, level - 1][0][0] - figures[key, level][0][0])
        for key, level in wanted.parts
        if level > 1 and (key, level) in figures and (key, level - 1) in figures
    ]
    return min(found, default=None) if len(found) == len(wanted.parts) else None


def _eager(wanted: Wanted, figures: Figures) -> int | None:
    found = [figures[key, 0][0][0] for key, _level in wanted.parts if (key, 0) in figures]
    return max(found, default=None)
