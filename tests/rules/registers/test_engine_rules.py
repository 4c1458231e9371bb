"""Rules of every kind, what statuses change of them, and the word that comes of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import Verdict
from tests.rules.registers.making import judged, plain, scheme

YEAR = {"starts": "2000-01-01", "length": "1 year"}
AB: dict[str, Any] = {
    "categories": {"a": {}, "b": {}},
    "earning": [{"name": "any", "kind": "any", "points": "stated", "into": "claimed"}],
}


def of(points: Any, *claimed: str, on: str = "2024-02-03", **more: Any) -> dict[str, Any]:
    """An activity of so many points."""
    return {"on": on, "points": points, "claimed": list(claimed), **more}


def line(verdict: Verdict, name: str = "total") -> tuple[Any, Any, Any]:
    """What a rule asks, has, and is short of."""
    found = verdict.rule(name)
    return found.required, found.have, found.missing


# ----- amounts


@pytest.mark.parametrize(
    ("amount", "asked"),
    [
        ("1/3", Fraction(1, 3)),
        ("50% of required total", 5),
        ("4 plus 3 for each chamber", 10),
        ("3 for each chamber", 6),
        ([{"when": {"person.level": "high"}, "is": 7}, {"is": 3}], 7),
        ([{"when": {"period.number": 25}, "is": 2}, {"is": 3}], 2),
        ([{"when": {"period.last_day": "< 2024-12-31"}, "is": 2}, {"is": "50% of stated total"}], 5),
    ],
)
def test_amounts(amount: Any, asked: Any) -> None:
    """Numbers, shares, so much for each area, cases."""
    rules = [{"name": "total", "of": "all", "at_least": 10}, {"name": "own", "of": "a", "at_least": amount}]
    made = scheme(**AB, rules=rules, areas={"chamber": {"from": "person.chambers"}})
    person = {"level": "high", "chambers": ["x", "y"]}
    assert judged(made, person=person).rule("own").required == asked


def test_at_most_a_share_of_what_was_earned() -> None:
    """Thirty percent of all: with 14 of others, six of them count."""
    rules = [{"name": "total", "of": "all", "at_least": 20}, {"name": "few", "of": "a", "at_most": "30% of earned all"}]
    verdict = judged(scheme(**AB, rules=rules), of(14), of(40, "a"))
    assert line(verdict) == (20, 20, 0)
    assert verdict.rule("few").have == 6
    thirds = judged(scheme(**AB, rules=rules), of(10), of(40, "a"))
    assert thirds.rule("total").have == Fraction(100, 7)


def test_at_least_a_share_of_what_was_earned_can_be_broken_by_doing_more() -> None:
    """The only rule that can."""
    rules = [{"name": "half", "of": "a", "at_least": "50% of earned all"}]
    made = scheme(**AB, rules=rules)
    assert judged(made, of(5, "a"), of(5)).verdict == "met"
    assert line(judged(made, of(5, "a"), of(6)), "half") == (Fraction(11, 2), 5, Fraction(1, 2))


# ----- measures, windows, areas


def test_measures() -> None:
    """Hours, activities, items and days, of what an entry accepted."""
    measures = ["hours", "activities", "items", "days"]
    rules = [{"name": m, "of": {"kind": "course"}, "measure": m, "at_least": 3} for m in measures]
    made = scheme(rules=rules, earning=[{"name": "c", "kind": ["course", "talk"], "points": 0}])
    rows = [
        {"on": "2024-02-03", "hours": "1.5", "items": 2},
        {"started": "2024-02-03", "ended": "2024-02-04", "hours": 2},
        {"on": "2024-02-03", "kind": "talk", "hours": 9},
    ]
    assert [judged(made, *rows).rule(m).have for m in measures] == [Fraction(7, 2), 2, 3, 2]


def test_each_part_and_the_last_years() -> None:
    """A rule for every year, and one that looks back."""
    made = scheme(
        period={"starts": "2000-01-01", "length": "2 years", "parts": {"year": "1 year"}},
        rules=[
            {"name": "each", "of": "all", "in": "each year", "at_least": 5},
            {"name": "rolling", "of": "all", "in": "last 3 years", "at_least": 9},
        ],
    )
    verdict = judged(made, ("2024-05-01", 5), ("2025-05-01", 3), ("2023-05-01", 1), ("2022-12-31", 7))
    assert [line(verdict, name) for name in ("each/2024", "each/2025")] == [(5, 5, 0), (5, 3, 2)]
    assert line(verdict, "rolling") == (9, 9, 0)
    assert verdict.totals.counted == 8


def test_areas_of_their_own_time() -> None:
    """A chamber that one joins after the period asks nothing in it; what covers others counts for them."""
    made = scheme(
        areas={"chamber": {"from": "person.chambers", "covers": {"top": ["low"]}}},
        categories={"own": {"per": "chamber"}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": ["own"]}],
        rules=[
            {"name": "own", "of": "own", "per": "chamber", "at_least": 2},
            {"name": "all own", "of": "own", "at_least": 3},
        ],
    )
    chambers = [{"name": "low"}, {"name": "top", "from": "2024-12-31"}, {"name": "new", "from": "2025-01-01"}]
    chambers.append({"name": "old", "until": "2024-01-01"})
    verdict = judged(made, of(3, areas=["top"]), person={"chambers": chambers})
    assert [rule.name for rule in verdict.rules] == ["own/low", "own/top", "all own"]
    assert verdict.verdict == "met"
    assert judged(made, of(3)).unknown == ("person.chambers",)


def test_whole_items_go_to_one_place_each() -> None:
    """Two chambers each ask six; a course for both serves one of them."""
    made = scheme(
        areas={"chamber": {"from": "person.chambers"}},
        categories={"own": {"per": "chamber"}, "free": {}},
        exclusive=[{"among": ["own", "free"], "split": "no"}],
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": ["own", "free"]}],
        rules=[{"name": "own", "of": "own", "per": "chamber", "at_least": 6}],
    )
    person = {"chambers": ["x", "y"]}
    assert judged(made, of(6, areas=["x", "y"]), person=person).verdict == "short"
    assert judged(made, of(6, areas=["x", "y"]), of(6, areas=["y"]), person=person).verdict == "met"


def test_items_that_are_split_in_steps() -> None:
    """In whole points only: five and a half are five to divide and a half that stays together."""
    made = scheme(
        categories={"a": {}, "b": {}},
        exclusive=[{"among": ["a", "b"], "split": "1"}],
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": ["a", "b"]}],
        rules=[{"name": "a", "of": "a", "at_least": "2.5"}, {"name": "b", "of": "b", "at_least": 3}],
    )
    assert judged(made, of("5.5")).verdict == "met"
    quarters = [{"name": "a", "of": "a", "at_least": "2.75"}, {"name": "b", "of": "b", "at_least": "2.75"}]
    verdict = judged(Scheme.of({**made.raw, "rules": plain(quarters)}), of("5.5"))
    assert sum(rule.missing for rule in verdict.rules) == Fraction(1, 4)


# ----- alternatives, steps, means


def test_any_of_and_all_of() -> None:
    """One alternative will do; what is missing is that of the nearest."""
    rules = [
        {
            "name": "quality",
            "any_of": [
                {"name": "much", "of": "a", "at_least": 8},
                {
                    "name": "both",
                    "all_of": [{"name": "x", "of": "a", "at_least": 4}, {"name": "y", "of": "b", "at_least": 2}],
                },
                {"name": "never", "when": {"period.year": 1999}, "of": "b", "at_least": 1},
            ],
        }
    ]  # fmt: skip
    made = scheme(**AB, rules=rules)
    assert judged(made, of(8, "a")).verdict == "met"
    assert judged(made, of(4, "a"), of(2, "b")).verdict == "met"
    verdict = judged(made, of(5, "a"))
    assert (verdict.rule("quality").missing, verdict.rule("quality/both").missing) == (2, 2)
    assert not verdict.rule("quality/never").applies
    assert [rule.name for rule in verdict.rules][:2] == ["quality", "quality/much"]


def test_a_rule_that_asks_what_another_has() -> None:
    """It applies when the other has so much."""
    rules = [
        {"name": "total", "of": "all", "at_least": 10},
        {"name": "more", "when": {"rule.total.have": "> 12"}, "of": "a", "at_least": 5},
    ]
    made = scheme(**AB, rules=rules)
    assert judged(made, of(12)).verdict == "met"
    assert judged(made, of(13)).verdict == "short"
    assert judged(made, of(13, "a")).verdict == "met"


STEPS = [
    {"name": "plan", "kind": "plan", "by": "31 March after period.first_day"},
    {"name": "act", "kind": ["course", "talk"], "by": "3 months after step.plan"},
    {"name": "tell", "kind": "statement", "by": "31 January after period.last_day"},
]


@pytest.mark.parametrize(
    ("days", "met"),
    [
        (("2024-02-01", "2024-03-01", "2025-01-31"), "yyy"),
        (("2024-04-01", "2024-05-01", "2025-01-31"), "nny"),
        (("2024-02-01", "2024-01-31", "2025-02-01"), "ynn"),
        (("2024-02-01", "2024-05-02", "2025-01-01"), "yny"),
    ],
)
def test_steps(days: tuple[str, str, str], met: str) -> None:
    """In their order, each by its day."""
    rows = [{"kind": kind, "on": day} for kind, day in zip(("plan", "course", "statement"), days, strict=True)]
    verdict = judged(scheme(rules=[{"name": "cycle", "steps": STEPS}]), *rows)
    assert "".join("y" if rule.met else "n" for rule in verdict.rules) == met


def test_a_later_plan_may_be_the_better_one() -> None:
    """Where a deadline hangs on an earlier step, the days are chosen together."""
    rows = [{"kind": "plan", "on": "2024-01-02"}, {"kind": "plan", "on": "2024-03-02"}, {"on": "2024-05-02"}]
    verdict = judged(scheme(rules=[{"name": "cycle", "steps": STEPS[:2]}]), *rows)
    assert verdict.verdict == "met"


def test_the_mean_of_a_status() -> None:
    """By days; gaps count as nothing, what is excepted doesn't count at all."""
    rules = [{"name": "work", "average": "work", "at_least": 16, "except": ["leave"]}]
    made = scheme(rules=rules)
    half = [{"kind": "work", "from": "2024-01-01", "until": "2024-07-02", "value": 20}]
    assert judged(made, statuses=half).rule("work").have == 10
    leave = [*half, {"kind": "leave", "from": "2024-07-02", "until": "2025-01-01"}]
    assert judged(made, statuses=leave).rule("work").have == 20
    years = [{"name": "work", "average": "work", "at_least": 6, "over": "2 years"}]
    assert judged(scheme(rules=years), statuses=half).rule("work").missing > 0


