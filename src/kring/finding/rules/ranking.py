"""Who has done this before: people in order, each with what speaks for her and the evidence to show. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kring.finding.rules.features import DAY, FEATURES, Activity, Pulse, Vote, day_start, features_of

GROUPS = {
    "subject": ("votes", "votes_year", "best_year", "tags"),
    "activity": ("fortnight", "quarter", "year", "ever"),
    "freshness": ("freshness",),
}
"""The parts of a score as they are explained: did the like, does much lately, was here lately."""


@dataclass(frozen=True)
class Weights:
    """What each feature counts for, with where that came from. `load` is taken off per doubling of open requests."""

    features: Mapping[str, float]
    load: float = 0.0
    provenance: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that carried someone, the share of her votes that it brought, and how near it is to the question.

    `relevance` is its score against that of the best document of anyone. Both are 0 to 1.
    """

    document: int
    conversation: int
    created: int
    share: float
    relevance: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone stands where she does, ready to be put into words: a code and its number.

    Codes: `did_this` (conversations with evidence), `did_this_lately` (of those, within 90 days), `active`
    (contributions
    in the last 30 days), `seldom_lately` (days since the last, when over 180), `asked_often` (open requests now).
    """

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person in the ranking: her score, its parts (`GROUPS` and `load`; they add up to it), evidence, reasons.

    A score is comparable within one ranking only.
    """

    person: int
    score: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]


def parse_weights(text: str) -> Weights:
    """Read a weights file (JSON). Raises ValueError if a feature is missing, unknown or not a finite number."""
    read = json.loads(text)
    features = {name: float(value) for name, value in read["features"].items()}
    if set(features) != set(FEATURES) or not all(math.isfinite(value) for value in features.values()):
        raise ValueError(f"weights are for {sorted(features)}, the features are {sorted(FEATURES)}")
    return Weights(features, float(read.get("load", 0.0)), read.get("provenance", {}))


def rank(
    *,
    votes: Sequence[Vote],
    pulse: Pulse,
    at: int,
    weights: Weights,
    tags: Mapping[int, float] | None = None,
    open_requests: Mapping[int, int] | None = None,
    leave_out: frozenset[int] = frozenset(),
    limit: int = 5,
) -> list[Ranked]:
    """The best `limit` people for a question asked at `at` (seconds), best first; ties by person, so always the same
    order.

    Whoever has no document that speaks for her stands behind all who have: there would be nothing to show for her.

    `votes` are the index's best documents (at most 1,000), from places that the reader may see and before
    `day_start(at)`;
    `pulse` and `tags` are summed over the same places and time. `open_requests` are help requests that wait for a
    person
    now. Candidates are voters, those in `tags` and the most active lately, but for `leave_out` (the asker, people who
    don't want to be found).
    """
    vectors = features_of(votes, pulse, tags or {}, at=at)
    asked = open_requests or {}
    voters = {vote.author for vote in votes}
    scored = sorted(
        (person not in voters, _load(asked.get(person, 0), weights) - _score(vector, weights), person)
        for person, vector in vectors.items()
        if person not in leave_out
    )
    best = {person: -negative for _, negative, person in scored[:limit]}
    chosen = _by_author(votes, best)
    top = max((vote.score for vote in votes), default=0.0)
    return [
        Ranked(
            person,
            score,
            _parts(vectors[person], asked.get(person, 0), weights),
            evidence_of(chosen.get(person, []), top=top, at=at),
            reasons_of(chosen.get(person, []), pulse.people.get(person), asked.get(person, 0), at=at),
        )
        for person, score in best.items()
    ]


def _score(vector: Sequence[float], weights: Weights) -> float:
    return sum(weights.features[name] * value for name, value in zip(FEATURES, vector, strict=True))


def _load(open_requests: int, weights: Weights) -> float:
    return weights.load * math.log2(1 + open_requests)


def _by_author(votes: Sequence[Vote], people: Collection[int]) -> dict[int, list[Vote]]:
    held: dict[int, list[Vote]] = {}
    for vote in votes:
        if vote.author in people:
            held.setdefault(vote.author, []).append(vote)
    return held


def _parts(vector: Sequence[float], asked: int, weights: Weights) -> dict[str, float]:
    parts = dict.fromkeys(GROUPS, 0.0)
    for group, names in GROUPS.items():
        parts[group] = sum(weights.features[name] * vector[FEATURES.index(name)] for name in names)
    return {**parts, "load": -_load(asked, weights)}


def evidence_of(votes: Sequence[Vote], *, at: int, top: float = 0.0, most: int = 3) -> tuple[Evidence, ...]:
    """The two or three documents of one person that carried her: the best of each conversation, a third only if it
    matters.

    Newer ones count a little more; what brings less than a tenth of the best is left out. `top` is the score of the
    best
    document of anyone; without it, of hers.
    """
    start = day_start(at)
    worth = {vote: vote.score**2 * (0.5 + 0.5 * math.exp(-max(start - vote.created, 0) / DAY / 365)) for vote in votes}
    whole = sum(worth.values()) or 1.0
    best = top or max((vote.score for vote in votes), default=1.0)
    shown: dict[int, Evidence] = {}
    for vote in sorted(votes, key=lambda vote: (-worth[vote], vote.document)):
        if len(shown) < most and worth[vote] * 10 >= max(worth.values()):
            place = vote.conversation or -vote.document
            found = Evidence(vote.document, vote.conversation, vote.created, worth[vote] / whole, vote.score / best)
            shown.setdefault(place, found)
    return tuple(shown.values())


def reasons_of(votes: Sequence[Vote], active: Activity | None, asked: int, *, at: int) -> tuple[Reason, ...]:
    """Why this person, most telling first; see `Reason` for the codes. Empty for someone of whom nothing is known."""
    start = day_start(at)
    telling = evidence_of(votes, at=at, most=20)
    lately = sum(1 for found in telling if start - found.created <= 90 * DAY)
    since = (start - active.last) // DAY if active and active.last is not None else 0
    found = (
        Reason("did_this", len(telling)),
        Reason("did_this_lately", lately),
        Reason("active", active.month if active else 0),
        Reason("seldom_lately", since if since > 180 else 0),
        Reason("asked_often", asked),
    )
    return tuple(reason for reason in found if reason.number)
