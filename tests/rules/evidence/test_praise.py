"""Praise in return, and who has worked with whom."""

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.mastery import Piece, mastery
from kring.finding.evidence.rules.praise import WINDOW, Praise, returned
from kring.finding.evidence.rules.together import (
    LEAST_DAYS_TOGETHER,
    MOST_AT_A_MEETING,
    Shared,
    Tie,
    ties,
)

DAY = date(2026, 3, 2)
PEOPLE = st.integers(1, 6)


def praise(*pairs: tuple[int, int], days: int = 0, hidden: tuple[int, ...] = ()) -> list[Praise]:
    """Endorsements between pairs of people, numbered from 0, each `days` after the one before."""
    return [
        Praise(key, by, of, DAY + timedelta(days * key), shown=key not in hidden) for key, (by, of) in enumerate(pairs)
    ]


def test_two_who_endorse_each_other_and_three_in_a_ring() -> None:
    assert returned(praise((1, 2), (2, 1), (3, 1))) == {0, 1}
    assert returned(praise((1, 2), (2, 3), (3, 1), (4, 1))) == {0, 1, 2}
    assert returned(praise((1, 2), (2, 3), (3, 4), (4, 1))) == frozenset()


def test_what_comes_back_much_later_is_no_return() -> None:
    within, beyond = WINDOW.days, WINDOW.days + 1
    assert returned(praise((1, 2), (2, 1), days=within)) == {0, 1}
    assert returned(praise((1, 2), (2, 1), days=beyond)) == frozenset()


def test_a_ring_over_praise_that_is_kept_to_oneself_tells_nothing() -> None:
    # 2 endorsed 3, who keeps that to herself: 1 and 3 can't learn it from what counts half.
    assert returned(praise((1, 2), (2, 3), (3, 1), hidden=(1,))) == {1}
    # What I gave, I know of, shown or not.
    assert returned(praise((1, 2), (2, 1), hidden=(0,))) == {0, 1}


@given(st.lists(st.tuples(PEOPLE, PEOPLE).filter(lambda pair: pair[0] != pair[1]), max_size=12), st.randoms())
def test_it_depends_on_no_order_and_more_praise_never_makes_less_of_it_return(
    pairs: list[tuple[int, int]], chance: object
) -> None:
    found = praise(*pairs)
    assert returned(reversed(found)) == returned(found)
    assert returned(found[:-1]) <= returned(found)


@given(st.integers(2, 7))
def test_a_closed_circle_gains_less_than_as_many_independent_endorsements(count: int) -> None:
    everyone = range(count)
    closed = praise(*permutations(everyone, 2))
    independent = praise(*((giver + 100, 0) for giver in range(count - 1)))
    assert gained(closed, person=0) < gained(independent, person=0)


def gained(given_: list[Praise], *, person: int) -> int:
    """How sure a level becomes of what one person received."""
    back = returned(given_)
    received = [
        Piece(
            kind=Kind.ENDORSEMENT,
            day=one.day,
            source=f"endorsement:{one.key}",
            level=4,
            voice=f"account:{one.by}",
            returned=one.key in back,
        )
        for one in given_
        if one.of == person
    ]
    found = mastery(received, on=DAY)
    return found.confidence if found else 0


def test_who_has_worked_together() -> None:
    assert ties(Shared()) == ()
    assert ties(Shared(accepted=1)) == (Tie.ANSWER,)
    assert ties(Shared(cases=1, groups=2)) == (Tie.CASE, Tie.GROUP)
    assert ties(Shared(assignments=1)) == (Tie.ASSIGNMENT,)
    assert ties(Shared(meetings=[MOST_AT_A_MEETING + 1])) == ()
    assert ties(Shared(meetings=[MOST_AT_A_MEETING + 1, MOST_AT_A_MEETING])) == (Tie.MEETING,)
    assert ties(Shared(days=LEAST_DAYS_TOGETHER - 1)) == ()
    assert ties(Shared(days=LEAST_DAYS_TOGETHER)) == (Tie.DEPARTMENT,)
