"""Corners of the judge that schemes rarely reach: odd conditions, odd windows, and what can't be told there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules import parsing, wording
from kring.registers.rules.amounts import numbers, rounded
from kring.registers.rules.conditions import ACTIVITY, condition
from kring.registers.rules.sure import sure
from kring.registers.rules.verdict import UNDECIDED, number
from tests.rules.registers.making import case, judged, plain, scheme

CLAIMED: dict[str, Any] = {"name": "any", "kind": "any", "points": "stated", "into": "claimed"}
AB: dict[str, Any] = {"categories": {"a": {}, "b": {}}, "earning": [CLAIMED]}


def of(points: Any, *claimed: str, on: str = "2024-02-03", **more: Any) -> dict[str, Any]:
    """An activity of so many points."""
    return {"on": on, "points": points, "claimed": list(claimed), **more}


# ----- conditions


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ({"kind": "course"}, True),
        ({"kind": ["talk", "course"]}, True),
        ({"kind": ["talk", "other"]}, False),
        ({"hours": "2"}, True),
        ({"hours": "two"}, False),
        ({"hours": "1..3", "minutes": "> 100"}, True),
        ({"hours": "< 2"}, False),
        ({"title": "known"}, False),
        ({"not": {"title": "known"}}, True),
        ({"title": "x"}, None),
        ({"not": {"title": "x"}}, None),
        ({"title": "x", "hours": "> 5"}, False),
        ([{"title": "x"}, {"hours": "> 1"}], True),
        ([{"title": "x"}, {"hours": "> 5"}], None),
        ([{"kind": "talk"}, {"hours": "> 5"}], False),
        ({"on": "2024-02-03"}, True),
        ({"on": "2024-01-01..2024-02-02"}, False),
        ({"on": ">= 2024-02-03"}, True),
        ({"on": ">= 5"}, None),
        ({"hours": ">= 2024-02-03"}, None),
        ({"kind": "3..4"}, None),
        ({"on": "< person.start"}, None),
        ({"claimed": "a"}, True),
        ({"claimed": ["c", "a"]}, True),
        ({"claimed": "c"}, False),
        ({"areas": "x"}, False),
        ({"tested": "yes"}, True),
        ({"tested": "no"}, False),
        ({"claimed": "> 3"}, None),
    ],
)
def test_conditions(when: Any, answer: bool | None) -> None:
    """Yes, no, or not known; what isn't known only spreads where it decides."""
    made = scheme()
    activity = case(made, of(3, "a", "b", hours=2, tested="yes")).activities[0]

    class Nothing:
        def fact(self, name: str, subject: Any = None) -> None:
            return None

        def day(self, moment: Any, subject: Any = None) -> date | None:
            return moment.day if hasattr(moment, "day") else None

    compiled = sure(condition(parsing.when(plain(when)), ACTIVITY))
    assert compiled.ask(activity, Nothing()) is answer
    assert answer is True or isinstance(when, list) or compiled.failing(activity, Nothing())


def test_a_value_that_is_there_after_all() -> None:
    """Or a loud complaint."""
    assert sure(0) == 0
    with pytest.raises(LookupError):
        sure(None)
    assert condition(None, {}) is None


def test_numbers_and_roundings_of_amounts() -> None:
    """Everything that stands in an amount is known before it is added up."""
    amount = parsing.amount([{"when": {"person.level": "x"}, "is": "1/3"}, {"is": "2 plus 1/7 for each chamber"}])
    assert set(numbers(amount)) == {Fraction(1, 3), 2, Fraction(1, 7)}
    assert list(numbers(parsing.amount("50% of required total"))) == [Fraction(1, 2)]
    assert list(numbers(None)) == []
    assert rounded(Fraction(7, 2), None) == Fraction(7, 2)
    assert number(Fraction(-1, 3)) == "-1/3"


