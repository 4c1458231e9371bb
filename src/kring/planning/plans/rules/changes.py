"""What differs between two plans, gap by gap, and between what they were made of. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest
from typing import Final, NamedTuple

from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import Gap, Limits, Problem, Way, Wish


class Turn(StrEnum):
    """What became of someone's development: it has come, is gone, begins in another quarter, or takes other steps."""

    COME = "come"
    GONE = "gone"
    MOVED = "moved"
    OTHERWISE = "otherwise"


class Change(NamedTuple):
    """What is otherwise for a gap. Of attracting and hiring in `many` more people (or fewer, if below 0): hired in from
    quarter `first` to `last`, attracted in a search that begins then. Of `person` what became of her development; it
    began in `was`, and begins in `first` now."""

    gap: str
    way: Way
    first: int
    last: int
    many: int = 0
    person: str = ""
    turn: Turn | None = None
    was: int | None = None


def changes(before: Sequence[Choice], after: Sequence[Choice]) -> list[Change]:
    """What differs, by gap, way, quarter and person.

    >>> one, two = Choice(0, Way.HIRE, "g"), Choice(1, Way.HIRE, "g")
    >>> changes([one], [one._replace(many=2), two])
    [Change(gap='g', way=<Way.HIRE: 'hire'>, first=0, last=1, many=1, person='', turn=None, was=None)]
    """
    found = [*_counted(before, after), *_developed(before, after)]
    return sorted(found, key=lambda one: (one.gap, list(Way).index(one.way), one.first, one.person))


def _counted(before: Sequence[Choice], after: Sequence[Choice]) -> Iterator[Change]:
    more: Counter[tuple[str, Way, int]] = Counter()
    for choices, sign in ((after, 1), (before, -1)):
        for one in choices:
            if one.way is not Way.DEVELOP:
                more[one.gap, one.way, one.quarter] += sign * one.many
    # Quarters in a row with as many more are told at once.
    run: list[tuple[str, Way, int]] = []
    for key in sorted(key for key, many in more.items() if many):
        if run and not (key[1] is Way.HIRE and _follows(run[-1], key) and more[run[-1]] == more[key]):
            yield _of(run, more)
            run = []
        run.append(key)
    if run:
        yield _of(run, more)


def _follows(one: tuple[str, Way, int], other: tuple[str, Way, int]) -> bool:
    return one[:2] == other[:2] and other[2] == one[2] + 1


def _of(run: Sequence[tuple[str, Way, int]], more: Counter[tuple[str, Way, int]]) -> Change:
    gap, way, first = run[0]
    return Change(gap, way, first, run[-1][2], more[run[0]])


def _developed(before: Sequence[Choice], after: Sequence[Choice]) -> Iterator[Change]:
    old, new = (
        {(one.gap, one.person): one for one in choices if one.way is Way.DEVELOP} for choices in (before, after)
    )
    for key in {*old, *new}:
        was, now = old.get(key), new.get(key)
        either = now or was
        turn = _turn(was, now)
        if either is not None and turn is not None:
            quarter = either.quarter
            yield Change(
                either.gap, Way.DEVELOP, quarter, quarter, 0, either.person, turn, was.quarter if was else None
            )


def _turn(was: Choice | None, now: Choice | None) -> Turn | None:
    if was is None or now is None:
        return Turn.COME if was is None else Turn.GONE
    if was.quarter != now.quarter:
        return Turn.MOVED
    return Turn.OTHERWISE if was.path != now.path else None


class Asked(NamedTuple):
    """What was asked of two plans and isn't the same: limits as (name, quarter or None, before, now); wishes that are
    no more, and new ones; whether prices differ; the gaps of which another number is needed, or there; those that are
    new, and gone."""

    limits: tuple[tuple[str, int | None, int | None, int | None], ...]
    unwished: tuple[Wish, ...]
    wished: tuple[Wish, ...]
    prices: bool
    counts: tuple[str, ...]
    come: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(part for part in self)


_PLAIN: Final = ("budget", "days", "roles", "own", "own_percent", "own_from", "hired_percent")


def asked(before: Problem, after: Problem, *, later: int = 0) -> Asked:
    """What was asked otherwise; the second begins so many quarters `later`, and what is over by then isn't looked
    at."""
    old, new = ({gap.key: gap for gap in problem.gaps} for problem in (before, after))
    both = sorted({*old} & {*new})
    was = [replace(wish, quarter=None if wish.quarter is None else wish.quarter - later) for wish in before.wishes]
    limits = replace(
        before.limits, by_quarter=before.limits.by_quarter[later:], own_from=max(0, before.limits.own_from - later)
    )
    return Asked(
        limits=(*_plain(limits, after.limits), *_by_quarter(limits, after.limits)),
        unwished=tuple(one for one in was if one not in after.wishes),
        wished=tuple(one for one in after.wishes if one not in was),
        prices=_prices(before, both) != _prices(after, both) or _steps_differ(before, after),
        counts=tuple(key for key in both if _counts_differ(old[key], new[key], later)),
        come=tuple(sorted({*new} - {*old})),
        gone=tuple(sorted({*old} - {*new})),
    )


def _plain(before: Limits, after: Limits) -> Iterator[tuple[str, int | None, int | None, int | None]]:
    for name in _PLAIN:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield name, None, was, now


def _by_quarter(before: Limits, after: Limits) -> Iterator[tuple[str, int | None, int | None, int | None]]:
    pairs = zip_longest(before.by_quarter, after.by_quarter)
    for quarter, (was, now) in enumerate(pairs):
        if was != now:
            yield "quarter", quarter, was, now


def _prices(problem: Problem, gaps: Sequence[str]) -> tuple[frozenset[object], frozenset[object]]:
    of = set(gaps)
    return (
        frozenset(one for one in problem.attracting if one.gap in of),
        frozenset(one for one in problem.hiring if one.gap in of),
    )


def _steps_differ(before: Problem, after: Problem) -> bool:
    """Whether anyone's same path takes other steps."""
    old, new = (
        {(person.key, path.gap, path.key): path.steps for person in problem.people for path in person.paths}
        for problem in (before, after)
    )
    return any(old[key] != new[key] for key in {*old} & {*new})


def _counts_differ(before: Gap, after: Gap, later: int) -> bool:
    pairs = ((before.need, after.need), (before.have, after.have))
    return any(was != now for old, new in pairs for was, now in zip(old[later:], new, strict=False))
