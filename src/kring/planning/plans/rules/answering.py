"""What each way would bring a gap, why one was chosen, and why a gap stays open. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kring.planning.plans.rules.checking import Count, count
from kring.planning.plans.rules.people import last
from kring.planning.plans.rules.plan import Choice, Plan
from kring.planning.plans.rules.problem import Gap, Problem, Way
from kring.planning.plans.rules.profiles import profile
from kring.planning.plans.rules.solving import in_order


class Why(StrEnum):
    """Why a way was chosen, or not."""

    CHEAPEST = "cheapest"
    SOONEST = "soonest"
    FURTHER = "further"
    DEARER = "dearer"
    LIMITED = "limited"
    LEAVES = "leaves"
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
    return GapAnswer(gap.key, ways, short, _open(problem, gap, short, offers, chosen) if any(short) else None)


def _quarters_of_use(problem: Problem, gap: Gap, ready: int) -> int:
    return sum(1 for quarter, most in enumerate(problem.could_miss(gap)) if most and quarter >= ready)


def _developing(problem: Problem, gap: Gap) -> _Offer:
    found = []
    until = last(problem.could_miss(gap))
    for person in problem.people:
        passings = [profile(path) for path in person.paths if path.gap == gap.key]
        in_time = [one for one in passings if one.ready <= until]
        if in_time and person.roles < problem.limits.roles:
            found.append(
                min((_price(sum(one.cents), _quarters_of_use(problem, gap, one.ready)), one.ready) for one in in_time)
            )
    soonest = min((ready for _cents, ready in found), default=None)
    return _Offer(Way.DEVELOP, len(found), soonest, min((cents for cents, _ready in found), default=None))


def _attracting(problem: Problem, gap: Gap) -> _Offer:
    offer = next((one for one in problem.attracting if one.gap == gap.key), None)
    if offer is None or offer.lead > last(problem.could_miss(gap)) or not offer.most:
        return _Offer(Way.ATTRACT, 0, None, None)
    cents = offer.cents + offer.cents_a_quarter * (problem.quarters - offer.lead)
    return _Offer(Way.ATTRACT, offer.most, offer.lead, _price(cents, _quarters_of_use(problem, gap, offer.lead)))


def _hiring(problem: Problem, gap: Gap) -> _Offer:
    offer = next((one for one in problem.hiring if one.gap == gap.key), None)
    if offer is None or offer.lead > last(problem.could_miss(gap)) or not offer.most:
        return _Offer(Way.HIRE, 0, None, None)
    return _Offer(Way.HIRE, offer.most, offer.lead, offer.cents)


def _price(cents: int, quarters: int) -> int:
    return -(-cents // max(1, quarters))


def _why(problem: Problem, gap: Gap, offer: _Offer, offers: Sequence[_Offer], chosen: dict[Way, int]) -> Why:
    if not any(problem.could_miss(gap)):
        return Why.UNNEEDED
    if _is_forbidden(problem, gap, offer.way):
        return Why.FORBIDDEN
    if offer.price is None or offer.soonest is None:
        return Why.TOO_LATE if _is_there(problem, gap, offer.way) else Why.NOBODY
    cheaper = [one for one in offers if one.price is not None and one.price < offer.price]
    if not chosen[offer.way]:
        otherwise = Why.LEAVES if _leaves(problem, gap, offer.way) else Why.LIMITED
        return Why.DEARER if any(chosen[one.way] for one in cheaper) else otherwise
    if not cheaper:
        return Why.CHEAPEST
    sooner = all(one.soonest is None or one.soonest > offer.soonest for one in cheaper)
    return Why.SOONEST if sooner else Why.FURTHER


def _leaves(problem: Problem, gap: Gap, way: Way) -> bool:
    """Whether someone who could go up would leave a place at a lower level that is hard to fill."""
    lower = {one.key for one in problem.gaps if gap.key in one.higher and any(problem.could_miss(one))}
    paths = [path for person in problem.people for path in person.paths if path.gap == gap.key]
    return way is Way.DEVELOP and any(lower.difference(path.also) for path in paths)


class Taken(NamedTuple):
    """What one choice takes: cents over the whole plan, and the development days of a person."""

    cents: int
    days: int


def taken(problem: Problem, choice: Choice) -> Taken:
    """What a choice of a plan takes."""
    if choice.way is Way.HIRE:
        return Taken(choice.many * next(one.cents for one in problem.hiring if one.gap == choice.gap), 0)
    if choice.way is Way.ATTRACT:
        offer = next(one for one in problem.attracting if one.gap == choice.gap)
        there = problem.quarters - choice.quarter - offer.lead
        return Taken(choice.many * (offer.cents + offer.cents_a_quarter * there), 0)
    who = next(one for one in problem.people if one.key == choice.person)
    passing = profile(next(path for path in who.paths if (path.key, path.gap) == (choice.path, choice.gap)))
    return Taken(sum(passing.cents), sum(passing.days))


def _is_forbidden(problem: Problem, gap: Gap, way: Way) -> bool:
    whole = [wish for wish in problem.wishes if wish.person is None and wish.quarter is None]
    return any(wish.way is way and wish.gap in (None, gap.key) and wish.most == 0 for wish in whole)


def _is_there(problem: Problem, gap: Gap, way: Way) -> bool:
    if way is Way.DEVELOP:
        return any(path.gap == gap.key for person in problem.people for path in person.paths)
    offers = problem.attracting if way is Way.ATTRACT else problem.hiring
    return any(one.gap == gap.key and one.most for one in offers)


def _open(problem: Problem, gap: Gap, short: Sequence[int], offers: Sequence[_Offer], chosen: dict[Way, int]) -> Open:
    soonest = min((one.soonest for one in offers if one.soonest is not None), default=None)
    missing = [quarter for quarter, many in enumerate(short) if many]
    if soonest is None:
        return Open.NO_WAY
    if max(missing) < soonest:
        return Open.TOO_SOON
    own_used = all(chosen[one.way] >= one.most for one in offers if one.way is not Way.HIRE)
    hiring = next(one for one in offers if one.way is Way.HIRE)
    hired_used = not hiring.most or chosen[Way.HIRE] >= hiring.most * _quarters_of_use(
        problem, gap, hiring.soonest or 0
    )
    return Open.USED_UP if own_used and hired_used else Open.LIMITED
