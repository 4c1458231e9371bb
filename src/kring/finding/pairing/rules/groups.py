"""Peer groups of a stated size. Pure.

Parting people into groups so that the sum over all pairs within is largest is hard to do exactly from some thirty
people on. So people are dealt out one by one to the group where they add most, and then two of different groups change
places for as long as that is better. A bound says how far from the best that is at most.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from kring.finding.pairing.rules.coffee import ground_of, in_drawn_order
from kring.finding.pairing.rules.columns import Ground, Whole
from kring.finding.pairing.rules.people import Person, Walls
from kring.finding.pairing.rules.plans import Left, Plan, check, times_again, total, why_left

SMALLEST: Final = 3
# A wall weighs more than all that could be gained beside it, and meeting again more than any score.
_WALL: Final = 10**9
_AGAIN: Final = 10**4
_MOST_ROUNDS: Final = 200


def groups(people: Sequence[Person], walls: Walls, *, size: int, seed: int) -> Plan:
    """Groups as near to `size` as their number allows, none of two who may not meet; fewest who were together before,
    then the highest score. Whoever can't be in any is left out. The order of `people` doesn't matter."""
    drawn = in_drawn_order(people, seed)
    ground = ground_of(drawn, walls)
    label = _dealt(ground, size)
    _improve(ground, label)
    _leave_out(ground, label)
    by_key = {person.key: person for person in people}
    numbers = range(label.max(initial=-1) + 1)
    made = [tuple(sorted(drawn[n].key for n in np.flatnonzero(label == one))) for one in numbers]
    kept = tuple(sorted(group for group in made if len(group) >= SMALLEST))
    placed = {key for group in kept for key in group}
    plan = Plan(
        groups=kept,
        left={one.key: _why(one, drawn) for one in drawn if one.key not in placed},
        score=total(kept, by_key),
        again=times_again(kept, by_key),
        gap=_bound(ground, label) - total(kept, by_key),
    )
    check(plan, people, walls, sizes=range(SMALLEST, 2 * size))
    return plan


def number_of_groups(people: int, size: int) -> int:
    """How many groups of as near as can be to this size; none where there are too few people for one.

    >>> number_of_groups(41, 6), number_of_groups(6, 4), number_of_groups(2, 6)
    (7, 1, 0)
    """
    if people < SMALLEST:
        return 0
    whole = people // size
    fits = [one for one in (whole, whole + 1) if one and people // one >= SMALLEST]
    return min(fits, key=lambda one: (abs(people / one - size), one), default=1)


def _gain(ground: Ground) -> Whole:
    found: Whole = np.where(ground.allowed, ground.score - _AGAIN * ground.again, -_WALL)
    np.fill_diagonal(found, 0)
    return found


def _dealt(ground: Ground, size: int) -> Whole:
    """Everyone in the group where she adds most, those who may meet fewest first; all groups alike in size."""
    count, many = number_of_groups(ground.size, size), ground.size
    label = np.full(many, -1, dtype=np.int64)
    if not count:
        return label
    gain, most = _gain(ground), np.full(count, many // count)
    most[: many % count] += 1
    inside, taken = np.zeros((many, count), dtype=np.int64), np.zeros(count, dtype=np.int64)
    for one in np.argsort(ground.allowed.sum(axis=1), kind="stable"):
        # An empty group is as good as one that adds nothing; of two that add the same, the one with more room.
        worth = np.where(taken < most, inside[one] * many - taken, np.iinfo(np.int64).min)
        group = int(np.argmax(worth))
        label[one] = group
        taken[group] += 1
        inside[:, group] += gain[:, one]
    return label


def _improve(ground: Ground, label: Whole) -> None:
    """Let two people of different groups change places for as long as the sum grows."""
    if label.max(initial=-1) < 1:
        return
    gain, count = _gain(ground), int(label.max()) + 1
    inside = np.stack([gain[:, label == group].sum(axis=1) for group in range(count)], axis=1)
    everyone = np.arange(ground.size)
    for _ in range(_MOST_ROUNDS):
        changed = False
        for one in range(ground.size):
            mine = label[one]
            better = (inside[one, label] - inside[one, mine]) + (inside[everyone, mine] - inside[everyone, label])
            better = np.where(label == mine, 0, better - 2 * gain[one])
            other = int(np.argmax(better))
            if better[other] <= 0:
                continue
            changed, theirs = True, label[other]
            inside[:, mine] += gain[:, other] - gain[:, one]
            inside[:, theirs] += gain[:, one] - gain[:, other]
            label[one], label[other] = theirs, mine
        if not changed:
            return


def _leave_out(ground: Ground, label: Whole) -> None:
    """Take whoever stands against most others out of a group, until nobody does."""
    while True:
        against = (label[:, None] == label[None, :]) & ~ground.allowed & (label >= 0)[:, None]
        np.fill_diagonal(against, val=False)
        if not against.any():
            return
        label[int(np.argmax(against.sum(axis=1)))] = -1


def _bound(ground: Ground, label: Whole) -> int:
    """No groups of these sizes can score more: everyone with the best that there are for her, half for each."""
    sizes = np.bincount(label[label >= 0])
    largest = int(sizes.max(initial=1)) - 1
    best = np.sort(np.where(ground.allowed, ground.score, 0), axis=1)[:, ::-1][:, :largest]
    return int(best.sum() // 2)


def _why(person: Person, people: Sequence[Person]) -> Left:
    return Left.FEW if len(people) < SMALLEST else why_left(person, people)
