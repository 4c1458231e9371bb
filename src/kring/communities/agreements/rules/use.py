"""What seats come to over time: how many were agreed on and taken, what they cost, and what may be counted. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from kring.communities.agreements.rules.terms import Terms, agreed, end_of, in_force

Span = tuple[date, date | None]
"""The first day of a seat, and the first day without it (half-open); None has no end."""


class Use(NamedTuple):
    """Seats in a part of a period: how many were agreed on and taken on its last day, and what its days cost in cents,
    None where no price was agreed on."""

    seats: int
    taken: int
    cents: int | None

    @property
    def free(self) -> int:
        """How many nobody has."""
        return max(self.seats - self.taken, 0)

    @property
    def each(self) -> int | None:
        """What these days cost for each seat that is taken, in cents; None without a price, or without anyone."""
        return None if self.cents is None or not self.taken else round(Fraction(self.cents, self.taken))


def used(
    versions: Sequence[Terms], prices: Mapping[int, int | None], spans: Iterable[Span], first: date, until: date
) -> Use | None:
    """What seats came to from `first` until (half-open) `until`; None where nothing was in force. `prices` are of a
    whole period, by the number of a version; each of its days costs as much, also where it renewed itself.

    >>> year = Terms(1, date(2026, 1, 1), date(2027, 1, 1), 20, signed=frozenset(Side))
    >>> used([year], {1: 3_650_00}, [(date(2026, 1, 5), None)], date(2026, 1, 1), date(2026, 1, 11))
    Use(seats=20, taken=1, cents=10000)
    """
    pieces = list(_pieces(versions, first, until))
    if not pieces:
        return None
    held, _from, over = pieces[-1]
    last = over - timedelta(days=1)
    taken = sum(since <= last and (end is None or last < end) for since, end in spans)
    costs = [_cost(one, prices.get(one.number), over - start) for one, start, over in pieces]
    known = [one for one in costs if one is not None]
    return Use(held.seats, taken, round(sum(known)) if len(known) == len(costs) else None)


def _cost(version: Terms, price: int | None, days: timedelta) -> Fraction | None:
    return None if price is None else Fraction(price) * days.days / (version.ends_on - version.starts_on).days


def _pieces(versions: Sequence[Terms], first: date, until: date) -> Iterator[tuple[Terms, date, date]]:
    """The versions that are in force one after the other, each with the days of it that count here."""
    day = first
    while day < until:
        holds = in_force(versions, day)
        ahead = agreed(versions, day)
        turns = [one.starts_on for one in ahead] + ([end_of(ahead[-1], day)] if ahead else [])
        following = min((one for one in turns if day < one < until), default=until)
        if holds is not None:
            yield holds, day, following
        day = following


@dataclass(frozen=True, slots=True)
class Statement:
    """What a version says of counting, and since when both sides had signed it."""

    number: int
    starts_on: date
    sealed_on: date
    counted: frozenset[str]
    smallest: int


class Allowed(NamedTuple):
    """What may be counted, of a group of at least so many."""

    counted: frozenset[str]
    smallest: int


NOTHING = Allowed(frozenset(), 0)


def allowed(statements: Iterable[Statement], first: date) -> Allowed:
    """What may be counted of a quarter that began on `first`: what each version says that held on any day of it, with
    the largest of their groups. What was signed later says nothing of the days before it; a quarter in which an
    agreement began isn't counted.

    The caller leaves out what begins after the quarter.
    """
    held: list[Statement] = []
    for one in sorted(statements, key=lambda one: one.number, reverse=True):
        held.append(one)
        if max(one.starts_on, one.sealed_on) <= first:
            return together(Allowed(each.counted, each.smallest) for each in held)
    return NOTHING


def together(said: Iterable[Allowed]) -> Allowed:
    """What several statements allow together: only what each does, of the largest of their groups."""
    every = list(said)
    if not every:
        return NOTHING
    return Allowed(frozenset.intersection(*(one.counted for one in every)), max(one.smallest for one in every))
