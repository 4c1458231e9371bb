"""The best division, against trying everything: small schemes with exclusive buckets, limits and overlapping rules."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.registers.rules import counting
from tests.rules.registers.making import judged, scheme

NAMES = ("a", "b", "c")


@st.composite
def small(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A scheme of three categories, one around two of them at times, and a handful of activities."""
    within = draw(st.booleans())
    categories: dict[str, Any] = {name: {} for name in NAMES}
    if within:
        categories = {"a": {"within": ["d"]}, "b": {"within": ["d"]}, "c": {}, "d": {}}
    exclusive = draw(st.sampled_from([None, "no", "freely"]))
    among = draw(st.sampled_from([["a", "b"], ["a", "b", "c"], ["b", "c"]]))
    earning = [
        {"name": kind, "kind": kind, "points": "stated", "into": draw(_some(NAMES))} for kind in ("k1", "k2", "k3")
    ]
    least = draw(st.lists(st.tuples(_selection(categories), st.integers(1, 6)), min_size=1, max_size=3))
    most = draw(st.lists(st.tuples(_selection(categories), st.integers(0, 5)), max_size=2))
    rules = [{"name": f"least{n}", "of": of, "at_least": points} for n, (of, points) in enumerate(least)]
    rules += [{"name": f"most{n}", "of": of, "at_most": points} for n, (of, points) in enumerate(most)]
    made: dict[str, Any] = {"categories": categories, "earning": earning, "rules": rules}
    if exclusive is not None:
        made["exclusive"] = [{"among": among, "split": exclusive}]
    activity = st.fixed_dictionaries(
        {"kind": st.sampled_from(["k1", "k2", "k3"]), "points": st.integers(1, 3), "on": st.just("2024-02-03")}
    )
    return made, draw(st.lists(activity, max_size=4))


def _some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)


def _selection(categories: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.just("all"), st.lists(st.sampled_from(sorted(categories)), min_size=1, max_size=2, unique=True))


Counted = list[tuple[frozenset[str], int]]


def every_way(made: dict[str, Any], activities: list[dict[str, Any]]) -> Iterator[tuple[Counted, list[int]]]:
    """Every way to count halves of points under the limits, with what each rule that asks something is short of."""
    asked = [rule for rule in made["rules"] if "at_least" in rule]
    for way in product(*(list(_ways(made, activity)) for activity in activities)):
        counted = [part for parts in way for part in parts]
        if all(_in(made, rule, counted) <= 2 * rule["at_most"] for rule in made["rules"] if "at_most" in rule):
            yield counted, [max(0, 2 * rule["at_least"] - _in(made, rule, counted)) for rule in asked]


def least_shortage(made: dict[str, Any], activities: list[dict[str, Any]]) -> tuple[Fraction, int]:
    """The least shortage over all rules together, and the fewest rules that are short with as little as that."""
    short, unmet = min((sum(short), sum(map(bool, short))) for _, short in every_way(made, activities))
    return Fraction(short, 2), unmet


def most_carried(made: dict[str, Any], activities: list[dict[str, Any]]) -> Fraction:
    """The most that can be taken away of what may be carried, over every way that meets all rules."""
    asked = [rule for rule in made["rules"] if "at_least" in rule]
    best = 0
    for counted, short in every_way(made, activities):
        if not any(short):
            slack = [_in(made, rule, counted) - 2 * rule["at_least"] for rule in asked]
            best = max(best, _most_taken(made, asked, counted, slack))
    return Fraction(best, 2)


def _most_taken(made: dict[str, Any], asked: list[dict[str, Any]], counted: Counted, slack: list[int]) -> int:
    """Of each place whatever may be taken, tried one after the other."""
    if not counted:
        return 0
    (held, amount), *rest = counted
    of = made["carry"][0]["of"]
    best = 0
    for taken in range(amount + 1 if of == "all" or held & set(of) else 1):
        left = [
            has - taken * (rule["of"] == "all" or bool(held & set(rule["of"])))
            for rule, has in zip(asked, slack, strict=True)
        ]
        if min(left, default=0) >= 0:
            best = max(best, taken + _most_taken(made, asked, rest, left))
    return best


