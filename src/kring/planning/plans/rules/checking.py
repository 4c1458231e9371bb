"""A plan counted again, by someone who doesn't know how it was made. Pure, and shares nothing with what builds and
solves: quarter by quarter it plays what the choices say.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import Gap, Limits, Path, Person, Problem, Way, Wish


class BrokenPlanError(Exception):
    """A plan does what it may not: a fault in how it was made."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a plan comes to. `own` and `hired` are people by gap in each quarter, `short` who is missing still;
    `weighted` is what is missing, by weight, over all quarters. `cents` are by quarter, `by_gap` by gap and way; `days`
    by person."""

    own: Mapping[str, tuple[int, ...]]
    hired: Mapping[str, tuple[int, ...]]
    short: Mapping[str, tuple[int, ...]]
    weighted: int
    cents: tuple[int, ...]
    by_gap: Mapping[str, Mapping[Way, int]]
    days: Mapping[str, int]

    @property
    def total(self) -> int:
        """All cents."""
        return sum(self.cents)


def count(problem: Problem, choices: Sequence[Choice]) -> Count:
    """What a plan comes to. Raises BrokenPlanError where it does what isn't possible or breaks a limit."""
    played = _Played(problem)
    for choice in choices:
        played.play(choice)
    found = played.count()
    _keeps_limits(problem, found)
    for wish in problem.wishes:
        fitting = sum(choice.many for choice in choices if _fits(wish, choice))
        _demand(wish.least <= fitting and (wish.most is None or fitting <= wish.most), "A wish isn't kept.")
    return found


