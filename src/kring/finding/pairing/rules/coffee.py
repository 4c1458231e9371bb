"""A round of coffee: pairs, and a trio where the number is odd. Pure."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import numpy as np

from kring.finding.pairing.rules.columns import Ground
from kring.finding.pairing.rules.people import Person, Walls, can_talk, score
from kring.finding.pairing.rules.plans import Left, Plan, check, times_again, total, why_left
from kring.finding.pairing.rules.solving import choose

# From so many rounds ago on, it no longer matters how many.
_FORGOTTEN: Final = 60
# Of fewer people than that, whoever is left over could tell who keeps whom away.
_FEWEST: Final = 4


def coffee(people: Sequence[Person], walls: Walls, *, seed: int) -> Plan:
    """Who meets whom over coffee.

    In this order: most people placed; fewest who meet again, nobody a third time while others could a second; those
    who do, longest ago; fewest trios; and what speaks for it. Of plans that are alike the `seed` decides. The order of
    `people` doesn't matter.
    """
    drawn = in_drawn_order(people, seed)
    chosen = choose(ground_of(drawn, walls))
    by_key = {person.key: person for person in people}
    groups = tuple(sorted(tuple(sorted(drawn[one].key for one in group)) for group in chosen.groups))
    placed = {key for group in groups for key in group}
    plan = Plan(
        groups=groups,
        left={one.key: _why(one, drawn) for one in drawn if one.key not in placed},
        score=total(groups, by_key),
        again=times_again(groups, by_key),
        gap=chosen.gap,
    )
    check(plan, people, walls, sizes=(2, 3))
    return plan


def _why(person: Person, people: Sequence[Person]) -> Left:
    """Of two or three, all would meet if nothing kept them apart: that nobody was left would say that somebody is kept
    away, and by whom. Of so few it is said that they are few."""
    why = why_left(person, people)
    return Left.FEW if why is Left.NOBODY and len(people) < _FEWEST else why


def in_drawn_order(people: Sequence[Person], seed: int) -> list[Person]:
    """The people in an order that the seed alone decides."""
    return sorted(people, key=lambda person: sha256(f"{seed}:{person.key}".encode()).digest())


def ground_of(people: Sequence[Person], walls: Walls) -> Ground:
    """What is known of each two people, in tables."""
    size = len(people)
    place = {person.key: n for n, person in enumerate(people)}
    allowed = np.zeros((size, size), dtype=bool)
    scores, again, recent = (np.zeros((size, size), dtype=np.int64) for _ in range(3))
    for n, one in enumerate(people):
        for m in range(n + 1, size):
            if can_talk(one, people[m]):
                allowed[n, m] = allowed[m, n] = True
                scores[n, m] = scores[m, n] = score(one, people[m])
        for partner, ago in one.partners.items():
            if partner in place:
                again[n, place[partner]] = len(ago)
                recent[n, place[partner]] = sum(max(0, _FORGOTTEN - rounds) for rounds in ago)
    for wall in walls:
        pair = [place[key] for key in wall if key in place]
        if len(pair) == 2:
            allowed[pair[0], pair[1]] = allowed[pair[1], pair[0]] = False
    return Ground(allowed, scores, again, recent, np.ones(size, dtype=np.int64))