@pytest.mark.parametrize(
    "moment",
    [
        "2024-01-01",
        "person.start",
        "3 months after period.first_day",
        "1 day before step.plan",
        "end of year of P",
        "31 January after P",
    ],
)
def test_moments_are_told_as_they_were_said(moment: str) -> None:
    """In the words of the scheme."""
    assert wording.moment_said(parsing.moment(moment)) == moment


def test_tests_and_values_are_told_as_they_were_said() -> None:
    """In the words of the scheme."""
    for test in ("yes", "3..10", ">= 2", "< period.first_day", "known", "2024-01-01..2024-02-02"):
        assert wording.test_said(parsing.test(test)) == test
    assert wording.test_said(parsing.test(["a", "b"])) == "a, b"
    assert [wording.said(value) for value in (True, False, Fraction(1, 2), date(2024, 1, 1), ("a", "b"), "x")] == [
        "yes", "no", "0.5", "2024-01-01", "a, b", "x",
    ]  # fmt: skip


# ----- selections, defaults, gathering


def test_a_selection_with_a_condition() -> None:
    """Only what meets it; what isn't known may decide."""
    rules = [{"name": "proved", "of": {"category": "a", "when": {"evidence": "yes"}}, "at_least": 3}]
    made = scheme(**AB, rules=rules)
    assert judged(made, of(3, "a", evidence="yes")).verdict == "met"
    assert judged(made, of(3, "a", evidence="no")).verdict == "short"
    assert judged(made, of(3, "a")).unknown == ("evidence",)
    assert judged(made, of(2, "a"), of(3, "b", evidence="yes")).verdict == "short"


def test_defaults_that_a_scheme_declares() -> None:
    """For activities and for the person."""
    facts = {
        "activity": {"certified": {"type": "yes_no", "ask": "?", "default": "yes"}},
        "person": {"rank": {"type": "number", "ask": "?", "default": 3}, "roles": {"type": "list", "ask": "?"}},
    }
    earning = [{"name": "x", "kind": "any", "points": "stated", "when": {"certified": "yes", "person.rank": ">= 3"}}]
    made = scheme(facts=facts, earning=earning)
    assert judged(made, of(10)).verdict == "met"
    assert judged(made, of(10), person={"rank": 2}).verdict == "short"
    assert judged(made, of(10, certified="no")).verdict == "short"


def test_gathering_by_part_and_period_and_of_what_is_not_known() -> None:
    """Each part apart; a sum that may become large enough is looked at as such."""
    period = {"starts": "2000-01-01", "length": "2 years", "parts": {"half": "6 months"}}
    gather = {"by": "half", "when": {"hours": ">= 2"}}
    made = scheme(period=period, earning=[{"name": "x", "kind": "any", "points": 5, "gather": gather}])
    days = ["2024-01-03", "2024-06-30", "2024-07-01"]
    assert judged(made, *({"on": day, "hours": 1} for day in days)).totals.counted == 5
    rising = [
        {"name": "x", "kind": "any", "when": {"tested": "yes"}, "points": 10, "gather": {**gather, "by": "period"}}
    ]
    assert judged(scheme(earning=rising), *({"on": day, "hours": 1} for day in days[:2])).verdict == "can't be decided"
    falling = [{**rising[0], "gather": {"by": "period", "when": {"items": "1..1"}}}]
    rows = [{"on": "2024-01-03", "tested": "yes"}, {"on": "2024-02-03"}]
    assert judged(scheme(earning=falling), *rows).verdict == "can't be decided"


def test_limits_of_parts_that_lie_in_another_period() -> None:
    """A rolling rule looks back at what counted then, by the limits of that time."""
    period = {"starts": "2000-01-01", "length": "1 year", "parts": {"half": "6 months"}}
    for per in ("half", "period"):
        earning = [{"name": "x", "kind": "any", "points": "stated", "limits": [{"points": 3, "per": per}]}]
        rules = [{"name": "r", "of": "all", "in": "last 3 years", "at_least": 9}]
        verdict = judged(
            scheme(period=period, earning=earning, rules=rules),
            of(5),
            of(2),
            of(5, on="2023-02-03"),
            of(4, on="2023-03-03"),
        )
        assert verdict.rule("r").have == 6
    own = {**period, "starts": "person.start"}
    made = scheme(period=own, earning=earning, rules=rules)
    assert judged(made, of(5), of(5, on="2023-02-03"), person={"start": "2024-01-01"}).rule("r").have == 6


