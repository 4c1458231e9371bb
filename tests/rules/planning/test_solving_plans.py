"""The best plan against all plans that there are; what holds of any plan."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.planning.plans.rules.answering import Why, answers
from kring.planning.plans.rules.checking import BrokenPlanError, count
from kring.planning.plans.rules.plan import (
    Aim,
    CancelledError,
    Choice,
    NoPlanError,
    NotFoundError,
    Plan,
    Stage,
    TooLargeError,
)
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
from kring.planning.plans.rules.solving import apart, solve
from tests.rules.planning.clocked import watch
from tests.rules.planning.small_problems import every_plan, measure, problems

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def solved(problem: Problem) -> Plan | None:
    try:
        return solve(problem, watch(20))
    except NoPlanError:
        return None


@given(problems())
@settings(quick, max_examples=200)
def test_no_plan_is_better_in_any_aim(problem: Problem) -> None:
    best = min((measure(counted) for _choices, counted in every_plan(problem)), default=None)
    plan = solved(problem)
    if plan is None:
        assert best is None
        return
    assert measure(count(problem, plan.choices)) == best
    assert plan.proved
    assert [stage.gap for stage in plan.stages] == [0, 0, 0, 0]


@given(problems(), st.data())
@quick
def test_the_order_of_rows_decides_nothing(problem: Problem, data: st.DataObject) -> None:
    other = replace(
        problem,
        gaps=tuple(data.draw(st.permutations(problem.gaps))),
        people=tuple(
            replace(one, paths=tuple(data.draw(st.permutations(one.paths))))
            for one in data.draw(st.permutations(problem.people))
        ),
        attracting=tuple(data.draw(st.permutations(problem.attracting))),
        hiring=tuple(data.draw(st.permutations(problem.hiring))),
    )
    assert solved(problem) == solved(other)


@given(problems(), st.integers(0, 900), st.integers(0, 900))
@quick
def test_more_money_is_never_worse(problem: Problem, one: int, other: int) -> None:
    less, more = sorted((one, other))
    poor = solved(replace(problem, limits=replace(problem.limits, budget=less)))
    rich = solved(replace(problem, limits=replace(problem.limits, budget=more)))
    if poor is not None:
        assert rich is not None
        assert rich.stages[0].value <= poor.stages[0].value


@given(problems(), st.sampled_from(Way), st.booleans())
@quick
def test_locking_and_forbidding_are_never_better(problem: Problem, way: Way, lock: bool) -> None:
    free = solved(problem)
    wish = Wish(way, least=1) if lock else Wish(way, most=0)
    bound = solved(replace(problem, wishes=(*problem.wishes, wish)))
    if bound is not None:
        assert free is not None
        assert measure(count(problem, bound.choices)) >= measure(count(problem, free.choices))


@given(problems())
@quick
def test_locking_what_was_chosen_changes_nothing(problem: Problem) -> None:
    plan = solved(problem)
    if plan is not None and plan.choices:
        first = plan.choices[0]
        wish = Wish(first.way, first.gap, first.person or None, first.quarter, least=first.many)
        again = solved(replace(problem, wishes=(*problem.wishes, wish)))
        assert again is not None
        assert measure(count(problem, again.choices)) == measure(count(problem, plan.choices))


@given(problems())
@quick
def test_a_budget_of_nothing_has_an_answer(problem: Problem) -> None:
    free = replace(problem, wishes=(), limits=replace(problem.limits, budget=0, own=0, own_percent=0))
    plan = solved(free)
    assert plan is not None
    assert count(free, plan.choices).total == 0


@given(problems(), st.data())
@quick
def test_the_checker_refuses_what_was_tampered_with(problem: Problem, data: st.DataObject) -> None:
    """A line twice, before or after the plan, of somebody else or for another gap: none passes for what it was."""
    plan = solved(problem)
    if plan is None or not plan.choices:
        return
    place = data.draw(st.integers(0, len(plan.choices) - 1))
    one = plan.choices[place]
    bad = data.draw(
        st.sampled_from(
            [
                one._replace(quarter=-1),
                one._replace(quarter=problem.quarters),
                one._replace(gap="nothing"),
                one._replace(many=0),
                one._replace(many=-1),
                one._replace(many=99),
                *([one._replace(person="nobody"), one._replace(path="none")] if one.way is Way.DEVELOP else []),
            ]
        )
    )
    with pytest.raises(BrokenPlanError):
        count(problem, (*plan.choices[:place], bad, *plan.choices[place + 1 :]))
    if one.way is Way.DEVELOP:
        with pytest.raises(BrokenPlanError):
            count(problem, (*plan.choices, one))


@given(problems())
@quick
def test_parts_hold_everything_once(problem: Problem) -> None:
    parts = apart(problem)
    assert sorted(gap.key for part in parts for gap in part.gaps) == sorted(gap.key for gap in problem.gaps)
    busy = [person.key for person in problem.people if person.paths]
    assert sorted(person.key for part in parts for person in part.people) == busy


COURSE = Step("course", Kind.COURSE, 3, 100_000, 1)


def one_gap(*need: int, **told: int) -> Gap:
    return Gap("g", "c", 3, "", need, (0,) * len(need), **told)


def test_lead_times_delay_what_covers() -> None:
    """A course of a quarter helps from the second on; hiring in fills the first."""
    doing = Step("doing", Kind.DOING, 2, 0, 1, ("course",))
    problem = Problem(
        years=(0,) * 4,
        gaps=(one_gap(1, 1, 1, 1),),
        people=(Person("p", (9,), (Path("w", "g", (COURSE, doing)),)),),
        hiring=(Hiring("g", 3_000_000, 0, 1),),
    )
    plan = solve(problem, watch(5))
    assert plan.choices == (
        Choice(0, Way.DEVELOP, "g", "p", "w"),
        Choice(0, Way.HIRE, "g"),
        Choice(1, Way.HIRE, "g"),
    )
    assert count(problem, plan.choices).days == {"p": 5}


def test_one_euro_short_is_short() -> None:
    people = (Person("p", (9,), (Path("w", "g", (COURSE,)),)),)
    problem = Problem((0, 0), (one_gap(0, 1),), people, limits=Limits(budget=99_999))
    assert solve(problem, watch(5)).choices == ()
    enough = replace(problem, limits=Limits(budget=100_000))
    assert solve(enough, watch(5)).choices == (Choice(0, Way.DEVELOP, "g", "p", "w"),)


def test_cents_are_exact_beside_large_amounts() -> None:
    """One cent decides between two ways to spend a million."""
    gaps = tuple(Gap(f"g{n}", "c", 3, "", (1,), (0,)) for n in range(8))
    prices = [99_999_989 + 2 * n for n in range(8)]
    hiring = tuple(Hiring(gap.key, price, 0, 1) for gap, price in zip(gaps, prices, strict=True))
    for short_by in (0, 1):
        budget = sum(prices[:5]) - short_by
        plan = solve(Problem((0,), gaps, hiring=hiring, limits=Limits(budget=budget)), watch(10))
        assert plan.stages[0] == Stage(Aim.SHORTAGE, 3 + short_by, 3 + short_by, proved=True)
        assert plan.stages[1].value == sum(prices[: 5 - short_by])


def test_days_are_spread_over_people() -> None:
    """Two gaps and two people who could learn both: one each, though one could do both."""
    gaps = tuple(Gap(f"g{n}", "c", 3, "", (0, 1), (0, 0)) for n in range(2))
    people = tuple(Person(f"p{n}", (20,), tuple(Path(gap.key, gap.key, (COURSE,)) for gap in gaps)) for n in range(2))
    plan = solve(Problem((0, 0), gaps, people), watch(5))
    assert [(one.person, one.gap) for one in plan.choices] == [("p1", "g0"), ("p0", "g1")] or [
        (one.person, one.gap) for one in plan.choices
    ] == [("p0", "g0"), ("p1", "g1")]
    assert plan.stage(Aim.DAYS) == Stage(Aim.DAYS, 3, 3, proved=True)


def test_people_who_are_alike_are_counted() -> None:
    """A thousand of whom nobody could tell one from another are a handful of columns."""
    paths = (Path("w", "g", (COURSE,)),)
    people = tuple(Person(f"p{n:04}", (20,), paths) for n in range(1_000))
    plan = solve(Problem((0,) * 8, (one_gap(*[700] * 8),), people), watch(10))
    assert plan.columns < 20
    assert [one.person for one in plan.choices] == [f"p{n:04}" for n in range(700)]


def test_units_that_share_nothing_are_solved_apart() -> None:
    gaps = tuple(Gap(f"g{n}", "c", 3, f"u{n}", (1, 1), (0, 0)) for n in range(3))
    hiring = tuple(Hiring(gap.key, 100, 0, 1) for gap in gaps)
    assert solve(Problem((0, 0), gaps, hiring=hiring), watch(5)).parts == 3
    slack = Problem((0, 0), gaps, hiring=hiring, limits=Limits(budget=600))
    assert solve(slack, watch(5)).parts == 3
    tight = Problem((0, 0), gaps, hiring=hiring, limits=Limits(budget=599))
    plan = solve(tight, watch(5))
    assert (plan.parts, plan.stages[0].value, plan.proved) == (1, 1, True)


def test_what_is_put_in_order_keeps_to_the_budget_of_a_quarter() -> None:
    """As soon as can be would be the first quarter, which has no money."""
    hiring = tuple(Hiring(f"g{n}", 1, 1 - n, 1) for n in range(2))
    gaps = tuple(Gap(f"g{n}", "c", 3, "", (0, 0, 0), (0, 0, 0)) for n in range(2))
    limits = Limits(by_quarter=(0, None, None))
    plan = solve(Problem((0, 0, 0), gaps, hiring=hiring, limits=limits, wishes=(Wish(Way.HIRE, least=1),)), watch(5))
    assert [(one.quarter, one.many) for one in plan.choices] == [(1, 1)]
    assert plan.proved


def test_an_expert_comes_beside_four_others_and_not_out_of_them() -> None:
    """There are four who can do it, of five who are needed, one of them as an expert. Whoever becomes that leaves a
    place, in which someone is hired; one person more who is no expert would be of no use before."""
    expert = Gap("expert", "c", 5, "", (1, 1), (0, 0), 3)
    others = Gap("others", "c", 3, "", (4, 4), (4, 4), 3, higher=("expert",))
    grows = Person("p", (9,), (Path("w", "expert", (COURSE,)),))
    hiring = (Hiring("others", 50, 0, 3),)
    problem = Problem((0, 0), (expert, others), (grows,), hiring=hiring)
    plan = solve(problem, watch(5))
    assert plan.choices == (Choice(0, Way.DEVELOP, "expert", "p", "w"), Choice(1, Way.HIRE, "others"))
    assert count(problem, plan.choices).short == {"expert": (1, 0), "others": (0, 0)}
    (growing, _attracting, _hiring) = answers(problem, plan)[0].ways
    assert growing.why is Why.CHEAPEST
    nobody = replace(problem, hiring=())
    assert answers(nobody, solve(nobody, watch(5)))[0].ways[0].why is Why.LEAVES
    alone = count(problem, plan.choices[:1])
    assert (alone.short["others"], alone.weighted) == ((0, 1), 6)
    assert count(problem, (Choice(0, Way.HIRE, "others", many=3),)).weighted == 6
    # Someone from outside who can do more can do this too; someone who wasn't counted here yet is one more.
    fewer = replace(problem, gaps=(expert, replace(others, have=(3, 3))), people=())
    experts = replace(fewer, hiring=(Hiring("expert", 60, 0, 2),))
    assert count(experts, solve(experts, watch(5)).choices).short == {"expert": (0, 0), "others": (0, 0)}
    new = replace(grows, paths=(replace(grows.paths[0], also=("others",)),))
    assert count(replace(fewer, people=(new,)), plan.choices[:1]).short == {"expert": (1, 0), "others": (1, 1)}


def test_who_is_asked_for_later_leaves_room_for_who_is_of_use_sooner() -> None:
    """Someone must be attracted in the second quarter: another one in the first is still worth it. Two wishes that ask
    for one each in quarters of their own ask for two."""
    attracting = (Attraction("g", 10, 0, 2),)
    late = Wish(Way.ATTRACT, "g", quarter=1, least=1)
    problem = Problem((0, 0), (one_gap(1, 1),), attracting=attracting, wishes=(late,))
    assert [one.quarter for one in solve(problem, watch(5)).choices] == [0, 1]
    both = replace(problem, wishes=(late, Wish(Way.ATTRACT, "g", quarter=0, least=1)))
    assert [one.quarter for one in solve(both, watch(5)).choices] == [0, 1]


def test_a_minimum_of_own_people_can_be_impossible() -> None:
    problem = Problem((0, 0), (one_gap(1, 1),), limits=Limits(own=1))
    with pytest.raises(NoPlanError):
        solve(problem, watch(5))


def test_cancelled_is_cancelled() -> None:
    problem = Problem((0, 0), (one_gap(1, 1),), attracting=(Attraction("g", 5, 0, 1),))
    with pytest.raises(CancelledError):
        solve(problem, watch(5, lambda: True))
    assert solve(problem, watch(5, lambda: False)).proved


def test_whoever_could_combine_too_much_is_named() -> None:
    gaps = tuple(Gap(f"g{n}", "c", 3, "", (0, *[1] * 7), (0,) * 8) for n in range(9))
    eager = Person("p", (200,), tuple(Path(gap.key, gap.key, (COURSE,)) for gap in gaps))
    problem = Problem((0,) * 8, gaps, (eager,), limits=Limits(roles=9, by_quarter=(500_000,)))
    with pytest.raises(TooLargeError) as caught:
        solve(problem, watch(5))
    assert caught.value.person == "p"


def test_without_time_there_is_an_answer_that_says_so() -> None:
    """Choosing nothing is allowed, so it is what is left; where it isn't, nothing was found."""
    problem = Problem((0, 0), (one_gap(1, 1),), hiring=(Hiring("g", 5, 0, 1),))
    plan = solve(problem, watch(-1))
    assert count(problem, plan.choices).weighted == plan.stages[0].value
    must = replace(problem, wishes=(Wish(Way.HIRE, least=1),))
    with suppress(NotFoundError):
        assert solve(must, watch(-1)).choices
