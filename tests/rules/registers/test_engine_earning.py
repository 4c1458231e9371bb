"""What activities earn: points, rounding, gathering, limits, and why something counts for nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.rules.registers.making import judged, scheme

CLAIMED: dict[str, Any] = {"name": "c", "kind": "any", "points": "stated", "into": "claimed"}


def earning(**keys: Any) -> Any:
    """A scheme of one entry, for courses."""
    return scheme(earning=[{"name": "course", "kind": "course", "points": 1, "per": "hour", **keys}])


def have(verdict: Any, rule: str = "total") -> Fraction:
    """What a rule has."""
    return verdict.rule(rule).have  # type: ignore[no-any-return]


def reasons(verdict: Any, place: int = 0) -> list[str]:
    """The reasons of one activity: codes, and the fact of a condition."""
    return [
        str(r.facts.get("fact", r.code)) if r.code == "condition" else r.code for r in verdict.activities[place].reasons
    ]


@pytest.mark.parametrize(
    ("per", "points", "said", "earned"),
    [
        ("hour", "1", {"hours": "1.5"}, "3/2"),
        ("minute", "1/50", {"minutes": "75"}, "3/2"),
        ("activity", "3", {}, "3"),
        ("item", "2", {"items": "4"}, "8"),
        ("day", "5", {"started": "2024-02-01", "ended": "2024-02-03"}, "15"),
        ("activity", "stated", {"points": "1/3"}, "1/3"),
    ],
)
def test_points_are_given_per_something(per: str, points: str, said: dict[str, str], earned: str) -> None:
    """Exactly, whatever the fractions are."""
    verdict = judged(earning(per=per, points=points), {"on": "2024-02-03", **said})
    assert have(verdict) == Fraction(earned)


@pytest.mark.parametrize(
    ("how", "points"),
    [("down to 1", 2), ("up to 0.5", 3), ("half up to 1", 3), ("half even to 1", 2), ("up to 1/3", "8/3")],
)
def test_each_activity_is_rounded_before_adding_up(how: str, points: Any) -> None:
    """Two of two and a half."""
    one = {"on": "2024-02-03", "hours": "2.5"}
    assert have(judged(earning(round=how), one, one)) == 2 * (
        Fraction(5, 2) if how == "up to 0.5" else Fraction(points)
    )


def test_the_first_entry_that_fits_takes_it() -> None:
    """Later ones aren't asked."""
    made = scheme(
        earning=[
            {"name": "long", "kind": "course", "when": {"hours": ">= 4"}, "points": 10},
            {"name": "other", "kind": "any", "points": 1},
        ]
    )
    verdict = judged(made, {"on": "2024-02-03", "hours": 4}, {"on": "2024-02-03", "hours": 3})
    assert [line.entry for line in verdict.activities] == ["long", "other"]
    assert have(verdict) == 11


def test_why_something_counts_for_nothing() -> None:
    """What was asked and what there is, or where it lies."""
    made = earning(when={"group_size": "3..10", "facilitator": "yes", "not": {"online": "yes"}})
    base = {"on": "2024-02-03", "hours": 2, "group_size": 2, "facilitator": "yes", "online": "yes"}
    verdict = judged(
        made, base, {**base, "kind": "article"}, {**base, "on": "2023-12-31"}, {**base, "status": "refused"},
        {**base, "on": "2025-01-01"}, {"on": "2024-03-03", "group_size": 3, "facilitator": "yes"},
    )  # fmt: skip
    assert reasons(verdict) == ["group_size", "online"]
    facts = verdict.activities[0].reasons[0].facts
    assert (facts["asked"], facts["is"], facts["entry"]) == ("3..10", "2", "course")
    found = [reasons(verdict, n) for n in range(1, 6)]
    assert found == [["no_entry"], ["outside_period"], ["refused"], ["outside_period"], ["not_stated"]]


