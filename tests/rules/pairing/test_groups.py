"""Peer groups, mentors, and the rhythm of rounds."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kring.finding.pairing.rules.groups import SMALLEST, groups, number_of_groups
from kring.finding.pairing.rules.mentors import mentors
from kring.finding.pairing.rules.people import Person
from kring.finding.pairing.rules.plans import Left
from kring.finding.pairing.rules.rhythm import is_left_in_peace, midway, next_day
from tests.rules.pairing.crowds import people, walls


@given(st.data(), st.integers(4, 8))
@settings(max_examples=60, deadline=None)
def test_groups_keep_walls_and_their_order_does_not_matter(data: st.DataObject, size: int) -> None:
    found = data.draw(people(20))
    kept_apart = data.draw(walls(found))
    plan = groups(found, kept_apart, size=size, seed=1)
    assert plan == groups(data.draw(st.permutations(found)), kept_apart, size=size, seed=1)
    assert not any(frozenset(pair) in kept_apart for group in plan.groups for pair in combinations(group, 2))
    assert plan.gap is not None
    assert plan.gap >= 0


@given(st.integers(SMALLEST, 300), st.integers(4, 8))
def test_groups_are_as_near_to_their_size_as_the_number_allows(count: int, size: int) -> None:
    many = number_of_groups(count, size)
    assert all(
        abs(count / many - size) <= abs(count / other - size) for other in range(1, count) if count // other >= SMALLEST
    )


def test_too_few_for_a_group_are_told_so() -> None:
    assert groups([Person(1), Person(2)], frozenset(), size=6, seed=1).left == {1: Left.FEW, 2: Left.FEW}


def test_those_who_were_together_are_parted() -> None:
    past = {1: {2: (1,), 3: (1,)}, 2: {1: (1,), 3: (1,)}, 3: {1: (1,), 2: (1,)}}
    found = [Person(key, partners=past.get(key, {})) for key in range(1, 13)]
    assert groups(found, frozenset(), size=4, seed=1).again == 0


def test_whoever_may_be_with_nobody_is_left_out_and_her_group_goes_on() -> None:
    found = [Person(key) for key in range(1, 9)]
    plan = groups(found, frozenset(frozenset({8, key}) for key in range(1, 8)), size=4, seed=1)
    assert plan.left == {8: Left.NOBODY}
    assert plan.placed == 7


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_as_many_learners_have_a_mentor_as_can(data: st.DataObject) -> None:
    """Compared with augmenting paths, one learner after the other."""
    found = data.draw(people(12))
    kept_apart = data.draw(walls(found))
    room = {one.key: data.draw(st.integers(1, 3)) for one in found if one.key % 3 == 0 or one.key % 2}
    plan = mentors(found, kept_apart, room=room, seed=1)
    assert len(plan.groups) == _most(found, kept_apart, room)
    assert all(mentor in room and learner not in room for mentor, learner in plan.groups)
    assert plan.gap == 0


def _most(found: list[Person], kept_apart: frozenset[frozenset[int]], room: dict[int, int]) -> int:
    places = [(one, n) for one in found if one.key in room for n in range(room[one.key])]
    taken: dict[tuple[int, int], Person] = {}

    def seat(learner: Person, seen: set[tuple[int, int]]) -> bool:
        for mentor, n in places:
            place = (mentor.key, n)
            may = (
                mentor.offers & learner.seeks
                and mentor.languages & learner.languages
                and frozenset({mentor.key, learner.key}) not in kept_apart
            )
            if may and place not in seen:
                seen.add(place)
                if place not in taken or seat(taken[place], seen):
                    taken[place] = learner
                    return True
        return False

    return sum(seat(one, set()) for one in found if one.key not in room)


def test_whoever_seeks_what_nobody_does_is_told_so() -> None:
    does, seeks = Person(1, offers=frozenset({1})), Person(2, seeks=frozenset({2}))
    assert mentors([does, seeks], frozenset(), room={1: 2}, seed=1).left == {1: Left.UNASKED, 2: Left.UNASKED}


def test_a_learner_who_is_kept_from_her_only_mentor_is_told_what_one_is_for_whom_there_is_no_place() -> None:
    does = Person(1, offers=frozenset({1}))
    learners = [Person(key, seeks=frozenset({1})) for key in (2, 3)]
    full = mentors([does, *learners], frozenset(), room={1: 1}, seed=1)
    walled = mentors([does, learners[0]], frozenset({frozenset({1, 2})}), room={1: 1}, seed=1)
    assert [*full.left.values()] == [Left.NOBODY]
    assert walled.left[2] is Left.NOBODY


@given(st.integers(0, 6), st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_rounds_come_on_their_weekday(weekday: int, weeks: int, started: date, later: int) -> None:
    first = next_day(weekday=weekday, weeks=weeks, started=started, last=None)
    assert first.weekday() == weekday
    assert timedelta() < first - started <= timedelta(days=7)
    last = started + timedelta(days=later)
    following = next_day(weekday=weekday, weeks=weeks, started=started, last=last)
    assert following.weekday() == weekday
    assert timedelta(days=1) <= following - last < timedelta(weeks=weeks + 1)
    assert last < midway(last, weeks=weeks) < last + timedelta(weeks=weeks)


def test_three_silent_rounds_are_enough() -> None:
    assert not is_left_in_peace([False, False])
    assert is_left_in_peace([False, False, False])
    assert is_left_in_peace([False, False, False, True])
    assert not is_left_in_peace([False, True, False, False])
