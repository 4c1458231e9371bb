"""A problem as an integer programme. Pure.

Columns are how many of those who are alike do a pattern, how many are attracted for a gap in a quarter, how many are
hired in for it in a quarter, and how many are missing still. Lead times are in which quarters a column reaches.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kring.planning.plans.rules.people import Alike, Move, Pattern, alike, fits_wish, ways_of
from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import Gap, Problem, Way, Wish
from kring.planning.plans.rules.programme import Programme, Terms


class Limit(StrEnum):
    """What can bind. Rows are named by it, with what it is of: "unit:7", "quarter:2", "wish:0"."""

    BUDGET = "budget"
    QUARTER = "quarter"
    UNIT = "unit"
    DAYS = "days"
    OWN = "own"
    HIRED = "hired"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Column:
    """What one unit of a column does: cents by gap and quarter, the days that it takes of one person, what it adds to
    own people and hired in as (gap, from quarter, until quarter)."""

    way: Way | None
    cents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    days: int = 0
    covers: tuple[tuple[int, int, int], ...] = ()
    pattern: Pattern = ()
    group: int = 0
    # Of attracting and hiring in: the gap, and the quarter in which it begins.
    gap: int = 0
    quarter: int = 0

    @property
    def total(self) -> int:
        """All cents of one unit."""
        return sum(self.cents.values())


class Model:
    """A problem with its programme; `columns` stand in the order of the programme's."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.could_miss = [problem.could_miss(gap) for gap in problem.gaps]
        # The gaps at a lower level that whoever covers one covers too.
        self.lower = [
            tuple(place for place, other in enumerate(problem.gaps) if gap.key in other.higher) for gap in problem.gaps
        ]
        self.groups: list[Alike] = alike(problem)
        self.programme = Programme()
        self.columns: list[Column] = []
        self._add_people()
        self._add_attracting()
        self._add_hiring()
        self._add_missing()
        self._add_limits()

    def _add(self, column: Column, upper: int) -> int:
        self.columns.append(column)
        return self.programme.column(upper)

    def _add_people(self) -> None:
        for number, group in enumerate(self.groups):
            places = [self._add(self._of_pattern(pattern, number), len(group.people)) for pattern in group.patterns]
            self.programme.row("", dict.fromkeys(places, 1), high=len(group.people))

    def _of_pattern(self, pattern: Pattern, group: int) -> Column:
        cents: defaultdict[tuple[int, int], int] = defaultdict(int)
        for move in pattern:
            for quarter, paid in enumerate(move.profile.cents, start=move.begins):
                cents[move.gap, quarter] += paid
        return Column(
            Way.DEVELOP,
            {key: paid for key, paid in cents.items() if paid},
            sum(sum(move.profile.days) for move in pattern),
            tuple((gap, move.ready, self.problem.quarters) for move in pattern for gap in (move.gap, *move.also)),
            pattern,
            group,
        )

    def _add_attracting(self) -> None:
        places = {gap.key: place for place, gap in enumerate(self.problem.gaps)}
        quarters = self.problem.quarters
        for offer in sorted(self.problem.attracting, key=lambda one: one.gap):
            place = places[offer.gap]
            # Who comes stays: who was asked for to come later may be one too many, beside who is of use sooner.
            of_use = max(self._of_use(place), default=0)
            most = min(offer.most, of_use + self._asked(place, Way.ATTRACT))
            terms: dict[int, int] = {}
            for begins in range(quarters - offer.lead if most else 0):
                comes = begins + offer.lead
                cents = {(place, begins): offer.cents}
                for quarter in range(comes, quarters):
                    cents[place, quarter] = cents.get((place, quarter), 0) + offer.cents_a_quarter
                covers = tuple((one, comes, quarters) for one in (place, *self.lower[place]))
                column = Column(Way.ATTRACT, cents, covers=covers, gap=place, quarter=begins)
                terms[self._add(column, most)] = 1
            self.programme.row("", terms, high=most)

    def _add_hiring(self) -> None:
        places = {gap.key: place for place, gap in enumerate(self.problem.gaps)}
        for offer in sorted(self.problem.hiring, key=lambda one: one.gap):
            place = places[offer.gap]
            asked, of_use = self._asked(place, Way.HIRE), self._of_use(place)
            for quarter in range(offer.lead, self.problem.quarters):
                most = min(offer.most, max(of_use[quarter], asked))
                if most:
                    cents = {(place, quarter): offer.cents}
                    covers = tuple((one, quarter, quarter + 1) for one in (place, *self.lower[place]))
                    self._add(Column(Way.HIRE, cents, covers=covers, gap=place, quarter=quarter), most)

    def _of_use(self, place: int) -> Sequence[int]:
        """How many more could be of use in each quarter, for a gap or for those at a lower level."""
        return [max(some) for some in zip(*(self.could_miss[one] for one in (place, *self.lower[place])), strict=True)]

    def _asked(self, place: int, way: Way) -> int:
        """How many wishes ask for, of use or not."""
        fitting = [one for one in self.problem.wishes if one.way is way]
        return sum(one.least for one in fitting if one.gap in (None, self.problem.gaps[place].key))

    def _add_missing(self) -> None:
        """How many are missing in each quarter: what is short and nobody covers. Whoever is missing at a higher level
        isn't missing here too: a gap is covered with those above it, of which each place that stays open is one less to
        fill."""
        covering: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for place, column in enumerate(self.columns):
            for covered, first, until in column.covers:
                for quarter in range(first, until):
                    covering[covered, quarter][place] = 1
        self.covering = covering
        self.missing: dict[tuple[int, int], int] = {}
        for number, most in enumerate(self.could_miss):
            for quarter, many in enumerate(most):
                if many:
                    self.missing[number, quarter] = self._add(Column(None, gap=number, quarter=quarter), many)
        above = [self._above(gap) for gap in self.problem.gaps]
        for number, quarter in self.missing:
            open_places = [self.missing.get((one, quarter)) for one in (number, *above[number])]
            terms = {place: 1 for place in (*covering[number, quarter], *open_places) if place is not None}
            self.programme.row("", terms, low=self.could_miss[number][quarter])

    def _above(self, gap: Gap) -> list[int]:
        """The places of the gaps at a higher level."""
        return [place for place, other in enumerate(self.problem.gaps) if other.key in gap.higher]

    def _add_limits(self) -> None:
        limits = self.problem.limits
        if limits.budget is not None:
            self.programme.row(Limit.BUDGET, self.cents(), high=limits.budget)
        for quarter, most in enumerate(limits.by_quarter):
            if most is not None:
                self.programme.row(f"{Limit.QUARTER}:{quarter}", self.cents(quarter=quarter), high=most)
        for unit, most in sorted(limits.by_unit):
            self.programme.row(f"{Limit.UNIT}:{unit}", self.cents(unit=unit), high=most)
        if limits.days is not None:
            self.programme.row(Limit.DAYS, self.days(), high=limits.days)
        for number, gap in enumerate(self.problem.gaps):
            self._keep_own(number, gap)
        if limits.hired_percent is not None:
            self._keep_share(limits.hired_percent)
        for number, wish in enumerate(self.problem.wishes):
            self.programme.row(f"{Limit.WISH}:{number}", self._fitting(wish), low=wish.least, high=wish.most)

    def _keep_own(self, number: int, gap: Gap) -> None:
        limits = self.problem.limits
        above = [self.problem.gaps[place] for place in self._above(gap)]
        for quarter in range(max(0, limits.own_from), self.problem.quarters):
            if not gap.need[quarter]:
                continue
            least = self._least_own(gap, quarter) - gap.have[quarter]
            least += sum(self._least_own(one, quarter) - min(one.need[quarter], one.have[quarter]) for one in above)
            covering = self.covering[number, quarter]
            own = {place: 1 for place in covering if self.columns[place].way is not Way.HIRE}
            self.programme.row(f"{Limit.OWN}:{gap.key}", own, low=least)

    def _least_own(self, gap: Gap, quarter: int) -> int:
        need, limits = gap.need[quarter], self.problem.limits
        return max(min(need, limits.own), -(-limits.own_percent * need // 100))

    def _keep_share(self, percent: int) -> None:
        needed: defaultdict[tuple[str, int], int] = defaultdict(int)
        hired: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
        for gap in self.problem.gaps:
            for quarter, need in enumerate(gap.need):
                needed[gap.unit, quarter] += need
        for place, column in enumerate(self.columns):
            if column.way is Way.HIRE:
                hired[self.problem.gaps[column.gap].unit, column.quarter][place] = 1
        for key, terms in sorted(hired.items()):
            self.programme.row(f"{Limit.HIRED}:{key[0]}", terms, high=percent * needed[key] // 100)

    def _fitting(self, wish: Wish) -> Terms:
        return {place: found for place, column in enumerate(self.columns) if (found := self._fits(wish, column))}

    def _fits(self, wish: Wish, column: Column) -> int:
        gaps = self.problem.gaps
        if column.way is Way.DEVELOP:
            people = self.groups[column.group].people
            return sum(fits_wish(wish, gaps[move.gap].key, people, move) for move in column.pattern)
        fits = wish.way is column.way and wish.person is None and wish.gap in (None, gaps[column.gap].key)
        return int(fits and wish.quarter in (None, column.quarter))

    def shortage(self) -> Terms:
        """What is missing, by weight."""
        return {column: self.problem.gaps[gap].weight for (gap, _quarter), column in self.missing.items()}

    def cents(self, *, quarter: int | None = None, unit: str | None = None) -> Terms:
        """What it costs: all of it, in a quarter, or for the gaps of a unit."""
        units = [gap.unit for gap in self.problem.gaps]
        found = {}
        for place, column in enumerate(self.columns):
            paid = sum(
                cents
                for (gap, when), cents in column.cents.items()
                if quarter in (None, when) and unit in (None, units[gap])
            )
            if paid:
                found[place] = paid
        return found

    def days(self) -> Terms:
        """The development days of all together."""
        return {place: column.days for place, column in enumerate(self.columns) if column.days}

    def levels(self) -> dict[int, Terms]:
        """Who spends so many days, the most first."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for place, days in self.days().items():
            found[days][place] = 1
        return dict(sorted(found.items(), reverse=True))

    def order(self) -> Terms:
        """What comes first where nothing else decides: the sooner, then in the order of gaps and keys."""
        chosen = [(place, column) for place, column in enumerate(self.columns) if column.way is not None]
        ranked = sorted(chosen, key=lambda one: (_begins(one[1]), one[0]))
        return {place: rank for rank, (place, _column) in enumerate(ranked, start=1)}

    def choices(self, values: Sequence[int]) -> list[Choice]:
        """What the values of columns say, by person and quarter. Among those who are alike, the first by key come
        first."""
        found: list[Choice] = []
        free = [list(group.people) for group in self.groups]
        for place, column in enumerate(self.columns):
            if not values[place] or column.way is None:
                continue
            if column.way is Way.DEVELOP:
                people, free[column.group] = free[column.group][: values[place]], free[column.group][values[place] :]
                found += [self._developing(person, move) for person in people for move in column.pattern]
            else:
                gap = self.problem.gaps[column.gap].key
                found.append(Choice(column.quarter, column.way, gap, many=values[place]))
        return sorted(found)

    def _developing(self, person: str, move: Move) -> Choice:
        if not hasattr(self, "_paths"):
            places = {gap.key: place for place, gap in enumerate(self.problem.gaps)}
            self._paths = {one.key: ways_of(one, places) for one in self.problem.people}
        path = self._paths[person][move.gap, move.profile, move.also]
        return Choice(move.begins, Way.DEVELOP, self.problem.gaps[move.gap].key, person, path)


def _begins(column: Column) -> int:
    return min((move.begins for move in column.pattern), default=column.quarter)
