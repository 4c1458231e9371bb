"""What differs between two plans, and between what was asked of them."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kring.planning.plans.rules.changes import Asked, Change, Turn, asked, changes
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

counts = st.builds(
    Choice,
    st.integers(0, 3),
    st.sampled_from((Way.ATTRACT, Way.HIRE)),
    st.sampled_from("gh"),
    many=st.integers(1, 3),
)
people = st.builds(
    Choice,
    st.integers(0, 3),
    st.just(Way.DEVELOP),
    st.sampled_from("gh"),
    st.sampled_from("pq"),
    st.sampled_from("wv"),
    st.just(1),
)
plans = st.tuples(
    st.lists(counts, max_size=6, unique_by=lambda one: one[:3]),
    st.lists(people, max_size=4, unique_by=lambda one: (one.gap, one.person)),
).map(lambda two: [*two[0], *two[1]])


def told(choices: list[Choice]) -> Counter[tuple[str, Way, int]]:
    found: Counter[tuple[str, Way, int]] = Counter()
    for one in choices:
        if one.way is not Way.DEVELOP:
            found[one.gap, one.way, one.quarter] += one.many
    return found


@given(plans, plans)
def test_the_first_plan_with_its_changes_is_the_second(before: list[Choice], after: list[Choice]) -> None:
    found = changes(before, after)
    counted = told(before)
    developing = {(one.gap, one.person): one for one in before if one.way is Way.DEVELOP}
    for one in found:
        assert one.first == one.last or one.way is Way.HIRE
        for quarter in range(one.first, one.last + 1):
            if one.way is not Way.DEVELOP:
                counted[one.gap, one.way, quarter] += one.many
        if one.turn is Turn.GONE:
            del developing[one.gap, one.person]
        elif one.turn is not None:
            was = developing.get((one.gap, one.person))
            assert (was.quarter if was else None) == one.was
            now = next(other for other in after if (other.gap, other.person) == (one.gap, one.person))
            developing[one.gap, one.person] = now
            assert one.first == now.quarter
    assert +counted == told(after)
    assert all(many >= 0 for many in counted.values())
    assert sorted(developing.values()) == sorted(one for one in after if one.way is Way.DEVELOP)


@given(plans)
def test_the_same_plan_has_no_changes(plan: list[Choice]) -> None:
    assert changes(plan, list(reversed(plan))) == []


def test_what_is_said_of_a_change() -> None:
    before = [
        Choice(0, Way.DEVELOP, "g", "p", "course"),
        Choice(0, Way.DEVELOP, "g", "q", "course"),
        *(Choice(quarter, Way.HIRE, "g", many=2) for quarter in range(3)),
    ]
    after = [
        Choice(1, Way.DEVELOP, "g", "p", "course"),
        Choice(0, Way.DEVELOP, "g", "q", "peer"),
        Choice(2, Way.HIRE, "g", many=2),
        Choice(1, Way.ATTRACT, "g"),
    ]
    assert changes(before, after) == [
        Change("g", Way.DEVELOP, 0, 0, 0, "q", Turn.OTHERWISE, 0),
        Change("g", Way.DEVELOP, 1, 1, 0, "p", Turn.MOVED, 0),
        Change("g", Way.ATTRACT, 1, 1, 1),
        Change("g", Way.HIRE, 0, 1, -2),
    ]


COURSE = Step("course", Kind.COURSE, 3, 100_000, 1)
PROBLEM = Problem(
    years=(0, 0, 0),
    gaps=(Gap("g", "c", 3, "u", (1, 1, 2), (0, 0, 0)), Gap("h", "c", 3, "u", (1, 1, 1), (0, 0, 0))),
    people=(Person("p", (9,), (Path("w", "g", (COURSE,)),)),),
    attracting=(Attraction("g", 5, 1, 1),),
    hiring=(Hiring("g", 5, 0, 1),),
    limits=Limits(budget=900, by_quarter=(1, 2, 3), own_from=2),
    wishes=(Wish(Way.HIRE, "g", quarter=2, most=0),),
)
NOTHING = Asked((), (), (), prices=False, counts=(), come=(), gone=())


def test_nothing_was_asked_otherwise() -> None:
    assert asked(PROBLEM, PROBLEM) == NOTHING
    assert not asked(PROBLEM, PROBLEM)


def test_what_was_asked_otherwise_is_named() -> None:
    limits = replace(PROBLEM.limits, budget=None, by_quarter=(1, 5, 3))
    no_hiring = Wish(Way.HIRE, most=0)
    dear = replace(COURSE, cents=1)
    assert asked(PROBLEM, replace(PROBLEM, limits=limits)) == NOTHING._replace(
        limits=(("budget", None, 900, None), ("quarter", 1, 2, 5))
    )
    assert asked(PROBLEM, replace(PROBLEM, wishes=(no_hiring,))) == NOTHING._replace(
        wished=(no_hiring,), unwished=PROBLEM.wishes
    )
    for other in (
        replace(PROBLEM, hiring=(Hiring("g", 6, 0, 1),)),
        replace(PROBLEM, attracting=()),
        replace(PROBLEM, people=(Person("p", (9,), (Path("w", "g", (dear,)),)),)),
    ):
        assert asked(PROBLEM, other) == NOTHING._replace(prices=True)
    assert asked(PROBLEM, replace(PROBLEM, people=())) == NOTHING
    one, two = PROBLEM.gaps
    assert asked(PROBLEM, replace(PROBLEM, gaps=(replace(one, have=(1, 1, 1)), replace(two, key="i")))) == (
        NOTHING._replace(counts=("g",), come=("i",), gone=("h",))
    )


def test_a_quarter_later_the_same_is_the_same() -> None:
    later = replace(
        PROBLEM,
        years=(0, 0),
        gaps=tuple(replace(one, need=one.need[1:], have=one.have[1:]) for one in PROBLEM.gaps),
        limits=replace(PROBLEM.limits, by_quarter=(2, 3), own_from=1),
        wishes=(replace(PROBLEM.wishes[0], quarter=1),),
    )
    assert asked(PROBLEM, later, later=1) == NOTHING
