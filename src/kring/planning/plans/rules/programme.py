"""Integer programmes for HiGHS, built and believed in whole numbers. Pure.

Every row and aim is divided by the greatest common divisor of its coefficients, and its bound rounded to the side that
whole numbers allow: cents stay exact, and as small as they can be. There is no big-M anywhere. What the solver finds is
rounded, and each row worked out again; its own bound is rounded up to the next whole number.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, gcd, isfinite
from typing import Any, Final, NamedTuple

import highspy
import numpy as np

from kring.planning.plans.rules.plan import CancelledError

# The plain solver: the class around it prints a banner when it is made.
_Solver: Any = highspy.Highs.__base__
_INFINITE: Final = highspy.kHighsInf
# One thread, so that the same problem always ends the same way. What may differ from a whole number is far less than
# one by the largest coefficient.
_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}
# Prices of rows are counted in so many parts of one.
_ONE: Final = 1 << 20
Terms = Mapping[int, int]


class Row(NamedTuple):
    """low <= sum of coefficient x column <= high; None is no bound. `name` says what it is for."""

    name: str
    terms: Terms
    low: int | None
    high: int | None


class Outcome(NamedTuple):
    """The best values that were found (None where there were none), what they come to, and below what nothing can
    come. `is_sure`: nothing is better, or (without values) there is nothing."""

    values: list[int] | None
    value: int
    bound: int
    is_sure: bool


@dataclass(slots=True)
class Programme:
    """Columns of whole numbers from 0 to `upper`, under rows; whatever is pursued is to be least."""

    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    # Names of rows that can't hold, whatever is chosen.
    impossible: set[str] = field(default_factory=set)

    def column(self, upper: int) -> int:
        """A new column; its place."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def row(self, name: str, terms: Terms, *, low: int | None = None, high: int | None = None) -> None:
        """A new row; what holds whatever is chosen is left out."""
        kept = {place: factor for place, factor in terms.items() if factor}
        least = sum(min(0, factor * self.upper[place]) for place, factor in kept.items())
        most = sum(max(0, factor * self.upper[place]) for place, factor in kept.items())
        if (low is not None and low > most) or (high is not None and high < least):
            self.impossible.add(name)
            return
        low = None if low is not None and low <= least else low
        high = None if high is not None and high >= most else high
        if low is not None or high is not None:
            self.rows.append(_divided(Row(name, kept, low, high)))

    def without(self, names: Collection[str]) -> "Programme":
        """The same columns under fewer rows."""
        rows = [row for row in self.rows if row.name not in names]
        return Programme(list(self.upper), rows, self.impossible - set(names))

    def names(self) -> set[str]:
        """What rows are for."""
        return {row.name for row in self.rows if row.name} | self.impossible

    def least(
        self,
        aim: Terms,
        *,
        start: Sequence[int] | None = None,
        seconds: float,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """The values under which the aim is least. `start` are values that keep to all rows; it gives up after
        so many `seconds`, and asks often whether it `is_cancelled`. Raises CancelledError."""
        if self.impossible:
            return Outcome(None, 0, 0, is_sure=True)
        if not self.upper:
            return Outcome([], 0, 0, is_sure=True)
        divisor = gcd(*aim.values()) or 1
        solver = self._solver({place: factor // divisor for place, factor in aim.items()})
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = [float(value) for value in start]
            solver.setSolution(solution)
        _run(solver, seconds, is_cancelled)
        found = self._outcome(solver, aim, divisor, start)
        if start is None or found.is_sure or solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return found
        # Now and then the solver calls best what isn't what it comes to, by its own count: never without a start.
        again = self.least(aim, seconds=seconds, is_cancelled=is_cancelled)
        return again if again.is_sure and again.values is not None else found

    def narrow(self, aim: Terms, value: int, *, seconds: float) -> None:
        """Take from the bounds of columns what no values have under which the aim comes to `value` or less.

        By any prices of rows the aim is a sum of rows and of what is left of each column; each of these has a least,
        and what `value` exceeds all those by is the most that one column can add to its own. The prices are those that
        the solver finds for fractions, rounded; from there on all is counted in whole numbers, so that a price that is
        off by something narrows less, and never too much.
        """
        if self.impossible or not self.upper:
            return
        divisor = gcd(*aim.values()) or 1
        costs = {place: factor // divisor for place, factor in aim.items()}
        prices = self._prices(costs, seconds)
        left = [_ONE * costs.get(place, 0) for place in range(len(self.upper))]
        spare = _ONE * (value // divisor)
        for row, price in zip(self.rows, prices, strict=True):
            bound = row.low if price > 0 else row.high
            if price and bound is not None:
                spare -= price * bound
                for place, factor in row.terms.items():
                    left[place] -= price * factor
        spare -= sum(min(0, one) * upper for one, upper in zip(left, self.upper, strict=True))
        for place, one in enumerate(left):
            upper = self.upper[place]
            if one > 0:
                self.upper[place] = max(0, min(upper, spare // one))
            elif one < 0:
                self.row("", {place: 1}, low=upper - spare // -one)

    def _prices(self, costs: Terms, seconds: float) -> list[int]:
        """What the solver finds each row to be worth where columns may be fractions, in parts of `_ONE`."""
        lp = self._lp(costs)
        lp.integrality_ = []
        solver = _plain()
        solver.passModel(lp)
        solver.setOptionValue("time_limit", max(0.1, seconds))
        solver.run()
        found = solver.getSolution()
        duals = found.row_dual if found.dual_valid else [0.0] * len(self.rows)
        return [round(one * _ONE) if isfinite(one) else 0 for one in duals]

    def holds(self, values: Sequence[int]) -> bool:
        """Whether values keep to every bound and row."""
        within = all(0 <= value <= upper for value, upper in zip(values, self.upper, strict=True))
        return within and not self.impossible and all(_holds(row, values) for row in self.rows)

    def _outcome(self, solver: Any, aim: Terms, divisor: int, start: Sequence[int] | None) -> Outcome:
        status, info = solver.getModelStatus(), solver.getInfo()
        # Every column has bounds, so it can't be unbounded.
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Outcome(None, 0, 0, is_sure=True)
        found = solver.getSolution()
        values = [round(value) for value in found.col_value] if found.value_valid else None
        if values is None or not self.holds(values):
            values = list(start) if start is not None and self.holds(start) else None
        floor = divisor * _whole_above(float(info.mip_dual_bound), _lowest(self.upper, aim) // divisor)
        if values is None:
            return Outcome(None, 0, floor, is_sure=False)
        value = _sum(aim, values)
        return Outcome(values, value, min(floor, value), is_sure=floor >= value)

    def _solver(self, aim: Terms) -> Any:
        solver = _plain()
        solver.passModel(self._lp(aim))
        return solver

    def _lp(self, aim: Terms) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        count = len(self.upper)
        lp.num_col_, lp.num_row_ = count, len(self.rows)
        lp.col_cost_ = np.array([aim.get(place, 0) for place in range(count)], dtype=np.double)
        lp.col_lower_, lp.col_upper_ = np.zeros(count), np.array(self.upper, dtype=np.double)
        lows = [-_INFINITE if row.low is None else row.low for row in self.rows]
        highs = [_INFINITE if row.high is None else row.high for row in self.rows]
        lp.row_lower_, lp.row_upper_ = np.array(lows, dtype=np.double), np.array(highs, dtype=np.double)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in self.rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([place for row in self.rows for place in row.terms], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([one for row in self.rows for one in row.terms.values()], dtype=np.double)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        return lp


def _plain() -> Any:
    solver = _Solver()
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    return solver


def _run(solver: Any, seconds: float, is_cancelled: Callable[[], bool] | None) -> None:
    """Solve until it is done, time is over or nobody wants it any more."""
    cancelled = False

    def look(kind: Any, message: str, told: Any, answer: Any, given: Any) -> None:
        nonlocal cancelled
        cancelled = cancelled or (is_cancelled is not None and is_cancelled())
        if answer is not None and cancelled:
            answer.user_interrupt = True

    if is_cancelled is not None:
        if is_cancelled():
            raise CancelledError
        solver.setCallback(look, None)
        for kind in _INTERRUPTS:
            solver.startCallback(kind)
    solver.setOptionValue("time_limit", max(0.1, seconds))
    solver.run()
    if cancelled:
        raise CancelledError


_INTERRUPTS: Final = (
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
    highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
)


def _divided(row: Row) -> Row:
    """The same row in smaller numbers."""
    divisor = gcd(*row.terms.values()) or 1
    terms = {place: factor // divisor for place, factor in row.terms.items()}
    low = None if row.low is None else -(-row.low // divisor)
    high = None if row.high is None else row.high // divisor
    return Row(row.name, terms, low, high)


def _whole_above(bound: float, lowest: int) -> int:
    """The next whole number that isn't below a bound, but for what a float can't tell from it."""
    if not np.isfinite(bound):
        return lowest
    return max(lowest, ceil(bound - 1e-4 - 1e-10 * abs(bound)))


def _lowest(upper: Sequence[int], aim: Terms) -> int:
    return sum(min(0, factor * upper[place]) for place, factor in aim.items())


def _holds(row: Row, values: Sequence[int]) -> bool:
    found = _sum(row.terms, values)
    return (row.low is None or found >= row.low) and (row.high is None or found <= row.high)


def _sum(terms: Terms, values: Sequence[int]) -> int:
    return sum(factor * values[place] for place, factor in terms.items())
