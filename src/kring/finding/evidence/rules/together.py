"""Who has worked with whom, and so may endorse her. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_AT_A_MEETING: Final = 25
"""Who was at a meeting of more people than this hasn't worked with all of them."""

LEAST_DAYS_TOGETHER: Final = 30
"""So many days in one department make colleagues of people."""


class Tie(StrEnum):
    """How two people worked together."""

    ANSWER = "answer"
    CASE = "case"
    GROUP = "group"
    ASSIGNMENT = "assignment"
    MEETING = "meeting"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two people have in common, as far as it is about working.

    `accepted`: answers of either that the other accepted. `cases`: private cases in which both wrote. `groups`: groups
    for peer consultation that both are in. `assignments`: those on which both were placed. `meetings`: for each meeting
    where both were, how many people were there. `days`: how many days they were in one department.
    """

    accepted: int = 0
    cases: int = 0
    groups: int = 0
    assignments: int = 0
    meetings: Collection[int] = ()
    days: int = 0


def ties(shared: Shared) -> tuple[Tie, ...]:
    """How they worked together, what says most about it first; empty where they didn't.

    >>> [tie.value for tie in ties(Shared(meetings=[6, 200], days=12))], ties(Shared(meetings=[200]))
    (['meeting'], ())
    """
    held = (
        (Tie.ANSWER, shared.accepted > 0),
        (Tie.CASE, shared.cases > 0),
        (Tie.GROUP, shared.groups > 0),
        (Tie.ASSIGNMENT, shared.assignments > 0),
        (Tie.MEETING, any(people <= MOST_AT_A_MEETING for people in shared.meetings)),
        (Tie.DEPARTMENT, shared.days >= LEAST_DAYS_TOGETHER),
    )
    return tuple(tie for tie, holds in held if holds)
