"""What choosing well is worth: who meets whom over coffee, against taking the best pair first and against drawing lots.

    python -m bench.pairing [--sizes 41,200,1000]

People are drawn with a fixed seed: organisations of very different sizes, languages, time zones, what they offer and
seek, six earlier rounds drawn by lot, and a wall for every fourth person. The same checker looks at every plan.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from itertools import combinations

from kring.finding.pairing.rules.coffee import coffee
from kring.finding.pairing.rules.groups import groups, number_of_groups
from kring.finding.pairing.rules.mentors import mentors
from kring.finding.pairing.rules.people import Person, Walls, can_talk, score
from kring.finding.pairing.rules.plans import Left, Plan, check, times_again, total

SIZES = (41, 200, 1000)
GROUP = 6
ROUNDS = 6
LANGUAGES = (("nl",), ("nl",), ("nl", "en"), ("nl", "en"), ("en",), ("en", "de"))
OFFSETS = (60,) * 8 + (0, 120, 330, -300)
Groups = list[tuple[int, ...]]
Ways = dict[str, Callable[[], Plan]]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    print("| people | what | how | placed | meet again | score | of the best | better by at most | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        compare(size)


def compare(size: int) -> None:
    """The lines for a crowd of this size."""
    people, walls = crowd(size)
    room = {one.key: 3 for one in people if one.key % 4 == 0}

    def looked_at(found: Groups, most: int, shared: dict[int, int] | None = None) -> Plan:
        return as_plan(found, people, walls, range(2, most + 1), shared)

    coffees: Ways = {
        "optimal": lambda: coffee(people, walls, seed=1),
        "greedy": lambda: looked_at(pairs_in_turn(people, walls, by_score=True), 3),
        "by lot": lambda: looked_at(pairs_in_turn(people, walls, by_score=False), 3),
    }
    peers: Ways = {
        "changing places": lambda: groups(people, walls, size=GROUP, seed=1),
        "greedy": lambda: looked_at(groups_in_turn(people, walls, by_score=True), 2 * GROUP),
        "by lot": lambda: looked_at(groups_in_turn(people, walls, by_score=False), 2 * GROUP),
    }
    taught: Ways = {
        "optimal": lambda: mentors(people, walls, room=room, seed=1),
        "greedy": lambda: looked_at(learners_in_turn(people, walls, room, by_score=True), 2, room),
        "by lot": lambda: looked_at(learners_in_turn(people, walls, room, by_score=False), 2, room),
    }
    for what, ways in (("coffee", coffees), (f"groups of {GROUP}", peers), ("mentoring", taught)):
        lines(size, what, ways)


def lines(size: int, what: str, ways: Ways) -> None:
    """A line for each way; the first is what the others are compared with."""
    best = 0
    for how, plan_by in ways.items():
        began = time.perf_counter()
        plan = plan_by()
        took = time.perf_counter() - began
        best = best or plan.score
        gap = "" if plan.gap is None else f"{100 * plan.gap / max(plan.score, 1):.2f} %"
        share = f"{100 * plan.score / best:.0f} %"
        print(
            f"| {size} | {what} | {how} | {plan.placed} | {plan.again} | {plan.score} | {share} | {gap} | {took:.1f} |"
        )


def crowd(size: int, seed: int = 1) -> tuple[list[Person], Walls]:
    """So many people, and who may not meet."""
    draw = random.Random(seed)
    organisations = max(3, size // 25)
    keys = list(range(1, size + 1))
    partners: dict[int, dict[int, tuple[int, ...]]] = {key: {} for key in keys}
    for ago in range(ROUNDS, 0, -1):
        draw.shuffle(keys)
        for one, other in zip(keys[::2], keys[1::2], strict=False):
            partners[one][other] = partners[other][one] = (*partners[one].get(other, ()), ago)
    people = []
    for key in sorted(keys):
        house = min(int(draw.expovariate(3 / organisations)), organisations - 1)
        people.append(
            Person(
                key=key,
                offers=frozenset(draw.sample(range(60), draw.randint(1, 5))),
                seeks=frozenset(draw.sample(range(60), draw.randint(0, 3))),
                languages=frozenset(draw.choice(LANGUAGES)),
                offset=draw.choice(OFFSETS),
                groups=frozenset({f"{house}", f"{house}-{draw.randrange(4)}"}),
                partners=partners[key],
            )
        )
    return people, frozenset(frozenset(draw.sample(keys, 2)) for _ in range(size // 4))


def as_plan(
    found: Groups,
    people: Sequence[Person],
    walls: Walls,
    sizes: Sequence[int] | range,
    shared: dict[int, int] | None = None,
) -> Plan:
    """Groups as a plan that was looked at."""
    by_key = {person.key: person for person in people}
    placed = {key for group in found for key in group}
    left = {key: Left.NOBODY for key in by_key if key not in placed}
    plan = Plan(tuple(found), left, total(found, by_key), times_again(found, by_key))
    check(plan, people, walls, sizes=sizes, shared=shared or ())
    return plan


def _may(one: Person, other: Person, walls: Walls) -> bool:
    return can_talk(one, other) and frozenset({one.key, other.key}) not in walls


def _in_turn(people: Sequence[Person], walls: Walls, *, by_score: bool) -> list[tuple[Person, Person]]:
    """The pairs that may meet: those who never met first, and then the best first, or by lot."""
    draw = random.Random(2)
    pairs = [pair for pair in combinations(people, 2) if _may(*pair, walls)]
    draw.shuffle(pairs)
    worth = {(one.key, other.key): score(one, other) for one, other in pairs} if by_score else {}
    pairs.sort(key=lambda two: (two[1].key in two[0].partners, -worth.get((two[0].key, two[1].key), 0)))
    return pairs


def pairs_in_turn(people: Sequence[Person], walls: Walls, *, by_score: bool) -> Groups:
    """Pairs one by one; whoever is left joins a pair where she may."""
    found: list[list[Person]] = []
    placed: set[int] = set()
    for one, other in _in_turn(people, walls, by_score=by_score):
        if one.key not in placed and other.key not in placed:
            placed |= {one.key, other.key}
            found.append([one, other])
    for person in people:
        fitting = [pair for pair in found if len(pair) == 2 and all(_may(person, one, walls) for one in pair)]
        if person.key not in placed and fitting:
            max(fitting, key=lambda pair: sum(score(person, one) for one in pair) if by_score else 0).append(person)
    return [tuple(sorted(one.key for one in group)) for group in found]


def groups_in_turn(people: Sequence[Person], walls: Walls, *, by_score: bool) -> Groups:
    """Everyone in turn in the group that fits best, or in any."""
    draw = random.Random(3)
    count = number_of_groups(len(people), GROUP)
    most = -(-len(people) // count)
    found: list[list[Person]] = [[] for _ in range(count)]
    for person in draw.sample(list(people), len(people)):
        fitting = [group for group in found if len(group) < most and all(_may(person, one, walls) for one in group)]
        if fitting:
            best = max(fitting, key=lambda group: sum(score(person, one) for one in group)) if by_score else None
            (best if best is not None else draw.choice(fitting)).append(person)
    return [tuple(sorted(one.key for one in group)) for group in found if len(group) > 1]


def learners_in_turn(people: Sequence[Person], walls: Walls, room: dict[int, int], *, by_score: bool) -> Groups:
    """Learners and mentors in turn, for as long as there is room."""
    left, taught, found = dict(room), set(), []
    for pair in _in_turn(people, walls, by_score=by_score):
        mentor, learner = sorted(pair, key=lambda one: one.key not in room)
        fits = mentor.key in room and learner.key not in room and mentor.offers & learner.seeks
        if fits and left[mentor.key] and learner.key not in taught:
            left[mentor.key] -= 1
            taught.add(learner.key)
            found.append((mentor.key, learner.key))
    return found


if __name__ == "__main__":
    main()
