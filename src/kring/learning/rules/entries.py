"""What a person writes down of her learning, and what of it can't be. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from kring.learning.rules.kinds import is_kind

LONGEST_TITLE: Final = 200
LONGEST_LEARNED: Final = 2_000
LONGEST_NAME: Final = 120
MOST_COMPETENCES: Final = 8
# A year of days and nights: what is longer is no activity.
MOST_DAYS: Final = 366
EARLIEST: Final = date(1950, 1, 1)
MINUTES_A_DAY: Final = 24 * 60

# The facts of a case that a form asks, and how each is answered.
YES_NO: Final = ("facilitator", "tested", "accredited", "structured", "online")
NUMBERS: Final = ("group_size", "items", "points")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An activity as a person tells it.

    `day` is the local day on which it was completed, `first_day` the one on which it began where that is another; then
    `started_at` and `ended_at` say so too (see `rows.moments`). Those are aware; both or neither. `minutes` is how long
    she learned, not how long it lasted.
    `facts` and `claims` are as in the ledger.
    """

    title: str
    kind: str
    way: str
    day: date
    minutes: int
    time: str = "own"
    first_day: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    competences: Sequence[int] = ()
    learned: str = ""
    attested_by: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """On how many days it was: those that its times touch, else from the first day to the last."""
        first = self.first_day or self.day
        return (self.day - first).days + 1


class Wrong(StrEnum):
    """Why an activity can't be written down as told."""

    FUTURE = "future"
    TOO_EARLY = "too-early"
    BACKWARDS = "backwards"
    TOO_MANY_DAYS = "too-many-days"
    NO_TIME = "no-time"
    LONGER_THAN_DAYS = "longer-than-days"
    LONGER_THAN_IT_LASTED = "longer-than-it-lasted"
    ENDS_FIRST = "ends-first"
    HALF_A_TIME = "half-a-time"
    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_FACT = "unknown-fact"


def problems(told: Told, *, today: date, now: datetime) -> dict[str, Wrong]:
    """What is wrong with an activity, by field; empty when nothing is. `today` is the local day of `now`."""
    found: dict[str, Wrong] = {}
    for name, wrong in (*_days(told, today), *_times(told, now), *_duration(told), *_words(told)):
        found.setdefault(name, wrong)
    return found


def _days(told: Told, today: date) -> Iterator[tuple[str, Wrong]]:
    if told.day > today:
        yield "day", Wrong.FUTURE
    if told.day < EARLIEST:
        yield "day", Wrong.TOO_EARLY
    if told.days < 1:
        yield "first_day", Wrong.BACKWARDS
    if told.days > MOST_DAYS:
        yield "first_day", Wrong.TOO_MANY_DAYS


def _times(told: Told, now: datetime) -> Iterator[tuple[str, Wrong]]:
    if (told.started_at is None) != (told.ended_at is None):
        yield ("ended" if told.ended_at is None else "started"), Wrong.HALF_A_TIME
    if told.started_at is not None and told.ended_at is not None:
        if told.ended_at <= told.started_at:
            yield "ended", Wrong.ENDS_FIRST
        elif told.started_at > now or (told.ended_at > now and told.days == 1):
            yield "ended", Wrong.FUTURE


def _duration(told: Told) -> Iterator[tuple[str, Wrong]]:
    lasted = _lasted(told)
    is_timed = told.started_at is not None or told.ended_at is not None
    # Of times that are wrong themselves it is said there, once.
    if told.minutes < 1 and (not is_timed or (lasted is not None and lasted > timedelta())):
        yield "duration", Wrong.NO_TIME
    if lasted is None and told.minutes > max(told.days, 1) * MINUTES_A_DAY:
        yield "duration", Wrong.LONGER_THAN_DAYS
    if lasted is not None and lasted > timedelta() and timedelta(minutes=told.minutes) > lasted:
        yield "duration", Wrong.LONGER_THAN_IT_LASTED


def _lasted(told: Told) -> timedelta | None:
    if told.started_at is None or told.ended_at is None:
        return None
    return told.ended_at - told.started_at


def _words(told: Told) -> Iterator[tuple[str, Wrong]]:
    if not is_kind(told.kind):
        yield "kind", Wrong.UNKNOWN_KIND
    for name in YES_NO:
        if told.facts.get(name, "yes") not in ("yes", "no"):
            yield name, Wrong.UNKNOWN_FACT


@dataclass(frozen=True, slots=True)
class Mark:
    """What of a line counts in totals, and where: its month, way and time."""

    month: date
    way: str
    time: str
    minutes: int
    entries: int

    @classmethod
    def of(cls, *, day: date, way: str, time: str, minutes: int, sign: int = 1) -> "Mark":
        """The mark of an entry; `sign` -1 takes it back."""
        return cls(day.replace(day=1), way, time, sign * minutes, sign)


def summed(marks: Sequence[Mark]) -> list[Mark]:
    """The marks with those of one place added up, in a fixed order, without those that come to nothing."""
    sums: dict[tuple[date, str, str], tuple[int, int]] = {}
    for one in marks:
        place = (one.month, one.way, one.time)
        minutes, entries = sums.get(place, (0, 0))
        sums[place] = (minutes + one.minutes, entries + one.entries)
    return [Mark(*place, *sums[place]) for place in sorted(sums) if any(sums[place])]
