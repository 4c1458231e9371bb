"""Groups of at least five people out of a tree of departments. Pure.

The groups of a report part its people: each is in one group, or in none. So whatever is added to or taken from what,
what comes out is about whole groups. Figures of a department or of the organisation are sums of its groups, never
counted by themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5


@dataclass(frozen=True, slots=True)
class Group:
    """People of a report that are counted together.

    `anchor` is the lowest part of the organisation in which all of them are; `merged` are the parts below it that were
    too small, or that it was too small without, and went into it.
    """

    anchor: int
    people: tuple[int, ...]
    merged: tuple[int, ...] = ()


def grouped(
    people: Mapping[int, Sequence[int]], parents: Mapping[int, int | None], *, smallest: int = SMALLEST
) -> list[Group]:
    """The groups of an organisation, the topmost first.

    `people` holds who is in each part itself, not below it; `parents` the part above each, None above the topmost.
    A part with fewer than five, what was left over below it included, goes up into the one above; if groups below it
    stand by themselves, it takes in the smallest of them instead, so that a part with five people or more is always a
    sum of groups. An organisation of fewer than five has no groups. `smallest`: another number than five.

    >>> grouped({1: [], 2: [1, 2, 3, 4, 5], 3: [6, 7, 8, 9]}, {1: None, 2: 1, 3: 1})
    [Group(anchor=1, people=(1, 2, 3, 4, 5, 6, 7, 8, 9), merged=(3, 2))]
    """
    rest: dict[int, list[int]] = {part: list(people.get(part, ())) for part in parents}
    merged: dict[int, list[int]] = {part: [] for part in parents}
    below: dict[int, list[Group]] = {part: [] for part in parents}
    for part in _deepest_first(parents):
        groups, left = below[part], rest[part]
        if left and (len(left) >= smallest or groups):
            groups = _with(groups, part, left, merged[part], smallest)
            left = []
        parent = parents[part]
        if parent is None:
            return groups
        below[parent] += groups
        rest[parent] += left
        if left:
            merged[parent] += [part] if people.get(part) else []
            merged[parent] += merged[part]
    return []


def _with(groups: list[Group], part: int, left: list[int], merged: list[int], smallest: int) -> list[Group]:
    """The groups of a part with what was left over in it."""
    if len(left) >= smallest:
        return [Group(part, tuple(left), tuple(merged)), *groups]
    taken = min(groups, key=lambda one: (len(one.people), one.anchor))
    names = (*merged, taken.anchor, *taken.merged)
    return [Group(part, (*taken.people, *left), names), *(one for one in groups if one is not taken)]


def _deepest_first(parents: Mapping[int, int | None]) -> list[int]:
    """The parts so that each comes before the one above it. A part that lies in itself is refused."""
    depths: dict[int, int] = {}
    for part in parents:
        way, here = [], part
        while here not in depths:
            if here in way:
                raise ValueError(f"{part} lies in itself")
            way.append(here)
            above = parents[here]
            if above is None:
                depths[here] = 0
                way.pop()
                break
            here = above
        for step in reversed(way):
            above = parents[step]
            depths[step] = depths[above] + 1 if above is not None else 0
    return sorted(depths, key=lambda part: (-depths[part], part))
