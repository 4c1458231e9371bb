"""What speaks for a person: nine numbers per person for one question, from documents and from activity. Pure.

Everything is "as if asked at a time": callers hand in only what happened before the start of that day (`day_start`),
and
only from places that the reader may see. No final score, accepted mark or other later knowledge is looked at. Every
number is a share of the best or of the whole, so that weights learned in one community hold in one of another size.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

DAY = 86_400
NEVER = 3_650.0
"""Days since the last contribution, for someone who made none."""

QUIET = 100
"""Contributions by others that are added to the whole: where little happens, who was here lately tells little."""

MOST_LATELY = 300
"""How many of the most active lately are candidates beside those whom documents speak for."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One of the best documents for the question: whose it is, its BM25 score (> 0) and when it was made (seconds)."""

    document: int
    author: int
    score: float
    created: int
    conversation: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """How much one person contributed before the day of asking.

    `fortnight`, `quarter` and `year` are decayed counts: the sum over her contributions of `exp(-age / d)` with `d`
    14, 90 and 365
    days, and `age` the whole days from the contribution's day to the day of asking (yesterday is 1). `ever` and
    `month` are plain counts (of all, of the last 30 days), `last` the start of the day of the newest (seconds).
    In SQL: `sum(n * exp((day - asked_on) / 14.0)) ... where day < asked_on`.
    """

    fortnight: float = 0.0
    quarter: float = 0.0
    year: float = 0.0
    ever: int = 0
    month: int = 0
    last: int | None = None


NO_ACTIVITY = Activity()
_DECAYS = (14, 90, 365)


@dataclass(frozen=True, slots=True)
class Pulse:
    """The activity of everyone in the places that a reader sees, as it stood at the start of one day.

    It is the same for every question of that day by readers of the same places, so it may be kept for that long.
    """

    people: Mapping[int, Activity]
    whole: Activity
    lately: tuple[int, ...]


def pulse_of(people: Mapping[int, Activity], most: int = MOST_LATELY) -> Pulse:
    """The pulse of these people: their sums, and the `most` who were most active lately."""
    whole = Activity(
        fortnight=sum(active.fortnight for active in people.values()),
        quarter=sum(active.quarter for active in people.values()),
        year=sum(active.year for active in people.values()),
    )
    lately = heapq.nlargest(most, people, key=lambda person: (people[person].fortnight, -person))
    return Pulse(people, whole, tuple(lately))


def day_start(at: int) -> int:
    """The start of the day (UTC) of a moment, both in seconds: nothing from then on counts for a question asked at
    `at`.
    """
    return at - at % DAY


@lru_cache(maxsize=5_000)
def _left_after(age: int) -> tuple[float, ...]:
    return tuple(math.exp(-age / decay) for decay in _DECAYS)


def activity_of(days: Iterable[tuple[int, int, int]], at: int) -> dict[int, Activity]:
    """Activity per person from rows (person, start of a day in seconds, contributions on that day), in any order.

    Rows from the day of `at` on are left out. The same sums made in SQL are as good.
    """
    start = day_start(at)
    sums: dict[int, list[float]] = {}
    for person, day, made in days:
        if day >= start:
            continue
        held = sums.setdefault(person, [0.0] * 6)
        age = (start - day) // DAY
        for place, left in enumerate(_left_after(age)):
            held[place] += made * left
        held[3] += made
        held[4] += made if age <= 30 else 0
        held[5] = max(held[5], day)
    return {
        person: Activity(fortnight, quarter, year, int(ever), int(month), int(last))
        for person, (fortnight, quarter, year, ever, month, last) in sums.items()
    }


FEATURES = (
    "votes",
    "votes_year",
    "best_year",
    "tags",
    "fortnight",
    "quarter",
    "year",
    "ever",
    "freshness",
)
"""Names of the features, in the order of every vector. All are zero or more.

- `votes`: squared normalised scores of her documents summed, against the one who has most: `ln(1 + 100 share)`.
- `votes_year`, `best_year`: the same with each document decayed over 365 days; its logarithm, and its root.
- `tags`: root of her part under the question's tags, against the one who has most.
- `fortnight`, `quarter`, `year`: `ln(1 + 1000 share)` of all decayed contributions by anyone and `QUIET` more.
- `ever`: `ln(1 + contributions ever)`.
- `freshness`: `ln(3650 / days since the last)`, zero for ten years or never.
"""


def features_of(
    votes: Sequence[Vote], pulse: Pulse, tags: Mapping[int, float], *, at: int
) -> dict[int, tuple[float, ...]]:
    """A vector (as `FEATURES`) for each candidate: whoever has a vote, stands in `tags` or was most active lately."""
    start = day_start(at)
    plain, year = summed(votes, start)
    most, most_year, most_tags = (max(sums.values(), default=0.0) or 1.0 for sums in (plain, year, tags))
    vectors = {}
    for person in dict.fromkeys((*plain, *tags, *pulse.lately)):
        share, share_year = plain.get(person, 0.0) / most, year.get(person, 0.0) / most_year
        vectors[person] = (
            math.log1p(100 * share),
            math.log1p(100 * share_year),
            math.sqrt(share_year),
            math.sqrt(tags.get(person, 0.0) / most_tags),
            *_activity_vector(pulse.people.get(person, NO_ACTIVITY), pulse.whole, start),
        )
    return vectors


def summed(votes: Sequence[Vote], start: int) -> tuple[dict[int, float], dict[int, float]]:
    """Per author her squared normalised scores summed: as they are, and decayed over 365 days before `start`."""
    top = max((vote.score for vote in votes), default=0.0) or 1.0
    plain: dict[int, float] = {}
    year: dict[int, float] = {}
    for vote in votes:
        weight = (vote.score / top) ** 2
        age = max(start - day_start(vote.created), 0) / DAY
        plain[vote.author] = plain.get(vote.author, 0.0) + weight
        year[vote.author] = year.get(vote.author, 0.0) + weight * math.exp(-age / 365)
    return plain, year


def _activity_vector(active: Activity, whole: Activity, start: int) -> tuple[float, ...]:
    since = NEVER if active.last is None else (start - active.last) / DAY
    return (
        _share(active.fortnight, whole.fortnight),
        _share(active.quarter, whole.quarter),
        _share(active.year, whole.year),
        math.log1p(active.ever),
        math.log(NEVER / min(max(since, 1.0), NEVER)),
    )


def _share(part: float, whole: float) -> float:
    return math.log1p(1000 * part / (whole + QUIET))


def tag_sums(found: Iterable[tuple[float, Iterable[int]]]) -> dict[int, float]:
    """How much each person did under a question's tags: per tag its rarity (see `rarity`) and the authors of its
    documents.
    """
    sums: dict[int, float] = {}
    for weight, authors in found:
        for author in authors:
            sums[author] = sums.get(author, 0.0) + weight
    return sums


def rarity(holding: int, total: int) -> float:
    """What sharing a tag tells: more, the fewer of `total` documents hold it."""
    return math.log(1 + total / (holding + 1))
