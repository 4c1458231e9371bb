"""Which date suits most people: worked examples, and what holds for any answers."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.meetings.polls.rules import Closed, Tally, best, closed, overlaps, ranked

MONDAY = datetime(2027, 1, 4, 15, tzinfo=UTC)
counts = some.integers(0, 6)


@some.composite
def tallies(draw: some.DrawFn) -> list[Tally]:
    days = draw(some.lists(some.integers(0, 60), min_size=1, max_size=30, unique=True))
    return [
        Tally(number, MONDAY + timedelta(days=day), draw(counts), draw(counts), draw(counts))
        for number, day in enumerate(days)
    ]


def test_a_worked_example() -> None:
    """Nine people answered. On Thursday most can come at all; of the two where seven can, Monday needs fewer to
    arrange something; where all is equal, the soonest stands first, and both are best of their sort."""
    said = [
        Tally(1, MONDAY, yes=5, if_need_be=2, no=1),
        Tally(2, MONDAY + timedelta(days=1), yes=4, if_need_be=3, no=0),
        Tally(3, MONDAY + timedelta(days=3), yes=2, if_need_be=6, no=1),
        Tally(4, MONDAY + timedelta(days=4), yes=5, if_need_be=2, no=2),
        Tally(5, MONDAY + timedelta(days=7), yes=5, if_need_be=2, no=1),
    ]
    assert [tally.option for tally in ranked(said)] == [3, 1, 5, 4, 2]
    assert best(said) == {3}
    assert best(tally for tally in said if tally.option != 3) == {1, 5}


@given(tallies())
def test_no_date_stands_above_one_to_which_more_can_come(said: list[Tally]) -> None:
    order = ranked(said)
    for above, below in pairwise(order):
        assert above.can >= below.can
        if above.can == below.can:
            assert above.yes >= below.yes
            if above.yes == below.yes:
                assert above.no < below.no or (above.no == below.no and above.starts < below.starts)


@given(tallies(), some.randoms())
def test_the_order_does_not_hang_on_the_order_in_which_they_were_proposed(said: list[Tally], chance: object) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(shuffled) == ranked(said)
    assert sorted(tally.option for tally in ranked(said)) == sorted(tally.option for tally in said)


@given(tallies())
def test_the_first_is_among_the_best_and_no_best_is_beaten(said: list[Tally]) -> None:
    order, marked = ranked(said), best(said)
    assert (order[0].option in marked) == bool(order[0].can)
    assert all(tally.can == order[0].can for tally in said if tally.option in marked)
    assert [tally.option for tally in order[: len(marked)]] == [t.option for t in order if t.option in marked]


@given(tallies(), some.data())
def test_one_more_who_can_never_lowers_a_date(said: list[Tally], data: some.DataObject) -> None:
    one = data.draw(some.sampled_from(said))
    more = Tally(one.option, one.starts, one.yes + 1, one.if_need_be, one.no)
    place = [tally.option for tally in ranked(said)].index(one.option)
    after = ranked([more if tally is one else tally for tally in said])
    assert [tally.option for tally in after].index(one.option) <= place


def test_nobody_can_and_nothing_is_proposed() -> None:
    assert best([]) == frozenset()
    assert best([Tally(1, MONDAY, no=3)]) == frozenset()


@pytest.mark.parametrize(
    ("chosen", "withdrawn", "hours", "why"),
    [
        (False, False, None, None),
        (False, False, 1, None),
        (False, False, 0, Closed.TOO_LATE),
        (True, False, 1, Closed.CHOSEN),
        (False, True, None, Closed.WITHDRAWN),
    ],
)
def test_until_when_one_can_answer(chosen: bool, withdrawn: bool, hours: int | None, why: Closed | None) -> None:
    until = MONDAY + timedelta(hours=hours) if hours is not None else None
    assert closed(is_chosen=chosen, is_withdrawn=withdrawn, answer_until=until, now=MONDAY) == why


def test_what_begins_when_another_ends_does_not_clash() -> None:
    hour = timedelta(hours=1)
    assert overlaps(MONDAY, MONDAY + 2 * hour, MONDAY + hour, MONDAY + 3 * hour)
    assert not overlaps(MONDAY, MONDAY + hour, MONDAY + hour, MONDAY + 2 * hour)
    assert not overlaps(MONDAY + hour, MONDAY + 2 * hour, MONDAY, MONDAY + hour)
