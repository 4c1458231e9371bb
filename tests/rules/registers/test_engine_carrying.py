"""Credit from one period to the next, debts, and periods that are judged one after the other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import Verdict
from tests.rules.registers.making import judged, scheme

CATEGORIES: dict[str, Any] = {"a": {}, "b": {}, "inner": {"within": ["a"]}}
CLAIMED: list[dict[str, Any]] = [{"name": "any", "kind": "any", "points": "stated", "into": "claimed"}]
RULES: list[dict[str, Any]] = [
    {"name": "total", "of": "all", "at_least": 10},
    {"name": "a", "of": "a", "at_least": 4},
]


def carrying(*carry: dict[str, Any], **keys: Any) -> Scheme:
    """A scheme of ten points of which four of a, that carries."""
    named = [{"name": f"c{n}", "of": "all", "way": "pushed", **one} for n, one in enumerate(carry)]
    return scheme(**{"categories": CATEGORIES, "earning": CLAIMED, "rules": RULES, "carry": named, **keys})


def of(points: Any, *claimed: str, on: str = "2024-02-03", **more: Any) -> dict[str, Any]:
    """An activity of so many points."""
    return {"on": on, "points": points, "claimed": list(claimed), **more}


def lot(points: Any, category: str = "all", left: str = "2023-12-31", **more: Any) -> dict[str, Any]:
    """Credit that an earlier period left."""
    return {"points": points, "category": category, "from": left, **more}


def out(verdict: Verdict) -> dict[str, tuple[Any, Any]]:
    """What is left, by category: all of it, and what may be used."""
    return {one.category: (one.points, one.usable) for one in verdict.carry_out}


def used(verdict: Verdict) -> list[Any]:
    """What was used of each lot."""
    return [one.used for one in verdict.carry_in]


# ----- what goes out


def test_what_leaves_every_rule_met_may_go() -> None:
    """Of its own category, latest first; the lot is whole, what may be used of it is bounded."""
    made = carrying({"at_most": 3})
    rows = [of(6, "a", on="2024-02-01"), of(6, "b", on="2024-02-02"), of(4, on="2024-02-03")]
    assert out(judged(made, *rows)) == {"all": (4, 3), "b": (2, 0)}
    assert out(judged(made, of(3, "a"), of(20, "b"))) == {}
    assert out(judged(carrying({"of": "a"}), of(12, "a"), of(6, "b"))) == {"a": (8, 8)}


def test_which_of_one_day_goes_on_hangs_on_no_order_of_telling() -> None:
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{"name": "any", "kind": "any", "points": "stated", "into": "claimed"}],
        rules=[{"name": "total", "of": "all", "at_least": 1}],
        carry=[{"name": "over", "of": "all", "way": "pushed", "takes": "surplus"}],
    )
    rows = [{"id": name, "on": "2024-02-01", "points": 1, "claimed": [name]} for name in "ab"]
    for told in (rows, rows[::-1]):
        assert [(lot.category, lot.points) for lot in judged(made, *told).carry_out] == [("b", 1)]


def test_only_what_was_earned_late() -> None:
    """In the last so many months of the period."""
    made = carrying({"of": {"category": "all", "earned": "last 3 months", "without": ["b"]}})
    rows = [of(20, "a", on="2024-09-30"), of(5, "a", on="2024-10-01"), of(7, "b", on="2024-12-01")]
    assert out(judged(made, *rows)) == {"a": (5, 5)}


def test_whole_items_are_carried_whole() -> None:
    """The best choice of them: six and three leave exactly what is asked, seven doesn't."""
    earning = [{**CLAIMED[0], "whole": "yes"}]
    made = carrying({}, earning=earning, rules=RULES[:1])
    assert out(judged(made, of(6), of(7), of(3), of(3))) == {"all": (9, 9)}


@pytest.mark.parametrize(("excess", "left"), [("lost", {}), ("carries", {"b": (5, 5)})])
def test_what_a_limit_cuts_is_lost_or_carried(excess: str, left: dict[str, Any]) -> None:
    """As its rule says, and never both."""
    rules = [*RULES, {"name": "few", "of": "b", "at_most": 6, "excess": excess}]
    verdict = judged(carrying({"of": "b"}, rules=rules), of(4, "a"), of(11, "b"))
    assert out(verdict) == left
    assert verdict.rule("few").have == 6


