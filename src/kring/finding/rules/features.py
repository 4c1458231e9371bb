"""What speaks for a person: numbers per person for one question, from votes of documents and from activity. Pure.

Everything is "as if asked at a time": callers hand in only what happened before the start of that day (`day_start`), and only
from places that the reader may see. No final score, accepted mark or other later knowledge is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DAY = 86_400
NEVER = 3_650.0
"""Days since the last contribution, for someone who made none."""


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
    """How many contributions a person made in the last 7, 30, 90, 365 days and ever before the day of asking.

    `days_30` is on how many different days of the last 30 she did; `last` is the start of the day of the newest (seconds).
    Days count back from `day_start(at)`: "7 days" is `day >= day_start - 7 days and day < day_start`.
    """

    week: int = 0
    month: int = 0
    quarter: int = 0
    year: int = 0
    ever: int = 0
    days_month: int = 0
    last: int | None = None


NO_ACTIVITY = Activity()


def day_start(at: int) -> int:
    """The start of the day (UTC) of a moment, both in seconds: nothing from then on counts for a question asked at `at`."""
    return at - at % DAY


def activity_of(days: Iterable[tuple[int, int, int]], at: int) -> dict[int, Activity]:
    """Activity per person from rows (person, start of a day in seconds, contributions on that day), in any order.

    Rows from the day of `at` on are left out. The same sums in SQL are as good.
    """
    start = day_start(at)
    sums: dict[int, list[int]] = {}
    for person, day, made in days:
        if day >= start:
            continue
        held = sums.setdefault(person, [0, 0, 0, 0, 0, 0, 0])
        age = (start - day) // DAY
        for place, reach in enumerate((7, 30, 90, 365)):
            held[place] += made if age <= reach else 0
        held[4] += made
        held[5] += age <= 30
        held[6] = max(held[6], day)
    return {person: Activity(*held) for person, held in sums.items()}


FEATURES = (
    "votes",
    "votes_recent",
    "best",
    "tags",
    "week",
    "month",
    "quarter",
    "year",
    "ever",
    "days_month",
    "freshness",
)
"""Names of the features, in the order of every vector. All are zero or more, and more speaks for the person."""


def features_of(
    votes: Sequence[Vote],
    activity: Mapping[int, Activity],
    tags: Mapping[int, float],
    *,
    at: int,
) -> dict[int, tuple[float, ...]]:
    """A vector (as `FEATURES`) for each candidate: whoever has a vote, or stands in `activity` or `tags`."""
    start = day_start(at)
    summed = _summed(votes, start)
    most = [max((held[part] for held in summed.values()), default=0.0) or 1.0 for part in range(3)]
    most_tags = max(tags.values(), default=0.0) or 1.0
    vectors = {}
    for person in dict.fromkeys((*summed, *activity, *tags)):
        held = summed.get(person, (0.0, 0.0, 0.0))
        shares = [math.sqrt(value / top) for value, top in zip(held, most)]
        tagged = math.sqrt(tags.get(person, 0.0) / most_tags)
        vectors[person] = (*shares, tagged, *_activity_vector(activity.get(person, NO_ACTIVITY), start))
    return vectors


def _summed(votes: Sequence[Vote], start: int) -> dict[int, tuple[float, float, float]]:
    """Per author: squared normalised scores summed, the same decayed over 90 days, and the best score."""
    top = max((vote.score for vote in votes), default=0.0) or 1.0
    sums: dict[int, tuple[float, float, float]] = {}
    for vote in votes:
        share = vote.score / top
        age = max(start - vote.created, 0) / DAY
        plain, recent, best = sums.get(vote.author, (0.0, 0.0, 0.0))
        sums[vote.author] = (plain + share**2, recent + share**2 * math.exp(-age / 90), max(best, share))
    return sums


def _activity_vector(active: Activity, start: int) -> tuple[float, ...]:
    counts = (active.week, active.month, active.quarter, active.year, active.ever, active.days_month)
    since = NEVER if active.last is None else (start - active.last) / DAY
    freshness = math.log(NEVER / max(min(since, NEVER), 1.0))
    return (*(math.log1p(count) for count in counts), freshness)