# ----- adjusting


@pytest.mark.parametrize(
    ("adjust", "asked"),
    [
        ({"by": "share of days"}, 10 * Fraction(366 - 91, 366)),
        ({"by": "share of months"}, Fraction(15, 2)),
        ({"by": "share of months up"}, Fraction(20, 3)),
        ({"by": "20%"}, 8),
        ({"by": "2 per 2 months"}, 8),
        ({"by": "1 per 30 days"}, 7),
        ({"by": "3"}, 7),
        ({"by": "30"}, 0),
        ({"by": "share of months", "round": "half up to 1"}, 8),
        ({"by": "share of months", "not_under": 9}, 9),
        ({"by": "20%", "at_least_lasting": "4 months"}, 10),
        ({"by": "20%", "when": {"status.leave.months": ">= 4"}}, 10),
        ({"by": "0%"}, 10),
    ],
)
def test_targets_are_lowered(adjust: dict[str, Any], asked: Any) -> None:
    """Three months of leave from February."""
    made = scheme(adjust=[{"name": "leave", "for": "leave", "way": "lower", "on": "total", **adjust}])
    verdict = judged(made, statuses=[{"kind": "leave", "from": "2024-02-01", "until": "2024-05-02"}])
    rule = verdict.rule("total")
    assert (rule.stated, rule.required) == (10, asked)
    assert sum(a.lowered for a in rule.adjustments) == 10 - asked


