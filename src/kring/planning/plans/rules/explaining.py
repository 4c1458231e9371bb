"""Why a plan is as it is: what binds, what comes second, what more money would buy, and which limits contradict. Pure;
all of it solves again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kring.planning.plans.rules.building import Limit, Model
from kring.planning.plans.rules.checking import Count, count
from kring.planning.plans.rules.plan import Aim, Choice, NoPlanError, NotFoundError, Plan, TooLargeError
from kring.planning.plans.rules.problem import Problem, Wish
from kring.planning.plans.rules.solving import Watch, in_order, solve

_PRICED: Final = (Aim.SHORTAGE, Aim.CENTS)


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that binds. `more`: by so much it has to be larger (cents, or days) for less to be missing, the least
    that there is; None for a limit without such a measure. Without the limit, or with that much more, `weighted` less
    is missing and the plan costs `cents` more (or less, if below 0)."""

    limit: str
    of: str
    more: int | None
    weighted: int
    cents: int
    wish: Wish | None = None
    is_sure: bool = True


def binding(problem: Problem, plan: Plan, by: Watch) -> list[Binding]:
    """Which limits bind, and how much each is short. A limit that isn't named binds nothing, or time was over."""
    problem = in_order(problem)
    model = Model(problem)
    counted = count(problem, plan.choices)
    names = _by_limit(model)
    found = []
    for number, name in enumerate(names):
        share = by.share(1 / (len(names) + 1 - number))
        measured = _measure(model, name)
        one = _short_of(model, name, measured, counted, share) if measured else _without(model, name, counted, share)
        found += [one] if one else []
    more_roles = replace(problem, limits=replace(problem.limits, roles=problem.limits.roles + 1))
    found += [one for one in (_compared(more_roles, "roles", counted, by),) if one]
    return found


def _by_limit(model: Model) -> list[str]:
    return sorted(model.programme.names())


def _measure(model: Model, name: str) -> tuple[dict[int, int], int] | None:
    """What a limit of one row counts, and how much it allows."""
    limits = model.problem.limits
    limit, _colon, of = name.partition(":")
    if limit == Limit.BUDGET and limits.budget is not None:
        return dict(model.cents()), limits.budget
    if limit == Limit.QUARTER:
        return dict(model.cents(quarter=int(of))), limits.by_quarter[int(of)] or 0
    if limit == Limit.UNIT:
        return dict(model.cents(unit=of)), dict(limits.by_unit)[of]
    if limit == Limit.DAYS and limits.days is not None:
        return dict(model.days()), limits.days
    return None


def _short_of(
    model: Model, name: str, measured: tuple[dict[int, int], int], counted: Count, by: Watch
) -> Binding | None:
    """The least increase with which less is missing."""
    terms, allowed = measured
    wider = model.programme.without({name})
    wider.row("", model.shortage(), high=counted.weighted - 1)
    found = wider.least(terms, seconds=by.left, is_cancelled=by.is_cancelled)
    if found.values is None or found.value <= allowed:
        return None
    limit, _colon, of = name.partition(":")
    missing = _value(model.shortage(), found.values)
    cents = _value(model.cents(), found.values)
    return Binding(
        limit, of, found.value - allowed, counted.weighted - missing, cents - counted.total, is_sure=found.is_sure
    )


def _without(model: Model, name: str, counted: Count, by: Watch) -> Binding | None:
    """What is better where a limit isn't there at all."""
    limit, _colon, of = name.partition(":")
    problem = model.problem
    if limit == Limit.WISH:
        wish = problem.wishes[int(of)]
        freed = replace(problem, wishes=tuple(one for one in problem.wishes if one is not wish))
        return _compared(freed, limit, counted, by, wish=wish)
    programme = model.programme.without({name})
    least = programme.least(model.shortage(), seconds=by.share(0.5).left, is_cancelled=by.is_cancelled)
    if least.values is None:
        return None
    programme.row("", model.shortage(), high=least.value)
    found = programme.least(model.cents(), start=least.values, seconds=by.left, is_cancelled=by.is_cancelled)
    return _better(limit, of, counted, least.value, found.value, is_sure=least.is_sure and found.is_sure)


def _compared(problem: Problem, limit: str, counted: Count, by: Watch, wish: Wish | None = None) -> Binding | None:
    try:
        plan = solve(problem, by, aims=_PRICED)
    except (NoPlanError, NotFoundError, TooLargeError):
        return None
    found = _better(limit, "", counted, plan.stages[0].value, plan.stages[1].value, is_sure=plan.proved)
    return replace(found, wish=wish) if found else None


def _better(limit: str, of: str, counted: Count, missing: int, cents: int, *, is_sure: bool) -> Binding | None:
    if (missing, cents) >= (counted.weighted, counted.total):
        return None
    return Binding(limit, of, None, counted.weighted - missing, cents - counted.total, is_sure=is_sure)


def _value(terms: object, values: Sequence[int]) -> int:
    pairs: Iterable[tuple[int, int]] = terms.items() if isinstance(terms, dict) else ()
    return sum(factor * values[place] for place, factor in pairs)