def test_an_hour_limit_for_ever() -> None:
    """What was used of it before is used."""
    earning = [{"name": "x", "kind": "any", "points": 2, "per": "hour", "limits": [{"hours": 5, "per": "ever"}]}]
    rows = [{"on": "2023-05-05", "hours": 3}, {"on": "2024-05-05", "hours": 4}]
    assert judged(scheme(earning=earning), *rows).totals.counted == 4


# ----- limits of rules


def test_a_limit_on_other_things_that_bites_cannot_be_divided() -> None:
    """Two hours at most, and three were done."""
    rules = [{"name": "few", "of": "all", "measure": "hours", "at_most": 2}]
    assert judged(scheme(rules=rules), of(1, hours=1), of(1, hours=2)).why == ("too_hard",)
    assert judged(scheme(rules=rules), of(1, hours=1), of(1, hours=1)).verdict == "met"


def test_a_limit_below_what_is_asked_inside_it() -> None:
    """Both a and b ask four, of six together: two are missing, wherever."""
    rules: list[dict[str, Any]] = [{"name": name, "of": name, "at_least": 4} for name in "ab"]
    rules.append({"name": "both", "of": ["a", "b"], "at_most": 6, "excess": "lost"})
    verdict = judged(scheme(**AB, rules=rules), of(9, "a"), of(9, "b"))
    assert sum(line.missing for line in verdict.rules) == 2
    overlapping = [*rules[:1], {"name": "all", "of": "all", "at_least": 8}, {**rules[2], "of": ["b"], "at_most": 3}]
    assert judged(scheme(**AB, rules=overlapping), of(5, "a"), of(5, "a", "b")).rule("all").have == 8


def test_a_share_of_something_that_does_not_hold_it() -> None:
    """At most half of what b has, of a."""
    rules = [{"name": "few", "of": "a", "at_most": "50% of earned b"}, {"name": "total", "of": "all", "at_least": 9}]
    verdict = judged(scheme(**AB, rules=rules), of(9, "a"), of(6, "b"))
    assert [line.have for line in verdict.rules] == [3, 9]


# ----- carrying


def test_pulled_credit_stays_under_limits() -> None:
    """Three of a at most, of which two are there."""
    rules = [{"name": "total", "of": "all", "at_least": 10}, {"name": "few", "of": "a", "at_most": 3, "excess": "lost"}]
    carry = [{"name": "c", "of": "all", "way": "pulled"}]
    made = scheme(**AB, rules=rules, carry=carry)
    verdict = judged(made, of(2, "a"), carry=[{"points": 9, "category": "a", "from": "2023-12-31"}])
    assert verdict.rule("total").have == 3


def test_pulled_credit_for_rules_that_overlap_is_not_guessed() -> None:
    """A lot of both a and b, and one of each."""
    rules = [{"name": name, "of": name, "at_least": 4} for name in "ab"]
    made = scheme(**AB, rules=rules, carry=[{"name": "c", "of": "all", "way": "pulled", "at_most": 5}])
    lots = [{"points": 4, "category": name, "from": "2023-12-31"} for name in ("a", "b", "a | b")]
    assert judged(made, carry=lots[:2]).verdict == "short"
    assert judged(made, carry=[*lots[:2], {**lots[2], "points": 1}]).why == ("too_hard",)
    assert judged(made, carry=[lots[2]]).verdict == "met"


def test_what_may_go_when_rules_overlap() -> None:
    """As much as leaves both met."""
    rules = [{"name": name, "of": name, "at_least": 2} for name in "ab"]
    made = scheme(**AB, rules=rules, carry=[{"name": "c", "of": "all", "way": "pushed"}])
    verdict = judged(made, of(3, "a", "b"), of(1, "a"), of(1, "b"))
    assert sum(lot.points for lot in verdict.carry_out) == 3


