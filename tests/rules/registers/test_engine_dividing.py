"""Where activities must be divided: what is asked of places that exclude each other, and limits that cross."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules.solver import Programme
from kring.registers.rules.surroundings import UndecidableError
from kring.registers.rules.verdict import Verdict
from tests.rules.registers.making import judged, scheme


def divided(split: str, *rules: dict[str, Any], **keys: Any) -> Any:
    """A scheme in which everything counts in a or in b."""
    said: dict[str, Any] = {
        "categories": {"a": {}, "b": {}, "c": {}},
        "exclusive": [{"among": ["a", "b"], "split": split}],
        "earning": [
            {"name": "either", "kind": "course", "points": "stated", "into": ["a", "b"]},
            {"name": "only a", "kind": "talk", "points": "stated", "into": ["a"]},
            {"name": "beside", "kind": "article", "points": "stated", "into": ["a", "b", "c"]},
        ],
        "rules": [{"name": f"r{n}", **rule} for n, rule in enumerate(rules)],
    }
    return scheme(**{**said, **keys})


def of(points: Any, kind: str = "course", **more: Any) -> dict[str, Any]:
    """An activity."""
    return {"on": "2024-02-03", "points": points, "kind": kind, **more}


def have(verdict: Verdict) -> list[Any]:
    """What each rule has."""
    return [line.have for line in verdict.rules]


A: dict[str, Any] = {"of": "a", "at_least": 3}
B: dict[str, Any] = {"of": "b", "at_least": 5}


def test_a_limit_cuts_whole_items_too() -> None:
    """Six go to a, where only four of them count."""
    made = divided("no", A, B, {"of": "a", "at_most": 4, "excess": "lost"})
    verdict = judged(made, of(6), of(5))
    assert have(verdict) == [4, 6, 4]
    assert sorted(line.counted for line in verdict.activities) == [4, 6]
    other = judged(made, of(6, "talk"), of(5))
    assert [reason.code for reason in other.activities[0].reasons] == ["cap"]


def test_shares_of_what_was_earned_among_places() -> None:
    """At most half of it in b, and at least a third in a."""
    made = divided("freely", {"of": "b", "at_most": "50% of earned all"}, {"of": "b", "at_least": 4})
    assert have(judged(made, of(8))) == [4, 4]
    assert judged(made, of(7)).verdict == "short"
    least = divided("freely", {"of": "a", "at_least": "50% of earned all"}, {"of": "b", "at_least": 5})
    assert judged(least, of(10)).verdict == "met"
    assert judged(least, of(9)).verdict == "short"


def test_two_shares_of_what_was_earned() -> None:
    """They can't be worked out one by one."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": "claimed"}],
        rules=[
            {"name": "a", "of": "a", "at_most": "25% of earned all"},
            {"name": "b", "of": "b", "at_most": "25% of earned all"},
            {"name": "total", "of": "all", "at_least": 12},
        ],
    )
    verdict = judged(made, of(6), of(9, claimed=["a"]), of(9, claimed=["b"]))
    assert have(verdict) == [3, 3, 12]


def test_things_that_are_counted_decide_where_whole_items_go() -> None:
    """One activity in a, three hours of it, one item: the smaller of the two will do."""
    for measure, least in (("activities", 1), ("hours", 3), ("items", 1)):
        made = divided("no", {"of": "a", "measure": measure, "at_least": least}, B)
        verdict = judged(made, of(5, hours=4), of(2, hours=3))
        assert (verdict.verdict, have(verdict)[1]) == ("met", 5)


@pytest.mark.parametrize(
    ("split", "rule"),
    [
        ("freely", {"of": "a", "measure": "activities", "at_least": 1}),
        ("no", {"of": "a", "measure": "days", "at_least": 1}),
        ("no", {"of": {"kind": "talk"}, "measure": "hours", "at_most": 1}),
    ],
)
def test_what_cannot_be_divided_exactly_is_not_guessed(split: str, rule: dict[str, Any]) -> None:
    """Nothing can be decided then."""
    verdict = judged(divided(split, rule), of(5), of(2, "talk", hours=1), of(2, "talk", hours=1))
    assert (verdict.verdict, verdict.why) == ("can't be decided", ("too_hard",))
    assert verdict.period is not None


def test_a_number_of_activities_at_most_that_leaves_room() -> None:
    """It changes nothing."""
    rule = {"of": {"kind": "talk"}, "measure": "activities", "at_most": 2}
    assert judged(divided("no", rule, A), of(5), of(2, "talk")).verdict == "met"
    among = {"of": "a", "measure": "activities", "at_most": 1}
    verdict = judged(divided("no", among, {"of": "all", "at_least": 12}), of(5), of(7))
    assert verdict.verdict == "met"


