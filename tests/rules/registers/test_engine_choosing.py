"""Which activities count where only so many may: those that serve all that is asked best, against trying every set."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.registers.making import judged, scheme


def of(points: Any, hours: Any = 1, day: int = 3, kind: str = "course", **more: Any) -> dict[str, Any]:
    """An activity of February."""
    return {"on": f"2024-02-{day:02}", "points": points, "hours": hours, "kind": kind, **more}


def made(*rules: dict[str, Any], limits: list[dict[str, Any]] | None = None, **keys: Any) -> Any:
    """A scheme in which everything earns what is stated."""
    entry = {"name": "x", "kind": "any", "points": "stated", "limits": limits or []}
    named = [{"name": f"r{n}", **rule} for n, rule in enumerate(rules)]
    return scheme(**{"earning": [{k: v for k, v in entry.items() if v != []}], "rules": named, **keys})


def test_a_rule_that_lets_so_many_activities_count_keeps_those_that_serve_best() -> None:
    """The talk of five points and not the earlier one of two, and it is told why."""
    few = {"of": {"kind": "talk"}, "measure": "activities", "at_most": 1}
    verdict = judged(made({"of": "all", "at_least": 8}, few), of(3), of(2, kind="talk"), of(5, day=4, kind="talk"))
    assert (verdict.verdict, verdict.rule("r1").have) == ("met", 1)
    assert [line.counted for line in verdict.activities] == [3, 0, 5]
    assert [(r.code, r.facts["rule"]) for r in verdict.activities[1].reasons] == [("cap", "r1")]


def test_of_activities_without_points_the_first_counts() -> None:
    """There is nothing to choose between them."""
    entry = {"name": "x", "kind": "any", "points": 0}
    few = {"of": "all", "measure": "activities", "at_least": 1, "at_most": 2}
    verdict = judged(made(few, earning=[entry]), *(of(1, day=day) for day in (5, 3, 4)))
    assert (verdict.verdict, verdict.rule("r0").have, verdict.rule("r0").items) == ("met", 2, ("a2", "a3"))
    assert [r.code for r in verdict.activities[0].reasons] == ["cap"]


def test_once_only_and_no_more_than_so_much_on_days_that_are_counted() -> None:
    """Limits that cross, beside a rule that counts days: of A the one counts that leaves three days."""
    limits = [{"times": 1, "per": "ever", "same": "title"}, {"points": 6, "per": "period"}]
    days = {"of": "all", "measure": "days", "at_least": 3}
    rows = [of(2, day=3, title="A"), of(2, day=4, title="A"), of(2, day=3, title="B"), of(2, day=5, title="C")]
    verdict = judged(made({"of": "all", "at_least": 6}, days, limits=limits), *rows)
    assert (verdict.verdict, verdict.rule("r1").have) == ("met", 3)
    assert [line.counted for line in verdict.activities] == [0, 2, 2, 2]


def test_hours_that_are_limited_go_to_what_is_worth_most_in_an_hour() -> None:
    """Four hours: those of eight points and not those of two, though they came first."""
    verdict = judged(made({"of": "all", "at_least": 8}, limits=[{"hours": 4, "per": "period"}]), of(2, 4), of(8, 4, 4))
    assert (verdict.verdict, [line.counted for line in verdict.activities]) == ("met", [0, 8])


def test_what_is_over_a_limit_of_an_entry_is_not_carried_with_what_is_over_that_of_a_rule() -> None:
    """Two titles of eight, each half at most six: twelve count, ten under the rule, and two go on."""
    limits = [{"times": 1, "per": "ever", "same": "title"}, {"points": 6, "per": "half"}]
    most = {"of": "all", "at_most": 10, "excess": "carries"}
    carry = [{"name": "over", "of": "all", "way": "pushed"}]
    period = {"starts": "2000-01-01", "length": "1 year", "parts": {"half": "6 months"}}
    rows = [of(8, title="A"), {**of(8, title="B"), "on": "2024-09-01"}]
    verdict = judged(made({"of": "all", "at_least": 10}, most, limits=limits, carry=carry, period=period), *rows)
    assert (verdict.rule("r0").have, [lot.points for lot in verdict.carry_out]) == (10, [2])


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[dict[str, Any]], int, int, dict[str, int]]:
    """Activities of two kinds and two titles, how often a title and how many talks may count, and what is asked."""
    row = st.builds(
        of, st.integers(0, 3), st.integers(1, 3), st.integers(1, 4), st.sampled_from(["course", "talk"]),
        title=st.sampled_from(["A", "B"]),
    )  # fmt: skip
    asked = {measure: draw(st.integers(0, 6)) for measure in ("points", "hours", "activities", "days")}
    return draw(st.lists(row, max_size=5)), draw(st.integers(1, 2)), draw(st.integers(0, 2)), asked


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn())
def test_nothing_that_may_be_chosen_leaves_less_missing(
    given: tuple[list[dict[str, Any]], int, int, dict[str, int]],
) -> None:
    """Over every set of activities that the limits allow."""
    rows, times, talks, asked = given
    rules = [{"of": "all", "measure": measure, "at_least": least} for measure, least in asked.items()]
    rules.append({"of": {"kind": "talk"}, "measure": "activities", "at_most": talks})
    limits = [{"times": times, "per": "period", "same": "title"}]
    verdict = judged(made(*rules, limits=limits), *rows)
    assert verdict.why == ()
    least = min(_missing(chosen, asked) for chosen in _sets(rows, times, talks))
    assert sum((line.missing for line in verdict.rules), Fraction(0)) == least
    assert (verdict.verdict == "met") == (least == 0)


def _sets(rows: list[dict[str, Any]], times: int, talks: int) -> list[tuple[dict[str, Any], ...]]:
    every = [some for size in range(len(rows) + 1) for some in combinations(rows, size)]
    return [
        some
        for some in every
        if sum(row["kind"] == "talk" for row in some) <= talks
        and all(sum(row["title"] == title for row in some) <= times for title in "AB")
    ]


def _missing(chosen: tuple[dict[str, Any], ...], asked: dict[str, int]) -> int:
    there = {
        "points": sum(row["points"] for row in chosen),
        "hours": sum(row["hours"] for row in chosen),
        "activities": len(chosen),
        "days": len({row["on"] for row in chosen}),
    }
    return sum(max(0, least - there[measure]) for measure, least in asked.items())
