"""What would close the gaps, with the least to do: so much more in these categories, by one of these kinds.

What is missing under several rules at once is told once: eight of ethics and two of anything, not eight and ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kring.registers.rules import schema
from kring.registers.rules.assigning import least_added
from kring.registers.rules.compile import Entry, Option
from kring.registers.rules.counted import Group
from kring.registers.rules.credits import Credit
from kring.registers.rules.looking import Look
from kring.registers.rules.reckoning import Reckoning
from kring.registers.rules.rows import Node, Row
from kring.registers.rules.surroundings import UndecidableError
from kring.registers.rules.verdict import Way

_EVERYTHING = 10**30
# More ways than these to do something would bury the ones that matter.
_MOST_KINDS = 12


@dataclass(slots=True, eq=False)
class _Choice:
    """Something one could do: how it would count, in which rows, and how much of it limits leave room for."""

    option: Option
    credit: Credit
    all_rows: tuple[int, ...]
    rows: frozenset[int]
    caps: frozenset[int]
    kinds: list[str] = field(default_factory=list)
    any_kind: bool = False
    amount: int = 0
    labels: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def categories(self) -> tuple[str, ...]:
        """Where it may be: `all` where nothing of the kind needs to be said."""
        if not all(self.labels):
            return ("all",)
        return tuple(dict.fromkeys(label for labels in self.labels for label in labels))

    def add(self, entry: Entry, option: Option) -> None:
        """Another entry by which it could be done, or another place where it would do as well."""
        if option.labels not in self.labels:
            self.labels.append(option.labels)
        self.any_kind = self.any_kind or not entry.said.kind
        self.kinds += [kind for kind in entry.said.kind if kind not in self.kinds]


def ways_to_close(found: Look) -> tuple[Way, ...]:
    """The least that must come for every rule that can still be met; what waits for review isn't counted on."""
    nodes = list(_unmet(found.standing, found.rules.nodes))
    return (*_points(found, nodes), *_things(found, nodes), *_steps(found, nodes))


def _unmet(standing: Reckoning, nodes: list[Node] | tuple[Node, ...]) -> Iterator[Node]:
    """The rules at the bottom that must be met yet: of alternatives only the nearest."""
    at = standing.around.at
    for node in nodes:
        if standing.met(node) or not standing.possible(node, at):
            continue
        if not node.inner:
            yield node
        elif isinstance(node.rule.said, schema.AnyRule):
            applying = [one for one in node.inner if standing.applies(one) and standing.possible(one, at)]
            yield from _unmet(standing, sorted(applying, key=standing.lacks)[:1])
        else:
            yield from _unmet(standing, node.inner)


# ----- points


def _points(found: Look, nodes: list[Node]) -> Iterator[Way]:
    standing = found.standing
    rows = {node.row.index: node for node in nodes if node.row is not None and node.row.measure == "points"}
    short = {place: standing.missing(node.row) for place, node in rows.items() if node.row is not None}
    choices = [choice for choice in _choices(found, frozenset(short)) if choice.rows]
    rooms = _rooms(found)
    _fill(choices, left := dict(short), dict(rooms))
    if (rooms and any(left.values())) or (len(short) > 1 and not _is_tree(choices, short)):
        _best(found, choices, short)
    for choice in choices:
        if choice.amount:
            place = min(choice.rows, key=lambda n: (sum(n in other.rows for other in choices), n))
            node = rows[place]
            kinds = () if choice.any_kind else tuple(choice.kinds[:_MOST_KINDS])
            amount = Fraction(choice.amount, standing.unit)
            yield Way(node.name, amount, "points", choice.categories, kinds, standing.last_day(node))


def _rooms(found: Look) -> dict[int, int]:
    """What each limit leaves room for."""
    standing = found.standing
    return {
        cap.row.index: max(0, cap.most - standing.have(cap.row))
        for cap in standing.count.caps
        if cap.row is not None and cap.row.measure == "points"
    }


def _choices(found: Look, short: frozenset[int]) -> list[_Choice]:
    made: dict[tuple[frozenset[int], frozenset[int]], _Choice] = {}
    entries = [entry for entry in found.sheet.ready.entries if found.around.open_entry(entry.index)]
    free = [entry for entry in entries if not any(limit.per not in {"activity", "day"} for limit in entry.limits)]
    for entry in [*free, *(entry for entry in entries if entry not in free)]:
        if entry.points == 0:
            continue
        for option in _options(found, entry):
            for credit in _credits(found, entry, option):
                every = found.sheet.rows_of(credit, option)
                rows = frozenset(every) & short
                caps = frozenset(n for n in every if found.sheet.rows[n].most is not None)
                # What is limited is only told where nothing else would do.
                if entry in free or not any(rows <= choice.rows for choice in made.values()):
                    made.setdefault((rows, caps), _Choice(option, credit, every, rows, caps)).add(entry, option)
    return list(made.values())


