"""Who meets whom over coffee."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.finding.pairing.rules.coffee import coffee
from kring.finding.pairing.rules.people import MOST, Name, Person, parts, score
from kring.finding.pairing.rules.plans import BrokenPlanError, Left, Plan, check
from tests.rules.pairing.crowds import every_plan, measure, people, walls

NL, EN = frozenset({"nl"}), frozenset({"en"})


def crowd(count: int, **told: Any) -> list[Person]:
    return [Person(key, **told) for key in range(1, count + 1)]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_plan_is_better_in_any_aim(data: st.DataObject) -> None:
    found = data.draw(people(7))
    kept_apart = data.draw(walls(found))
    plan = coffee(found, kept_apart, seed=1)
    best = max(measure(groups, found) for groups in every_plan(found, kept_apart))
    assert measure(plan.groups, found) == best
    assert plan.gap == 0


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_no_plan_is_better_for_eight(data: st.DataObject) -> None:
    found = data.draw(people(8, least=8))
    kept_apart = data.draw(walls(found))
    plan = coffee(found, kept_apart, seed=2)
    assert measure(plan.groups, found) == max(measure(groups, found) for groups in every_plan(found, kept_apart))


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_of_people_does_not_matter(data: st.DataObject) -> None:
    found = data.draw(people(9))
    kept_apart = data.draw(walls(found))
    other = data.draw(st.permutations(found))
    assert coffee(found, kept_apart, seed=5) == coffee(other, kept_apart, seed=5)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_wall_changes_no_word_about_two_people(data: st.DataObject) -> None:
    """What is said of a meeting, and why someone meets nobody but for `NOBODY`, is the same with and without walls; and
    of so few that a wall would show, that they are few."""
    found = data.draw(people(7))
    kept_apart = data.draw(walls(found))
    free, walled = coffee(found, frozenset(), seed=1), coffee(found, kept_apart, seed=1)
    for key, why in walled.left.items():
        assert why is (Left.FEW if len(found) < 4 else Left.NOBODY) or free.left[key] is why


def test_whoever_is_kept_from_everybody_has_the_words_of_whom_nobody_was_left_for() -> None:
    blocked = coffee(crowd(4), frozenset(frozenset({one, 3}) for one in (1, 2, 4)), seed=1)
    # Of those who could only meet the first, two are left over without any wall of theirs.
    spoken = [NL | EN | {"fr"}, NL, EN, frozenset({"fr"})]
    other = [Person(key, languages=languages) for key, languages in enumerate(spoken, start=1)]
    left_over = coffee(other, frozenset(), seed=1)
    assert blocked.left == {3: Left.NOBODY}
    assert list(left_over.left.values()) == [Left.NOBODY] * 2


def test_of_two_or_three_nobody_is_told_that_she_is_kept_away() -> None:
    """Where no more take part, to be left over could have no other reason."""
    assert coffee(crowd(2), frozenset({frozenset({1, 2})}), seed=1).left == {1: Left.FEW, 2: Left.FEW}
    assert set(coffee(crowd(3), frozenset({frozenset({1, 2})}), seed=1).left.values()) == {Left.FEW}


def test_whoever_is_alone_or_speaks_another_language_is_told_so() -> None:
    assert coffee(crowd(1), frozenset(), seed=1).left == {1: Left.ALONE}
    found = [*crowd(2), Person(9, languages=frozenset({"fr"}))]
    assert coffee(found, frozenset(), seed=1).left == {9: Left.LANGUAGE}
    assert coffee([], frozenset(), seed=1) == Plan((), {}, 0, 0, 0)


def test_an_odd_one_makes_a_trio() -> None:
    plan = coffee(crowd(41), frozenset(), seed=3)
    assert sorted(map(len, plan.groups)) == [2] * 19 + [3]
    assert plan.placed == 41


def test_nobody_meets_twice_until_all_others_are_done() -> None:
    """Six people: five rounds of new partners, and the sixth begins again with the first."""
    found = crowd(6)
    past: dict[int, dict[int, list[int]]] = {one.key: {} for one in found}
    met: list[frozenset[int]] = []
    for number in range(10):
        told = [
            replace(one, partners={key: tuple(number - n for n in ago) for key, ago in past[one.key].items()})
            for one in found
        ]
        plan = coffee(told, frozenset(), seed=number)
        assert plan.again == (0 if number < 5 else 3)
        for one, other in plan.groups:
            past[one].setdefault(other, []).append(number)
            past[other].setdefault(one, []).append(number)
            met.append(frozenset({one, other}))
    assert all(met.count(pair) == 2 for pair in met)


def test_another_seed_draws_among_equals() -> None:
    assert len({coffee(crowd(8), frozenset(), seed=seed).groups for seed in range(6)}) > 1


def test_what_speaks_for_a_meeting_is_said_from_each_side() -> None:
    one = Person(1, seeks=frozenset({7}), offers=frozenset({8}), groups=frozenset({"a"}), languages=NL | EN)
    other = Person(2, offers=frozenset({7}), seeks=frozenset({8}), groups=frozenset({"b"}), languages=NL | EN)
    assert {part.name for part in parts(one, other)} == set(Name)
    assert {part.name: part.about for part in parts(other, one)}[Name.HELPS] == (8,)
    assert score(one, other) == score(other, one) == MOST


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [({"a"}, {"b"}, 20), ({"a", "a1"}, {"a", "a2"}, 10), ({"a"}, {"a"}, 0), (set(), {"a"}, 10)],
)
def test_a_new_tie_counts_by_how_new_it_is(one: set[str], other: set[str], points: int) -> None:
    found = parts(Person(1, groups=frozenset(one)), Person(2, groups=frozenset(other)))
    assert sum(part.points for part in found if part.name is Name.ELSEWHERE) == points


@pytest.mark.parametrize(("apart", "points"), [(0, 10), (60, 10), (61, 5), (180, 5), (360, 2), (361, 0)])
def test_hours_that_lie_together_count(apart: int, points: int) -> None:
    found = parts(Person(1, offset=60), Person(2, offset=60 + apart))
    assert sum(part.points for part in found if part.name is Name.HOURS) == points


def test_a_plan_that_is_broken_is_refused() -> None:
    two = [Person(1), Person(2)]
    good = coffee(two, frozenset(), seed=1)
    broken = [
        replace(good, groups=((1, 2), (1, 2))),
        replace(good, groups=((1,), (2,))),
        replace(good, score=good.score + 1),
        replace(good, left={1: Left.NOBODY}),
    ]
    for plan in broken:
        with pytest.raises(BrokenPlanError):
            check(plan, two, frozenset(), sizes=(2, 3))
    with pytest.raises(BrokenPlanError):
        check(good, two, frozenset({frozenset({1, 2})}), sizes=(2, 3))
    with pytest.raises(BrokenPlanError):
        check(good, [Person(1), Person(2, languages=EN)], frozenset(), sizes=(2, 3))


def test_half_of_two_houses_meet_where_nobody_may_meet_her_own() -> None:
    """More people than are made columns of at once, and most of one side are left."""
    found = crowd(48)
    own = frozenset(
        frozenset({one.key, other.key})
        for one in found
        for other in found
        if one.key < other.key and (one.key > 12) == (other.key > 12)
    )
    plan = coffee(found, own, seed=1)
    assert plan.placed == 24
    assert plan.gap == 0
