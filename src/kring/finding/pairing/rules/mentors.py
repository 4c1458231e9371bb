"""Mentor and learner. Pure.

A learner is with one mentor, who does something that she seeks; a mentor takes as many as she said. With walls and
languages that is a problem of flow, which the linear programme solves in whole numbers: there is always proof.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kring.finding.pairing.rules.coffee import ground_of, in_drawn_order
from kring.finding.pairing.rules.people import Person, Walls
from kring.finding.pairing.rules.plans import Left, Plan, check, times_again, total, why_left
from kring.finding.pairing.rules.solving import choose


def mentors(people: Sequence[Person], walls: Walls, *, room: Mapping[int, int], seed: int) -> Plan:
    """Who learns from whom: pairs, the mentor first. `room` says of each mentor how many learners she takes; who isn't
    in it is a learner. Most learners with a mentor, fewest with one whom they had, then the highest score."""
    drawn = in_drawn_order(people, seed)
    teaches = np.array([one.key in room for one in drawn], dtype=bool)
    ground = ground_of(drawn, walls)
    ways = ground.allowed & (teaches[:, None] != teaches[None, :]) & _helps(drawn, teaches)
    capacity = np.array([room.get(one.key, 1) for one in drawn], dtype=np.int64)
    chosen = choose(replace(ground, allowed=ways, capacity=capacity, trios=False))
    by_key = {person.key: person for person in people}
    pairs = [sorted((drawn[n].key for n in group), key=lambda key: key not in room) for group in chosen.groups]
    groups = tuple(sorted((mentor, learner) for mentor, learner in pairs))
    placed = {key for group in groups for key in group}
    plan = Plan(
        groups=groups,
        left={one.key: _why(one, drawn, room) for one in drawn if one.key not in placed},
        score=total(groups, by_key),
        again=times_again(groups, by_key),
        gap=chosen.gap,
    )
    check(plan, people, walls, sizes=(2,), shared=set(room))
    return plan


def _helps(people: Sequence[Person], teaches: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who does something that who seeks, among mentors and learners; the same both ways."""
    found = np.zeros((len(people), len(people)), dtype=bool)
    for mentor in np.flatnonzero(teaches).tolist():
        for learner in np.flatnonzero(~teaches).tolist():
            does = not people[mentor].offers.isdisjoint(people[learner].seeks)
            found[mentor, learner] = found[learner, mentor] = does
    return found


def _why(person: Person, people: Sequence[Person], room: Mapping[int, int]) -> Left:
    """Out of what people say of themselves alone: whether anyone offers what she seeks, or seeks what she offers."""
    fitting = [one for one in people if (one.key in room) != (person.key in room) and _fits(person, one, room)]
    return why_left(person, [person, *fitting]) if fitting else Left.UNASKED


def _fits(one: Person, other: Person, room: Mapping[int, int]) -> bool:
    mentor, learner = (one, other) if one.key in room else (other, one)
    return not mentor.offers.isdisjoint(learner.seeks)