def _ways(made: dict[str, Any], activity: dict[str, Any]) -> Any:
    """Every way to count an activity: lists of (categories, halves)."""
    entry = next(entry for entry in made["earning"] if entry["kind"] == activity["kind"])
    group = (made.get("exclusive") or [{"among": [], "split": "no"}])[0]
    choosing = [name for name in entry["into"] if name in group["among"]]
    others = [name for name in entry["into"] if name not in group["among"]]
    options = [frozenset(_around(made, [name, *others])) for name in choosing] or [frozenset(_around(made, others))]
    most = 2 * activity["points"]
    if len(options) > 1 and group["split"] == "freely":
        for amounts in product(range(most + 1), repeat=len(options)):
            if sum(amounts) <= most:
                yield list(zip(options, amounts, strict=True))
    else:
        for option in options:
            for amount in range(most + 1):
                yield [(option, amount)]


def _around(made: dict[str, Any], names: list[str]) -> set[str]:
    return {*names, *(outer for name in names for outer in made["categories"][name].get("within", ()))}


def _in(made: dict[str, Any], rule: dict[str, Any], counted: Counted) -> int:
    if rule["of"] == "all":
        return sum(amount for _, amount in counted)
    return sum(amount for held, amount in counted if held & set(rule["of"]))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small())
