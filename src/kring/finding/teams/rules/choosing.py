"""Choosing the best team out of all that could be, in the order of `Worth`. Pure; HiGHS solves.

An integer programme: who is in, who learns, which competence is there once and twice, which two who worked together are
both in. Each aim is reached as far as it can be and then held while the next one is pursued, so no weights are needed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import highspy
import numpy as np

from kring.finding.teams.rules.people import Candidate, Need, Team, Ties, Worth, holds, is_of_use, may_learn, worth

# The plain solver: the class around it prints a banner when it is made.
_Solver: Any = highspy.Highs.__base__
_INFINITE: Final = highspy.kHighsInf
# One thread: the same case always ends the same way. All aims are whole numbers, so half of one is no gap. The limits
# are for a case that nobody has seen yet.
_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "mip_max_nodes": 5_000,
    "time_limit": 5.0,
}

Row = Mapping[int, float]


def compose(
    candidates: Sequence[Candidate],
    need: Need,
    ties: Ties,
    *,
    locked: Collection[int] = frozenset(),
    out: Collection[int] = frozenset(),
    seed: int = 0,
) -> Team:
    """The best team of these people: those `locked` are in it, those `out` aren't. Of teams that are equally good
    `seed` draws one; the order of `candidates` doesn't matter."""
    kept = {one.key: one for one in candidates if one.key in locked or (one.key not in out and is_of_use(one, need))}
    # An order that the seed alone decides, so that nobody stands first for who she is.
    drawn = sorted(kept, key=lambda key: sha256(f"{seed}:{key}".encode()).digest())
    return _Programme([kept[key] for key in drawn], need, ties, locked=frozenset(locked) & kept.keys()).solved()


