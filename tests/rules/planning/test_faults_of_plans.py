"""What is wrong with a problem is named, by row."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from kring.planning.plans.rules.faults import Fault, Wrong, check_problem
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
from tests.rules.planning.small_problems import problems

COURSE = Step("course", Kind.COURSE, 3, 100_000, 1)
GAP = Gap("g", "c", 3, "u", (1, 1), (0, 0))
GOOD = Problem(
    (0, 0),
    (GAP,),
    (Person("p", (9,), (Path("w", "g", (COURSE,)),)),),
    (Attraction("g", 5, 1, 1),),
    (Hiring("g", 5, 0, 1),),
    Limits(budget=5, by_quarter=(1, None), by_unit=(("u", 5),), days=4, own_percent=50, hired_percent=20),
    (Wish(Way.HIRE, most=0),),
)


def people(*found: Person) -> Problem:
    return replace(GOOD, people=found)


def steps(*found: Step) -> Problem:
    return replace(GOOD, people=(Person("p", (9,), (Path("w", "g", found),)),))


CASES = [
    (replace(GOOD, years=()), [Fault("limits", 0, Wrong.NO_QUARTERS)]),
    (replace(GOOD, years=(0,) * 21), [Fault("limits", 0, Wrong.TOO_MANY_QUARTERS)]),
    (replace(GOOD, years=(1, 0)), [Fault("limits", 0, Wrong.YEARS)]),
    (replace(GOOD, gaps=(GAP, GAP)), [Fault("gaps", 1, Wrong.TWICE, "g")]),
    (replace(GOOD, gaps=(replace(GAP, need=(1,)),)), [Fault("gaps", 0, Wrong.LENGTH, "need")]),
    (replace(GOOD, gaps=(replace(GAP, need=(-1, 1)),)), [Fault("gaps", 0, Wrong.NEGATIVE, "need")]),
    (replace(GOOD, gaps=(replace(GAP, weight=0),)), [Fault("gaps", 0, Wrong.WEIGHT, "weight")]),
    (replace(GOOD, people=(Person("p", ()),)), [Fault("people", 0, Wrong.LENGTH, "days")]),
    (replace(GOOD, people=(Person("p", (-1,)),)), [Fault("people", 0, Wrong.NEGATIVE, "days")]),
    (
        replace(GOOD, people=(Person("p", (1,), most_a_quarter=-1),)),
        [Fault("people", 0, Wrong.NEGATIVE, "most_a_quarter")],
    ),
    (
        replace(GOOD, people=(Person("p", (9,), (Path("w", "x", (COURSE,)),)),)),
        [Fault("people", 0, Wrong.UNKNOWN_GAP, "x")],
    ),
    (steps(), [Fault("people", 0, Wrong.NO_STEPS, "w")]),
    (steps(COURSE, COURSE), [Fault("people", 0, Wrong.TWICE, "course")] * 2),
    (steps(replace(COURSE, after=("course",))), [Fault("people", 0, Wrong.OWN_PREREQUISITE, "course")]),
    (
        steps(replace(COURSE, after=("b",)), replace(COURSE, key="b", after=("course",))),
        [Fault("people", 0, Wrong.OWN_PREREQUISITE, "b"), Fault("people", 0, Wrong.OWN_PREREQUISITE, "course")],
    ),
    (steps(replace(COURSE, after=("x",))), [Fault("people", 0, Wrong.UNKNOWN_STEP, "x")]),
    (steps(replace(COURSE, lead=-1)), [Fault("people", 0, Wrong.LEAD, "course")]),
    (steps(replace(COURSE, lead=99)), [Fault("people", 0, Wrong.TOO_MUCH, "course")]),
    (steps(replace(COURSE, currency="USD")), [Fault("people", 0, Wrong.CURRENCY, "course")]),
    (steps(replace(COURSE, cents=10**9 + 1)), [Fault("people", 0, Wrong.TOO_MUCH, "course")]),
    (replace(GOOD, attracting=(Attraction("x", 5, 1, 1),)), [Fault("attracting", 0, Wrong.UNKNOWN_GAP, "x")]),
    (replace(GOOD, attracting=(Attraction("g", 5, -1, 1),)), [Fault("attracting", 0, Wrong.LEAD, "g")]),
    (replace(GOOD, hiring=(Hiring("g", -5, 0, 1),)), [Fault("hiring", 0, Wrong.NEGATIVE, "g")]),
    (replace(GOOD, hiring=(Hiring("g", 5, 0, 1, "USD"),)), [Fault("hiring", 0, Wrong.CURRENCY, "g")]),
    (replace(GOOD, limits=Limits(budget=-1)), [Fault("limits", 0, Wrong.NEGATIVE, "budget")]),
    (replace(GOOD, limits=Limits(by_quarter=(1, 1, 1))), [Fault("limits", 0, Wrong.LENGTH, "by_quarter")]),
    (replace(GOOD, limits=Limits(by_unit=(("x", 1),))), [Fault("limits", 0, Wrong.UNKNOWN_UNIT, "x")]),
    (replace(GOOD, limits=Limits(by_unit=(("u", 1), ("u", 2)))), [Fault("limits", 0, Wrong.TWICE, "u")]),
    (replace(GOOD, limits=Limits(own_percent=101)), [Fault("limits", 0, Wrong.PERCENT, "own_percent")]),
    (replace(GOOD, limits=Limits(hired_percent=-1)), [Fault("limits", 0, Wrong.PERCENT, "hired_percent")]),
    (replace(GOOD, wishes=(Wish(Way.HIRE, "x", most=0),)), [Fault("wishes", 0, Wrong.UNKNOWN_GAP, "x")]),
    (replace(GOOD, wishes=(Wish(Way.DEVELOP, person="x", most=0),)), [Fault("wishes", 0, Wrong.UNKNOWN_PERSON, "x")]),
    (replace(GOOD, wishes=(Wish(Way.HIRE, person="p", most=0),)), [Fault("wishes", 0, Wrong.UNKNOWN_PERSON, "p")]),
    (replace(GOOD, wishes=(Wish(Way.HIRE, quarter=2, most=0),)), [Fault("wishes", 0, Wrong.LENGTH, "quarter")]),
    (replace(GOOD, wishes=(Wish(Way.HIRE, least=2, most=1),)), [Fault("wishes", 0, Wrong.CROSSED, "least")]),
    (
        replace(GOOD, wishes=(Wish(Way.HIRE, most=0), Wish(Way.HIRE, least=1))),
        [Fault("wishes", 1, Wrong.CONTRADICTS, "least")],
    ),
]


@pytest.mark.parametrize(("problem", "found"), CASES)
def test_what_is_wrong_is_named_by_row(problem: Problem, found: list[Fault]) -> None:
    assert check_problem(problem)[: len(found)] == found
    assert len(check_problem(problem)) == len(found) or found[0].table == "limits"


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert check_problem(GOOD) == []


@given(problems())
@settings(max_examples=50, deadline=None)
def test_what_is_drawn_small_is_right(problem: Problem) -> None:
    wrong = [fault for fault in check_problem(problem) if fault.about != "u"]
    assert {fault.what for fault in wrong} <= {Wrong.TWICE, Wrong.CONTRADICTS}
