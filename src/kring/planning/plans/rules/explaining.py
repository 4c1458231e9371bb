"""Why a plan is as it is: what each way would bring a gap, what binds, what comes second, what more money would buy,
and which limits contradict. Pure; all but the first solve again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from kring.planning.plans.rules.building import Limit, Model
from kring.planning.plans.rules.checking import Count, count
from kring.planning.plans.rules.people import last_short
from kring.planning.plans.rules.plan import Aim, Choice, NoPlanError, NotFoundError, Plan, TooLargeError
from kring.planning.plans.rules.problem import Gap, Problem, Way, Wish
from kring.planning.plans.rules.profiles import profile
from kring.planning.plans.rules.solving import Watch, in_order, solve

_PRICED: Final = (Aim.SHORTAGE, Aim.CENTS)


class Why(StrEnum):
    """Why a way was chosen, or not."""

    CHEAPEST = "cheapest"
    SOONEST = "soonest"
    FURTHER = "further"
    DEARER = "dearer"
    LIMITED = "limited"
    TOO_LATE = "too-late"
    FORBIDDEN = "forbidden"
    NOBODY = "nobody"
    UNNEEDED = "unneeded"


class Open(StrEnum):
    """Why a gap stays open: no way is ready in time, there is no way, all ways are used up, or a limit binds and what
    it leaves does more elsewhere."""

    TOO_SOON = "too-soon"
    NO_WAY = "no-way"
    USED_UP = "used-up"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """One way for one gap: how many people could come by it at most, from which quarter on, and what a quarter of one
    person costs in cents (rounded up), at best; how many choices were made of it, what they cost, and why."""

    way: Way
    most: int
    soonest: int | None
    price: int | None
    chosen: int
    cents: int
    why: Why


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """A gap with its three ways; `short` is what stays missing in each quarter, and `open` why."""

    gap: str
    ways: tuple[WayAnswer, ...]
    short: tuple[int, ...]
    open: Open | None


def answers(problem: Problem, plan: Plan) -> list[GapAnswer]:
    """For each gap the three ways side by side, in the order of its keys."""
    problem = in_order(problem)
    counted = count(problem, plan.choices)
    return [_answer(problem, gap, plan, counted) for gap in problem.gaps]


class _Offer(NamedTuple):
    """What one way could do for a gap at best."""

    way: Way
    most: int
    soonest: int | None
    price: int | None


def _answer(problem: Problem, gap: Gap, plan: Plan, counted: Count) -> GapAnswer:
    offers = [_developing(problem, gap), _attracting(problem, gap), _hiring(problem, gap)]
    chosen = {way: sum(one.many for one in plan.choices if (one.gap, one.way) == (gap.key, way)) for way in Way}
    short = counted.short[gap.key]
    paid = counted.by_gap[gap.key]
    ways = tuple(
        WayAnswer(*one, chosen[one.way], paid.get(one.way, 0), _why(problem, gap, one, offers, chosen))
        for one in offers
    )
    return GapAnswer(gap.key, ways, short, _open(gap, short, offers, chosen) if any(short) else None)


def _quarters_of_use(gap: Gap, ready: int) -> int:
    return sum(1 for quarter, short in enumerate(gap.short) if short and quarter >= ready)


def _developing(problem: Problem, gap: Gap) -> _Offer:
    found = []
    for person in problem.people:
        passings = [profile(path) for path in person.paths if path.gap == gap.key]
        in_time = [one for one in passings if one.ready <= last_short(gap)]
        if in_time and person.roles < problem.limits.roles:
            found.append(min((_price(sum(one.cents), _quarters_of_use(gap, one.ready)), one.ready) for one in in_time))
    soonest = min((ready for _cents, ready in found), default=None)
    return _Offer(Way.DEVELOP, len(found), soonest, min((cents for cents, _ready in found), default=None))


def _attracting(problem: Problem, gap: Gap) -> _Offer:
    offer = next((one for one in problem.attracting if one.gap == gap.key), None)
    if offer is None or offer.lead > last_short(gap) or not offer.most:
        return _Offer(Way.ATTRACT, 0, None, None)
    cents = offer.cents + offer.cents_a_quarter * (problem.quarters - offer.lead)
    return _Offer(Way.ATTRACT, offer.most, offer.lead, _price(cents, _quarters_of_use(gap, offer.lead)))


def _hiring(problem: Problem, gap: Gap) -> _Offer:
    offer = next((one for one in problem.hiring if one.gap == gap.key), None)
    if offer is None or offer.lead > last_short(gap) or not offer.most:
        return _Offer(Way.HIRE, 0, None, None)
    return _Offer(Way.HIRE, offer.most, offer.lead, offer.cents)


def _price(cents: int, quarters: int) -> int:
    return -(-cents // max(1, quarters))


def _why(problem: Problem, gap: Gap, offer: _Offer, offers: Sequence[_Offer], chosen: dict[Way, int]) -> Why:
    if not any(gap.short):
        return Why.UNNEEDED
    if _is_forbidden(problem, gap, offer.way):
        return Why.FORBIDDEN
    if offer.price is None or offer.soonest is None:
        return Why.TOO_LATE if _is_there(problem, gap, offer.way) else Why.NOBODY
    cheaper = [one for one in offers if one.price is not None and one.price < offer.price]
    if not chosen[offer.way]:
        return Why.DEARER if any(chosen[one.way] for one in cheaper) else Why.LIMITED
    if not cheaper:
        return Why.CHEAPEST
    sooner = all(one.soonest is None or one.soonest > offer.soonest for one in cheaper)
    return Why.SOONEST if sooner else Why.FURTHER


def _is_forbidden(problem: Problem, gap: Gap, way: Way) -> bool:
    whole = [wish for wish in problem.wishes if wish.person is None and wish.quarter is None]
    return any(wish.way is way and wish.gap in (None, gap.key) and wish.most == 0 for wish in whole)


def _is_there(problem: Problem, gap: Gap, way: Way) -> bool:
    if way is Way.DEVELOP:
        return any(path.gap == gap.key for person in problem.people for path in person.paths)
    offers = problem.attracting if way is Way.ATTRACT else problem.hiring
    return any(one.gap == gap.key and one.most for one in offers)


def _open(gap: Gap, short: Sequence[int], offers: Sequence[_Offer], chosen: dict[Way, int]) -> Open:
    soonest = min((one.soonest for one in offers if one.soonest is not None), default=None)
    missing = [quarter for quarter, many in enumerate(short) if many]
    if soonest is None:
        return Open.NO_WAY
    if max(missing) < soonest:
        return Open.TOO_SOON
    own_used = all(chosen[one.way] >= one.most for one in offers if one.way is not Way.HIRE)
    hiring = next(one for one in offers if one.way is Way.HIRE)
    hired_used = not hiring.most or chosen[Way.HIRE] >= hiring.most * _quarters_of_use(gap, hiring.soonest or 0)
    return Open.USED_UP if own_used and hired_used else Open.LIMITED


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
    found = wider.least(terms, until=by.until, is_cancelled=by.is_cancelled)
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
    least = programme.least(model.shortage(), until=by.share(0.5).until, is_cancelled=by.is_cancelled)
    if least.values is None:
        return None
    programme.row("", model.shortage(), high=least.value)
    found = programme.least(model.cents(), start=least.values, until=by.until, is_cancelled=by.is_cancelled)
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
            {}, until=by.share(0.2).until, is_cancelled=by.is_cancelled
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
    return programme.least({}, until=by.share(0.3).until, is_cancelled=by.is_cancelled).values is not None


class Difference(NamedTuple):
    """What two plans don't share."""

    gone: tuple[Choice, ...]
    come: tuple[Choice, ...]


def difference(before: Sequence[Choice], after: Sequence[Choice]) -> Difference:
    """What is no longer in a plan, and what has come, in order; a count that changed is in both."""
    old, new = set(before), set(after)
    return Difference(tuple(sorted(old - new)), tuple(sorted(new - old)))
