"""People for rounds, drawn by hypothesis; and every plan that there could be, one by one."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hypothesis import strategies as st

from kring.finding.pairing.rules.people import Person, Walls, can_talk
from kring.finding.pairing.rules.plans import times_again, total

FORGOTTEN = 60


def people(most: int, *, least: int = 0) -> st.SearchStrategy[list[Person]]:
    """Up to `most` people, with what they met before the same on both sides."""
    alone = st.builds(
        Person,
        key=st.just(0),
        offers=st.frozensets(st.integers(1, 4), max_size=2),
        seeks=st.frozensets(st.integers(1, 4), max_size=2),
        languages=st.sampled_from([frozenset({"nl"}), frozenset({"nl", "en"}), frozenset({"en"})]),
        offset=st.sampled_from([0, 60, 330, -300]),
        groups=st.frozensets(st.sampled_from(["a", "b", "a1"]), max_size=2),
    )
    return st.lists(alone, min_size=least, max_size=most).flatmap(_with_past)


def _with_past(drawn: list[Person]) -> st.SearchStrategy[list[Person]]:
    keys = [7 * n + 3 for n in range(len(drawn))]
    pairs = list(combinations(keys, 2))
    met = st.dictionaries(st.sampled_from(pairs), st.integers(1, 3), max_size=6) if pairs else st.just({})

    def told(past: dict[tuple[int, int], int]) -> list[Person]:
        partners: dict[int, dict[int, tuple[int, ...]]] = {key: {} for key in keys}
        for (one, other), ago in past.items():
            partners[one][other] = partners[other][one] = (ago,)
        return [
            Person(key, one.offers, one.seeks, one.languages, one.offset, one.groups, partners[key])
            for key, one in zip(keys, drawn, strict=True)
        ]

    return met.map(told)


def walls(found: Sequence[Person]) -> st.SearchStrategy[Walls]:
    """Some of all walls that there could be."""
    pairs = [frozenset(pair) for pair in combinations([one.key for one in found], 2)]
    return st.frozensets(st.sampled_from(pairs), max_size=8) if pairs else st.just(frozenset())


def every_plan(found: Sequence[Person], kept_apart: Walls) -> Iterator[list[tuple[int, ...]]]:
    """Every way to part people into pairs and trios who may meet and can talk, and some who meet nobody."""
    if not found:
        yield []
        return
    first, others = found[0], found[1:]
    for size in (0, 1, 2):
        for chosen in combinations(others, size):
            group = (first, *chosen)
            if all(frozenset((a.key, b.key)) not in kept_apart and can_talk(a, b) for a, b in combinations(group, 2)):
                rest = [one for one in others if one not in chosen]
                mine = [tuple(one.key for one in group)] if size else []
                for plan in every_plan(rest, kept_apart):
                    yield mine + plan


def measure(groups: Sequence[Sequence[int]], found: Sequence[Person]) -> tuple[int, int, int, int, int]:
    """What a plan reaches, the weightiest first."""
    by_key = {person.key: person for person in found}
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    recent = sum(FORGOTTEN - ago for one, other in pairs for ago in by_key[one].partners.get(other, ()))
    return (
        sum(map(len, groups)),
        -times_again(groups, by_key),
        -recent,
        -sum(len(group) == 3 for group in groups),
        total(groups, by_key),
    )