class _Programme:
    """The integer programme of one task: its columns, its rows, and the best team so far."""

    def __init__(self, people: Sequence[Candidate], need: Need, ties: Ties, *, locked: frozenset[int]) -> None:
        self.people, self.need, self.ties, self.locked = people, need, ties, locked
        self.known = {one.key: one for one in people}
        self.size = 0
        self.rows: list[tuple[float, float, Row]] = []
        self.inside = {one.key: self._column() for one in people if one.brings & need.all or one.key in locked}
        self.learning = {one.key: self._column() for one in people if may_learn(one, need)}
        # In one order, as sets of numbers that are equal may be walked differently.
        self.once = {skill: self._column() for skill in sorted(need.all)}
        self.twice = {skill: self._column() for skill in sorted(need.all)}
        self.pairs = {pair: self._column() for pair in sorted(map(self._pair, ties)) if pair and self._both(pair)}
        self._fit()
        self._cover()
        self.team = Team(tuple(sorted(locked)))

    def solved(self) -> Team:
        """The best team there is."""
        held: list[tuple[Row, int]] = []
        is_best = True
        for number, aim in enumerate(self._aims()):
            if self._reached(number) < self._ceiling(number) or not held:
                is_best = self._pursue(aim, held) and is_best
            held.append((aim, self._reached(number)))
        return self.team._replace(is_best=is_best)

    def _column(self) -> int:
        self.size += 1
        return self.size - 1

    def _pair(self, pair: frozenset[int]) -> tuple[int, ...]:
        return tuple(sorted(pair))

    def _both(self, pair: tuple[int, ...]) -> bool:
        return len(pair) == 2 and all(key in self.inside for key in pair)

    def _at_most(self, most: float, row: Row) -> None:
        self.rows.append((-_INFINITE, most, row))

    def _at_least(self, least: float, row: Row) -> None:
        self.rows.append((least, _INFINITE, row))

    def _fit(self) -> None:
        """How many fit, nobody in two ways, and whoever is locked in one."""
        self._at_most(
            max(self.need.most, len(self.locked)), _ones([*self.inside.values(), *self.learning.values()])
        )  # fmt: skip
        self._at_most(1, _ones(self.learning.values()))
        for key in self.known:
            ways = [columns[key] for columns in (self.inside, self.learning) if key in columns]
            self.rows.append((1 if key in self.locked else 0, 1, _ones(ways)))

    def _cover(self) -> None:
        """What is there once and twice, who is there together, and from whom a learner learns."""
        for skill, once in self.once.items():
            bringing = [column for key, column in self.inside.items() if skill in self.known[key].brings]
            self._at_least(0, {**_ones(bringing), once: -1, self.twice[skill]: -1})
            self._at_least(0, {once: 1, self.twice[skill]: -1})
        for pair, column in self.pairs.items():
            for key in pair:
                self._at_least(0, {self.inside[key]: 1, column: -1})
        for key, column in self.learning.items():
            taught = [self.once[skill] for skill in may_learn(self.known[key], self.need)]
            self._at_least(0, {**_ones(taught), column: -1})

    def _aims(self) -> list[Row]:
        """What is sought, in the order of `Worth`."""
        must, wanted = self.need.must, self.need.wanted - self.need.must
        return [
            _ones(self.once[skill] for skill in must),
            _ones(self.once[skill] for skill in wanted),
            _ones(self.twice[skill] for skill in must),
            _ones(self.twice[skill] for skill in wanted),
            dict.fromkeys(self.inside.values(), -1.0),
            {column: self.known[key].free for key, column in self.inside.items()},
            _ones(self.pairs.values()),
            _ones(self.learning.values()),
            {column: self.known[key].free for key, column in self.learning.items()},
        ]

    def _reached(self, number: int) -> int:
        return int(worth(self.team, self.known, self.need, self.ties)[number])

    def _ceiling(self, number: int) -> int:
        """What an aim plainly can't exceed: where it is reached already there is nothing to pursue."""
        least = len(self.locked & (self.inside.keys() - self.learning.keys()))
        most = max(self.need.most, len(self.locked))
        days = sorted((self.known[key].free for key in self.inside), reverse=True)
        must, wanted = self._times(self.need.must), self._times(self.need.wanted - self.need.must)
        return Worth(
            must=sum(times >= 1 for times in must),
            wanted=sum(times >= 1 for times in wanted),
            must_twice=sum(times >= 2 for times in must),
            wanted_twice=sum(times >= 2 for times in wanted),
            spared=-least,
            days=sum(days[:most]),
            ties=len(self.pairs),
            learners=min(1, len(self.learning)),
            learner_days=max((self.known[key].free for key in self.learning), default=0),
        )[number]

    def _times(self, skills: Iterable[int]) -> list[int]:
        return [sum(skill in self.known[key].brings for key in self.inside) for skill in skills]

    def _pursue(self, aim: Row, held: Sequence[tuple[Row, int]]) -> bool:
        """Take the best team in one aim that keeps what is held; False when the solver gave up before it was sure."""
        if not self.size:
            return True
        solver = _Solver()
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(self._model(aim, [*self.rows, *((least, _INFINITE, row) for row, least in held)]))
        solver.run()
        found = solver.getSolution()
        if found.value_valid:
            self._take(np.array(found.col_value))
        return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _take(self, values: Any) -> None:
        people = tuple(sorted(key for key, column in self.inside.items() if values[column] > 0.5))
        learner = next((key for key, column in self.learning.items() if values[column] > 0.5), None)
        team = Team(people, learner)
        if holds(team, self.people, self.need, locked=self.locked):
            self.team = max(self.team, team, key=self._rank)

    def _rank(self, team: Team) -> Worth:
        return worth(team, self.known, self.need, self.ties)

    def _model(self, aim: Row, rows: Sequence[tuple[float, float, Row]]) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array([aim.get(column, 0.0) for column in range(self.size)], dtype=np.double)
        lp.col_lower_, lp.col_upper_ = np.zeros(self.size), np.ones(self.size)
        lp.row_lower_ = np.array([least for least, _, _ in rows], dtype=np.double)
        lp.row_upper_ = np.array([most for _, most, _ in rows], dtype=np.double)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for _, _, row in rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([column for _, _, row in rows for column in row], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([value for _, _, row in rows for value in row.values()], dtype=np.double)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        return lp


def _ones(columns: Iterable[int]) -> dict[int, float]:
    return dict.fromkeys(columns, 1.0)
