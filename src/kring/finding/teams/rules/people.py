"""Who could be in a team, what a task needs, and how good a team is. Pure.

Nothing here knows who keeps whom away: a proposal that did would tell an asker who tries long enough. What is proposed
follows from what the asker can see herself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# Unordered pairs of keys who worked together before.
Ties = frozenset[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who agrees to be found: competences that she brings and wants to learn, and the days that she has during
    the task (see `days_free`)."""

    key: int
    brings: frozenset[int] = frozenset()
    learns: frozenset[int] = frozenset()
    free: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What a task needs: competences that must be there and that would be good to have, at most so many people, and
    whether one of them may be someone who learns."""

    must: frozenset[int]
    wanted: frozenset[int] = frozenset()
    most: int = 4
    with_learner: bool = False

    @property
    def all(self) -> frozenset[int]:
        """Everything that is asked for."""
        return self.must | self.wanted


class Team(NamedTuple):
    """Who is in it, in order of their keys, without the learner. `is_best`: no other team is better in the order of
    `Worth`; False only where the solver gave up before it was sure."""

    people: tuple[int, ...]
    learner: int | None = None
    is_best: bool = True


class Worth(NamedTuple):
    """How good a team is, the first thing that differs deciding: what must be and what would be good to have, each once
    and then by a second person; then as few people as do that; their days; who worked with whom; someone who learns,
    and her days."""

    must: int
    wanted: int
    must_twice: int
    wanted_twice: int
    spared: int
    days: int
    ties: int
    learners: int
    learner_days: int


def days_free(*, days: int, until: date, wanted: int, starts: date, ends: date) -> int:
    """How many days someone has for a task who has `days` a week up to and including `until`; the task takes `wanted`
    days a week. A part of a week counts for that part, rounded up.

    >>> days_free(days=3, until=date(2026, 3, 15), wanted=2, starts=date(2026, 3, 2), ends=date(2026, 4, 26))
    4
    >>> days_free(days=3, until=date(2026, 3, 1), wanted=2, starts=date(2026, 3, 2), ends=date(2026, 4, 26))
    0
    """
    there = (min(until, ends) - starts).days + 1
    return -(-min(days, wanted) * there // 7) if there > 0 else 0


def may_learn(one: Candidate, need: Need) -> frozenset[int]:
    """What someone could learn by being in the team: what is asked for, and she doesn't bring yet."""
    return (one.learns & need.all) - one.brings if need.with_learner else frozenset()


def is_of_use(one: Candidate, need: Need) -> bool:
    """Whether someone brings anything that is asked for, or could learn it where a learner is welcome."""
    return bool(one.brings & need.all or may_learn(one, need))


def worth(team: Team, known: Mapping[int, Candidate], need: Need, ties: Ties) -> Worth:
    """How good a team is."""
    inside = [known[key] for key in team.people]
    times = {skill: sum(skill in one.brings for one in inside) for skill in need.all}
    learner = known[team.learner] if team.learner is not None else None
    must, wanted = need.must, need.wanted - need.must
    return Worth(
        must=sum(times[skill] >= 1 for skill in must),
        wanted=sum(times[skill] >= 1 for skill in wanted),
        must_twice=sum(times[skill] >= 2 for skill in must),
        wanted_twice=sum(times[skill] >= 2 for skill in wanted),
        spared=-len(inside),
        days=sum(one.free for one in inside),
        ties=sum(pair <= set(team.people) for pair in ties),
        learners=int(learner is not None),
        learner_days=learner.free if learner else 0,
    )


def holds(
    team: Team, candidates: Sequence[Candidate], need: Need, *, locked: Collection[int] = frozenset()
) -> bool:  # fmt: skip
    """Whether a team may be at all: nobody twice, no more than fit, all who are locked, only who is of use, and a
    learner who learns something that somebody in the team brings. Who is locked makes room for herself."""
    known = {one.key: one for one in candidates}
    everyone = [*team.people, *([team.learner] if team.learner is not None else [])]
    if len(set(everyone)) < len(everyone) or not set(everyone) <= set(known):
        return False
    if len(everyone) > max(need.most, len(set(locked) & set(known))) or not set(locked) & set(known) <= set(everyone):
        return False
    if any(not known[key].brings & need.all and key not in locked for key in team.people):
        return False
    if team.learner is None:
        return True
    taught = frozenset[int]().union(*(known[key].brings for key in team.people))
    return bool(may_learn(known[team.learner], need) & taught)
