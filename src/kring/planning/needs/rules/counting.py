"""Of which groups something is told, and when people who leave are counted off. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kring.planning.needs.rules.blurring import FEWEST_COUNTED, FEWEST_THERE, Draws, blurred, is_shown
from kring.planning.reports.rules.grouping import grouped

# So many who work there must have left for the others to be counted anew: of fewer it would tell what each took along.
MOST_LEAVING: Final = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """Someone who agreed to be counted, with her levels. `only`: by these competences alone."""

    key: int
    levels: Mapping[int, int]
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """People who are counted together: `anchor` is the lowest part of the organisation in which all of them are,
    `parts` are those whose own people they are. Not `shown`: too few of them agreed."""

    anchor: int
    parts: tuple[int, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of a group for each quarter: about how many have something, and how many leave after that was
    counted."""

    have: tuple[int, ...]
    leaving: tuple[int, ...]


def parted(
    there: Mapping[int, Sequence[int]], counted: Collection[int], parents: Mapping[int, int | None]
) -> list[Part]:
    """The parts of an organisation of which something may be told: each of at least eight who work there, of whom at
    least five agreed to be counted. Smaller ones go up. `there`: who works in each part itself; `parents` as in
    `grouped`.

    First by who works there, then by who agreed: so what a part holds depends on nobody's consent alone.
    """
    agreed = set(counted)
    first = grouped(there, parents, smallest=FEWEST_THERE)
    holds = {one.anchor: set(one.people) for one in first}
    own = {
        one.anchor: tuple(part for part, people in there.items() if holds[one.anchor].issuperset(people) and people)
        for one in first
    }  # fmt: skip
    second = grouped(
        {anchor: sorted(people & agreed) for anchor, people in holds.items()}, parents, smallest=FEWEST_COUNTED
    )
    anchors = {
        one.anchor: [anchor for anchor, people in holds.items() if people & agreed and agreed & people <= {*one.people}]
        for one in second
    }  # fmt: skip
    made = {
        anchor: Part(anchor, tuple(sorted(part for one in inside for part in own[one])), shown=True)
        for anchor, inside in anchors.items()
    }
    told = {part for one in made.values() for part in one.parts}
    for anchor, parts in own.items():
        if told.isdisjoint(parts):
            before = made.get(anchor)
            made[anchor] = Part(
                anchor, tuple(sorted((*parts, *(before.parts if before else ())))), shown=before is not None
            )
    return sorted(made.values(), key=lambda one: one.anchor)


def figure(
    there: Mapping[int, int | None], counted: Collection[int], has: Collection[int], *, quarters: int, draws: Draws
) -> Figure | None:
    """What is told of a group; None where it is too small. `there`: who works in it, each with the quarter from which
    she does no more (None: nothing is known); `counted` who of them agreed, `has` who of these have it.

    Those who leave are counted off when five or more have gone since the last count. Before that the figure stays, and
    only how many leave is said, which is no secret.
    """
    if not is_shown(counted=len(set(counted) & there.keys()), there=len(there)):
        return None
    agreed, present = set(counted) & there.keys(), set(there)
    now, have, leaving = blurred(len(agreed & set(has)), draw=draws()), list[int](), list[int]()
    for quarter in range(quarters):
        gone = {one for one in present if (until := there[one]) is not None and until <= quarter}
        left = present - gone
        if len(gone) >= MOST_LEAVING and is_shown(counted=len(agreed & left), there=len(left)):
            present, gone, now = left, set(), blurred(len(agreed & left & set(has)), draw=draws())
        have.append(now)
        leaving.append(len(gone))
    return Figure(tuple(have), tuple(leaving))


def stands(part: Iterable[int], parts: Sequence[Part]) -> list[Part] | None:
    """Of a department, by itself and all below it (`part`), the parts that it is a sum of; None where it can't be shown
    by itself: someone else is counted with it, or too few agreed."""
    inside = set(part)
    found = [one for one in parts if not inside.isdisjoint(one.parts)]
    if not found or any(not one.shown or not inside.issuperset(one.parts) for one in found):
        return None
    return found
