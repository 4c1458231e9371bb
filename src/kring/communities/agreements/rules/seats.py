"""Who may take a seat, and why not. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kring.communities.agreements.rules.terms import State

# No number of people fewer than this is told of what one doesn't know by name.
_FEWEST: Final = 5


class Who(StrEnum):
    """Who may take a seat of a version."""

    EVERYONE = "everyone"
    DEPARTMENT = "department"
    NAMED = "named"


class WhyNot(StrEnum):
    """Why someone may not take a seat. The first that holds is said."""

    NOT_EMPLOYED = "not-employed"
    NOT_BEGUN = "not-begun"
    ENDED = "ended"
    REMOVED = "removed"
    NOT_IN_DEPARTMENT = "not-in-department"
    NOT_NAMED = "not-named"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to take today. `within` is the department that an agreement or its version is for; None for the
    whole organisation."""

    state: State
    who: Who
    seats: int
    taken: int
    within: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who wants it. `departments` are the paths of the departments that she works in, from the organisation down;
    `is_named` says that a seat is kept for her, which is counted as taken."""

    is_employed: bool
    departments: Sequence[Sequence[int]] = ()
    is_named: bool = False
    was_removed: bool = False


def why_not(offer: Offer, person: Person) -> WhyNot | None:
    """Why a person can't take a seat by herself; None when she can. Whoever a seat is kept for takes that one.

    >>> claims = Offer(State.RUNNING, Who.DEPARTMENT, seats=20, taken=20, within=[7])
    >>> why_not(claims, Person(is_employed=True, departments=[[1, 7, 9]])), why_not(claims, Person(is_employed=True))
    (<WhyNot.FULL: 'full'>, <WhyNot.NOT_IN_DEPARTMENT: 'not-in-department'>)
    """
    refused = why_not_given(offer, person)
    if refused is not None and not (refused is WhyNot.FULL and person.is_named):
        return refused
    if person.is_named:
        return None
    if person.was_removed:
        return WhyNot.REMOVED
    return WhyNot.NOT_NAMED if offer.who is Who.NAMED else None


def why_not_given(offer: Offer, person: Person) -> WhyNot | None:
    """Why no seat can be kept for a person by name; None when one can."""
    if not person.is_employed:
        return WhyNot.NOT_EMPLOYED
    if offer.state is not State.RUNNING:
        return WhyNot.ENDED if offer.state in {State.GRACE, State.ENDED} else WhyNot.NOT_BEGUN
    if not is_within(offer.within, person.departments):
        return WhyNot.NOT_IN_DEPARTMENT
    return WhyNot.FULL if offer.taken >= offer.seats else None


def in_fives(count: int) -> int:
    """How many of some seats hosts are told are taken, at the least: whole fives. They see who comes in; an exact count
    that moves with it would tell them for whom each of those works.

    >>> in_fives(4), in_fives(11)
    (0, 10)
    """
    return count - count % _FEWEST


def is_within(wanted: Collection[int], departments: Sequence[Sequence[int]]) -> bool:
    """Whether someone works in each of the departments that seats are for, or below it.

    >>> is_within([7], [[1, 7, 9]]), is_within([7, 9], [[1, 7], [1, 8, 9]]), is_within([], [])
    (True, True, True)
    """
    return all(any(one in path for path in departments) for one in wanted)
