"""Choosing groups of two and three out of all that could be, in the order of what matters. Pure; HiGHS solves.

Each aim is reached as far as it can be, and then held while the next one is pursued. There may be half a million pairs
and a hundred million trios: a linear programme begins with the best few of each person, and its prices say of all
others whether they could be of any use (columns that could are added until none is). That gives a bound which holds for
all of them. An integer programme then chooses among those that the bound doesn't rule out. Where what it chooses comes
up to the bound there is no better choice; else `Choice.gap` says how far they are apart.

Before all that, the usual case is tried in one go: everyone meets somebody new, with one trio for an odd number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import highspy
import numpy as np

from kring.finding.pairing.rules.columns import (
    Aim,
    Columns,
    Ground,
    Prices,
    Real,
    Whole,
    to_begin_with,
    united,
    useful,
    worth,
)

_MOST_COLUMNS: Final = 40_000
_MOST_PRICINGS: Final = 100
# What comes near to the bound is looked for among so many columns of each person first; with no more people than this,
# then among all, until there is proof.
_EACH: Final = 10
_PROVED: Final = 400
# How far below the bound a choice is looked for first.
_SLACK: Final[Mapping[Aim, int]] = {Aim.SCORE: 2}
# Above any score of one person, so that placing her always pays.
_PLACING: Final = 1_000
_EPSILON: Final = 1e-6
# The plain solver: the class around it prints a banner when it is made.
_Solver: Any = highspy.Highs.__base__
_INFINITE: Final = highspy.kHighsInf
# One thread and a limit of nodes: the same case always ends the same way. The limit of time is for a machine that is in
# trouble; seconds.
_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "mip_max_nodes": 500,
    "time_limit": 30.0,
}


class Choice(NamedTuple):
    """The groups that were chosen; `gap` says by how much a better choice could exceed it, in the first aim where that
    isn't 0 (`short_of`)."""

    groups: list[tuple[int, ...]]
    gap: int
    short_of: Aim | None


class _Solution(NamedTuple):
    """What the solver says: how much of each column, and what people and held aims cost."""

    values: Real
    people: Real
    held: Real
    is_best: bool


def choose(ground: Ground) -> Choice:
    """The best groups: most people placed, fewest who met before, those longest ago, fewest trios, highest score."""
    return _all_new(ground) or _Search(ground).run()


def _all_new(ground: Ground) -> Choice | None:
    """The best choice if everyone can meet somebody new at once, with one trio at most; else None."""
    fresh = replace(ground, allowed=ground.allowed & (ground.again == 0))
    everyone = _reachable(ground)
    if _reachable(fresh) < everyone:
        return None
    search = _Search(fresh)
    search.held = {Aim.TRIOS: -(everyone % 2)}
    gap = search.pursue({Aim.PLACED: _PLACING, Aim.SCORE: 1}, slack=_SLACK[Aim.SCORE])
    if search.reached(Aim.PLACED) < everyone:
        return None
    return Choice(search.groups(), gap, Aim.SCORE if gap else None)


def _reachable(ground: Ground) -> int:
    """In how many groups people could be who may meet anybody."""
    return int(ground.capacity[ground.allowed.any(axis=1)].sum())


