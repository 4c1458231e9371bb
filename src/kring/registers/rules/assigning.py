"""The best way to divide activities over places that exclude each other, or under limits that cross.

In this order: least shortage over all rules together (one activity or hour weighs as one point), fewest rules unmet,
most left to carry, most where the person claimed it or the scheme names it first, and then what comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from datetime import date
from fractions import Fraction
from math import gcd

from kring.registers.rules.amounts import Earned
from kring.registers.rules.counted import Count, Group, Wanted, caps_of, days_in, days_of_credit, measured, settle
from kring.registers.rules.credits import FinerError
from kring.registers.rules.rows import Row
from kring.registers.rules.solver import Programme
from kring.registers.rules.surroundings import UndecidableError
from kring.registers.rules.terms import minus, scaled

Choice = frozenset[int]
Score = tuple[int, int, int]
# Between lattice and continuum there may be a better way in sixtieths; beyond that we say that we don't know.
FINER = (1, 60)
CLOSE = 1e-4


def assigned(result: Count, wanted: Wanted) -> Count:
    """The best division, over all choices of rules that must be met. Raises UndecidableError."""
    found: list[tuple[Score, Count]] = []
    for choice in wanted():
        found.append(_divided(copy(result), choice))
        if found[-1][0][0] == 0 and not result.sheet.ready.carries:
            break
    # Of equally good ones the first stays.
    return max(found, key=lambda pair: pair[0])[1]


def least_added(result: Count, wanted: Wanted, extra: Sequence[Group], rows: frozenset[int]) -> list[int]:
    """How much must come at least, of each of these groups, for these rows to be met; what is there may be divided
    anew. Raises UndecidableError, also where no addition does it."""
    grown = copy(result)
    grown.groups = [*result.groups, *extra]
    grown.parts = [*result.parts, *([group.total] for group in extra)]
    grown.caps = list(caps_of(grown))
    found: list[list[int]] = []
    for choice in wanted():
        with suppress(UndecidableError):
            found.append(_Division(grown, choice, 1).added(len(extra), rows))
    if not found:
        raise UndecidableError("too_hard")
    return min(found, key=sum)


def _divided(result: Count, choice: Choice) -> tuple[Score, Count]:
    for finer in FINER:
        found = _Division(result, choice, finer).solved()
        if found is not None:
            return found
    raise UndecidableError("too_hard")


class _Division:
    """One integer programme: how much of each group goes where."""

    def __init__(self, result: Count, choice: Choice, finer: int) -> None:
        self.result, self.choice, self.finer = result, choice, finer
        self.rows = result.sheet.rows
        self.step = self._step()
        self.programme = Programme()
        # For each group and option: the variable and the units that one of it is worth.
        self.places: list[list[tuple[int, int]]] = []
        self.counts: dict[tuple[int, int], int] = {}
        self.wholes: set[int] = set()
        self.short: dict[int, int] = {}
        # For each activity that may be left out whole: the variable that says whether it is in.
        self.taken: dict[int, int] = {}
        for n, group in enumerate(result.groups):
            self.places.append(self._variables(n, group))
        for n, group in enumerate(result.groups):
            self._choose(n, group)
        self._caps()
        self._times()
        self._rules()

    # ----- variables

    def _step(self) -> int:
        """The largest piece in which everything is whole: numbers stay small that way."""
        result = self.result
        sizes = [result.sheet.unit]
        for group in result.groups:
            sizes += [group.total, group.step, *(group.amounts if group.whole else ())]
        sizes += [cap.most for cap in result.caps]
        sizes += [demand for demand in result.demands if demand is not None]
        sizes += [result.sheet.units(row.absorbed) for row in self.rows]
        shares = any(isinstance(bound, Earned) for row in self.rows for bound in (row.least, row.most))
        if shares or any(row.measure in {"hours", "items"} for row in self.rows):
            return 1
        return gcd(*sizes)

    def _size(self, units: int) -> int:
        """Units as a number of the programme."""
        return units * self.finer // self.step

    def _variables(self, n: int, group: Group) -> list[tuple[int, int]]:
        programme = self.programme
        if group.whole and len(group.options) > 1:
            return self._whole_variables(n, group)
        each = self._size(group.step) or 1
        size = self._size(group.total) // each
        made = [(programme.variable(size), each) for _ in group.options]
        if len(made) > 1:
            programme.at_most({variable: 1 for variable, _ in made}, size)
        if group.step:
            self.wholes.update(variable for variable, _ in made)
        return made

    def _whole_variables(self, n: int, group: Group) -> list[tuple[int, int]]:
        """So many of the items go into each place; where a limit may cut them, how much of these counts."""
        programme = self.programme
        count, each = len(group.members), self._size(group.amounts[0])
        made = []
        for place in range(len(group.options)):
            number = programme.variable(count)
            self.counts[n, place] = number
            self.wholes.add(number)
            if any(cap.groups >> n & 1 for cap in self.result.caps) and each:
                amount = programme.variable(each * count)
                programme.at_most({amount: 1, number: -each}, 0)
                made.append((amount, 1))
            else:
                made.append((number, each))
        programme.at_most({self.counts[n, place]: 1 for place in range(len(group.options))}, count)
        return made

    def _terms(self, row: int) -> dict[int, int]:
        """What counts in a row."""
        return {
            variable: worth
            for group, places in zip(self.result.groups, self.places, strict=True)
            for rows, (variable, worth) in zip(group.rows, places, strict=True)
            if row in rows and worth
        }

    # ----- limits

    def _caps(self) -> None:
        for cap in self.result.caps:
            if cap.row is None:
                if not any(bound.times and bound.said == cap.said for bound in self.result.items.bounds):
                    self.programme.at_most(self._within(cap.groups), self._size(cap.most))
            elif cap.row.measure != "points":
                self._cap_of_things(cap.row, cap.most)
            elif isinstance(cap.row.most, Earned):
                share = cap.row.most
                terms = scaled(self._terms(cap.row.index), share.share.denominator)
                self.programme.at_most(minus(terms, self._base(cap.row, share)), 0)
            else:
                self.programme.at_most(self._terms(cap.row.index), self._size(cap.most))

    def _within(self, groups: int) -> dict[int, int]:
        return {
            variable: worth
            for n, places in enumerate(self.places)
            if groups >> n & 1
            for variable, worth in places
            if worth
        }

    def _cap_of_things(self, row: Row, most: int) -> None:
        terms, constant = self._things(row)
        if constant > most:
            # Which of them to leave out can't be said in amounts that can be divided.
            raise UndecidableError("too_hard")
        if terms:
            self.programme.at_most(terms, most - constant)

    def _base(self, row: Row, share: Earned) -> dict[int, int]:
        bit = self.result.sheet.windows.index(row.window)
        terms: dict[int, int] = {}
        for group, places in zip(self.result.groups, self.places, strict=True):
            if group.sample.windows >> bit & 1:
                for option, (variable, worth) in zip(group.options, places, strict=True):
                    if share.category is None or share.category in option.categories:
                        terms[variable] = worth * share.share.numerator
        return terms

    def _times(self) -> None:
        for number, bound in enumerate(self.result.items.bounds):
            if bound.times:
                groups = [group for group in self.result.groups if number in group.bounds]
                self.programme.at_most({self.taken[group.sample.place]: 1 for group in groups}, bound.most)

    def _choose(self, n: int, group: Group) -> None:
        """Nothing of an activity counts that isn't among those that a limit of their number lets in."""
        bounds = self.result.items.bounds
        if not (self.result.chosen.intersection(group.members) or any(bounds[b].times for b in group.bounds)):
            return
        place = group.sample.place
        if place not in self.taken:
            self.taken[place] = self.programme.variable(1)
            self.wholes.add(self.taken[place])
        terms: dict[int, int] = {variable: worth for variable, worth in self.places[n] if worth}
        if terms:
            self.programme.at_most({**terms, self.taken[place]: -self._size(group.total)}, 0)

    # ----- rules

    def _rules(self) -> None:
        for row in self.rows:
            demand = self.result.demands[row.index]
            if demand is None or row.index not in self.choice:
                continue
            if isinstance(row.least, Earned):
                terms = scaled(self._terms(row.index), row.least.share.denominator)
                terms, least, each = minus(terms, self._base(row, row.least)), 0, row.least.share.denominator
            else:
                terms, least, each = self._asked(row, demand), 0, 1
                least = terms.pop(-1)
            most = (
                max(least, 0)
                if each == 1
                else sum(worth * self.programme.upper[n] for n, worth in terms.items() if worth < 0)
            )
            short = self.programme.variable(abs(most))
            self.short[row.index] = short
            self.programme.at_least({**terms, short: each}, least)

    def _asked(self, row: Row, demand: int) -> dict[int, int]:
        """What counts in a row, and under -1 how much of it is asked."""
        if row.measure == "points":
            absorbed = self.result.sheet.units(row.absorbed)
            return {**self._terms(row.index), -1: self._size(demand + absorbed)}
        terms, constant = self._things(row)
        # One activity weighs as one point.
        return {**scaled(terms, self.finer), -1: (demand - constant) * self.finer // self.step}

    def _things(self, row: Row) -> tuple[dict[int, int], int]:
        """What is counted otherwise than in points: of each item that may go elsewhere, and of all others."""
        terms: dict[int, int] = {}
        fixed = copy(self.result)
        fixed.groups, fixed.parts = [], []
        chosen: list[Group] = []
        for n, group in enumerate(self.result.groups):
            held = [row.index in rows for rows in group.rows]
            if all(held) and group.sample.place in self.taken:
                chosen.append(group)
            elif all(held) or not any(held):
                fixed.groups.append(group)
                fixed.parts.append([group.total] * len(group.options))
            elif (n, 0) not in self.counts or row.measure == "days":
                raise UndecidableError("too_hard")
            else:
                weight = self._weight(group, row) // self.step
                terms |= {self.counts[n, place]: weight for place, here in enumerate(held) if here}
        return terms | self._chosen_things(row, chosen, fixed), measured(fixed, row)

    def _chosen_things(self, row: Row, chosen: Sequence[Group], fixed: Count) -> dict[int, int]:
        """What those that may be left out bring: each its own, and a day once, whoever brings it."""
        terms: dict[int, int] = {}
        if row.measure != "days":
            for group in chosen:
                taken, weight = self.taken[group.sample.place], self._weight(group, row) // self.step
                # Hours are divided over the pieces of an activity; it is one, whatever its pieces.
                terms[taken] = weight + (terms.get(taken, 0) if row.measure == "hours" else 0)
            return terms
        there = set(days_in(fixed, row))
        bringing: dict[date, dict[int, int]] = {}
        for group in chosen:
            for day in days_of_credit(group.sample, row):
                if day not in there:
                    bringing.setdefault(day, {})[self.taken[group.sample.place]] = -1
        for day in sorted(bringing):
            known = self.programme.variable(1)
            self.wholes.add(known)
            self.programme.at_most({known: 1, **bringing[day]}, 0)
            for taken in bringing[day]:
                self.programme.at_most({taken: 1, known: -1}, 0)
            terms[known] = self.result.sheet.unit // self.step
        return terms

    def _weight(self, group: Group, row: Row) -> int:
        sheet, credit = self.result.sheet, group.sample
        if any(n in self.result.items.hours for n in group.members):
            raise UndecidableError("too_hard")
        if row.measure == "activities" or credit.activity is None:
            return sheet.unit
        return sheet.units((credit.hours or Fraction(0)) if row.measure == "hours" else credit.activity.items)

    # ----- solving

    def solved(self) -> tuple[Score, Count] | None:
        """The best division and how good it is; None when a finer one might be better."""
        programme = self.programme
        if any(isinstance(row.least, Earned) for row in self.rows):
            programme.best(self._preference(flat=True))
        shortage = dict.fromkeys(self.short.values(), -1)
        relaxed = programme.relaxed(shortage, self.wholes) if shortage else 0.0
        values = programme.best(shortage)
        missing = sum(values[variable] for variable in self.short.values())
        if missing and relaxed + missing > CLOSE:
            return None
        unmet = self._fewest_unmet() if missing else 0
        carried = self._most_carried() if not missing else 0
        if carried is None:
            return None
        programme.best(self._preference(), proven=False)
        if self.taken:
            # What nothing stands in the way of is in, also where it brings no points; and the first come first.
            programme.best(dict.fromkeys(self.taken.values(), 1), proven=False)
        values = programme.best(self._preference(first=True), proven=False)
        if self.taken:
            many = len(self.taken)
            values = programme.best({taken: many - n for n, taken in enumerate(self.taken.values())}, proven=False)
        return (-missing * 60 // self.finer, -unmet, carried * 60 // self.finer), self._taken(values)

    def added(self, count: int, rows: frozenset[int]) -> list[int]:
        """The least of the last `count` groups under which these rows are met."""
        programme = self.programme
        for row, short in self.short.items():
            if row in rows:
                programme.at_most({short: 1}, 0)
        last = [places[0] for places in self.places[len(self.places) - count :]]
        values = programme.best({variable: -worth for variable, worth in last})
        return [values[variable] * worth * self.step for variable, worth in last]

    def _fewest_unmet(self) -> int:
        programme, unmet = self.programme, {}
        for short in self.short.values():
            flag = programme.variable(1)
            self.wholes.add(flag)
            programme.at_most({short: 1, flag: -programme.upper[short]}, 0)
            unmet[flag] = -1
        values = programme.best(unmet)
        return sum(values[flag] for flag in unmet)

    def _most_carried(self) -> int | None:
        """Of what counts, as much as can be taken away with every rule still met; None: in finer pieces it is more."""
        sheet, programme = self.result.sheet, self.programme
        taken: dict[tuple[int, int], tuple[int, int]] = {}
        for n, group in enumerate(self.result.groups):
            fresh = group.sample.serves is None and group.sample.activity is not None
            for place, option in enumerate(group.options):
                if fresh and any(sheet.selects(c.selector, group.sample, option) for c in sheet.ready.carries):
                    taken[n, place] = self._away(group, *self.places[n][place])
        for row in self.rows:
            demand = self.result.demands[row.index]
            if row.index in self.short and row.measure == "points" and demand is not None:
                terms = self._asked(row, demand)
                least = terms.pop(-1)
                for (n, place), (away, worth) in taken.items():
                    if row.index in self.result.groups[n].rows[place]:
                        terms[away] = -worth
                programme.at_least(terms, least)
        worths = {away: worth for away, worth in taken.values() if worth}
        if not worths:
            return 0
        relaxed = programme.relaxed(worths, self.wholes)
        carried = sum(worths[n] * value for n, value in enumerate(programme.best(worths)) if n in worths)
        return None if relaxed - carried > CLOSE and self.finer != FINER[-1] else carried

    def _away(self, group: Group, variable: int, worth: int) -> tuple[int, int]:
        """What is taken away in a place, and the units that one of it is worth: in part too, unless it is one whole."""
        programme = self.programme
        if group.sample.whole:
            away = programme.variable(programme.upper[variable])
            programme.at_most({away: 1, variable: -1}, 0)
            self.wholes.add(away)
            return away, worth
        away = programme.variable(programme.upper[variable] * worth)
        programme.at_most({away: 1, variable: -worth}, 0)
        return away, 1

    def _preference(self, *, flat: bool = False, first: bool = False) -> dict[int, int]:
        """How much each place is liked: what is claimed or named first most; with `first`, of the earliest groups."""
        terms: dict[int, int] = {}
        many = min(len(self.places), 1000)
        for n, (group, places) in enumerate(zip(self.result.groups, self.places, strict=True)):
            for option, (variable, worth) in zip(group.options, places, strict=True):
                rank = 1 if flat else len(group.options) - option.rank
                terms[variable] = (rank * max(many - n, 1) if first else rank) * max(worth, 1)
        return terms

    def _taken(self, values: list[int]) -> Count:
        result = self.result
        result.have = list(result.have)
        amounts = [[values[variable] * worth * self.step for variable, worth in places] for places in self.places]
        if any(amount % self.finer for row in amounts for amount in row):
            # The finer pieces are whole in a finer unit only.
            raise FinerError(self.finer)
        result.parts = [[amount // self.finer for amount in row] for row in amounts]
        result.counts = {key: values[variable] for key, variable in self.counts.items()}
        out = {place for place, taken in self.taken.items() if not values[taken]}
        result.dropped = frozenset(n for n, group in enumerate(result.groups) if group.sample.place in out)
        settle(result)
        return result