@dataclass(frozen=True, slots=True)
class NextBest:
    """What comes second for a gap: the best plan with one less of its first choice. `weighted` more is missing then,
    and it costs `cents` more (or less); `choices` are those for the gap. Without choices and price there is no other
    plan."""

    gap: str
    instead_of: Choice
    weighted: int | None
    cents: int | None
    choices: tuple[Choice, ...] = ()
    is_sure: bool = True


def next_best(problem: Problem, plan: Plan, gap: str, by: Watch) -> NextBest | None:
    """What comes second for a gap; None where nothing was chosen for it, or time was over."""
    of_gap = [choice for choice in plan.choices if choice.gap == gap]
    if not of_gap:
        return None
    first = of_gap[0]
    many = sum(choice.many for choice in of_gap if choice.way is first.way)
    fewer = Wish(first.way, gap, most=many - 1)
    try:
        other = solve(replace(problem, wishes=(*problem.wishes, fewer)), by, aims=_PRICED)
    except NoPlanError:
        return NextBest(gap, first, None, None)
    except NotFoundError:
        return None
    now = count(problem, plan.choices)
    return NextBest(
        gap,
        first,
        other.stages[0].value - now.weighted,
        other.stages[1].value - now.total,
        tuple(choice for choice in other.choices if choice.gap == gap),
        other.proved,
    )


class Point(NamedTuple):
    """What a budget buys: what is missing still and what it costs; None where no plan keeps to it."""

    budget: int
    weighted: int | None
    cents: int | None
    is_sure: bool


def curve(problem: Problem, by: Watch, *, points: int = 6) -> list[Point]:
    """What so many budgets buy, from nothing to the least with which no more money would help. Raises NoPlanError where
    there is no plan at any budget."""
    free = solve(_budget(problem, None), by.share(1 / points), aims=_PRICED)
    enough = free.stages[1].value
    found = []
    for number in range(points - 1):
        budget = enough * number // (points - 1)
        found.append(_point(problem, budget, by.share(1 / (points - 1 - number))))
        if not enough:
            return found
    return [*found, Point(enough, free.stages[0].value, enough, free.proved)]


def _point(problem: Problem, budget: int, by: Watch) -> Point:
    try:
        plan = solve(_budget(problem, budget), by, aims=_PRICED)
    except NoPlanError:
        return Point(budget, None, None, is_sure=True)
    except NotFoundError:
        return Point(budget, None, None, is_sure=False)
    return Point(budget, plan.stages[0].value, plan.stages[1].value, plan.proved)


def _budget(problem: Problem, budget: int | None) -> Problem:
    return replace(problem, limits=replace(problem.limits, budget=budget))


class Contradiction(NamedTuple):
    """Limits that can't be kept together, by name and what they are of; without any one of them they could.
    `is_minimal` is False where time was over before that was sure."""

    limits: tuple[tuple[str, str], ...]
    wishes: tuple[Wish, ...]
    is_minimal: bool


def contradiction(problem: Problem, by: Watch) -> Contradiction:
    """Why there is no plan: the limits are left out one by one, and kept out where there is none still."""
    problem = in_order(problem)
    model = Model(problem)
    kept = sorted(model.programme.names(), key=_to_drop)
    is_minimal = True
    for name in list(kept):
        fewer = [one for one in kept if one != name]
        found = model.programme.without(_all_but(model, fewer)).least(
            {}, seconds=by.share(0.2).left, is_cancelled=by.is_cancelled
        )
        if found.values is None and found.is_sure:
            kept = fewer
        elif found.values is None:
            is_minimal = False
    given = [name for name, wider in _given(problem) if _is_freed(wider, kept, by)]
    parts = [tuple(name.partition(":")[::2]) for name in kept if not name.startswith(Limit.WISH)]
    wishes = tuple(problem.wishes[int(name.partition(":")[2])] for name in kept if name.startswith(Limit.WISH))
    limits = tuple((limit, of) for limit, of in (*parts, *((name, "") for name in given)))
    return Contradiction(limits, wishes, is_minimal)


def _all_but(model: Model, kept: Sequence[str]) -> set[str]:
    return model.programme.names() - set(kept)


def _to_drop(name: str) -> tuple[int, str]:
    """In which order limits are left out: what people asked for themselves stays longest."""
    order = (Limit.QUARTER, Limit.UNIT, Limit.DAYS, Limit.HIRED, Limit.OWN, Limit.BUDGET, Limit.WISH)
    return order.index(Limit(name.partition(":")[0])), name


def _given(problem: Problem) -> list[tuple[str, Problem]]:
    """What isn't a row: roles, and the days that people have left."""
    roles = replace(problem.limits, roles=problem.limits.roles + 1)
    plenty = tuple(replace(one, days=(366,) * len(one.days), most_a_quarter=None) for one in problem.people)
    return [
        ("roles", replace(problem, limits=roles)),
        ("people-days", replace(problem, people=plenty)),
    ]


def _is_freed(wider: Problem, kept: Sequence[str], by: Watch) -> bool:
    try:
        model = Model(wider)
    except TooLargeError:
        return False
    programme = model.programme.without(_all_but(model, kept))
    return programme.least({}, seconds=by.share(0.3).left, is_cancelled=by.is_cancelled).values is not None