class _Search:
    """One search: the columns so far, what is held, and the best choice up to now."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.columns = to_begin_with(ground)
        self.held: dict[Aim, int] = {}
        self.chosen = self.columns[:0]

    def run(self) -> Choice:
        """Pursue one aim after the other."""
        gap, short_of = 0, None
        for aim in Aim:
            wanting = 0
            if not self.held or self.reached(aim) < self._ceiling(aim):
                wanting = self.pursue({aim: 1}, slack=_SLACK.get(aim, 0), ceiling=self._ceiling(aim))
            if wanting and short_of is None:
                gap, short_of = wanting, aim
            self.held[aim] = self.reached(aim)
        return Choice(self.groups(), gap, short_of)

    def pursue(self, objective: Mapping[Aim, int], *, slack: int, ceiling: int | None = None) -> int:
        """Reach as much of the objective as can be; by how much that could be exceeded at most."""
        bound, prices = self._bound(objective)
        bound = bound if ceiling is None else min(bound, ceiling)
        if self._value(objective) >= bound and len(self.chosen):
            return 0
        near = useful(self.ground, prices, above=-slack - _EPSILON, most=_MOST_COLUMNS, each=_EACH)
        self._choose(objective, united(near, self.chosen))
        wanting = bound - self._value(objective)
        if wanting <= 0 or self.ground.size > _PROVED:
            return max(0, wanting)
        # Whatever exceeds this choice is made of columns that are no farther below.
        all_near = useful(self.ground, prices, above=-wanting - _EPSILON, most=_MOST_COLUMNS)
        is_best = self._choose(objective, united(all_near, self.chosen))
        return 0 if is_best and len(all_near) < _MOST_COLUMNS else max(0, bound - self._value(objective))

    def reached(self, aim: Aim) -> int:
        """How much of an aim the best choice reaches."""
        return int(worth(self.ground, self.chosen, aim).sum())

    def groups(self) -> list[tuple[int, ...]]:
        """The best choice."""
        return [tuple(one for one in row if one >= 0) for row in self.chosen.tolist()]

    def _value(self, objective: Mapping[Aim, int]) -> int:
        return sum(weight * self.reached(aim) for aim, weight in objective.items())

    def _ceiling(self, aim: Aim) -> int:
        """What plainly can't be exceeded."""
        if aim is Aim.PLACED:
            return _reachable(self.ground)
        if aim is Aim.TRIOS:
            return -(self.reached(Aim.PLACED) % 2)
        return int(self.ground.score.sum()) if aim is Aim.SCORE else 0

    def _bound(self, objective: Mapping[Aim, int]) -> tuple[int, Prices]:
        """What no choice exceeds, and the prices that say so: columns are added until no other is of use."""
        for _ in range(_MOST_PRICINGS):
            solution = self._solved(objective, self.columns, whole=False)
            aims = {aim: float(objective.get(aim, 0)) for aim in Aim}
            for aim, dual in zip(self.held, solution.held, strict=True):
                aims[aim] -= float(dual)
            prices = Prices(aims, solution.people)
            missing = useful(self.ground, prices, above=_EPSILON, most=_MOST_COLUMNS, each=5)
            known = len(self.columns)
            self.columns = united(self.columns, missing)
            if len(self.columns) == known:
                break
        reached = _weighed(self.ground, self.columns, objective) @ solution.values
        return int(np.floor(reached + 1e-4)), prices

    def _choose(self, objective: Mapping[Aim, int], columns: Columns) -> bool:
        """Take the best choice among these columns, where it is better than what there is; False when the solver gave
        up before it was sure."""
        values, *_, is_best = self._solved(objective, columns, whole=True)
        former, before = self.chosen, self._value(objective)
        self.chosen = columns[values > 0.5]
        if not self._holds() or (self._value(objective) <= before and len(former)):
            self.chosen = former
        return is_best

    def _holds(self) -> bool:
        """Whether the choice is one, worked out again in whole numbers."""
        times = np.bincount(self.chosen[self.chosen >= 0], minlength=self.ground.size)
        return bool((times <= self.ground.capacity).all()) and all(
            self.reached(aim) >= least for aim, least in self.held.items()
        )

    def _solved(self, objective: Mapping[Aim, int], columns: Columns, *, whole: bool) -> _Solution:
        model = _Solver()
        for option, value in _OPTIONS.items():
            model.setOptionValue(option, value)
        model.passModel(self._model(objective, columns, whole=whole))
        model.run()
        found = model.getSolution()
        values = np.array(found.col_value) if found.value_valid else np.zeros(len(columns))
        size = self.ground.size
        duals = np.array(found.row_dual) if found.dual_valid else np.zeros(size + len(self.held))
        is_best = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return _Solution(values, duals[:size], duals[size:], is_best)

    def _model(self, objective: Mapping[Aim, int], columns: Columns, *, whole: bool) -> highspy.HighsLp:
        size, count = self.ground.size, len(columns)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count, size + len(self.held)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = _weighed(self.ground, columns, objective).astype(np.double)
        lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
        least = list(self.held.values())
        lp.row_lower_ = np.array([-_INFINITE] * size + least, dtype=np.double)
        lp.row_upper_ = np.array([*self.ground.capacity, *[_INFINITE] * len(least)], dtype=np.double)
        start, index, value = _matrix(self.ground, columns, list(self.held))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, value
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        return lp


def _weighed(ground: Ground, columns: Columns, objective: Mapping[Aim, int]) -> Whole:
    found: Whole = sum(
        (weight * worth(ground, columns, aim) for aim, weight in objective.items()),
        start=np.zeros(len(columns), dtype=np.int64),
    )
    return found


def _matrix(ground: Ground, columns: Columns, held: Sequence[Aim]) -> tuple[Any, Any, Any]:
    """The rows of each column: its people, and what it adds to each aim that is held."""
    count, size = len(columns), ground.size
    further = [worth(ground, columns, aim) for aim in held]
    rows = np.concatenate([columns, np.tile(np.arange(size, size + len(further)), (count, 1))], axis=1)
    values = np.stack([*np.ones((3, count), dtype=np.int64), *further], axis=1)
    there = (rows >= 0) & (values != 0)
    start = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    return start.astype(np.int32), rows[there].astype(np.int32), values[there].astype(np.double)