def test_carried_under_another_name() -> None:
    """Retagged, it serves what that category serves."""
    made = carrying({"of": "a", "into": "b"}, rules=[*RULES, {"name": "b", "of": "b", "at_least": 2}])
    verdict = judged(made, of(14, "a"), of(2, "b"))
    assert out(verdict) == {"b": (6, 6)}
    later = judged(made, of(10, "a"), carry=[lot(6, "b", carry="c0")])
    assert later.rule("b").carried == 6
    assert later.verdict == "met"


@pytest.mark.parametrize(
    ("when", "left"), [({"rule.total.have": "> 12"}, {}), ({"rule.total.have": ">= 12"}, {"all": (2, 2)})]
)
def test_only_on_a_condition(when: dict[str, str], left: dict[str, Any]) -> None:
    """Asked of the period that gives."""
    assert out(judged(carrying({"when": when}), of(4, "a"), of(8))) == left


# ----- what comes in


def test_pushed_credit_is_there_from_the_start() -> None:
    """It is used first, so that more of this period's own may go."""
    made = carrying({"at_most": 5})
    verdict = judged(made, of(4, "a"), of(8), carry=[lot(7)])
    assert verdict.rule("total") == verdict.rule("total")._replace(have=17, fresh=12, carried=5)
    assert (used(verdict), out(verdict)) == ([5], {"all": (7, 5)})
    assert [one.points for one in verdict.lapsed] == [2]


def test_credit_that_lasts_stays_when_it_is_not_needed() -> None:
    """Until it was used, or for so many periods."""
    made = carrying(
        {"of": "a", "lasts": "until used", "serves": ["total"]},
        rules=[RULES[0], {"name": "b", "of": "b", "at_least": 1}],
    )
    verdict = judged(made, of(7, "b"), carry=[lot(5, "a", "2020-12-31")])
    assert (verdict.verdict, used(verdict), out(verdict)) == ("met", [3], {"a": (2, 2)})
    assert verdict.carry_out[0].left.year == 2020
    two = carrying({"lasts": "2 periods"})
    used_up = judged(two, of(9, "a"), carry=[lot(5, left="2022-12-31")])
    assert (used(used_up), out(used_up)) == ([5], {"a": (4, 4)})
    gone = judged(two, of(9, "a"), carry=[lot(5, left="2021-12-31")])
    assert (gone.verdict, [one.points for one in gone.lapsed]) == ("short", [5])
    kept = judged(two, of(10, "a"), carry=[lot(5)])
    assert (used(kept), out(kept)) == ([5], {"a": (5, 5)})
    months = carrying({"lasts": "13 months"})
    assert judged(months, of(9, "a"), carry=[lot(5, left="2022-12-31")]).verdict == "met"
    assert judged(months, of(9, "a"), carry=[lot(5, left="2022-11-30")]).verdict == "short"


def test_credit_serves_the_rules_named_and_never_fresh_ones() -> None:
    """And counts in its own category and those around it."""
    rules = [*RULES, {"name": "fresh", "of": "a", "at_least": 1, "fresh": True}]
    made = carrying({}, rules=rules)
    verdict = judged(made, of(9, "b"), carry=[lot(6, "inner")])
    assert [verdict.rule(name).have for name in ("total", "a", "fresh")] == [15, 6, 0]
    named = carrying({"serves": ["total"]}, rules=rules)
    assert [judged(named, of(1, "a"), carry=[lot(9, "a")]).rule(name).have for name in ("total", "a", "fresh")] == [
        10,
        1,
        1,
    ]


def test_pulled_credit_fills_a_shortage_and_no_more() -> None:
    """The first to lapse first, within what may be used."""
    made = carrying({"way": "pulled", "at_most": 6, "lasts": "3 periods"})
    lots = [lot(4, left="2023-12-31"), lot(4, left="2022-12-31")]
    verdict = judged(made, of(5, "a"), carry=lots)
    assert (verdict.verdict, used(verdict)) == ("met", [1, 4])
    assert out(verdict) == {"all": (3, 3)}
    assert judged(made, of(3, "a"), carry=lots).rule("total").missing == 1
    assert used(judged(made, of(10, "a"), carry=lots)) == [0, 0]


