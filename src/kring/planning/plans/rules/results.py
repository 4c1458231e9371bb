"""What a run leaves: the problem, the plan and all that is said about it, as one document. Pure.

It is written by one version of the rules and read by the same; what an older one wrote and can't be read any more is
solved again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from kring.planning.plans.rules.answering import GapAnswer, answers
from kring.planning.plans.rules.checking import Count, count
from kring.planning.plans.rules.explaining import (
    Binding,
    Contradiction,
    NextBest,
    Point,
    binding,
    contradiction,
    curve,
    next_best,
)
from kring.planning.plans.rules.plan import Aim, NoPlanError, NotFoundError, Plan
from kring.planning.plans.rules.problem import Problem
from kring.planning.plans.rules.solving import Clock, Watch, in_order, solve, watch

# Of so many gaps it is worked out what comes second.
MOST_OTHERS: Final = 30


@dataclass(frozen=True, slots=True)
class Result:
    """What came out. Without a plan `contradiction` says why there is none. `others` are what comes second for gaps."""

    problem: Problem
    plan: Plan | None = None
    counted: Count | None = None
    answers: tuple[GapAnswer, ...] = ()
    binding: tuple[Binding, ...] = ()
    others: tuple[NextBest, ...] = ()
    curve: tuple[Point, ...] = ()
    contradiction: Contradiction | None = None


_DONE: Final = {Aim.SHORTAGE: 5, Aim.CENTS: 20, Aim.DAYS: 35, Aim.ORDER: 50}
# Told how far it is: what is being done, and how much of all is done in hundredths. Parts of a problem may tell the
# same again.
Telling = Callable[[str, int], None]


def work_out(
    problem: Problem,
    *,
    solving: float,
    explaining: float,
    is_cancelled: Callable[[], bool],
    tell: Telling,
    clock: Clock,
) -> Result:
    """Solve a problem and explain what came out, within so many seconds each on a clock that only goes on. Raises
    NotFoundError, TooLargeError and CancelledError."""
    problem = in_order(problem)
    by = Watch(clock, clock() + solving, is_cancelled, lambda aim: tell(aim, _DONE[aim]))
    try:
        plan = solve(problem, by)
    except NoPlanError:
        tell("contradiction", 60)
        return Result(problem, contradiction=contradiction(problem, watch(explaining, is_cancelled, clock=clock)))
    return _explained(problem, plan, watch(explaining, is_cancelled, clock=clock), tell)


def _explained(problem: Problem, plan: Plan, by: Watch, tell: Telling) -> Result:
    tell("binding", 60)
    binds = binding(problem, plan, by.share(0.3))
    tell("curve", 70)
    points = tuple(_curve(problem, by.share(0.5)))
    found = []
    chosen = sorted({choice.gap for choice in plan.choices})[:MOST_OTHERS]
    for number, gap in enumerate(chosen):
        tell("second", 80 + 20 * number // len(chosen))
        found.append(next_best(problem, plan, gap, by.share(1 / (len(chosen) - number))))
    return Result(
        problem,
        plan,
        count(problem, plan.choices),
        tuple(answers(problem, plan)),
        tuple(binds),
        tuple(one for one in found if one is not None),
        points,
    )


def _curve(problem: Problem, by: Watch) -> list[Point]:
    try:
        return curve(problem, by)
    except (NoPlanError, NotFoundError):
        return []


@cache
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Result)


def written(result: Result) -> Any:
    """A result as JSON holds it."""
    return _adapter().dump_python(result, mode="json")


def read(document: Any) -> Result:
    """A result that `written` made. Raises ValueError for another document."""
    return _adapter().validate_python(document)