def test_credit_that_this_period_could_not_use_may_be_for_the_next() -> None:
    """Its entry was shut by a condition, and it lasts."""
    carry = {"name": "c", "of": "all", "way": "pulled", "lasts": "3 periods", "when_used": {"rule.total.have": "> 100"}}
    verdict = judged(scheme(carry=[carry]), of(5), carry=[{"points": 9, "from": "2023-12-31"}])
    assert [(lot.points, lot.left) for lot in verdict.carry_out] == [(9, date(2023, 12, 31))]
    everything = scheme(carry=[{"name": "c", "of": "all", "way": "pushed", "takes": "all"}])
    assert judged(everything, of(5)).carry_out[0].points == 5


# ----- steps, facts of rules


def test_steps_of_which_a_fact_is_not_known_and_steps_in_any_order() -> None:
    """The fact may decide; without order each stands alone."""
    steps = [
        {"name": "plan", "kind": "plan", "when": {"evidence": "yes"}, "by": "2024-12-31"},
        {"name": "act", "kind": "course", "by": "2024-12-31"},
    ]
    rows = [{"kind": "plan", "on": "2024-03-03"}, {"on": "2024-02-02"}]
    ordered = scheme(rules=[{"name": "cycle", "steps": steps}])
    free = scheme(rules=[{"name": "cycle", "ordered": "no", "steps": steps}])
    assert judged(ordered, *rows).verdict == "short"
    assert judged(free, *rows).unknown == ("evidence",)
    assert judged(free, {**rows[0], "evidence": "yes"}, rows[1]).verdict == "met"


@pytest.mark.parametrize(
    ("fact", "test", "applies"),
    [
        ("rule.total.met", "yes", True),
        ("rule.total.missing", "0", True),
        ("rule.total.required", "10", True),
        ("rule.total.fresh", "> 12", False),
        ("rule.each.met", "no", True),
        ("rule.each.missing", "> 2", True),
        ("rule.cycle.missing", "2", True),
        ("rule.work.met", "no", True),
        ("rule.quality.missing", "7", True),
    ],
)
def test_figures_of_rules_in_a_condition(fact: str, test: str, applies: bool) -> None:
    """Of a plain rule, of parts, of steps, of a mean, of alternatives."""
    steps = [{"name": name, "kind": name, "by": "2024-12-31"} for name in ("plan", "tell")]
    rules = [
        {"name": "asking", "when": {fact: test}, "of": "a", "at_least": 1},
        {"name": "total", "of": "all", "at_least": 10},
        {"name": "each", "of": "a", "in": "each half", "at_least": 2},
        {"name": "cycle", "steps": steps},
        {"name": "work", "average": "work", "at_least": 16},
        {
            "name": "quality",
            "any_of": [{"name": "x", "of": "a", "at_least": 7}, {"name": "y", "of": "b", "at_least": 8}],
        },
    ]
    period = {"starts": "2000-01-01", "length": "1 year", "parts": {"half": "6 months"}}
    verdict = judged(scheme(**AB, period=period, rules=rules), of(11))
    assert verdict.rule("asking").applies is applies


def test_a_mean_leaves_one_short_while_it_runs() -> None:
    """Nothing that one does today makes last year's work more."""
    made = scheme(rules=[{"name": "work", "average": "work", "at_least": 16}])
    verdict = judged(made, at="2024-05-05", statuses=[{"kind": "work", "from": "2024-01-01", "value": 10}])
    assert (verdict.verdict, verdict.rule("work").missing) == ("short", 6)


