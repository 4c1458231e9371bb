"""Which endorsements were given in return: for rules, and for whoever received them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from kring.finding.evidence.models import Endorsement, EndorsementState, Hidden
from kring.finding.evidence.rules.praise import Praise, returned


def returned_to(accounts: Collection[int]) -> frozenset[int]:
    """Of the endorsements that these people received and show, those that were given in return. At most two queries."""
    if not accounts:
        return frozenset()
    standing = Endorsement.objects.exclude(state=EndorsementState.WITHDRAWN)
    givers = set(standing.filter(of__in=accounts, state=EndorsementState.SHOWN).values_list("by_id", flat=True))
    if not givers:
        return frozenset()
    hidden = Hidden.objects.filter(account=OuterRef("of"), competence=OuterRef("competence"))
    around = standing.annotate(concealed=Exists(hidden)).filter(Q(by__in=accounts) | Q(of__in={*givers, *accounts}))
    return returned(
        Praise(key, by, of, day, shown=state == EndorsementState.SHOWN and not concealed)
        for key, by, of, day, state, concealed in around.values_list(
            "pk", "by_id", "of_id", "day", "state", "concealed"
        )
    )
