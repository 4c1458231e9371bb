"""The best plan against all plans that there are."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.planning.plans.rules.checking import count
from kring.planning.plans.rules.plan import Aim, NoPlanError
from kring.planning.plans.rules.problem import Problem
from kring.planning.plans.rules.solving import solve, watch
from tests.rules.planning.small_problems import every_plan, measure, problems

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(problems())
@quick
def test_no_plan_is_better_in_any_aim(problem: Problem) -> None:
    best = min((measure(counted) for _choices, counted in every_plan(problem)), default=None)
    try:
        plan = solve(problem, watch(20))
    except NoPlanError:
        assert best is None
        return
    assert measure(count(problem, plan.choices)) == best
    assert plan.proved
    assert [stage.gap for stage in plan.stages] == [0, 0, 0, 0]