def test_part_time_weighs_by_days() -> None:
    """Half of the year at six tenths."""
    made = scheme(adjust=[{"name": "part", "for": "part-time", "way": "lower", "on": "total", "by": "value"}])
    statuses = [{"kind": "part-time", "from": "2024-01-01", "until": "2024-07-02", "value": "0.6"}]
    assert judged(made, statuses=statuses).rule("total").required == 8
    unknown = [{"kind": "part-time", "from": "2024-01-01"}]
    assert judged(made, statuses=unknown).unknown == ("status.part-time.value",)


def test_a_part_of_the_year_outside_the_registration() -> None:
    """By whole months enrolled."""
    made = scheme(
        adjust=[{"name": "part", "for": "not_enrolled", "way": "lower", "on": "total", "by": "share of months"}]
    )
    assert judged(made, person={"start": "2024-06-15"}).rule("total").required == 5
    assert judged(made, person={"start": "2020-01-01", "end": "2024-07-01"}).rule("total").required == 5
    assert judged(made).why == ("unknown_facts",)


def test_credit_is_granted_and_rules_lapse() -> None:
    """Granting reaches the total and not another category's minimum; exempting takes the rule away."""
    rules = [{"name": "total", "of": "all", "at_least": 12}, {"name": "a", "of": "a", "at_least": 4}]
    status = [{"kind": "leave", "from": "2024-01-01", "until": "2024-07-01"}]
    grant = {"name": "leave", "for": "leave", "way": "grant", "on": "total", "by": "share of months"}
    verdict = judged(scheme(**AB, rules=rules, adjust=[grant]), of(6), statuses=status)
    assert line(verdict) == (12, 12, 0)
    assert verdict.rule("total").carried == 0
    assert line(verdict, "a") == (4, 0, 4)
    into = judged(scheme(**AB, rules=rules, adjust=[{**grant, "into": "a", "on": ["total", "a"]}]), statuses=status)
    assert line(into, "a") == (4, 6, 0)
    exempt = {"name": "leave", "for": "leave", "way": "exempt", "on": "a"}
    verdict = judged(scheme(**AB, rules=rules, adjust=[exempt]), of(12), statuses=status)
    assert not verdict.rule("a").applies
    assert verdict.verdict == "met"