def test_what_lies_ahead_is_planned() -> None:
    """It counts when it was done."""
    verdict = judged(earning(), {"on": "2024-06-02", "hours": 20}, at="2024-06-01")
    assert reasons(verdict) == ["planned"]
    assert verdict.totals.claimed == 0


def test_gathered_activities_are_tested_and_rounded_together() -> None:
    """Three of twenty minutes are one hour; in another year there is too little."""
    made = earning(gather={"by": "year", "same": "group", "when": {"minutes": ">= 60"}}, round="down to 1")
    one = {"hours": "1/3", "group": "A"}
    rows = [{**one, "on": f"2024-0{n}-01"} for n in (1, 2, 3)]
    verdict = judged(made, *rows, {"hours": "1/2", "group": "B", "on": "2024-05-01"})
    assert have(verdict) == 1
    assert [line.counted for line in verdict.activities] == [Fraction(1, 3)] * 3 + [0]
    assert reasons(verdict, 3) == ["minutes"]


def test_something_for_a_gathered_number_of_things() -> None:
    """Six a year from three meetings on."""
    made = earning(points=6, per="activity", gather={"by": "year", "when": {"items": ">= 3"}})
    rows = [{"on": f"2024-0{n}-01"} for n in (1, 2, 3)]
    assert have(judged(made, *rows[:2])) == 0
    assert have(judged(made, *rows)) == 6


@pytest.mark.parametrize(
    ("limits", "total"),
    [
        ([{"points": 3, "per": "activity"}], 8),
        ([{"points": 4, "per": "day"}], 6),
        ([{"points": 5, "per": "month"}], 7),
        ([{"points": 6, "per": "year"}], 6),
        ([{"points": 7, "per": "period"}], 7),
        ([{"times": 1, "per": "day"}], 6),
        ([{"times": 1, "per": "period", "same": "title"}], 7),
        ([{"points": 3, "per": "activity"}, {"points": 5, "per": "day"}], 7),
        ([{"hours": "1.5", "per": "activity"}], "4.5"),
        ([{"hours": 3, "per": "period"}], 3),
    ],
)
def test_limits(limits: list[dict[str, Any]], total: Any) -> None:
    """Four hours and three on one day, two more in another month."""
    rows = [
        {"on": "2024-02-03", "hours": 4, "title": "A"},
        {"on": "2024-02-03", "hours": 3, "title": "B"},
        {"on": "2024-03-03", "hours": 2, "title": "A"},
    ]
    verdict = judged(earning(limits=limits), *rows)
    assert have(verdict) == Fraction(total)
    lost = sum(sum(r.facts["lost"] for r in line.reasons) for line in verdict.activities)
    assert lost == 9 - Fraction(total)
    assert verdict.totals.claimed == 9


def test_a_limit_for_ever_looks_back_past_the_period() -> None:
    """What was done before was the first time."""
    made = earning(limits=[{"times": 1, "per": "ever", "same": "title"}])
    rows = [{"on": "2022-02-03", "hours": 4, "title": "A"}, {"on": "2024-02-03", "hours": 3, "title": "A"}]
    assert have(judged(made, *rows)) == 0
    assert have(judged(made, rows[1])) == 3


def test_a_limit_over_what_counts_differently_is_divided_to_best_effect() -> None:
    """Four of the six points allowed go where they are asked, whichever came first."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{**CLAIMED, "limits": [{"points": 6, "per": "period"}]}],
        rules=[{"name": "b", "of": "b", "at_least": 4}, {"name": "total", "of": "all", "at_least": 6}],
    )
    early = {"on": "2024-01-02", "points": 6, "claimed": ["a"]}
    verdict = judged(made, early, {"on": "2024-02-02", "points": 5, "claimed": ["b"]})
    assert verdict.verdict == "met"
    assert have(verdict) == 6


def test_a_number_of_times_over_what_counts_differently() -> None:
    """Of two once, the one that is asked is taken, though the other is larger."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{**CLAIMED, "limits": [{"times": 1, "per": "year"}]}],
        rules=[{"name": "b", "of": "b", "at_least": 2}],
    )
    rows = [{"on": "2024-01-02", "points": 6, "claimed": ["a"]}, {"on": "2024-02-02", "points": 2, "claimed": ["b"]}]
    verdict = judged(made, *rows)
    assert verdict.verdict == "met"
    assert [line.counted for line in verdict.activities] == [0, 2]


