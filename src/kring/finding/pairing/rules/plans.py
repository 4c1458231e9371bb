"""What comes out of a round: who meets whom, and why someone meets nobody. Pure.

`check` looks at a plan without knowing how it was made: what a solver says is believed only after it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from kring.finding.pairing.rules.people import Person, Walls, can_talk, score


class Left(StrEnum):
    """Why someone meets nobody in a round.

    All but `NOBODY` come out of what people say of themselves, and how many they are, so that they are the same
    whatever walls there are. Who is kept from everybody has the words of whom nobody was left for.
    """

    ALONE = "alone"
    FEW = "few"
    LANGUAGE = "language"
    UNASKED = "unasked"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who meets whom: `groups` of keys in order, with why the others meet nobody.

    `score` is the sum of what speaks for each meeting, `again` how often people meet who met before. `gap` says by how
    much a better plan could score at most: 0 where there is no better one, None where that isn't known.
    """

    groups: tuple[tuple[int, ...], ...]
    left: Mapping[int, Left]
    score: int
    again: int
    gap: int | None = None

    @property
    def placed(self) -> int:
        """How many people meet someone."""
        return len({key for group in self.groups for key in group})


class BrokenPlanError(Exception):
    """A plan does what it may not: a fault in how it was made."""


def check(
    plan: Plan, people: Sequence[Person], walls: Walls, *, sizes: Collection[int], shared: Collection[int] = ()
) -> None:
    """Raises BrokenPlanError unless nobody meets someone whom she may not or can't talk with, everyone is in one group
    (but those that are `shared`) or has a reason, and the sums are right."""
    by_key = {person.key: person for person in people}
    seen = [key for group in plan.groups for key in group]
    once = [key for key in seen if key not in shared]
    if len(once) != len(set(once)) or set(seen) & set(plan.left) or set(seen) | set(plan.left) != set(by_key):
        raise BrokenPlanError("Someone is there twice, or is missing.")
    if any(len(group) not in sizes for group in plan.groups):
        raise BrokenPlanError("A group has another size.")
    pairs = [pair for group in plan.groups for pair in combinations(group, 2)]
    if any(frozenset(pair) in walls for pair in pairs):
        raise BrokenPlanError("Two meet who may not.")
    if any(not can_talk(by_key[one], by_key[other]) for one, other in pairs):
        raise BrokenPlanError("Two meet who can't talk.")
    if plan.score != total(plan.groups, by_key) or plan.again != times_again(plan.groups, by_key):
        raise BrokenPlanError("The sums are wrong.")


def total(groups: Sequence[Sequence[int]], people: Mapping[int, Person]) -> int:
    """What speaks for these meetings, counted for each person: in a pair its score, in a larger group the mean of her
    scores with the others; times one less than the size, so that it is whole.

    A pair counts twice its score, a trio the sum of its three.
    """
    return sum(
        sum(score(people[one], people[other]) for one, other in combinations(group, 2)) * (2 if len(group) == 2 else 1)
        for group in groups
    )


def times_again(groups: Sequence[Sequence[int]], people: Mapping[int, Person]) -> int:
    """How often two who meet in these groups met before, all together."""
    return sum(len(people[one].partners.get(other, ())) for group in groups for one, other in combinations(group, 2))


def why_left(person: Person, people: Sequence[Person]) -> Left:
    """Why she meets nobody, out of what is open to see; else that nobody was left."""
    others = [other for other in people if other.key != person.key]
    if not others:
        return Left.ALONE
    return Left.NOBODY if any(can_talk(person, other) for other in others) else Left.LANGUAGE
