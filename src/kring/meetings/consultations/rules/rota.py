"""Who brings a case at which meeting, fair over the year. Pure.

Fair is: of all ways to fill the meetings, one in which the numbers of cases lie closest together (their squares add up
to the least), and of those the one in which, meeting by meeting, whoever brought least goes first, and then whoever
stands first. Without someone being away nobody brings a second case before all have brought one.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Turn(Generic[Who]):
    """A meeting: who can't bring a case then, and who is to (`kept`), where that was chosen by hand."""

    away: frozenset[Who] = frozenset()
    kept: Who | None = None


def drawn(turns: Sequence[Turn[Who]], members: Sequence[Who], brought: Mapping[Who, int]) -> list[Who | None]:
    """Who brings a case at each meeting, None where nobody can. `brought` says how many each brought before.

    >>> drawn([Turn(), Turn(frozenset({"bo"})), Turn()], ["an", "bo", "cas"], {"an": 1})
    ['bo', 'cas', 'an']
    """
    fixed = list(turns)
    loads = {who: brought.get(who, 0) for who in members}
    least = _burden(fixed, members, brought)
    made: list[Who | None] = []
    for place, turn in enumerate(turns):
        chosen = turn.kept
        if chosen is None:
            for who in sorted((who for who in members if who not in turn.away), key=lambda who: loads[who]):
                tried = [*fixed[:place], Turn(kept=who), *fixed[place + 1 :]]
                # All can still be as fair when she takes this meeting.
                if _burden(tried, members, brought) == least:
                    chosen = who
                    break
        if chosen is not None:
            fixed[place] = Turn(kept=chosen)
            loads[chosen] = loads.get(chosen, 0) + 1
        made.append(chosen)
    return made


def _burden(turns: Sequence[Turn[Who]], members: Sequence[Who], brought: Mapping[Who, int]) -> int:
    """The squares of the numbers of cases, added up, in the fairest way to fill the meetings."""
    filling = _fairest(turns, members, brought)
    return sum(cases**2 for cases in filling.loads.values())


@dataclass
class _Filling(Generic[Who]):
    """Meetings being filled: who brings at each, and how many each brings."""

    chosen: list[Who | None]
    loads: dict[Who, int] = field(default_factory=dict)


def _fairest(turns: Sequence[Turn[Who]], members: Sequence[Who], brought: Mapping[Who, int]) -> _Filling[Who]:
    """One of the fairest ways: meeting by meeting to whoever brings least, or from whom someone who brings less can
    take over another (Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs and load balancing, 2006).
    """
    filling = _Filling([turn.kept for turn in turns], {who: brought.get(who, 0) for who in members})
    for who in filling.chosen:
        if who is not None:
            filling.loads[who] = filling.loads.get(who, brought.get(who, 0)) + 1
    for place, turn in enumerate(turns):
        if turn.kept is None:
            _fill(filling, turns, members, place)
    return filling


def _fill(filling: _Filling[Who], turns: Sequence[Turn[Who]], members: Sequence[Who], place: int) -> None:
    """Give a meeting to the least burdened of all who can be reached by handing meetings on."""
    came: dict[Who, int] = {}
    wave = [place]
    while wave:
        reached = [(who, here) for here in wave for who in members if who not in turns[here].away and who not in came]
        came |= dict(reversed(reached))
        found = {who for who, _ in reached}
        wave = [n for n, who in enumerate(filling.chosen) if who in found and turns[n].kept is None]
    if not came:
        return
    last = min(came, key=lambda who: filling.loads[who])
    filling.loads[last] += 1
    taker: Who = last
    while True:
        here = came[taker]
        giver = filling.chosen[here]
        filling.chosen[here] = taker
        if here == place or giver is None:
            return
        taker = giver