@pytest.mark.parametrize(("spanning", "counted"), [("at date", 0), ("by time", 4), ("inside", 0)])
def test_what_spans_two_periods(spanning: str, counted: int) -> None:
    """Ten days, of which four lie in the year."""
    made = scheme(period={"starts": "2000-01-01", "length": "1 year", "spanning": spanning})
    verdict = judged(made, {"started": "2024-12-28", "ended": "2025-01-06", "points": 10})
    assert have(verdict) == counted
    back = judged(made, {"started": "2023-12-28", "ended": "2024-01-06", "points": 10})
    assert have(back) == {"at date": 10, "by time": 6, "inside": 0}[spanning]
    assert spanning != "inside" or reasons(back) == ["spanning"]


@pytest.mark.parametrize("dated_by", ["started", "submitted", "recorded"])
def test_which_of_its_dates_puts_it_in_a_period(dated_by: str) -> None:
    """And what lacks that date counts for nothing."""
    made = scheme(period={"starts": "2000-01-01", "length": "1 year", "dated_by": dated_by})
    row = {
        "started": "2023-12-30",
        "ended": "2024-01-02",
        "submitted": "2023-12-31",
        "recorded": "2023-12-31",
        "points": 3,
    }
    assert have(judged(made, row, **{"for": "2023-06-01"})) == 3
    if dated_by != "started":
        assert reasons(judged(made, {"on": "2023-12-30", "points": 3}, **{"for": "2023-06-01"})) == ["not_stated"]


@pytest.mark.parametrize(
    ("into", "claimed", "found"),
    [
        ({"claimed": ["a"], "else": "b"}, ["a", "c"], ("a",)),
        ({"claimed": ["a"], "else": "b"}, ["c"], ("b",)),
        ({"claimed": ["a"], "always": ["c"]}, ["a"], ("a", "c")),
        ("claimed", ["c", "a", "nothing"], ("a", "c")),
        (["b"], ["a"], ("b",)),
        ([], ["a"], ("all",)),
    ],
)
def test_where_it_counts(into: Any, claimed: list[str], found: tuple[str, ...]) -> None:
    """As claimed, else elsewhere, always somewhere."""
    made = scheme(
        categories={"a": {}, "b": {}, "c": {}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": into}],
    )
    assert judged(made, {"on": "2024-01-02", "points": 1, "claimed": claimed}).activities[0].categories == found


def test_review_decides_what_counts() -> None:
    """What waits is told beside what counts; what is refused is nowhere."""
    made = scheme(review={"accredited": "no"})
    rows = [
        {"on": "2024-01-02", "points": 2, "status": state, "accredited": accredited}
        for state, accredited in [
            ("claimed", "yes"), ("claimed", "no"), ("approved", "no"), ("under review", "yes"), ("flagged", "yes"),
            ("refused", "yes"),
        ]
    ]  # fmt: skip
    verdict = judged(made, *rows)
    assert verdict.totals == (10, 6, 4)
    assert [reasons(verdict, n) for n in (1, 3, 4)] == [["under_review"], ["under_review"], ["flagged"]]
    assert verdict.verdict == "waiting for review"
    assert verdict.rule("total").under_review == 6


def test_activities_in_days_that_are_left_out() -> None:
    """Those days don't exist."""
    made = scheme(adjust=[{"name": "away", "for": "away", "way": "leave out"}])
    verdict = judged(made, ("2024-02-03", 10), statuses=[{"kind": "away", "from": "2024-02-03", "until": "2024-02-04"}])
    assert reasons(verdict) == ["left_out_days"]
