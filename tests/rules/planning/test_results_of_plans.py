"""What a run leaves can be read again as it was."""

import json
import time

from hypothesis import HealthCheck, given, settings

from kring.planning.plans.rules.problem import Problem
from kring.planning.plans.rules.results import read, work_out, written
from tests.rules.planning.small_problems import problems


@given(problems())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_result_is_read_as_it_was_written(problem: Problem) -> None:
    told: list[int] = []
    made = work_out(
        problem,
        solving=20,
        explaining=20,
        is_cancelled=lambda: False,
        tell=lambda _what, done: told.append(done),
        clock=time.monotonic,
    )
    assert read(json.loads(json.dumps(written(made)))) == made
    assert all(0 <= done <= 100 for done in told)
    assert (made.plan is None) == (made.contradiction is not None)
