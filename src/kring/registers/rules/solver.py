"""Integer programmes, solved by HiGHS and believed only after checking: every row and the objective are worked out
again in whole numbers, and the solver's own bound must leave no room for anything better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from kring.registers.rules.surroundings import UndecidableError

# Larger numbers would come near to what a float can't tell from its neighbour.
LARGEST = 10**8
_NODES = 200_000
# The plain solver: the class around it prints a banner when it is made, and adds modelling that isn't used here.
_Solver: Any = highspy.Highs.__base__
_INFINITE = highspy.kHighsInf


@dataclass(slots=True)
class Line:
    """A row: low <= sum of coefficient x variable <= high; None is no bound."""

    terms: Mapping[int, int]
    low: int | None
    high: int | None


@dataclass(slots=True)
class Programme:
    """Variables from 0 to `upper`, all whole but for those that are `loose`, under lines."""

    upper: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def variable(self, upper: int) -> int:
        """A new variable from 0 to `upper`; its place."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def at_most(self, terms: Mapping[int, int], most: int) -> None:
        """The sum may not be more."""
        self.lines.append(Line(terms, None, most))

    def at_least(self, terms: Mapping[int, int], least: int) -> None:
        """The sum may not be less."""
        self.lines.append(Line(terms, least, None))

    def best(self, terms: Mapping[int, int], *, proven: bool = True) -> list[int]:
        """The values under which the sum is largest, and keep it so large from here on. Raises UndecidableError.

        Where only taste decides it needs not be `proven` that there is nothing better.
        """
        self._check(terms)
        model = self._solved(terms)
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise UndecidableError("too_hard")
        values = [round(value) for value in model.getSolution().col_value]
        reached = self._reached(values, terms)
        if proven and abs(model.getInfo().mip_dual_bound - reached) > 0.5:
            raise UndecidableError("too_hard")
        self.lines.append(Line(dict(terms), reached, None))
        return values

    def relaxed(self, terms: Mapping[int, int], whole: set[int]) -> float:
        """The largest that the sum could be if only these variables were whole."""
        model = self._solved(terms, whole)
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise UndecidableError("too_hard")
        return float(model.getInfo().objective_function_value)

    def _check(self, terms: Mapping[int, int]) -> None:
        sizes = [*self.upper, *map(abs, terms.values())]
        for line in self.lines:
            sizes += [abs(bound) for bound in (line.low, line.high) if bound is not None]
            sizes += map(abs, line.terms.values())
        if max(sizes, default=0) > LARGEST:
            raise UndecidableError("too_fine")

    def _reached(self, values: list[int], terms: Mapping[int, int]) -> int:
        """The sum under these values. Raises UndecidableError where they break a bound."""
        if any(not 0 <= value <= upper for value, upper in zip(values, self.upper, strict=True)):
            raise UndecidableError("too_hard")
        for line in self.lines:
            found = sum(factor * values[n] for n, factor in line.terms.items())
            if (line.low is not None and found < line.low) or (line.high is not None and found > line.high):
                raise UndecidableError("too_hard")
        return sum(factor * values[n] for n, factor in terms.items())

    def _solved(self, terms: Mapping[int, int], whole: set[int] | None = None) -> Any:
        model = _Solver()
        model.setOptionValue("output_flag", False)  # noqa: FBT003
        for option, value in _OPTIONS.items():
            model.setOptionValue(option, value)
        model.passModel(self._as_lp(terms, whole))
        model.run()
        return model

    def _as_lp(self, terms: Mapping[int, int], whole: set[int] | None) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        count = len(self.upper)
        lp.num_col_, lp.num_row_ = count, len(self.lines)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array([terms.get(n, 0) for n in range(count)], dtype=np.double)
        lp.col_lower_ = np.zeros(count)
        lp.col_upper_ = np.array(self.upper, dtype=np.double)
        lows = [-_INFINITE if line.low is None else line.low for line in self.lines]
        highs = [_INFINITE if line.high is None else line.high for line in self.lines]
        lp.row_lower_, lp.row_upper_ = np.array(lows, dtype=np.double), np.array(highs, dtype=np.double)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        sizes = [len(line.terms) for line in self.lines]
        lp.a_matrix_.start_ = np.cumsum([0, *sizes])
        lp.a_matrix_.index_ = np.array([n for line in self.lines for n in line.terms], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([f for line in self.lines for f in line.terms.values()], dtype=np.double)
        integer, loose = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [integer if whole is None or n in whole else loose for n in range(count)]
        return lp


# One thread and a limit of nodes, not of time: the same case always ends the same way.
_OPTIONS: Mapping[str, Any] = {
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "mip_max_nodes": _NODES,
}
