"""Which colleagues make the best team: against all teams that there are, on small cases."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.finding.teams.rules.choosing import compose
from kring.finding.teams.rules.people import Candidate, Need, Team, Ties, Worth, days_free, holds, is_of_use, worth
from kring.finding.teams.rules.telling import summary

LAW, ENGLISH, PLANNING, DATA = 1, 2, 3, 4
SKILLS = st.frozensets(st.integers(1, 4), max_size=3)


@st.composite
def crowds(draw: st.DrawFn) -> list[Candidate]:
    many = draw(st.integers(0, 7))
    return [Candidate(key, draw(SKILLS), draw(SKILLS), draw(st.integers(0, 9))) for key in range(1, many + 1)]


@st.composite
def needs(draw: st.DrawFn) -> Need:
    return Need(draw(SKILLS), draw(SKILLS), draw(st.integers(1, 4)), draw(st.booleans()))


@st.composite
def some_ties(draw: st.DrawFn) -> Ties:
    pairs = [frozenset(pair) for pair in combinations(range(1, 8), 2)]
    return frozenset(draw(st.lists(st.sampled_from(pairs), max_size=6)))


def every_team(people: Sequence[Candidate], need: Need, locked: frozenset[int]) -> Iterator[Team]:
    keys = [one.key for one in people]
    for size in range(len(keys) + 1):
        for inside in combinations(keys, size):
            for learner in (None, *(key for key in keys if key not in inside)):
                team = Team(inside, learner)
                if holds(team, people, need, locked=locked):
                    yield team


def measured(team: Team, people: Sequence[Candidate], need: Need, ties: Ties) -> Worth:
    return worth(team, {one.key: one for one in people}, need, ties)


@given(crowds(), needs(), some_ties(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_team_is_better_in_the_first_thing_that_differs(
    people: list[Candidate], need: Need, ties: Ties, data: st.DataObject
) -> None:
    keys = [one.key for one in people]
    locked = data.draw(st.frozensets(st.sampled_from(keys), max_size=2)) if keys else frozenset()
    out = data.draw(st.frozensets(st.sampled_from(keys), max_size=2)) - locked if keys else frozenset()
    team = compose(people, need, ties, locked=locked, out=out, seed=data.draw(st.integers(0, 3)))
    there = [one for one in people if one.key not in out]
    assert holds(team, there, need, locked=locked)
    assert team.is_best
    best = max(measured(other, there, need, ties) for other in every_team(there, need, locked))
    assert measured(team, there, need, ties) == best


@given(crowds(), needs(), some_ties(), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_people_does_not_matter(people: list[Candidate], need: Need, ties: Ties, lot: object) -> None:
    other = people[::-1]
    assert compose(people, need, ties, seed=5) == compose(other, need, ties, seed=5)


@given(crowds(), needs(), some_ties())
@settings(max_examples=60, deadline=None)
def test_what_is_said_is_true(people: list[Candidate], need: Need, ties: Ties) -> None:
    known = {one.key: one for one in people}
    team = compose(people, need, ties)
    said = summary(team, known, need, ties)
    covered = frozenset[int]().union(*(one.brings for one in said.people))
    assert set(said.missing) | set(said.missing_wanted) == need.all - covered
    assert set(said.missing) <= need.must
    assert all(set(one.alone) <= set(one.brings) <= known[one.key].brings & need.all for one in said.people)
    assert {skill for one in said.people for skill in one.alone} == set(said.once)
    for one in said.people:
        assert all(frozenset({one.key, other}) in ties for other in one.worked_with)
        assert all(one.key in mate.worked_with for mate in said.people if mate.key in one.worked_with)
        if one.key == team.learner:
            assert not one.brings
            assert set(one.learns) & covered
    assert all(is_of_use(known[one.key], need) for one in said.people)


def test_what_must_be_goes_before_all_else() -> None:
    people = [
        Candidate(1, frozenset({ENGLISH, PLANNING, DATA}), free=90),
        Candidate(2, frozenset({LAW}), free=1),
    ]
    need = Need(frozenset({LAW}), frozenset({ENGLISH, PLANNING, DATA}), most=1)
    assert compose(people, need, frozenset()).people == (2,)


def test_a_second_person_comes_before_fewer_people() -> None:
    people = [Candidate(key, frozenset({LAW}), free=5) for key in (1, 2, 3)]
    assert len(compose(people, Need(frozenset({LAW}), most=3), frozenset()).people) == 2
    assert len(compose(people, Need(frozenset({LAW}), most=1), frozenset()).people) == 1


def test_then_days_and_then_who_worked_together() -> None:
    people = [
        Candidate(1, frozenset({LAW}), free=5),
        Candidate(2, frozenset({ENGLISH}), free=5),
        Candidate(3, frozenset({ENGLISH}), free=5),
        Candidate(4, frozenset({ENGLISH}), free=4),
    ]
    need = Need(frozenset({LAW, ENGLISH}), most=2)
    ties = frozenset({frozenset({1, 3}), frozenset({1, 4})})
    assert {compose(people, need, ties, seed=seed).people for seed in range(5)} == {(1, 3)}
    assert len({compose(people, need, frozenset(), seed=seed).people for seed in range(9)}) == 2


def test_a_learner_comes_where_there_is_room_and_somebody_to_learn_from() -> None:
    people = [
        Candidate(1, frozenset({LAW}), free=5),
        Candidate(2, learns=frozenset({LAW}), free=1),
        Candidate(3, learns=frozenset({LAW}), free=3),
        Candidate(4, learns=frozenset({DATA}), free=9),
    ]
    need = Need(frozenset({LAW, DATA}), most=3, with_learner=True)
    team = compose(people, need, frozenset())
    assert (team.people, team.learner) == ((1,), 3)
    assert summary(team, {one.key: one for one in people}, need, frozenset()).missing == (DATA,)
    assert compose(people, Need(frozenset({LAW, DATA}), most=3), frozenset()).learner is None
    assert compose(people, Need(frozenset({LAW}), most=1, with_learner=True), frozenset()).learner is None


def test_who_is_locked_is_in_and_who_is_out_is_not() -> None:
    people = [Candidate(key, frozenset({LAW}), free=key) for key in (1, 2, 3)]
    need = Need(frozenset({LAW}), most=1)
    assert compose(people, need, frozenset()).people == (3,)
    assert compose(people, need, frozenset(), out={3}).people == (2,)
    assert compose(people, need, frozenset(), locked={1}).people == (1,)
    # Whom the asker wants is in, also who brings nothing, and also where they are more than fit.
    assert compose([*people, Candidate(9)], need, frozenset(), locked={1, 9}).people == (1, 9)


def test_nobody_and_nothing_make_no_team() -> None:
    assert compose([], Need(frozenset({LAW})), frozenset()) == Team(())
    assert compose([Candidate(1, frozenset({DATA}))], Need(frozenset({LAW})), frozenset()) == Team(())


@pytest.mark.parametrize(
    ("days", "until", "expected"),
    [(2, date(2026, 3, 31), 9), (5, date(2026, 3, 31), 13), (2, date(2026, 3, 2), 1), (2, date(2026, 3, 1), 0)],
)
def test_days_are_those_during_the_task(days: int, until: date, expected: int) -> None:
    task = {"starts": date(2026, 3, 2), "ends": date(2026, 5, 31)}
    assert days_free(days=days, until=until, wanted=3, **task) == expected


def test_a_thousand_colleagues_are_chosen_from_at_once() -> None:
    people = [
        Candidate(key, frozenset({key % 7, key % 11, 20 + key % 3}), frozenset({key % 5}), free=key % 13)
        for key in range(1, 1_001)
    ]
    ties = frozenset(frozenset({key, key + 7}) for key in range(1, 990, 3))
    need = Need(frozenset(range(1, 7)), frozenset({8, 9, 20, 21}), most=6, with_learner=True)
    team = compose(people, need, ties, seed=1)
    assert team.is_best
    assert holds(team, people, need)
