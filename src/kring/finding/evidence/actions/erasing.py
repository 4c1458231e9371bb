"""What goes with a person who leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState, Evidence, Hidden, Statement


@transaction.atomic
def erase_person(*, person: int, now: datetime) -> None:
    """All that is known of what she is able to do goes with her, endorsements that she received too. What she said of
    others stays theirs, without her name; what waits for an answer doesn't."""
    for table in (Evidence, Hidden, Statement):
        table.objects.filter(account=person).delete()
    Endorsement.objects.filter(of=person).delete()
    offered = Endorsement.objects.filter(by=person, state=EndorsementState.OFFERED)
    offered.update(state=EndorsementState.WITHDRAWN, settled_at=now)
    Ask.objects.filter(by=person).delete()
    Ask.objects.filter(Q(to=person, state=AskState.OPEN)).update(state=AskState.DECLINED, settled_at=now)
