"""The weights by which people are ranked: a community's own once it has taught enough, else those that ship."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from kring.finding.rules import Weights, day_start
from kring.finding.shipped import shipped_weights


def weights_for(places: Sequence[int] | None, *, at: int) -> Weights:
    """The weights for a search in these places (None: all) as if asked at `at` (seconds): of the one community that
    they all belong to, if it had its own before that day.

    What a community learned later would know who answers: for an earlier day the weights that ship hold.
    """
    given = {"places": None if places is None else list(places), "start": datetime.fromtimestamp(day_start(at), UTC)}
    with connection.cursor() as cursor:
        cursor.execute(_OWN, given)
        row = cursor.fetchone()
    return shipped_weights() if row is None else _own(row[0])


_OWN = """
    SELECT community_weights.features FROM community_weights
     WHERE fitted_at < %(start)s
       AND place_id = ALL (SELECT path[1] FROM place WHERE %(places)s::bigint[] IS NULL OR id = ANY(%(places)s))
"""


def _own(features: str | dict[str, float]) -> Weights:
    learned: dict[str, float] = json.loads(features) if isinstance(features, str) else features
    return Weights(learned, shipped_weights().load, {"fitted": "out of the community's own questions"})
