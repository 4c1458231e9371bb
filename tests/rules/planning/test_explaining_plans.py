"""What is said about a plan: why, what binds, what comes second, what more would buy, what contradicts."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from kring.planning.plans.rules.answering import Open, Why, answers
from kring.planning.plans.rules.checking import count
from kring.planning.plans.rules.explaining import Binding, binding, contradiction, curve, next_best
from kring.planning.plans.rules.plan import Choice, NoPlanError, Plan
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
from kring.planning.plans.rules.solving import solve
from tests.rules.planning.clocked import watch
from tests.rules.planning.small_problems import every_plan, problems

quick = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
COURSE = Step("course", Kind.COURSE, 3, 100_000, 1)


def insurer(budget: int | None = None, **told: object) -> Problem:
    """One gap of one person for four quarters, and all three ways."""
    return Problem(
        years=(0,) * 4,
        gaps=(Gap("g", "c", 3, "u", (1,) * 4, (0,) * 4),),
        people=(Person("p", (9,), (Path("w", "g", (COURSE,)),)),),
        attracting=(Attraction("g", 1_000_000, 1, 1, 1_500_000),),
        hiring=(Hiring("g", 3_000_000, 0, 1),),
        limits=Limits(budget=budget, **told),  # type: ignore[arg-type]  # whatever limits a test needs
    )


def solved(problem: Problem) -> Plan | None:
    try:
        return solve(problem, watch(20))
    except NoPlanError:
        return None


def test_three_ways_stand_side_by_side() -> None:
    problem = insurer()
    (answer,) = answers(problem, solve(problem, watch(5)))
    develop, attract, hire = answer.ways
    assert (develop.price, develop.soonest, develop.chosen, develop.why) == (33_334, 1, 1, Why.CHEAPEST)
    assert (attract.price, attract.soonest, attract.chosen, attract.why) == (1_833_334, 1, 0, Why.DEARER)
    assert (hire.price, hire.soonest, hire.chosen, hire.why) == (3_000_000, 0, 1, Why.SOONEST)
    assert answer.open is None


def test_why_a_gap_stays_open() -> None:
    nothing = replace(insurer(), people=(), attracting=(), hiring=())
    assert answers(nothing, solve(nothing, watch(5)))[0].open is Open.NO_WAY
    late = replace(insurer(), hiring=())
    assert answers(late, solve(late, watch(5)))[0].open is Open.TOO_SOON
    poor = insurer(budget=100_000)
    assert answers(poor, solve(poor, watch(5)))[0].open is Open.LIMITED


def test_one_euro_short() -> None:
    problem = insurer(budget=3_099_900)
    plan = solve(problem, watch(5))
    assert count(problem, plan.choices).weighted == 1
    assert binding(problem, plan, watch(5)) == [Binding("budget", "", 100, 1, 3_000_000)]


def test_forbidding_binds_and_has_its_price() -> None:
    wish = Wish(Way.HIRE, most=0)
    problem = replace(insurer(), wishes=(wish,))
    plan = solve(problem, watch(5))
    assert binding(problem, plan, watch(5)) == [Binding("wish", "", None, 1, 3_000_000, wish)]
    assert answers(problem, plan)[0].ways[2].why is Why.FORBIDDEN


def test_next_best_has_its_price() -> None:
    """Without developing, attracting is next: dearer, and as soon."""
    problem = insurer()
    plan = solve(problem, watch(5))
    found = next_best(problem, plan, "g", watch(5))
    assert found is not None
    assert found.instead_of == Choice(0, Way.DEVELOP, "g", "p", "w")
    assert (found.weighted, found.cents) == (0, 5_500_000 - 100_000)
    only = replace(problem, attracting=(), hiring=(), wishes=(Wish(Way.DEVELOP, least=1),))
    without = next_best(only, solve(only, watch(5)), "g", watch(5))
    assert without is not None
    assert without.weighted is None


def test_the_curve_begins_with_nothing_and_ends_with_enough() -> None:
    points = curve(insurer(budget=5), watch(10), points=3)
    assert [(one.budget, one.weighted, one.cents) for one in points] == [
        (0, 4, 0),
        (1_550_000, 1, 100_000),
        (3_100_000, 0, 3_100_000),
    ]


def test_contradicting_limits_are_named() -> None:
    """Own people from the first quarter on: nobody can be there so soon, whatever the budget."""
    soon = insurer(budget=5, own=1, own_from=0)
    with pytest.raises(NoPlanError):
        solve(soon, watch(5))
    assert contradiction(soon, watch(5)).limits == (("own", "g"),)
    poor = insurer(budget=5, own=1, own_from=1)
    found = contradiction(poor, watch(5))
    assert set(found.limits) == {("own", "g"), ("budget", "")}
    assert found.is_minimal


def test_locks_contradict_limits_and_what_people_have_left() -> None:
    lock = Wish(Way.DEVELOP, "g", "p", least=1)
    poor = replace(insurer(budget=5), wishes=(lock,))
    found = contradiction(poor, watch(5))
    assert (found.limits, found.wishes) == ((("budget", ""),), (lock,))
    busy = replace(insurer(), wishes=(lock,), people=(replace(insurer().people[0], days=(2,)),))
    assert contradiction(busy, watch(5)).limits == (("people-days", ""),)


@given(problems())
@quick
def test_a_limit_binds_by_the_least_that_helps(problem: Problem) -> None:
    """With that much more less is missing; with one cent less than that nothing changes."""
    problem = replace(problem, limits=replace(problem.limits, budget=problem.limits.budget or 0))
    plan = solved(problem)
    if plan is None:
        return
    for one in binding(problem, plan, watch(20)):
        if one.limit == "budget" and one.more is not None:
            for more, less in ((one.more, one.weighted), (one.more - 1, 0)):
                budget = (problem.limits.budget or 0) + more
                wider = solved(replace(problem, limits=replace(problem.limits, budget=budget)))
                assert wider is not None
                assert wider.stages[0].value <= plan.stages[0].value - less
                assert (wider.stages[0].value == plan.stages[0].value) is (less == 0)


@given(problems())
@quick
def test_the_curve_falls(problem: Problem) -> None:
    try:
        points = curve(problem, watch(20), points=4)
    except NoPlanError:
        return
    missing = [one.weighted for one in points if one.weighted is not None]
    assert all(less <= more for more, less in pairwise(missing))
    assert all(one.cents <= one.budget for one in points if one.cents is not None)
    assert points[-1].is_sure


@given(problems())
@quick
def test_what_contradicts_is_no_plan_and_without_any_of_it_there_is_one(problem: Problem) -> None:
    if solved(problem) is not None:
        return
    found = contradiction(problem, watch(20))
    assert found.is_minimal
    assert found.limits or found.wishes
    assert next(every_plan(problem), None) is None
    for wish in found.wishes:
        left = tuple(one for one in found.wishes if one is not wish)
        names = {name for name, _of in found.limits}
        limits = Limits(
            budget=problem.limits.budget if "budget" in names else None,
            by_quarter=tuple(
                most if ("quarter", str(place)) in found.limits else None
                for place, most in enumerate(problem.limits.by_quarter)
            ),
            by_unit=problem.limits.by_unit if "unit" in names else (),
            days=problem.limits.days if "days" in names else None,
            roles=problem.limits.roles,
            hired_percent=problem.limits.hired_percent if "hired" in names else None,
        )
        if "own" not in names:
            assert solved(replace(problem, wishes=left, limits=limits)) is not None
