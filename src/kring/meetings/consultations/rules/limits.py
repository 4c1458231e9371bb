"""What a scheme says of a group for peer consultation: how many people it has, how often they meet. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from kring.registers.rules.schema import Earning, Scheme
from kring.registers.rules.words import AllOf, Between, Compared, FactTest, Is, Test, When

SMALLEST: Final = 5
LARGEST: Final = 8
# What a group for peer consultation is to schemes: the first that one names.
_KINDS: Final = ("intervisie", "peer_group", "peer_consultation")
_YEAR: Final = "year"


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many to how many people, and what a member is at in a year at least; 0 where a scheme doesn't say."""

    smallest: int = SMALLEST
    largest: int = LARGEST
    least_meetings: int = 0
    least_hours: int = 0


def limits_of(scheme: Scheme) -> Limits:
    """What a scheme asks, as far as it says so where it gives points for peer consultation.

    Where it names only one end of the size, ours is the other, unless that would contradict it.
    """
    earning = next((one for kind in _KINDS for one in scheme.earning if kind in one.kind), None)
    if earning is None:
        return Limits()
    low, high = _range(earning.when, "group_size")
    smallest = low or min(SMALLEST, high or SMALLEST)
    yearly = _yearly(earning)
    return Limits(
        smallest, high or max(LARGEST, smallest), _range(yearly, "items")[0] or 0, _range(yearly, "hours")[0] or 0
    )


def asks(scheme: Scheme, fact: str) -> bool:
    """Whether a scheme asks a fact of an activity by a name of its own, or tests it for peer consultation."""
    if fact in scheme.facts.activity:
        return True
    earnings = (one for one in scheme.earning if set(_KINDS) & set(one.kind))
    return any(True for one in earnings for _ in _tests(one.when, fact))


def _yearly(earning: Earning) -> When | None:
    return earning.gather.when if earning.gather is not None and earning.gather.by == _YEAR else None


def _range(when: When | None, fact: str) -> tuple[int | None, int | None]:
    """From and to which whole number a fact may be, as far as a condition that always holds says so."""
    low: int | None = None
    high: int | None = None
    for test in _tests(when, fact):
        least, most = _ends(test)
        low = low if least is None else max(low or least, least)
        high = high if most is None else min(high or most, most)
    return low, high


def _tests(when: When | None, fact: str) -> Iterator[Test]:
    if isinstance(when, AllOf):
        for part in when.tests:
            yield from _tests(part, fact)
    elif isinstance(when, FactTest) and when.fact == fact:
        yield when.test


def _ends(test: Test) -> tuple[int | None, int | None]:
    if isinstance(test, Between) and not isinstance(test.low, date) and not isinstance(test.high, date):
        return -int(-test.low // 1), int(test.high // 1)
    if isinstance(test, Is) and test.number is not None:
        return int(test.number), int(test.number)
    if isinstance(test, Compared) and isinstance(test.right, Fraction):
        return _compared(test.sign, test.right)
    return None, None


def _compared(sign: str, right: Fraction) -> tuple[int | None, int | None]:
    if sign == ">=":
        return -int(-right // 1), None
    if sign == ">":
        return int(right // 1) + 1, None
    if sign == "<=":
        return None, int(right // 1)
    return None, -int(-right // 1) - 1
