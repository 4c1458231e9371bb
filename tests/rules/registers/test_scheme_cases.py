"""A case out of plain values: exact numbers, local days, and what is wrong with it at its place."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules.case import Activity, Case, Named, hours_between
from kring.registers.rules.casework import case_of
from kring.registers.rules.loading import read_scheme
from kring.registers.rules.problems import Problem
from kring.registers.rules.schema import Scheme
from kring.registers.rules.taking import MOST
from tests.rules.registers.test_scheme_files import GOOD

DECLARED = """\
facts:
  activity:
    role: {type: text, ask: "As what?"}
  person:
    works: {type: yes_no, ask: "Do you work?"}
"""


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    read, problems = read_scheme((GOOD + DECLARED).encode())
    assert read is not None, problems
    return read


def case(scheme: Scheme, raw: Any) -> Case:
    made, problems = case_of(raw, scheme)
    assert made is not None, problems
    return made


def activity(scheme: Scheme, **said: Any) -> Activity:
    return case(scheme, {"activities": [{"on": "2024-05-01", **said}]}).activities[0]


def wrong(scheme: Scheme, raw: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    made, problems = case_of(raw, scheme)
    assert made is None
    return [(problem.code, problem.path) for problem in problems if not problem.note]


def noted(scheme: Scheme, raw: Any) -> list[Problem]:
    made, problems = case_of(raw, scheme)
    assert made is not None
    assert all(problem.note for problem in problems)
    return list(problems)


def test_what_an_activity_is_when_little_is_said(scheme: Scheme) -> None:
    made = activity(scheme)
    assert (made.id, made.kind, made.state, made.items, made.hours) == ("a1", "course", "approved", 1, None)
    assert (made.started, made.completed) == (date(2024, 5, 1), date(2024, 5, 1))


def test_facts_get_the_type_that_they_are_declared_with(scheme: Scheme) -> None:
    made = activity(scheme, group_size="6", online="no", role="chair", evidence=True)
    assert made.facts == {"group_size": Fraction(6), "online": False, "role": "chair", "evidence": True}
    person = case(
        scheme,
        {
            "person": {
                "start": "2020-01-01",
                "works": "yes",
                "groups": ["a"],
                "fields": ["tax", {"name": "law", "from": "2024-07-01", "level": "2"}],
            }
        },
    ).person
    law = Named("law", {"from": date(2024, 7, 1), "level": "2"})
    assert person.facts == {"works": True, "groups": ("a",), "fields": ("tax", law)}


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({"hours": "1.5", "minutes": "10"}, Fraction(3, 2)),
        ({"hours": 1.1}, Fraction(11, 10)),
        ({"minutes": "20"}, Fraction(1, 3)),
        ({"started": "2024-05-01T19:00", "ended": "2024-05-01T21:30"}, Fraction(5, 2)),
        ({"started": "2024-03-31T01:00", "ended": "2024-03-31T04:00"}, Fraction(2)),
        ({"started": "2024-05-01T19:00+02:00", "ended": "2024-05-01T18:00Z"}, Fraction(1)),
    ],
)
def test_hours_are_exact_and_true_over_a_change_of_the_clock(
    scheme: Scheme, said: dict[str, Any], hours: Fraction
) -> None:
    assert case(scheme, {"activities": [{"on": "2024-05-01", **said}]}).activities[0].hours == hours


def test_hours_between_moments_of_two_zones(scheme: Scheme) -> None:
    from zoneinfo import ZoneInfo

    first, last = datetime.fromisoformat("2024-01-01T10:00+01:00"), datetime.fromisoformat("2024-01-01T10:00")
    assert hours_between(first, last, ZoneInfo("America/New_York")) == 6
    assert scheme.zone == "Europe/Amsterdam"


def test_what_ends_at_midnight_was_completed_the_day_before(scheme: Scheme) -> None:
    row = {"started": "2025-12-31T20:00", "ended": "2026-01-01T00:00"}
    assert case(scheme, {"activities": [row]}).activities[0].completed == date(2025, 12, 31)
    row = {"started": "2025-12-31T20:00Z", "ended": "2025-12-31T23:30Z"}
    assert case(scheme, {"activities": [row]}).activities[0].completed == date(2026, 1, 1)


def test_nothing_said_about_carry_is_not_the_same_as_none(scheme: Scheme) -> None:
    assert case(scheme, {}).lots is None
    assert case(scheme, {"carry": None, "debts": None}).debts is None
    made = case(scheme, {"carry": [], "debts": [{"rule": "total", "points": 3, "from": "2023-12-31"}]})
    assert made.lots == ()
    assert made.debts is not None
    assert made.debts[0].in_a_row == 1


def test_what_closed_periods_left(scheme: Scheme) -> None:
    made = case(
        scheme,
        {
            "carry": [
                {"points": "1/3", "from": "2023-12-31", "category": "ethics", "earned": "2023-11-01", "times": 2}
            ],
            "closed": [{"period": "2023-01-01/2024-01-01", "verdict": "met", "version": 1, "have": {"total": "20.5"}}],
            "statuses": [{"kind": "leave", "from": "2024-01-01", "until": None, "value": "0.5"}],
        },
    )
    assert made.lots is not None
    assert (made.lots[0].points, made.lots[0].times) == (Fraction(1, 3), 2)
    assert made.closed[0].have == {"total": Fraction(41, 2)}
    assert (made.statuses[0].until, made.statuses[0].value) == (None, Fraction(1, 2))


@pytest.mark.parametrize(
    ("raw", "code", "path"),
    [
        ("nothing", "mapping expected", ()),
        ({"activitys": []}, "unknown key", ("activitys",)),
        ({"at": "today"}, "day expected", ("at",)),
        ({"person": []}, "mapping expected", ("person",)),
        ({"person": {"start": "2024-02-01", "end": "2024-01-01"}}, "ends before it starts", ("person", "end")),
        ({"person": {"fields": [{"nam": "x"}]}}, "key missing", ("person", "fields", 0)),
        ({"person": {"works": "often"}}, "yes or no expected", ("person", "works")),
        ({"activities": {}}, None, ()),
        ({"activities": "none"}, "list expected", ("activities",)),
        ({"activities": ["x"]}, "mapping expected", ("activities", 0)),
        ({"activities": [{}] * (MOST + 1)}, "too many", ("activities",)),
        ({"activities": [{"hours": 3}]}, "day missing", ("activities", 0)),
        ({"activities": [{"on": "2024-13-01"}]}, "no such day", ("activities", 0, "on")),
        ({"activities": [{"started": "2024-01-01T25:00"}]}, "no such moment", ("activities", 0, "started")),
        ({"activities": [{"started": "noon"}]}, "day or moment expected", ("activities", 0, "started")),
        ({"activities": [{"on": "2024-01-01", "hours": "-3"}]}, "no duration", ("activities", 0, "hours")),
        ({"activities": [{"on": "2024-01-01", "minutes": 0}]}, "no duration", ("activities", 0, "minutes")),
        ({"activities": [{"on": "2024-01-01", "points": -1}]}, "negative", ("activities", 0, "points")),
        ({"activities": [{"on": "2024-01-01", "hours": "1e3"}]}, "number expected", ("activities", 0, "hours")),
        (
            {"activities": [{"on": "2024-01-01", "status": "fine"}]},
            "one of these expected",
            ("activities", 0, "status"),
        ),
        (
            {"activities": [{"started": "2024-01-02", "on": "2024-01-01"}]},
            "ends before it starts",
            ("activities", 0, "on"),
        ),
        (
            {"activities": [{"started": "2024-01-02", "ended": "2024-01-01"}]},
            "ends before it starts",
            ("activities", 0, "ended"),
        ),
        (
            {"activities": [{"started": "2024-01-01T11:00", "ended": "2024-01-01T10:00"}]},
            "no duration",
            ("activities", 0, "ended"),
        ),
        (
            {"activities": [{"id": "x", "on": "2024-01-01"}, {"id": "x", "on": "2024-01-01"}]},
            "said twice",
            ("activities", 1, "id"),
        ),
        (
            {"statuses": [{"kind": "leave", "from": "2024-01-02", "until": "2024-01-02"}]},
            "ends before it starts",
            ("statuses", 0, "until"),
        ),
        ({"statuses": [{"kind": "leave"}]}, "key missing", ("statuses", 0)),
        ({"carry": [{"points": 3}]}, "key missing", ("carry", 0)),
        ({"closed": [{"period": "2024-01-01", "verdict": "met", "version": "1"}]}, "empty", ("closed", 0, "period")),
    ],
)
def test_what_is_wrong_refuses_the_case_at_its_place(
    scheme: Scheme, raw: Any, code: str | None, path: tuple[str | int, ...]
) -> None:
    if code is None:
        assert case_of(raw, scheme)[0] is not None
        return
    assert (code, path) in wrong(scheme, raw)


def test_what_is_odd_is_noted_and_judged(scheme: Scheme) -> None:
    raw = {
        "person": {"shoe_size": "44"},
        "activities": [
            {"on": "2024-05-01", "hours": 30},
            {"on": "2024-05-02", "claimed": "etics", "facilitater": "yes"},
            {"started": "2024-05-03T10:00", "ended": "2024-05-03T12:00"},
            {"started": "2024-05-03T11:00", "ended": "2024-05-03T13:00"},
        ],
        "statuses": [
            {"kind": "leave", "from": "2024-01-01", "until": "2024-03-01"},
            {"kind": "leave", "from": "2024-02-01"},
        ],
    }
    assert [(problem.code, problem.path) for problem in noted(scheme, raw)] == [
        ("unknown fact", ("person", "shoe_size")),
        ("unknown key", ("activities", 1, "facilitater")),
        ("too many hours", ("activities", 0, "hours")),
        ("unknown category", ("activities", 1, "claimed")),
        ("overlaps", ("activities", 3)),
        ("overlaps", ("statuses", 1)),
    ]


def test_a_fact_that_nobody_declared_is_guessed(scheme: Scheme) -> None:
    made = case(scheme, {"person": {"shoes": ["44", "45"], "since": "2024-01-01", "colour": "red"}})
    assert made.person.facts == {"shoes": ("44", "45"), "since": date(2024, 1, 1), "colour": "red"}


def test_several_days_may_hold_more_than_24_hours(scheme: Scheme) -> None:
    assert noted(scheme, {"activities": [{"started": "2024-05-01", "on": "2024-05-03", "hours": 30}]}) == []
