"""What a plan is made of: gaps, people and what they could grow to, prices of the three ways, limits. Pure.

Time is in quarters, counted from 0; money in cents of one currency; development in whole days. Nothing here knows of
tables: keys are whatever the caller has, and only people who agreed to be named in plans are in a problem.
"""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a gap is closed."""

    DEVELOP = "develop"
    ATTRACT = "attract"
    HIRE = "hire"


class Kind(StrEnum):
    """What a step of development is."""

    COURSE = "course"
    PEER = "peer"
    DOING = "doing"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a unit must be able to do and can't: `need` and `have` are people in each quarter; `weight` says how
    critical one person short is for one quarter. `unit` is whose it is; empty is the organisation itself.

    `higher` are the gaps of the same at a higher level, none of which weighs less. Who can do that can do this too:
    `have` are those who aren't needed there, and whoever goes up leaves a place here.
    """

    key: str
    competence: str
    level: int
    unit: str
    need: tuple[int, ...]
    have: tuple[int, ...]
    weight: int = 1
    higher: tuple[str, ...] = ()

    @property
    def short(self) -> tuple[int, ...]:
        """How many people are short in each quarter.

        >>> Gap("g", "c", 3, "", need=(1, 3), have=(2, 1)).short
        (0, 2)
        """
        return tuple(max(0, need - have) for need, have in zip(self.need, self.have, strict=True))


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a development: `days` of the person spread over `lead` quarters (a lead of 0: all within one, and it
    counts at once), `cents` paid when it begins, and the steps that come before it."""

    key: str
    kind: Kind
    days: int
    cents: int
    lead: int
    after: tuple[str, ...] = ()
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Path:
    """What one person would do to close one gap; each step begins as soon as those before it are done. `mentors` are
    who could teach her, for the reader only. `also` are the gaps at a lower level in which she isn't counted yet."""

    key: str
    gap: str
    steps: tuple[Step, ...]
    mentors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who agreed to be named: the development days that she has left in each year of the plan, the most in one
    quarter (None: no such limit), roles that she has already, and what she could grow to."""

    key: str
    days: tuple[int, ...]
    paths: tuple[Path, ...] = ()
    roles: int = 0
    most_a_quarter: int | None = None


@dataclass(frozen=True, slots=True)
class Attraction:
    """People who could be attracted for a gap: `cents` once each when the search begins, `cents_a_quarter` from the
    quarter in which they come, `lead` quarters later; at most so many."""

    gap: str
    cents: int
    lead: int
    most: int
    cents_a_quarter: int = 0
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Hiring:
    """People who could be hired in for a gap: `cents` each for a quarter, from quarter `lead` on; at most so many at
    once."""

    gap: str
    cents: int
    lead: int
    most: int
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan keeps to; None is no limit.

    `budget` is for all of it, `by_quarter` for each quarter, `by_unit` for the gaps of a unit. `days` are the
    development days of all together. `roles`: the most that one person has at once. `own`: from quarter `own_from` on
    so many own people for each gap (as many as are needed at most), and `own_percent` of what is needed. At most
    `hired_percent` of the people that a unit needs in a quarter are hired in.
    """

    budget: int | None = None
    by_quarter: tuple[int | None, ...] = ()
    by_unit: tuple[tuple[str, int], ...] = ()
    days: int | None = None
    roles: int = 2
    own: int = 0
    own_percent: int = 0
    own_from: int = 0
    hired_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Something locked (`least`) or forbidden (`most`): how many choices of a plan it fits. What is None fits all.

    A development or an attraction counts once, in the quarter in which it begins; hiring in counts each person in each
    quarter.
    """

    way: Way
    gap: str | None = None
    person: str | None = None
    quarter: int | None = None
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a plan is made of. `years` says of each quarter in which year of `Person.days` it falls."""

    years: tuple[int, ...]
    gaps: tuple[Gap, ...] = ()
    people: tuple[Person, ...] = ()
    attracting: tuple[Attraction, ...] = ()
    hiring: tuple[Hiring, ...] = ()
    limits: Limits = Limits()
    wishes: tuple[Wish, ...] = ()
    currency: str = "EUR"

    @property
    def quarters(self) -> int:
        """How many quarters the plan spans."""
        return len(self.years)

    def could_miss(self, gap: Gap) -> tuple[int, ...]:
        """How many people a gap could miss in each quarter at most: who is short, and who goes up to what is short at a
        higher level, where nobody is to spare.

        >>> from dataclasses import replace
        >>> expert, others = Gap("e", "c", 5, "", (1, 1, 0), (0, 1, 0)), Gap("o", "c", 3, "", (4, 4, 4), (4, 4, 4))
        >>> Problem((0, 0, 0), (expert, others)).could_miss(others)
        (0, 0, 0)
        >>> Problem((0, 0, 0), (expert, others)).could_miss(replace(others, higher=("e",)))
        (1, 0, 0)
        """
        above = [0] * self.quarters
        for other in self.gaps if gap.higher else ():
            if other.key in gap.higher:
                above = [one + short for one, short in zip(above, other.short, strict=True)]
        return tuple(
            max(0, need - have + more) if need else 0
            for need, have, more in zip(gap.need, gap.have, above, strict=True)
        )
