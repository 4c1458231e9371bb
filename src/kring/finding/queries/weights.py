"""The weights by which people are ranked: a community's own once it has taught enough, else those that ship."""

from collections.abc import Sequence

from kring.finding.models import CommunityWeights
from kring.finding.rules import Weights
from kring.finding.shipped import shipped_weights
from kring.foundation.access.models import Place


def weights_for(places: Sequence[int] | None) -> Weights:
    """The weights for a search in these places (None: all): of the one community that they all belong to, if it has
    its own."""
    found = Place.objects.all() if places is None else Place.objects.filter(pk__in=places)
    roots = list(found.values_list("path__0", flat=True).distinct()[:2])
    own = CommunityWeights.objects.filter(place__in=roots).first() if len(roots) == 1 else None
    if own is None:
        return shipped_weights()
    return Weights(own.features, shipped_weights().load, {"fitted": own.fitted_at.isoformat(), "questions": own.taught})
