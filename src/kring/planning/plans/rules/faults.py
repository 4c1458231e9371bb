"""What is wrong with a problem before it is solved, by row. Pure.

A problem with any of these is never solved: a sum would be of nothing, or something would wait for itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kring.planning.plans.rules.problem import Gap, Limits, Path, Person, Problem, Step, Way, Wish

# Larger amounts would come near to what a float can't tell from its neighbour: ten million euros for one step, or for
# one person in one quarter; a hundred thousand million for a budget.
LARGEST_CENTS: Final = 10**9
LARGEST_BUDGET: Final = 10**13
MOST_QUARTERS: Final = 20
MOST_PEOPLE: Final = 10_000

HEAVIEST: Final = 100
LONGEST_LEAD: Final = 40


class Wrong(StrEnum):
    """What can be wrong with a row."""

    NO_QUARTERS = "no-quarters"
    TOO_MANY_QUARTERS = "too-many-quarters"
    YEARS = "years"
    TWICE = "twice"
    LENGTH = "length"
    NEGATIVE = "negative"
    WEIGHT = "weight"
    UNKNOWN_GAP = "unknown-gap"
    UNKNOWN_PERSON = "unknown-person"
    UNKNOWN_STEP = "unknown-step"
    UNKNOWN_UNIT = "unknown-unit"
    OWN_PREREQUISITE = "own-prerequisite"
    NO_STEPS = "no-steps"
    LEAD = "lead"
    CURRENCY = "currency"
    TOO_MUCH = "too-much"
    PERCENT = "percent"
    CROSSED = "crossed"
    CONTRADICTS = "contradicts"


class Fault(NamedTuple):
    """What is wrong with which row: "gaps", "people", "attracting", "hiring", "limits" or "wishes", and its place
    there, from 0. `about` names what of it: a key, or a field."""

    table: str
    row: int
    what: Wrong
    about: str = ""


def check_problem(problem: Problem) -> list[Fault]:
    """Everything that is wrong with a problem; empty where it can be solved."""
    return [
        *_span(problem),
        *_rows("gaps", ([*_gap(problem, gap)] for gap in problem.gaps)),
        *_twice("gaps", [gap.key for gap in problem.gaps]),
        *_rows("people", ([*_person(problem, person)] for person in problem.people)),
        *_twice("people", [person.key for person in problem.people]),
        *_rows("attracting", ([*_attraction(problem, place)] for place in range(len(problem.attracting)))),
        *_twice("attracting", [offer.gap for offer in problem.attracting]),
        *_rows("hiring", ([*_hiring(problem, place)] for place in range(len(problem.hiring)))),
        *_twice("hiring", [offer.gap for offer in problem.hiring]),
        *_rows("limits", [[*_limits(problem, problem.limits)]]),
        *_rows("wishes", ([*_wish(problem, place)] for place in range(len(problem.wishes)))),
    ]


Found = Iterator[tuple[Wrong, str]]


def _rows(table: str, rows: Iterable[Sequence[tuple[Wrong, str]]]) -> Iterator[Fault]:
    for place, found in enumerate(rows):
        yield from (Fault(table, place, what, about) for what, about in found)


def _twice(table: str, keys: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            yield Fault(table, place, Wrong.TWICE, key)
        seen.add(key)


def _span(problem: Problem) -> Iterator[Fault]:
    if not problem.years:
        yield Fault("limits", 0, Wrong.NO_QUARTERS)
    if problem.quarters > MOST_QUARTERS:
        yield Fault("limits", 0, Wrong.TOO_MANY_QUARTERS)
    if any(year < 0 for year in problem.years) or list(problem.years) != sorted(problem.years):
        yield Fault("limits", 0, Wrong.YEARS)


def _gap(problem: Problem, gap: Gap) -> Found:
    if (len(gap.need), len(gap.have)) != (problem.quarters, problem.quarters):
        yield Wrong.LENGTH, "need"
    yield from _bounded("need", gap.need, MOST_PEOPLE)
    yield from _bounded("have", gap.have, MOST_PEOPLE)
    if not 1 <= gap.weight <= HEAVIEST:
        yield Wrong.WEIGHT, "weight"
    higher = [other for other in problem.gaps if other.key in gap.higher]
    if len(higher) < len(set(gap.higher)) or gap.key in gap.higher:
        yield Wrong.UNKNOWN_GAP, "higher"
    if any(other.weight < gap.weight for other in higher):
        yield Wrong.WEIGHT, "higher"


def _person(problem: Problem, person: Person) -> Found:
    if len(person.days) < len(set(problem.years)) or len(person.days) <= max(problem.years, default=0):
        yield Wrong.LENGTH, "days"
    yield from _bounded("days", person.days, 366)
    yield from _bounded("roles", (person.roles,), MOST_PEOPLE)
    yield from _bounded("most_a_quarter", () if person.most_a_quarter is None else (person.most_a_quarter,), 366)
    keys = Counter((path.gap, path.key) for path in person.paths)
    known = {gap.key for gap in problem.gaps}
    yield from ((Wrong.TWICE, key) for (_gap, key), times in keys.items() if times > 1)
    for path in person.paths:
        if path.gap not in known:
            yield Wrong.UNKNOWN_GAP, path.gap
        yield from ((Wrong.UNKNOWN_GAP, key) for key in path.also if key not in known)
        yield from _path(problem, path)


def _path(problem: Problem, path: Path) -> Found:
    keys = Counter(step.key for step in path.steps)
    if not keys:
        yield Wrong.NO_STEPS, path.key
    for step in path.steps:
        if keys[step.key] > 1:
            yield Wrong.TWICE, step.key
        yield from _bounded(step.key, (step.days,), 366)
        yield from _money(problem, step.key, step.currency, (step.cents,))
        yield from _lead(step.key, step.lead)
        yield from ((Wrong.UNKNOWN_STEP, before) for before in step.after if before not in keys)
    yield from ((Wrong.OWN_PREREQUISITE, key) for key in sorted(_in_circles(path.steps)))


def _in_circles(steps: Sequence[Step]) -> set[str]:
    """The steps that come before themselves, by way of others or not."""
    before = {step.key: set(step.after) for step in steps}
    found = set()
    for key, first in before.items():
        reached: set[str] = set()
        ahead = set(first)
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead |= before.get(one, set())
        if key in reached:
            found.add(key)
    return found


def _attraction(problem: Problem, place: int) -> Found:
    offer = problem.attracting[place]
    yield from _offer(problem, offer.gap, offer.lead, offer.most)
    yield from _money(problem, offer.gap, offer.currency, (offer.cents, offer.cents_a_quarter))


def _hiring(problem: Problem, place: int) -> Found:
    offer = problem.hiring[place]
    yield from _offer(problem, offer.gap, offer.lead, offer.most)
    yield from _money(problem, offer.gap, offer.currency, (offer.cents,))


def _offer(problem: Problem, gap: str, lead: int, most: int) -> Found:
    if gap not in {one.key for one in problem.gaps}:
        yield Wrong.UNKNOWN_GAP, gap
    yield from _lead(gap, lead)
    yield from _bounded("most", (most,), MOST_PEOPLE)


def _limits(problem: Problem, limits: Limits) -> Found:
    money = {"budget": limits.budget, **{f"by_quarter {n}": most for n, most in enumerate(limits.by_quarter)}}
    money |= {f"by_unit {unit}": most for unit, most in limits.by_unit}
    for name, most in money.items():
        yield from _bounded(name, () if most is None else (most,), LARGEST_BUDGET)
    if len(limits.by_quarter) > problem.quarters:
        yield Wrong.LENGTH, "by_quarter"
    units = Counter(unit for unit, _most in limits.by_unit)
    yield from ((Wrong.TWICE, unit) for unit, times in units.items() if times > 1)
    yield from ((Wrong.UNKNOWN_UNIT, unit) for unit in units if unit not in {gap.unit for gap in problem.gaps})
    yield from _bounded("days", () if limits.days is None else (limits.days,), 366 * MOST_PEOPLE)
    yield from _bounded("roles", (limits.roles,), MOST_PEOPLE)
    yield from _bounded("own", (limits.own,), MOST_PEOPLE)
    yield from _bounded("own_from", (limits.own_from,), MOST_QUARTERS)
    if not 0 <= limits.own_percent <= 100:
        yield Wrong.PERCENT, "own_percent"
    if limits.hired_percent is not None and not 0 <= limits.hired_percent <= 100:
        yield Wrong.PERCENT, "hired_percent"


def _wish(problem: Problem, place: int) -> Found:
    wish = problem.wishes[place]
    if wish.gap is not None and wish.gap not in {gap.key for gap in problem.gaps}:
        yield Wrong.UNKNOWN_GAP, wish.gap
    if wish.person is not None and wish.person not in {person.key for person in problem.people}:
        yield Wrong.UNKNOWN_PERSON, wish.person
    if wish.person is not None and wish.way is not Way.DEVELOP:
        yield Wrong.UNKNOWN_PERSON, wish.person
    if wish.quarter is not None and not 0 <= wish.quarter < problem.quarters:
        yield Wrong.LENGTH, "quarter"
    yield from _bounded("least", (wish.least,), MOST_PEOPLE)
    yield from _bounded("most", () if wish.most is None else (wish.most,), MOST_PEOPLE)
    if wish.most is not None and wish.least > wish.most:
        yield Wrong.CROSSED, "least"
    if any(_contradict(wish, other) for other in problem.wishes[:place]):
        yield Wrong.CONTRADICTS, "least"


def _contradict(one: Wish, other: Wish) -> bool:
    """Whether the same is locked and forbidden."""
    same = (one.way, one.gap, one.person, one.quarter) == (other.way, other.gap, other.person, other.quarter)
    crossed = any(a.most is not None and b.least > a.most for a, b in ((one, other), (other, one)))
    return same and crossed


def _bounded(name: str, numbers: Sequence[int], most: int) -> Found:
    if any(number < 0 for number in numbers):
        yield Wrong.NEGATIVE, name
    if any(number > most for number in numbers):
        yield Wrong.TOO_MUCH, name


def _money(problem: Problem, name: str, currency: str, amounts: Sequence[int]) -> Found:
    if currency != problem.currency:
        yield Wrong.CURRENCY, name
    yield from _bounded(name, amounts, LARGEST_CENTS)


def _lead(name: str, lead: int) -> Found:
    if lead < 0:
        yield Wrong.LEAD, name
    if lead > LONGEST_LEAD:
        yield Wrong.TOO_MUCH, name
