"""Small problems, and every plan that there is for one: what a solver is compared with."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from kring.planning.plans.rules.checking import BrokenPlanError, Count, count
from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import (
    Attraction,
    Gap,
    Hiring,
    Kind,
    Limits,
    Path,
    Person,
    Problem,
    Step,
    Way,
    Wish,
)

CENTS = (0, 1, 7, 100, 250, 251)


@st.composite
def paths(draw: st.DrawFn, gap: str, number: int) -> Path:
    first = Step("a", Kind.COURSE, draw(st.integers(0, 4)), draw(st.sampled_from(CENTS)), draw(st.integers(0, 2)))
    after = ("a",) if draw(st.booleans()) else ()
    days, cents, lead = draw(st.integers(0, 3)), draw(st.sampled_from(CENTS)), draw(st.integers(0, 1))
    second = Step("b", Kind.DOING, days, cents, lead, after)
    return Path(f"path{number}", gap, (first, second) if draw(st.booleans()) else (first,))


@st.composite
def limits(draw: st.DrawFn, quarters: int) -> Limits:
    money = st.none() | st.integers(0, 900)
    by_quarter = draw(st.just(()) | st.tuples(*[money] * quarters))
    return Limits(
        budget=draw(money),
        by_quarter=by_quarter,
        by_unit=draw(st.just(()) | st.tuples(st.tuples(st.just("u"), st.integers(0, 600)))),
        days=draw(st.none() | st.integers(0, 8)),
        roles=draw(st.integers(1, 2)),
        own=draw(st.sampled_from((0, 0, 0, 1))),
        own_percent=draw(st.sampled_from((0, 0, 0, 34, 50, 51))),
        own_from=draw(st.integers(0, quarters)),
        hired_percent=draw(st.sampled_from((None, 0, 34, 50, 67, 100))),
    )


@st.composite
def wishes(draw: st.DrawFn, gaps: int, people: int, quarters: int) -> Wish:
    way = draw(st.sampled_from(Way))
    person = draw(st.none() | st.integers(1, people)) if people and way is Way.DEVELOP else None
    is_lock = draw(st.booleans())
    return Wish(
        way,
        draw(st.none() | st.integers(1, gaps).map("g{}".format)),
        None if person is None else f"p{person}",
        draw(st.none() | st.integers(0, quarters - 1)),
        least=1 if is_lock else 0,
        most=None if is_lock else draw(st.integers(0, 1)),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A problem with so few choices that all plans can be looked at."""
    quarters = draw(st.integers(1, 3))
    years = tuple(sorted(draw(st.lists(st.integers(0, 1), min_size=quarters, max_size=quarters))))
    many = draw(st.integers(1, 2))
    numbers = st.lists(st.integers(0, 2), min_size=quarters, max_size=quarters).map(tuple)
    gaps = tuple(
        Gap(f"g{n}", "c", 3, draw(st.sampled_from(("", "u"))), draw(numbers), draw(numbers), draw(st.integers(1, 3)))
        for n in range(1, many + 1)
    )
    if draw(st.booleans()):
        # The second is the same as the first at a lower level.
        gaps = tuple(replace(gap, weight=max(4 - n, 1), higher=("g1",) * n) for n, gap in enumerate(gaps))
    people = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        wanted = draw(st.lists(st.integers(1, many), max_size=2))
        days = draw(st.tuples(st.integers(0, 6), st.integers(0, 6)))
        also = gaps[-1].higher and draw(st.sampled_from(((), ("g2",))))
        found = tuple(
            [replace(draw(paths(f"g{gap}", n)), also=also if gap == 1 else ()) for n, gap in enumerate(wanted)]
        )
        most = draw(st.none() | st.integers(0, 3))
        people.append(Person(f"p{number}", days, found, draw(st.integers(0, 1)), most))
    some, lead, few = st.sampled_from(CENTS), st.integers(0, 2), st.integers(0, 1)
    attracting = [
        Attraction(gap.key, draw(some), draw(lead), draw(few), draw(some)) for gap in gaps if draw(st.booleans())
    ]
    hiring = [Hiring(gap.key, draw(some), draw(lead), draw(few)) for gap in gaps if draw(st.booleans())]
    asked = tuple(draw(st.lists(wishes(many, len(people), quarters), max_size=2)))
    return Problem(years, gaps, tuple(people), tuple(attracting), tuple(hiring), draw(limits(quarters)), asked)


def every_plan(problem: Problem) -> Iterator[tuple[tuple[Choice, ...], Count]]:
    """Every plan that keeps to all limits, by trying each combination of choices."""
    quarters = range(problem.quarters)
    options: list[list[tuple[Choice, ...]]] = []
    for person in problem.people:
        for gap in sorted({path.gap for path in person.paths}):
            keys = [path.key for path in person.paths if path.gap == gap]
            each = [(Choice(one, Way.DEVELOP, gap, person.key, key),) for key in keys for one in quarters]
            options.append([(), *each])
    options += [
        [(), *((Choice(one, Way.ATTRACT, offer.gap),) for one in quarters)]
        for offer in problem.attracting
        if offer.most
    ]
    for hiring in problem.hiring:
        options += [[(), (Choice(one, Way.HIRE, hiring.gap),)] for one in quarters if hiring.most]
    for combination in product(*options):
        choices = tuple(choice for some in combination for choice in some)
        try:
            yield choices, count(problem, choices)
        except BrokenPlanError:
            continue


def measure(counted: Count) -> tuple[int, int, list[int]]:
    """What a plan comes to, in the order of what matters: less is better."""
    return counted.weighted, counted.total, sorted(counted.days.values(), reverse=True)