# ----- the word


def test_on_course_is_a_matter_of_time() -> None:
    """In proportion to the days, in whole points, and nothing in the first eighth."""
    made = scheme(rules=[{"name": "total", "of": "all", "at_least": 20}])
    at: dict[str, Any] = {"for": "2024-06-01"}
    assert judged(made, at="2024-02-10", **at).verdict == "on course"
    assert judged(made, ("2024-01-05", 9), at="2024-07-01", **at).rule("total").pace == 9
    assert judged(made, ("2024-01-05", 9), at="2024-07-01", **at).verdict == "on course"
    short = judged(made, ("2024-01-05", 8), at="2024-07-01", **at)
    assert (short.verdict, short.rule("total").still_possible) == ("short", True)
    assert judged(made, ("2024-01-05", 9), at="2025-01-01", **at).verdict == "short"
    waits = {"on": "2024-01-05", "points": 1, "status": "under review"}
    assert judged(made, ("2024-01-05", 8), waits, at="2024-07-01", **at).verdict == "on course"


def test_what_is_lost_is_not_on_course() -> None:
    """A part that passed, or a step whose day has gone."""
    made = scheme(
        period={**YEAR, "length": "2 years", "parts": {"year": "1 year"}},
        rules=[{"name": "each", "of": "all", "in": "each year", "at_least": 2}],
    )
    verdict = judged(made, ("2024-05-05", 1), ("2025-01-02", 2), at="2025-01-05")
    assert verdict.verdict == "short"
    assert [rule.still_possible for rule in verdict.rules] == [False, True]
    steps = scheme(rules=[{"name": "cycle", "steps": STEPS}])
    assert judged(steps, at="2024-03-31").verdict == "on course"
    assert judged(steps, at="2024-04-01").verdict == "short"


def test_a_fact_that_decides_is_asked_for() -> None:
    """What isn't known is no until it would change the word."""
    made = scheme(earning=[{"name": "proved", "kind": "any", "when": {"evidence": "yes"}, "points": "stated"}])
    known = of(10, evidence="yes")
    assert judged(made, known, of(1)).verdict == "met"
    verdict = judged(made, of(9, evidence="yes"), of(1))
    assert (verdict.verdict, verdict.why, verdict.unknown) == ("can't be decided", ("unknown_facts",), ("evidence",))
    assert judged(made, of(8, evidence="yes"), of(1)).verdict == "short"
    assert judged(made, *[of(1) for _ in range(9)]).verdict == "short"


def test_outcomes_that_pull_apart_are_each_looked_at() -> None:
    """Two activities of which it isn't known what they were: one of each would do."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[
            {**AB["earning"][0], "name": "first", "when": {"online": "known", "tested": "yes"}, "into": "a"},
            {**AB["earning"][0], "name": "second", "into": "b"},
        ],
        rules=[{"name": "a", "of": "a", "at_least": 1}, {"name": "b", "of": "b", "at_least": 1}],
    )  # fmt: skip
    assert judged(made, of(1), of(1)).verdict == "can't be decided"
    many = judged(made, *[of(1) for _ in range(20)])
    assert many.verdict == "can't be decided"
    assert judged(made, of(1, tested="yes"), of(1, tested="no"), *[of(1) for _ in range(3)]).verdict == "met"


def test_a_fact_of_the_person_that_is_not_known() -> None:
    """Her level decides how much is asked."""
    cases = [{"when": {"person.level": "high"}, "is": 20}, {"is": 10}]
    made = scheme(rules=[{"name": "total", "of": "all", "at_least": cases}])
    assert judged(made, of(25)).verdict == "met"
    verdict = judged(made, of(15))
    assert (verdict.verdict, verdict.unknown) == ("can't be decided", ("person.level",))
    assert judged(made, of(15), person={"level": "low"}).verdict == "met"


def test_readings_that_agree_and_that_do_not() -> None:
    """Both are computed and shown."""
    reading = {
        "name": "half",
        "question": "Which?",
        "options": [
            {"name": "few", "says": "Five", "sets": {"rules.total.at_least": "5"}},
            {"name": "many", "says": "Ten", "sets": {"rules.total.at_least": "10"}},
        ],
    }
    made = scheme(readings=[reading])
    assert judged(made, of(10)).verdict == "met"
    verdict = judged(made, of(7))
    assert (verdict.verdict, verdict.why) == ("can't be decided", ("readings",))
    assert verdict.words_of("half") == {"few": "met", "many": "short"}