def test_pulled_credit_serves_narrow_rules_first() -> None:
    """So that the lot of a fills both what a and what the whole is short of."""
    made = carrying({"way": "pulled"})
    verdict = judged(made, of(2, "a"), of(5, "b"), carry=[lot(3, "b", "2023-12-31"), lot(3, "a", "2023-12-31")])
    assert (verdict.verdict, used(verdict)) == ("met", [1, 2])


@pytest.mark.parametrize(("own", "word"), [(4, "met"), (3, "short")])
def test_pulled_only_on_a_condition_of_this_period(own: int, word: str) -> None:
    """Asked of its own credit, before any is pulled."""
    made = carrying({"way": "pulled", "when_used": {"rule.a.fresh": ">= 4"}})
    assert judged(made, of(own, "a"), carry=[lot(20)]).verdict == word


# ----- debts


def test_a_shortage_is_absorbed_first() -> None:
    """And grows while it isn't made good."""
    made = scheme(debts=[{"of": "total", "way": "absorb first"}])
    verdict = judged(made, of(12), debts=[{"rule": "total", "points": 5, "from": "2023-12-31"}])
    rule = verdict.rule("total")
    assert (rule.have, rule.fresh, rule.missing, verdict.verdict) == (7, 12, 3, "short")
    assert [(debt.points, debt.in_a_row) for debt in verdict.debts_out] == [(3, 2)]


def test_a_small_shortage_is_repaid_next_once() -> None:
    """A second in a row is a miss, and so is a large one."""
    made = scheme(debts=[{"of": "total", "way": "repay next", "up_to": 4}])
    first = judged(made, of(7))
    assert (first.verdict, [debt.points for debt in first.debts_out]) == ("met", [3])
    assert judged(made, of(5)).verdict == "short"
    owed = [{"rule": "total", "points": 3, "from": "2023-12-31"}]
    assert judged(made, of(13), debts=owed).verdict == "met"
    assert judged(made, of(12), debts=owed).verdict == "short"
    assert judged(made, of(7), at="2024-12-01").verdict == "short"


def test_one_miss_in_so_many_is_forgiven() -> None:
    """Another within them isn't."""
    made = scheme(debts=[{"of": "total", "way": "forgive", "one_in": 3}])
    first = judged(made, of(7))
    assert (first.verdict, [debt.rule for debt in first.debts_out]) == ("met", ["total"])
    for left, word in (("2023-12-31", "short"), ("2022-12-31", "short"), ("2021-12-31", "met")):
        assert judged(made, of(7), debts=[{"rule": "total", "points": 3, "from": left}]).verdict == word


# ----- one period after the other


def test_earlier_periods_are_judged_from_what_was_done_in_them() -> None:
    """Where nothing was said of what they left."""
    made = carrying({})
    rows = [of(4, "a", on="2022-05-05"), of(9, on="2022-06-05"), of(9, "a", on="2023-05-05"), of(8, "a")]
    verdict = judged(made, *rows)
    assert (verdict.chain, verdict.verdict) == (2, "met")
    assert verdict.carry_in[0].points == 2
    nothing_said = judged(made, rows[3])
    assert (nothing_said.chain, nothing_said.verdict) == (0, "short")
    assert judged(made, *rows, carry=[]).verdict == "short"


def test_a_closed_period_is_never_judged_anew() -> None:
    """What it left is what is told of it."""
    closed = [{"period": "2023-01-01/2024-01-01", "verdict": "met", "version": "0"}]
    rows = [of(30, "a", on="2023-05-05"), of(8, "a")]
    assert judged(carrying({}), *rows).verdict == "met"
    assert judged(carrying({}), *rows, closed=closed).verdict == "short"


def test_debts_run_through_a_chain() -> None:
    """Two short years make the third one hard."""
    made = scheme(debts=[{"of": "total", "way": "absorb first"}])
    rows = [{"on": f"{year}-05-05", "points": 8} for year in (2022, 2023)]
    verdict = judged(made, *rows, {"on": "2024-05-05", "points": 13})
    assert verdict.rule("total").missing == 1
    assert verdict.rule("total").have == Fraction(9)


def test_a_year_without_a_duty_leaves_nothing() -> None:
    """Whatever was done in it."""
    period = {"starts": "2000-01-01", "length": "1 year", "duty": {"from": "person.start", "begins": "next period"}}
    made = carrying({}, period=period)
    verdict = judged(made, of(50, "a"), person={"start": "2024-01-02"})
    assert (verdict.no_duty, verdict.carry_out) == (True, ())