def _options(found: Look, entry: Entry) -> Iterator[Option]:
    """The ways in which what an entry takes could count, by what the person would claim and in which area."""
    ready = found.sheet.ready
    names = entry.into.claimed or (ready.scheme.categories if entry.into.claimed == () else ())
    areas = [area.name for per in ready.scheme.areas for area in found.around.areas(per)]
    seen = set[frozenset[str]]()
    for claimed in [(), *((name,) for name in names)]:
        for area in [(), *((area,) for area in areas)]:
            for option in ready.options(entry, claimed, area):
                if option.categories not in seen:
                    seen.add(option.categories)
                    yield option


def _credits(found: Look, entry: Entry, option: Option) -> Iterator[Credit]:
    """What it would be if it were done today, or in each window that is still to come."""
    sheet = found.sheet
    for day in _days(found):
        for kind in entry.said.kind or (None,):
            credit = Credit(0, None, entry, day, (option,), windows=sheet.windows_at(day))
            credit.kind = kind if kind in sheet.ready.kinds_matter else None
            # Whoever reads it may see to it that it fits.
            credit.bits = (1 << len(sheet.selections)) - 1
            yield credit


def _days(found: Look) -> list[date]:
    at = found.around.at or found.around.period.last
    today = min(max(at, found.around.period.first), found.around.period.last)
    return [today, *sorted({first for first, _ in found.sheet.windows if first > today})]


def _fill(choices: list[_Choice], short: dict[int, int], rooms: dict[int, int]) -> None:
    """The narrowest rule first, each by what helps most others: least, where rules are nested or apart.

    Of what helps as much, what no limit bounds comes first: then it is told once, and not in pieces.
    """
    order = sorted(short, key=lambda n: sum(n in choice.rows for choice in choices))
    for place in order:
        fitting = [choice for choice in choices if place in choice.rows]
        helping = sorted(fitting, key=lambda c: (-sum(short[n] > 0 for n in c.rows), bool(c.caps)))
        for choice in helping:
            amount = min([short[place], *(rooms.get(cap, 0) for cap in choice.caps)])
            choice.amount += max(amount, 0)
            for n in choice.rows:
                short[n] = max(0, short[n] - amount)
            for cap in choice.caps:
                rooms[cap] -= amount


def _is_tree(choices: list[_Choice], short: dict[int, int]) -> bool:
    sets = [frozenset(i for i, choice in enumerate(choices) if n in choice.rows) for n in short]
    return all(a <= b or b <= a or not a & b for a in sets for b in sets)


def _best(found: Look, choices: list[_Choice], short: dict[int, int]) -> None:
    """The least where rules overlap, or where what comes takes the place of what is there under a limit. What was found
    before stays where that can't be worked out."""
    count = found.standing.count
    most = sum(short.values())
    extra = [Group((choice.option,), (tuple(choice.all_rows),), choice.credit, most, [], []) for choice in choices]
    met = {row.index for row in found.sheet.rows if not found.standing.missing(row)}
    with suppress(UndecidableError):
        amounts = least_added(count, found.wanted, extra, frozenset(short) | met)
        for choice, amount in zip(choices, amounts, strict=True):
            choice.amount = amount


# ----- activities, hours, steps


def _things(found: Look, nodes: list[Node]) -> Iterator[Way]:
    standing = found.standing
    for node in nodes:
        row = node.row
        if row is None or row.measure == "points":
            continue
        entries = [entry for entry in found.sheet.ready.entries if found.around.open_entry(entry.index)]
        fitting = [entry for entry in entries if _serves(found, entry, row)]
        kinds = tuple(dict.fromkeys(kind for entry in fitting for kind in entry.said.kind))
        selector = row.rule.selector
        if selector is not None and selector.kinds:
            kinds = selector.said.kinds
        elif any(not entry.said.kind for entry in fitting):
            kinds = ()
        categories = selector.categories if selector is not None else ()
        own = tuple(f"{c}/{row.area}" if row.area and c in found.sheet.ready.per_area else c for c in categories)
        amount = Fraction(standing.missing(row), standing.unit)
        yield Way(node.name, amount, row.measure, own or ("all",), kinds[:_MOST_KINDS], standing.last_day(node))


def _serves(found: Look, entry: Entry, row: Row) -> bool:
    return any(
        row.index in found.sheet.rows_of(credit, option)
        for option in _options(found, entry)
        for credit in _credits(found, entry, option)
    )


def _steps(found: Look, nodes: list[Node]) -> Iterator[Way]:
    at = found.around.at
    for node in nodes:
        for done in found.standing.steps(node) if node.rule.steps else ():
            if done.day is None and done.by is not None and at is not None and done.by >= at:
                name = f"{node.name}/{done.step.name}"
                yield Way(name, Fraction(1), "activities", ("all",), done.step.kind[:_MOST_KINDS], done.by)