def test_areas_know_their_name_and_days() -> None:
    """In a rule's condition."""
    made = scheme(
        categories={"own": {"per": "chamber"}},
        areas={"chamber": {"from": "person.chambers"}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": ["own"]}],
        rules=[{"name": "own", "of": "own", "per": "chamber", "when": {"area.name": "x"}, "at_least": 2}],
    )
    verdict = judged(made, person={"chambers": ["x", "y"]})
    assert [line.applies for line in verdict.rules] == [True, False]
    assert verdict.unknown == ()


def test_a_day_beyond_the_calendar_is_no_period() -> None:
    """And nothing is raised."""
    made = scheme(period={"starts": "person.start", "length": "100 years"})
    assert judged(made, person={"start": "9990-01-01"}, **{"for": "9999-01-01"}).why == ("no_period",)
    birth = scheme(period={"starts": "2000-01-01", "length": "1 year", "last_day": "end of birth month of P"})
    assert judged(birth).unknown == ("person.birthday",)
    weeks = scheme(period={"starts": "2000-01-01", "length": "52 weeks"})
    assert judged(weeks).period == (date(2023, 12, 2), date(2024, 11, 30))


# ----- what isn't known


TESTED = [{"name": "x", "kind": "any", "points": "stated", "when": {"tested": "yes"}}]


def test_more_that_would_make_another_rule_hold_is_not_passed_over() -> None:
    """Ten are enough; with the five that may count too an exam would be asked."""
    exam = {"name": "exam", "of": {"kind": "exam"}, "measure": "activities", "at_least": 1}
    rules = [{"name": "total", "of": "all", "at_least": 10}, {**exam, "when": {"rule.total.have": "> 12"}}]
    made = scheme(earning=TESTED, rules=rules)
    verdict = judged(made, of(10, tested=True), of(5))
    assert (verdict.verdict, verdict.unknown) == (UNDECIDED, ("tested",))
    assert judged(made, of(10, tested=True), of(5, tested=False)).verdict == "met"


def test_what_may_have_counted_before_may_have_used_up_what_counts_once() -> None:
    """The same course of a year earlier: whether it counted decides whether this one does."""
    earning = [{**TESTED[0], "limits": [{"times": 1, "per": "ever", "same": "title"}]}]
    made = scheme(earning=earning, period={"starts": "2000-01-01", "length": "1 year"})
    rows = [of(10, tested=True, title="A"), of(10, title="A", on="2023-02-03")]
    assert judged(made, *rows).verdict == UNDECIDED
    assert judged(made, rows[0], {**rows[1], "tested": False}).verdict == "met"
    assert judged(made, rows[0], {**rows[1], "tested": True}).verdict == "short"


CARRYING: dict[str, Any] = {
    "earning": TESTED,
    "carry": [{"name": "over", "of": "all", "way": "pushed"}],
    "period": {"starts": "2000-01-01", "length": "1 year"},
}


def test_what_an_earlier_period_may_have_left_decides_too() -> None:
    """Five of last year would do, if there was a test; where it makes no difference nothing is asked."""
    last_year = of(10, tested=True, on="2023-02-03"), of(5, on="2023-02-04")
    verdict = judged(scheme(**CARRYING), *last_year, of(5, tested=True))
    assert (verdict.verdict, verdict.why, verdict.unknown) == (UNDECIDED, ("unknown_facts",), ("tested",))
    assert judged(scheme(**CARRYING), *last_year, of(10, tested=True)).verdict == "met"
    assert judged(scheme(**CARRYING), *last_year, of(1, tested=True)).verdict == "short"


def test_too_much_that_is_not_known_of_earlier_periods() -> None:
    """Each year may have left one thing or another, and so each the next: that has an end."""
    carry = [{**CARRYING["carry"][0], "lasts": "9 periods", "again": True}]
    years = [
        row
        for year in range(2019, 2024)
        for row in (of(10, tested=True, on=f"{year}-02-03"), of(f"1/{year}", on=f"{year}-03-04"))
    ]
    verdict = judged(scheme(**{**CARRYING, "carry": carry}), *years, of(7, tested=True))
    assert (verdict.verdict, verdict.why, verdict.unknown) == (UNDECIDED, ("too_many_unknown",), ("tested",))