def test_the_shortage_is_the_least_there_is(drawn: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """Over trees, buckets and crossing limits alike: nobody is short of more than she must be."""
    made, activities = drawn
    if _number_of_ways(made, activities) > 20_000:
        return
    verdict = judged(scheme(**made), *activities)
    assert verdict.why == ()
    missing = sum((line.missing for line in verdict.rules), Fraction(0))
    assert (missing, sum(not line.met for line in verdict.rules)) == least_shortage(made, activities)
    assert (verdict.verdict == "met") == (missing == 0)


def _number_of_ways(made: dict[str, Any], activities: list[dict[str, Any]]) -> int:
    return prod(len(list(_ways(made, activity))) for activity in activities)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(small(), st.data())
def test_of_all_ways_that_meet_the_rules_the_one_that_leaves_most_to_carry(
    drawn: tuple[dict[str, Any], list[dict[str, Any]]], data: st.DataObject
) -> None:
    """Whatever may be carried, and whichever places there are to choose from."""
    made, activities = drawn
    rules = [{**rule, "excess": "lost"} if "at_most" in rule else rule for rule in made["rules"]]
    # Fewer is asked, so that there is something left.
    rules = [{**rule, "at_least": (rule["at_least"] + 1) // 2} if "at_least" in rule else rule for rule in rules]
    of = data.draw(_selection(made["categories"]))
    made = {**made, "rules": rules, "carry": [{"name": "over", "of": of, "way": "pushed"}]}
    if _number_of_ways(made, activities) > 2_000:
        return
    verdict = judged(scheme(**made), *activities, carry=[])
    if verdict.verdict == "met":
        assert sum((lot.points for lot in verdict.carry_out), Fraction(0)) == most_carried(made, activities)


def test_half_a_point_may_be_left_where_whole_ones_leave_nothing() -> None:
    """Of three in b or c half a one goes to c: then half of a is over, for both rules that ask it."""
    made = scheme(
        categories={"a": {}, "b": {}, "c": {}},
        earning=[
            {"name": "k1", "kind": "k1", "points": "stated", "into": ["a"]},
            {"name": "k2", "kind": "k2", "points": "stated", "into": ["b", "c"]},
        ],
        rules=[
            {"name": "ab", "of": ["a", "b"], "at_least": 3},
            {"name": "ac", "of": ["a", "c"], "at_least": 1},
        ],
        exclusive=[{"among": ["a", "b", "c"], "split": "freely"}],
        carry=[{"name": "over", "of": ["a"], "way": "pushed"}],
    )
    rows = [{"on": "2024-02-03", "points": points, "kind": kind} for kind, points in (("k1", 1), ("k2", 1), ("k2", 2))]
    verdict = judged(made, *rows, carry=[])
    assert [lot.points for lot in verdict.carry_out] == [Fraction(1, 2)]


def test_what_crosses_leaves_halves_too() -> None:
    """Each of three is missed by two of three rules that each have one over: half of each may be taken, no more."""
    made = scheme(
        categories={"a": {}, "b": {}, "c": {}},
        earning=[{"name": "x", "kind": "any", "points": "stated", "into": "claimed"}],
        rules=[{"name": "".join(of), "of": of, "at_least": 1} for of in (["a", "b"], ["b", "c"], ["a", "c"])],
        carry=[{"name": "over", "of": "all", "way": "pushed"}],
    )
    rows = [{"on": "2024-02-03", "points": 1, "claimed": [name]} for name in "abc"]
    verdict = judged(made, *rows, carry=[])
    assert sum(lot.points for lot in verdict.carry_out) == Fraction(3, 2)


def test_of_what_a_limit_cuts_that_counts_which_may_be_carried() -> None:
    """Two of three count: with c among them one is left to carry; where what is over carries too, c is that."""
    for excess, counted, left in (("lost", [1, 0, 1], 1), ("carries", [1, 1, 0], 1)):
        made = scheme(
            categories={"a": {}, "c": {}},
            earning=[{"name": "x", "kind": "any", "points": "stated", "into": "claimed"}],
            rules=[
                {"name": "total", "of": "all", "at_least": 1},
                {"name": "most", "of": "all", "at_most": 2, "excess": excess},
            ],
            carry=[{"name": "over", "of": "c", "way": "pushed"}],
        )
        rows = [{"on": "2024-02-03", "points": 1, "claimed": [name]} for name in "aac"]
        verdict = judged(made, *rows, carry=[])
        assert [line.counted for line in verdict.activities] == counted
        assert sum(lot.points for lot in verdict.carry_out) == left


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(small())
def test_of_equally_good_ways_the_place_that_was_claimed(drawn: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """Where nothing at all is asked, everything is where it was claimed; else where the scheme names it first."""
    made, activities = drawn
    made = {**made, "rules": [{"name": "total", "of": "all", "at_least": 1}]}
    claimed = [{**activity, "claimed": [made["earning"][0]["into"][-1]]} for activity in activities]
    verdict = judged(scheme(**made), *claimed)
    among = (made.get("exclusive") or [{"among": []}])[0]["among"]
    entries = {entry["kind"]: entry["into"] for entry in made["earning"]}
    for activity, line in zip(claimed, verdict.activities, strict=True):
        choice = [name for name in entries[activity["kind"]] if name in among]
        if len(choice) > 1:
            liked = [name for name in choice if name in activity["claimed"]] or choice
            assert liked[0] in line.categories
            assert not set(choice) - {liked[0]} & set(line.categories)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(small())
def test_a_tree_and_a_programme_agree(drawn: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """Where limits are a tree, filling them in order and solving them say the same."""
    made, activities = drawn
    one = judged(scheme(**made), *activities)
    with patch.object(counting.tree, "fits", lambda *_: False):
        other = judged(scheme(**made), *activities)
    assert sum(line.missing for line in one.rules) == sum(line.missing for line in other.rules)
    assert one.verdict == other.verdict


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(small())
def test_what_closes_a_gap_closes_it(drawn: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
    """Doing what is told to be missing meets every rule that can be met, and less of it wouldn't have been told."""
    made, activities = drawn
    verdict = judged(scheme(**made), *activities, at="2024-03-01")
    if verdict.verdict == "met" or not _can_be_met(made):
        return
    more = [{"kind": way.kinds[0], "points": way.amount, "on": "2024-03-01"} for way in verdict.ways_to_close]
    assert judged(scheme(**made), *activities, *more, at="2024-03-01").verdict == "met"


def test_the_quickest_way_is_one_where_no_limit_bounds_it() -> None:
    """Eight of anything in b, and not three of a, of which no more count, and five of b."""
    made = scheme(
        categories={"a": {}, "b": {}},
        earning=[{"name": name, "kind": name, "points": "stated", "into": [name]} for name in "ab"],
        rules=[{"name": "total", "of": "all", "at_least": 8}, {"name": "most", "of": "a", "at_most": 3}],
    )
    (way,) = judged(made, at="2024-03-01").ways_to_close
    assert (way.kinds, way.amount) == (("b",), 8)


def _can_be_met(made: dict[str, Any]) -> bool:
    plenty = [{"kind": kind, "points": 60, "on": "2024-02-01"} for kind in ("k1", "k2", "k3") for _ in range(3)]
    return judged(scheme(**made), *plenty).verdict == "met"
