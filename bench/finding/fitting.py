"""Learns the weights that ship, from what communities showed before their last fifth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from bench.finding.community import Community, Question, is_candidate
from kring.finding.rules import FEATURES, Example, Weights, example_of, features_of, fit

NEWEST, EVERY = 2400, 2
"""What teaches: of the newest 2,400 answered questions before a community's last fifth every second, so that a large
community doesn't outvote the others more than it must, and its older years are heard too."""

PULL = 10.0
LOAD = 0.2
"""What is taken off per doubling of open requests; see docs/decisions/0005-ranking-people.md."""

START = Weights(
    dict(zip(FEATURES, (0.4, 0.2, 0.1, 1.0, 0.7, 0.5, 0.0, 0.0, 0.3), strict=True)), LOAD, {"fitted": "a first guess"}
)
"""Where learning starts, and what it is pulled to."""


def fit_weights(communities: Sequence[Community]) -> Weights:
    """Weights learned from all these communities together."""
    taught = {community.name: lessons(community) for community in communities}
    provenance = {
        "fitted": "by python -m bench.finding --fit",
        "method": "conditional logit over candidates with five earlier answers, pulled to a first guess",
        "questions per community, all before its last fifth": {name: len(found) for name, found in taught.items()},
        "pull": PULL,
    }
    examples = [example for found in taught.values() for example in found]
    return fit(examples, prior=START, pull=PULL, provenance=provenance)


@cache
def lessons(community: Community) -> tuple[Example, ...]:
    """What a community teaches; kept, since it teaches weights for itself and for the others."""
    every = EVERY if len(community.threads) > NEWEST else 1
    asked = community.questions(test=False, newest=NEWEST, every=every)
    return tuple(example for question in asked if (example := example_at(community, question)))


def example_at(community: Community, question: Question) -> Example | None:
    """What one question teaches, as of its day."""
    vectors = features_of(community.votes(question), question.pulse, community.tags(question), at=question.at)
    ranked = {
        person: vector
        for person, vector in vectors.items()
        if person != question.asker and is_candidate(question.pulse, person)
    }
    return example_of(ranked, question.gains.keys(), START)


def weights_file(weights: Weights) -> str:
    """The text of weights.json."""
    features = {name: round(value, 4) for name, value in weights.features.items()}
    return json.dumps({"features": features, "load": weights.load, "provenance": weights.provenance}, indent=2) + "\n"
