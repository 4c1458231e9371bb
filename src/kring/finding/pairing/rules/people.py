"""Who takes part in a round, and what speaks for two of them meeting. Pure.

Whatever is said here of two people is said out of what they show of themselves. Who may not meet (see `Walls`) has no
part in it: no score, no reason and no word depends on who put a wall up, or whether there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

# Unordered pairs of keys that may never meet.
Walls = frozenset[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a round. `offers` and `seeks` are competences; `offset` is minutes from UTC; `groups` are whom she
    belongs to (organisations, departments), by keys that say nothing here; `partners` says of each person whom she met
    before how many rounds ago that was, each time."""

    key: int
    offers: frozenset[int] = frozenset()
    seeks: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset({"nl"})
    offset: int = 0
    groups: frozenset[str] = frozenset()
    partners: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


class Name(StrEnum):
    """What speaks for two people meeting."""

    LANGUAGE = "language"
    HOURS = "hours"
    HELPS = "helps"
    HELPED = "helped"
    BOTH = "both"
    ELSEWHERE = "elsewhere"


class Part(NamedTuple):
    """One thing that speaks for it: how much, and what it is about (languages, or keys of competences)."""

    name: Name
    points: int
    about: tuple[str | int, ...] = ()


_ONE_LANGUAGE: Final = 4
_TWO_LANGUAGES: Final = 6
# At most so many minutes apart: so many points.
_HOURS: Final = ((60, 10), (180, 5), (360, 2))
_HELP: Final = 12
_BOTH_WAYS: Final = 8
_ELSEWHERE: Final = 20
_PARTLY: Final = 10
# The most that two people can have.
MOST: Final = _TWO_LANGUAGES + 10 + 2 * _HELP + _BOTH_WAYS + _ELSEWHERE


def can_talk(one: Person, other: Person) -> bool:
    """Whether they speak one language."""
    return not one.languages.isdisjoint(other.languages)


def parts(one: Person, other: Person) -> tuple[Part, ...]:
    """What speaks for `one` meeting `other`, as `one` is told: `HELPS` is that the other does what `one` seeks.

    >>> parts(Person(1, seeks=frozenset({7})), Person(2, offers=frozenset({7})))[2]
    Part(name=<Name.HELPS: 'helps'>, points=12, about=(7,))
    """
    found = [
        Part(Name.LANGUAGE, _language(one, other), tuple(sorted(one.languages & other.languages))),
        Part(Name.HOURS, _hours(abs(one.offset - other.offset))),
    ]
    helps, helped = one.seeks & other.offers, other.seeks & one.offers
    found += [Part(Name.HELPS, _HELP, tuple(sorted(helps)))] if helps else []
    found += [Part(Name.HELPED, _HELP, tuple(sorted(helped)))] if helped else []
    found += [Part(Name.BOTH, _BOTH_WAYS)] if helps and helped else []
    found.append(Part(Name.ELSEWHERE, _elsewhere(one.groups, other.groups)))
    return tuple(part for part in found if part.points)


def score(one: Person, other: Person) -> int:
    """How much speaks for these two meeting, 0 to `MOST`; the same from both sides."""
    return sum(part.points for part in parts(one, other))


def _language(one: Person, other: Person) -> int:
    shared = len(one.languages & other.languages)
    return 0 if not shared else _ONE_LANGUAGE if shared == 1 else _TWO_LANGUAGES


def _hours(apart: int) -> int:
    return next((points for minutes, points in _HOURS if apart <= minutes), 0)


def _elsewhere(one: frozenset[str], other: frozenset[str]) -> int:
    """A new tie counts most where they have nothing in common; half where they have something (one organisation, two
    departments), or nothing is known."""
    if not one or not other:
        return _PARTLY
    if one.isdisjoint(other):
        return _ELSEWHERE
    return 0 if one == other else _PARTLY