def test_alternatives_are_tried_one_after_the_other() -> None:
    """The choice that can be met is taken, though another stands first."""
    either = {"any_of": [{"name": "x", "of": "a", "at_least": 9}, {"name": "y", "of": "a", "at_least": 2}]}
    verdict = judged(divided("freely", either, B), of(7))
    assert verdict.verdict == "met"
    assert (verdict.rule("r0/x").have, verdict.rule("r1").have) == (2, 5)


def test_too_many_alternatives_and_rules_that_hang_on_others() -> None:
    """Among places that exclude each other these can't be worked out."""
    many = {"any_of": [{"name": f"x{n}", "of": "a", "at_least": 1} for n in range(5)]}
    assert judged(divided("no", many, many, many), of(2)).why == ("too_hard",)
    hangs = {**A, "when": {"rule.r1.have": "> 3"}}
    assert judged(divided("no", hangs, B), of(6)).why == ("rule_conditions",)


def test_meeting_one_rule_is_better_than_being_near_to_two() -> None:
    """With as much missing altogether."""
    rules = ({"of": "a", "at_least": 4}, {"of": "b", "at_least": 4})
    assert [line.met for line in judged(divided("freely", *rules), of(4)).rules].count(True) == 1


def test_of_equal_ways_the_one_that_leaves_most_to_carry() -> None:
    """Three of a are asked and only b is carried: the small one goes to a."""
    carry = [{"name": "rest", "of": "b", "way": "pushed"}]
    verdict = judged(divided("no", A, {"of": "all", "at_least": 3}, carry=carry), of(7), of(3))
    assert [(lot.category, lot.points) for lot in verdict.carry_out] == [("b", 7)]
    assert have(verdict)[0] == 3


def test_other_categories_stay_beside_the_place_that_is_chosen() -> None:
    """What counts in c does so wherever it goes."""
    made = divided("freely", A, B, {"of": "c", "at_least": 8})
    assert judged(made, of(8, "article")).verdict == "met"


def test_limits_that_cross_are_shared_in_halves() -> None:
    """Of three, each two together at most one: one and a half count, not one."""
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    made = scheme(
        categories={"a": {}, "b": {}, "c": {}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": "claimed"}],
        rules=[
            *({"name": "".join(pair), "of": list(pair), "at_most": 1} for pair in pairs),
            {"name": "total", "of": "all", "at_least": 2},
        ],
    )
    verdict = judged(made, *(of(1, claimed=[name]) for name in "abc"))
    assert verdict.rule("total").missing == Fraction(1, 2)


def test_limits_of_an_entry_that_cross() -> None:
    """So much of one title and so much a day: the whole isn't cut by whichever stands first."""
    limits = [{"points": 3, "per": "period", "same": "title"}, {"points": 3, "per": "day"}]
    made = scheme(earning=[{"name": "x", "kind": "any", "points": "stated", "limits": limits}])
    rows = [("2024-02-03", "A"), ("2024-02-03", "B"), ("2024-02-04", "A")]
    verdict = judged(made, *({"on": day, "points": 3, "title": title} for day, title in rows))
    assert verdict.totals.counted == 6
    assert [line.counted for line in verdict.activities] == [0, 3, 3]


def hours(*points: Any) -> Verdict:
    """Four hours a period over activities of a and b that earn so much an hour, of which b asks four points."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": "claimed", "limits": LIMIT}],
        rules=[{"name": "b", "of": "b", "at_least": 4}],
    )
    rows = [
        {"on": "2024-02-03", "hours": 4, "points": each * 4, "claimed": [name]}
        for each, name in zip(points, "ab", strict=True)
    ]
    return judged(made, *rows)


LIMIT = [{"hours": 4, "per": "period"}]


def test_hours_at_most_over_what_counts_differently() -> None:
    """Where each hour is worth the same, they go where they are asked; else it can't be told."""
    assert hours(1, 1).verdict == "met"
    assert hours(1, 2).why == ("too_hard",)


def test_numbers_that_are_too_large_are_not_trusted() -> None:
    """To floats, that is."""
    made = divided("freely", A, B, {"of": "all", "at_least": "1/999983"})
    assert judged(made, of("99999.999"), of("1.0001")).why == ("too_fine",)


def test_a_programme_checks_what_it_was_told() -> None:
    """What can't be satisfied isn't solved."""
    programme = Programme()
    one = programme.variable(3)
    programme.at_least({one: 2}, 5)
    assert programme.best({one: -1}) == [3]
    assert programme.relaxed({one: -1}, set()) <= -2.5
    programme.at_most({one: 1}, 2)
    with pytest.raises(UndecidableError):
        programme.best({one: 1})
    with pytest.raises(UndecidableError):
        programme.relaxed({one: 1}, set())
