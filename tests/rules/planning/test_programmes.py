"""Integer programmes: what they hold to, and what may be taken from the bounds of their columns."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.planning.plans.rules.programme import Outcome, Programme

quick = settings(max_examples=150, deadline=None)
factors = st.integers(-5, 5)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Programme, dict[int, int]]:
    """A programme with so few columns that all values can be looked at, and an aim."""
    found = Programme()
    count = draw(st.integers(1, 4))
    for _column in range(count):
        found.column(draw(st.integers(0, 3)))
    for number in range(draw(st.integers(0, 4))):
        terms = {place: draw(factors) for place in range(count)}
        low, high = draw(st.none() | st.integers(-6, 6)), draw(st.none() | st.integers(-6, 6))
        found.row(str(number), terms, low=low, high=high)
    return found, {place: draw(st.integers(-3, 9)) for place in range(count)}


def allowed(programme: Programme) -> Iterator[tuple[int, ...]]:
    """All values that keep to everything."""
    return (one for one in product(*(range(upper + 1) for upper in programme.upper)) if programme.holds(one))


def comes_to(aim: dict[int, int], values: tuple[int, ...] | list[int]) -> int:
    return sum(factor * values[place] for place, factor in aim.items())


@given(programmes())
@quick
def test_the_least_is_the_least_of_all(drawn: tuple[Programme, dict[int, int]]) -> None:
    programme, aim = drawn
    best = min((comes_to(aim, one) for one in allowed(programme)), default=None)
    found = programme.least(aim, seconds=20)
    assert found.is_sure
    assert (found.value if found.values is not None else None) == best


@given(programmes(), st.integers(0, 4))
@quick
def test_narrowing_takes_nothing_away_that_is_as_good(drawn: tuple[Programme, dict[int, int]], worse: int) -> None:
    programme, aim = drawn
    values = list(allowed(programme))
    if not values:
        return
    value = min(comes_to(aim, one) for one in values) + worse
    before = [*programme.upper]
    programme.narrow(aim, value, seconds=20)
    assert all(now <= was for now, was in zip(programme.upper, before, strict=True))
    assert [one for one in values if comes_to(aim, one) <= value and not programme.holds(one)] == []


def test_narrowing_holds_columns_to_what_is_as_good() -> None:
    """Two of the cheapest are enough; the dearest is never in what costs as little."""
    programme = Programme()
    cheap, dear, dearest = (programme.column(2) for _each in range(3))
    programme.row("enough", {cheap: 1, dear: 1, dearest: 1}, low=3)
    aim = {cheap: 100, dear: 150, dearest: 400}
    found = programme.least(aim, seconds=20)
    assert (found.values, found.value) == ([2, 1, 0], 350)
    programme.narrow(aim, found.value, seconds=20)
    assert programme.upper == [2, 2, 0]
    assert not programme.holds([1, 2, 0])
    assert programme.holds([2, 1, 0])


def test_narrowing_what_is_impossible_or_nothing_changes_nothing() -> None:
    nothing = Programme()
    nothing.narrow({}, 0, seconds=1)
    assert nothing.upper == []
    impossible = Programme()
    impossible.row("more", {impossible.column(1): 1}, low=2)
    impossible.narrow({0: 1}, 0, seconds=1)
    assert impossible.upper == [1]


def test_what_the_solver_calls_best_and_counts_otherwise_is_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen once with what it was begun from: the bound belonged to another plan than the values."""
    programme = Programme()
    one, other = programme.column(5), programme.column(5)
    programme.row("enough", {one: 1, other: 1}, low=4)
    real, starts = Programme._outcome, []

    def wrong(self: Programme, solver: object, aim: object, divisor: int, start: object) -> Outcome:
        starts.append(start)
        found = real(self, solver, aim, divisor, start)  # type: ignore[arg-type]  # as it came
        return found if start is None else found._replace(bound=found.bound - 1, is_sure=False)

    monkeypatch.setattr(Programme, "_outcome", wrong)
    found = programme.least({one: 3, other: 2}, start=[4, 0], seconds=20)
    assert (found.values, found.value, found.bound, found.is_sure) == ([0, 4], 8, 8, True)
    assert starts == [[4, 0], None]
