"""What each person could do within a plan, and who are alike. Pure.

A *pattern* is all that one person does in a plan: what she grows to, each from a quarter on, within her days and roles.
With patterns for columns the limits of each person are no rows at all, and whoever has the same patterns is counted,
not told apart: a thousand people are a few hundred whole numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from kring.planning.plans.rules.plan import TooLargeError
from kring.planning.plans.rules.problem import Person, Problem, Way, Wish
from kring.planning.plans.rules.profiles import Profile, profile

# So many ways to combine what one person could learn are looked at.
MOST_PATTERNS: Final = 4_000


class Move(NamedTuple):
    """One development: for which gap (its place), how it passes, and from which quarter on."""

    gap: int
    profile: Profile
    begins: int
    # Gaps at a lower level that this covers too.
    also: tuple[int, ...] = ()

    @property
    def ready(self) -> int:
        """From which quarter on she can do it."""
        return self.begins + self.profile.ready


Pattern = tuple[Move, ...]
# What can be learned for one gap in one way: the gap, how it passes, and the gaps that it covers too.
Passing = tuple[int, Profile, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Alike:
    """People, by key in order, who could do the same: each of them one of `patterns`, or nothing."""

    people: tuple[str, ...]
    patterns: tuple[Pattern, ...]


class _Setting(NamedTuple):
    """What is the same for everyone: the problem, and of each gap the last quarter in which someone may be missing."""

    problem: Problem
    lasts: Sequence[int]


def alike(problem: Problem) -> list[Alike]:
    """Who could do the same, in a stable order; without those who could do nothing. Raises TooLargeError."""
    places = {gap.key: place for place, gap in enumerate(problem.gaps)}
    named = {wish.person for wish in problem.wishes if wish.person is not None}
    setting = _Setting(problem, [last(problem.could_miss(gap)) for gap in problem.gaps])
    known: dict[tuple[object, ...], tuple[Pattern, ...]] = {}
    found: dict[tuple[str, tuple[Pattern, ...]], list[str]] = {}
    for person in sorted(problem.people, key=lambda one: one.key):
        ways = tuple(sorted(ways_of(person, places)))
        room = max(0, problem.limits.roles - person.roles)
        asked = _asked(problem, person)
        alike_in = (ways, person.days, person.most_a_quarter, room, asked)
        if alike_in not in known:
            known[alike_in] = tuple(_patterns(setting, person, ways, room, asked))
        if known[alike_in]:
            found.setdefault((person.key if person.key in named else "", known[alike_in]), []).append(person.key)
    groups = [Alike(tuple(keys), patterns) for (_name, patterns), keys in found.items()]
    return sorted(groups, key=lambda one: one.people[0])


def ways_of(person: Person, places: Mapping[str, int]) -> dict[Passing, str]:
    """What someone could learn, by how it passes; of paths that pass in the same way the key of the first."""
    found: dict[Passing, str] = {}
    for path in sorted(person.paths, key=lambda one: one.key):
        also = tuple(sorted(places[key] for key in path.also if key in places))
        found.setdefault((places[path.gap], profile(path), also), path.key)
    return found


def _asked(problem: Problem, person: Person) -> frozenset[str]:
    """The gaps for which a wish asks that she develops, of use or not."""
    wishes = [one for one in problem.wishes if one.way is Way.DEVELOP and one.least]
    mine = [one for one in wishes if one.person in (None, person.key)]
    keys = {path.gap for path in person.paths}
    return frozenset(key for key in keys if any(one.gap in (None, key) for one in mine))


def _ends(problem: Problem, lasts: Sequence[int], asked: frozenset[str]) -> list[int]:
    """Until when someone could be ready for each gap: as long as she is of any use, or in time where she is asked."""
    return [problem.quarters - 1 if gap.key in asked else until for gap, until in zip(problem.gaps, lasts, strict=True)]


def _patterns(
    setting: _Setting, person: Person, ways: Sequence[Passing], room: int, asked: frozenset[str]
) -> list[Pattern]:
    """All that one person could do, in order; what is no better than another in any way is left out."""
    by_gap = groupby(ways, lambda one: one[0])
    moves = [[move for way in of_gap for move in _moves(setting, way, asked)] for _gap, of_gap in by_gap]
    found: list[Pattern] = []
    for pattern in _combined(setting, person, room, moves):
        found.append(pattern)
        if len(found) > MOST_PATTERNS:
            raise TooLargeError(person.key)
    return sorted(found if _time_matters(setting.problem) else _soonest(found))


def _moves(setting: _Setting, way: Passing, asked: frozenset[str]) -> Iterator[Move]:
    """One way from each quarter from which it is of any use, or done in time where it is asked for."""
    place, passing, also = way
    quarters = setting.problem.quarters
    is_asked = setting.problem.gaps[place].key in asked
    until = quarters - 1 if is_asked else max(setting.lasts[one] for one in (place, *also))
    for begins in range(quarters):
        if begins + passing.ready <= until:
            yield Move(place, passing, begins, also)


def last(missing: Sequence[int]) -> int:
    """The last quarter in which someone is missing; -1 where nobody ever is."""
    return max((quarter for quarter, short in enumerate(missing) if short), default=-1)


def _combined(
    setting: _Setting, person: Person, room: int, moves: Sequence[Sequence[Move]], so_far: Pattern = ()
) -> Iterator[Pattern]:
    """Each way to take at most one move of each gap."""
    for place, of_gap in enumerate(moves):
        for move in of_gap:
            pattern = (*so_far, move)
            if _fits(setting, person, room, pattern):
                yield pattern
                yield from _combined(setting, person, room, moves[place + 1 :], pattern)


def _fits(setting: _Setting, person: Person, room: int, pattern: Pattern) -> bool:
    problem, lasts = setting
    days = [0] * problem.quarters
    roles = [0] * problem.quarters
    for move in pattern:
        for quarter, spent in enumerate(move.profile.days, start=move.begins):
            days[quarter] += spent
        for quarter in range(move.ready, lasts[move.gap] + 1):
            roles[quarter] += 1
    a_year = [0] * len(person.days)
    for quarter, spent in enumerate(days):
        a_year[problem.years[quarter]] += spent
    return (
        max(roles) <= room
        and all(spent <= left for spent, left in zip(a_year, person.days, strict=True))
        and (person.most_a_quarter is None or max(days) <= person.most_a_quarter)
    )


def _time_matters(problem: Problem) -> bool:
    """Whether beginning later could be of use to anyone but her who begins."""
    by_quarter = any(most is not None for most in problem.limits.by_quarter)
    return by_quarter or any(wish.quarter is not None and wish.way is Way.DEVELOP for wish in problem.wishes)


def _soonest(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Those for which none with the same content begins everything as soon, and something sooner."""
    by_content: dict[tuple[tuple[int, Profile], ...], list[Pattern]] = {}
    for pattern in patterns:
        by_content.setdefault(tuple((move.gap, move.profile) for move in pattern), []).append(pattern)
    return [one for same in by_content.values() for one in same if not any(_sooner(other, one) for other in same)]


def _sooner(one: Pattern, other: Pattern) -> bool:
    pairs = [(mine.begins, yours.begins) for mine, yours in zip(one, other, strict=True)]
    return one != other and all(mine <= yours for mine, yours in pairs)


def fits_wish(wish: Wish, gap: str, people: Sequence[str], move: Move) -> bool:
    """Whether a development by one of these people is one that a wish counts."""
    return (
        wish.way is Way.DEVELOP
        and wish.gap in (None, gap)
        and (wish.person is None or wish.person in people)
        and wish.quarter in (None, move.begins)
    )