class _Played:
    """A plan in the playing: what each choice brings and takes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.gaps = {gap.key: gap for gap in problem.gaps}
        self.people = {person.key: person for person in problem.people}
        self.own = {key: list(gap.have) for key, gap in self.gaps.items()}
        # Whoever comes for a gap at a higher level, and counts here too.
        self.above = {key: [0] * problem.quarters for key in self.gaps}
        self.counts: dict[tuple[str, str], int] = {}
        self.hired = {key: [0] * problem.quarters for key in self.gaps}
        self.paid = [0] * problem.quarters
        self.by_gap: dict[str, Counter[Way]] = {key: Counter() for key in self.gaps}
        self.spent: dict[str, list[int]] = defaultdict(lambda: [0] * problem.quarters)
        self.taken: dict[str, list[int]] = defaultdict(lambda: [0] * problem.quarters)
        self.seen: set[tuple[str, str]] = set()
        self.attracted: Counter[str] = Counter()

    def play(self, choice: Choice) -> None:
        _demand(choice.gap in self.gaps and choice.many > 0, "It closes a gap that isn't there.")
        _demand(0 <= choice.quarter < self.problem.quarters, "It begins outside the plan.")
        match choice.way:
            case Way.DEVELOP:
                self._develop(choice)
            case Way.ATTRACT:
                self._attract(choice)
            case Way.HIRE:
                self._hire(choice)

    def _develop(self, choice: Choice) -> None:
        person = self.people.get(choice.person)
        _demand(person is not None and choice.many == 1, "Nobody is there to develop.")
        _demand((choice.person, choice.gap) not in self.seen, "Someone develops twice for one gap.")
        self.seen.add((choice.person, choice.gap))
        path = next((path for path in _paths(person) if (path.key, path.gap) == (choice.path, choice.gap)), None)
        if path is None:
            raise BrokenPlanError("Nobody can take this path.")
        ready = self._walk(path, choice)
        wanted = [quarter for quarter, most in enumerate(self.problem.could_miss(self.gaps[choice.gap])) if most]
        for quarter in range(ready, self.problem.quarters):
            if wanted and quarter <= wanted[-1]:
                self.taken[choice.person][quarter] += 1
        for key in (choice.gap, *path.also):
            _demand(key in self.gaps, "It covers a gap that isn't there.")
            # Who grows to two levels of the same is one person more at the lower one.
            until = self.counts.get((choice.person, key), self.problem.quarters)
            for quarter in range(ready, until):
                self.own[key][quarter] += 1
            self.counts[choice.person, key] = min(ready, until)

    def _walk(self, path: Path, choice: Choice) -> int:
        """Take the steps of a path; the quarter in which it is walked."""
        done: dict[str, int] = {}
        left = list(path.steps)
        while left:
            step = next((one for one in left if all(before in done for before in one.after)), None)
            if step is None:
                raise BrokenPlanError("A step waits for itself.")
            left.remove(step)
            begins = max((done[before] for before in step.after), default=choice.quarter)
            done[step.key] = begins + step.lead
            _demand(done[step.key] < self.problem.quarters, "It isn't ready within the plan.")
            self._pay(choice, begins, step.cents)
            for day in range(step.days):
                self.spent[choice.person][begins + day % max(1, step.lead)] += 1
        return max(done.values(), default=choice.quarter)

    def _attract(self, choice: Choice) -> None:
        offer = next((one for one in self.problem.attracting if one.gap == choice.gap), None)
        if offer is None:
            raise BrokenPlanError("Nobody can be attracted for it.")
        self.attracted[choice.gap] += choice.many
        _demand(self.attracted[choice.gap] <= offer.most, "More are attracted than there are.")
        comes = choice.quarter + offer.lead
        _demand(comes < self.problem.quarters, "It isn't ready within the plan.")
        self._pay(choice, choice.quarter, offer.cents * choice.many)
        for quarter in range(comes, self.problem.quarters):
            self.own[choice.gap][quarter] += choice.many
            for key in self._below(choice.gap):
                self.own[key][quarter] += choice.many
            self._pay(choice, quarter, offer.cents_a_quarter * choice.many)

    def _hire(self, choice: Choice) -> None:
        offer = next((one for one in self.problem.hiring if one.gap == choice.gap), None)
        if offer is None:
            raise BrokenPlanError("Nobody can be hired in for it.")
        self.hired[choice.gap][choice.quarter] += choice.many
        for key in self._below(choice.gap):
            self.above[key][choice.quarter] += choice.many
        _demand(choice.quarter >= offer.lead, "Someone is hired in too soon.")
        _demand(self.hired[choice.gap][choice.quarter] <= offer.most, "More are hired in than there are.")
        self._pay(choice, choice.quarter, offer.cents * choice.many)

    def _below(self, gap: str) -> list[str]:
        """The gaps at a lower level: whoever can do the one can do those too."""
        return [key for key, other in self.gaps.items() if gap in other.higher]

    def _missing(self) -> dict[str, tuple[int, ...]]:
        """Who is missing in each quarter: the highest level is filled first, and who isn't needed there fills the next.
        What stays open above is no place to fill below."""
        found: dict[str, tuple[int, ...]] = {}
        for key, gap in sorted(self.gaps.items(), key=lambda one: len(one[1].higher)):
            above = [other for other in self.gaps.values() if other.key in gap.higher]
            missing = []
            for quarter, need in enumerate(gap.need):
                there = self.own[key][quarter] + self.hired[key][quarter] + self.above[key][quarter]
                open_above = sum(other.short[quarter] - found[other.key][quarter] for other in above)
                missing.append(max(0, need - there + open_above) if need else 0)
            found[key] = tuple(missing)
        return {key: found[key] for key in self.gaps}

    def _pay(self, choice: Choice, quarter: int, cents: int) -> None:
        self.paid[quarter] += cents
        self.by_gap[choice.gap][choice.way] += cents

    def count(self) -> Count:
        for key, days in self.spent.items():
            self._keeps_days(self.people[key], days)
        for key, roles in self.taken.items():
            most = self.problem.limits.roles - self.people[key].roles
            _demand(max(roles) <= max(0, most), "Someone has too many roles at once.")
        short = self._missing()
        return Count(
            own={key: tuple(own) for key, own in self.own.items()},
            hired={key: tuple(hired) for key, hired in self.hired.items()},
            short=short,
            weighted=sum(self.gaps[key].weight * sum(quarters) for key, quarters in short.items()),
            cents=tuple(self.paid),
            by_gap={key: dict(cents) for key, cents in self.by_gap.items()},
            days={key: sum(days) for key, days in sorted(self.spent.items()) if any(days)},
        )

    def _keeps_days(self, person: Person, days: Sequence[int]) -> None:
        a_year: Counter[int] = Counter()
        for quarter, spent in enumerate(days):
            a_year[self.problem.years[quarter]] += spent
            _demand(person.most_a_quarter is None or spent <= person.most_a_quarter, "A quarter has too many days.")
        for year, spent in a_year.items():
            _demand(spent <= person.days[year], "Someone has too few days left.")


def _keeps_limits(problem: Problem, found: Count) -> None:
    limits = problem.limits
    _demand(limits.budget is None or found.total <= limits.budget, "It costs more than the budget.")
    for cents, most in zip(found.cents, limits.by_quarter, strict=False):
        _demand(most is None or cents <= most, "It costs more than the budget of a quarter.")
    for unit, most in limits.by_unit:
        paid = sum(sum(found.by_gap[gap.key].values()) for gap in problem.gaps if gap.unit == unit)
        _demand(paid <= most, "It costs more than the budget of a unit.")
    _demand(limits.days is None or sum(found.days.values()) <= limits.days, "It takes too many days.")
    for gap in problem.gaps:
        _keeps_own(problem, gap, found.own)
    if limits.hired_percent is not None:
        for unit in {gap.unit for gap in problem.gaps}:
            _keeps_share(problem, unit, found, limits.hired_percent)


def _keeps_own(problem: Problem, gap: Gap, own: Mapping[str, Sequence[int]]) -> None:
    """Each gap has as many as it must, beside those who must be at each higher level of the same."""
    limits = problem.limits
    above = [other for other in problem.gaps if other.key in gap.higher]
    for quarter in range(max(0, limits.own_from), problem.quarters):
        if not gap.need[quarter]:
            continue
        must = sum(_least_own(one.need[quarter], limits) for one in (gap, *above))
        there = own[gap.key][quarter] + sum(min(one.need[quarter], one.have[quarter]) for one in above)
        _demand(there >= must, "A gap has too few own people.")


def _least_own(need: int, limits: Limits) -> int:
    """The first number that is enough."""
    return next(n for n in range(need + 1) if n >= min(need, limits.own) and 100 * n >= limits.own_percent * need)


def _keeps_share(problem: Problem, unit: str, found: Count, percent: int) -> None:
    gaps = [gap for gap in problem.gaps if gap.unit == unit]
    for quarter in range(problem.quarters):
        hired = sum(found.hired[gap.key][quarter] for gap in gaps)
        need = sum(gap.need[quarter] for gap in gaps)
        _demand(100 * hired <= percent * need, "Too many are hired in.")


def _fits(wish: Wish, choice: Choice) -> bool:
    wanted = (wish.gap, wish.person, wish.quarter)
    found = (choice.gap, choice.person, choice.quarter)
    return choice.way is wish.way and all(one in (None, other) for one, other in zip(wanted, found, strict=True))


def _paths(person: Person | None) -> Sequence[Path]:
    return person.paths if person else ()


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - read as an assertion
    if not holds:
        raise BrokenPlanError(otherwise)
