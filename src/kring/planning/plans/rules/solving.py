"""The best plan: each aim on its own, as far as it goes, with what those before it reached held in whole numbers. Pure.

Where units share nothing, each part is solved by itself; sums and the spread of days are best where they are best in
each part, since comparing them in order isn't changed by adding the same to both sides. What is shared (a budget, days
of all together) is first left out: where the best without it keeps to it, that is the best with it. Else all is solved
together, with what the parts showed as a bound.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kring.planning.plans.rules.building import Model
from kring.planning.plans.rules.checking import BrokenPlanError, count
from kring.planning.plans.rules.plan import Aim, NoPlanError, NotFoundError, Plan, Stage
from kring.planning.plans.rules.problem import Problem, Way
from kring.planning.plans.rules.programme import Outcome, Programme, Terms

Clock = Callable[[], float]
ALL: Final = tuple(Aim)
# How much of the time that is left an aim may take while others come after it.
_SHARES: Final = {Aim.SHORTAGE: 0.6, Aim.CENTS: 0.6, Aim.DAYS: 0.85, Aim.ORDER: 0.6}


@dataclass(frozen=True, slots=True)
class Watch:
    """A clock that only goes on, in seconds, until when on it to work, whether anybody still wants it, and whom to tell
    how far it is."""

    clock: Clock
    until: float
    is_cancelled: Callable[[], bool] | None = None
    tell: Callable[[Aim], None] | None = None

    def share(self, part: float) -> "Watch":
        """A part of the time that is left."""
        now = self.clock()
        return replace(self, until=now + max(0.0, self.until - now) * part)

    @property
    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self.until - self.clock())


def watch(seconds: float, is_cancelled: Callable[[], bool] | None = None, *, clock: Clock) -> Watch:
    """Go on for so many seconds."""
    return Watch(clock, clock() + seconds, is_cancelled)


def solve(problem: Problem, by: Watch, *, aims: Sequence[Aim] = ALL) -> Plan:
    """The best plan in these aims, the first ones of all. Raises NoPlanError where there is none, NotFoundError,
    TooLargeError, CancelledError; BrokenPlanError for a fault in here."""
    problem = in_order(problem)
    apart_from_shared = _without_shared(problem)
    parts = [_Search(part) for part in apart(apart_from_shared)]
    first, rest = (aims, ()) if apart_from_shared == problem else (aims[:2], aims[2:])
    for number, part in enumerate(parts):
        part.pursue(first, by.share(1 / (len(parts) - number + bool(rest))))
    floor = sum(part.stages[0].bound for part in parts)
    try:
        _checked(problem, [part.plan() for part in parts])
        for number, part in enumerate(parts):
            part.pursue(rest, by.share(1 / (len(parts) - number)))
        # What comes after may have moved something into a quarter that has no money for it.
        return _checked(problem, [part.plan() for part in parts])
    except BrokenPlanError:
        whole = _Search(problem, floor=floor)
        whole.pursue(aims, by)
        return _checked(problem, [whole.plan()])


def in_order(problem: Problem) -> Problem:
    """The same problem in the order of its keys, so that the order of rows decides nothing."""
    return replace(
        problem,
        gaps=tuple(sorted(problem.gaps, key=lambda one: one.key)),
        people=tuple(sorted(problem.people, key=lambda one: one.key)),
        wishes=tuple(sorted(problem.wishes, key=repr)),
    )


def _without_shared(problem: Problem) -> Problem:
    """Without what all units share."""
    shared = replace(problem.limits, budget=None, by_quarter=(), days=None)
    return replace(problem, limits=shared)


def apart(problem: Problem) -> list[Problem]:
    """The parts of a problem that have nothing to do with each other: no person, no unit's limit, no wish. What all
    share isn't looked at."""
    tied = _Ties()
    limited = {unit for unit, _most in problem.limits.by_unit}
    for gap in problem.gaps:
        tied.tie(f"gap {gap.key}", f"gap {gap.key}")
        if gap.unit in limited or problem.limits.hired_percent is not None:
            tied.tie(f"gap {gap.key}", f"unit {gap.unit}")
        tied.tie(f"gap {gap.key}", *(f"gap {key}" for key in gap.higher))
    for person in problem.people:
        tied.tie(*(f"gap {path.gap}" for path in person.paths))
    for number in range(len(problem.wishes)):
        tied.tie(f"wish {number}", *(f"gap {key}" for key in _wished(problem, number)))
    return [_part(problem, tied, root) for root in tied.roots(f"gap {gap.key}" for gap in problem.gaps)] or [problem]


def _wished(problem: Problem, number: int) -> Iterable[str]:
    """The gaps that a wish is about. What forbids something outright ties nothing together, but has to be known to
    every part that it is about."""
    wish = problem.wishes[number]
    if wish.gap is not None:
        return [wish.gap]
    if wish.way is Way.DEVELOP and wish.person is not None:
        return [path.gap for person in problem.people if person.key == wish.person for path in person.paths]
    return [] if wish.most == 0 and not wish.least else [gap.key for gap in problem.gaps]


def _part(problem: Problem, tied: "_Ties", root: str) -> Problem:
    inside = {gap.key for gap in problem.gaps if tied.root(f"gap {gap.key}") == root}
    people = [one for one in problem.people if any(path.gap in inside for path in one.paths)]
    everywhere = [wish for wish in problem.wishes if wish.gap is None and wish.most == 0 and not wish.least]
    own = [wish for number, wish in enumerate(problem.wishes) if tied.root(f"wish {number}") == root]
    return replace(
        problem,
        gaps=tuple(gap for gap in problem.gaps if gap.key in inside),
        people=tuple(people),
        attracting=tuple(one for one in problem.attracting if one.gap in inside),
        hiring=tuple(one for one in problem.hiring if one.gap in inside),
        wishes=tuple(dict.fromkeys([*everywhere, *own])),
        limits=replace(
            problem.limits,
            by_unit=tuple(
                (unit, most)
                for unit, most in problem.limits.by_unit
                if any(gap.unit == unit for gap in problem.gaps if gap.key in inside)
            ),
        ),
    )


class _Ties:
    """What hangs together."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def root(self, one: str) -> str:
        while self.above.setdefault(one, one) != one:
            one = self.above[one]
        return one

    def tie(self, *names: str) -> None:
        for name in names:
            self.above[self.root(name)] = self.root(names[0])

    def roots(self, names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.root(name) for name in names))


class _Search:
    """One problem that is solved by itself, one aim after the other."""

    def __init__(self, problem: Problem, *, floor: int | None = None) -> None:
        self.model = Model(problem)
        self.stages: list[Stage] = []
        if floor is not None:
            self.model.programme.row("", self.model.shortage(), low=floor)
        self.values = _nothing(self.model)

    def pursue(self, aims: Sequence[Aim], by: Watch) -> None:
        """Reach each aim as far as it goes, and hold it from then on."""
        for number, aim in enumerate(aims):
            if by.tell:
                by.tell(aim)
            self._pursue(aim, by.share(1 if number == len(aims) - 1 else _SHARES[aim]))

    def _pursue(self, aim: Aim, by: Watch) -> None:
        if aim is Aim.DAYS:
            self._spread(by)
            return
        terms = {Aim.SHORTAGE: self.model.shortage, Aim.CENTS: self.model.cents, Aim.ORDER: self.model.order}[aim]()
        found = self._hold(terms, by, narrows=aim is not Aim.ORDER)
        self.stages.append(Stage(aim, found.value, found.bound, found.is_sure))

    def _spread(self, by: Watch) -> None:
        """The fairest spread: as few people as can be who spend the most days, of such plans as few as can be who spend
        the next most, and so on to the end."""
        worst, bound, is_proved = 0, 0, True
        levels = self.model.levels()
        for number, (days, terms) in enumerate(levels.items()):
            found = self._hold(terms, by.share(max(0.4, 2 / (len(levels) - number + 1))))
            worst = max(worst, days if found.value else 0)
            bound = max(bound, days if found.bound > 0 else 0)
            is_proved = is_proved and found.is_sure
        self.stages.append(Stage(Aim.DAYS, worst, min(worst, bound), is_proved))

    def _hold(self, terms: Terms, by: Watch, *, narrows: bool = False) -> Outcome:
        found = held(self.model.programme, terms, self.values, by, narrows=narrows)
        self.values = found.values
        return found

    def plan(self) -> Plan:
        """What was found up to now."""
        programme = self.model.programme
        choices = self.model.choices(self.values) if self.values else []
        return Plan(tuple(choices), tuple(self.stages), len(programme.upper), len(programme.rows))


def _nothing(model: Model) -> list[int] | None:
    """Choosing nothing, where that is allowed."""
    missing = set(model.missing.values())
    nothing = [upper if place in missing else 0 for place, upper in enumerate(model.programme.upper)]
    return nothing if model.programme.holds(nothing) else None


def held(programme: Programme, terms: Terms, values: list[int] | None, by: Watch, *, narrows: bool = False) -> Outcome:
    """Make terms least, and hold them from here on; with `narrows` columns are held to what is as good. Raises
    NoPlanError, NotFoundError."""
    found = programme.least(terms, start=values, seconds=by.left, is_cancelled=by.is_cancelled)
    if found.values is None:
        raise NoPlanError if found.is_sure else NotFoundError
    if narrows:
        programme.narrow(terms, found.value, seconds=by.left)
    programme.row("", terms, low=found.bound, high=found.value)
    return found


def _checked(problem: Problem, parts: Sequence[Plan]) -> Plan:
    """The parts as one plan, counted again. Raises BrokenPlanError."""
    choices = tuple(sorted(choice for part in parts for choice in part.choices))
    counted = count(problem, choices)
    stages = tuple(_together(list(of_aim)) for of_aim in zip(*(part.stages for part in parts), strict=True))
    told = {stage.aim: stage.value for stage in stages}
    is_right = (
        told.get(Aim.SHORTAGE, counted.weighted) == counted.weighted
        and told.get(Aim.CENTS, counted.total) == counted.total
        and told.get(Aim.DAYS, 0) in (0, max(counted.days.values(), default=0))
    )
    if not is_right:
        raise BrokenPlanError("The sums are wrong.")
    return Plan(choices, stages, sum(one.columns for one in parts), sum(one.rows for one in parts), len(parts))


def _together(of_aim: Sequence[Stage]) -> Stage:
    aim = of_aim[0].aim
    join = max if aim is Aim.DAYS else sum
    value, bound = join(one.value for one in of_aim), join(one.bound for one in of_aim)
    return Stage(aim, value, bound, all(one.proved for one in of_aim))
