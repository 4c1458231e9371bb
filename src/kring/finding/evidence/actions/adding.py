"""Adding evidence of kinds that rooms elsewhere bring: assignments that were done, badges."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST, LOWEST
from kring.finding.evidence.models import Evidence
from kring.finding.evidence.rules.kinds import Kind
from kring.foundation.accounts.models import Account


@transaction.atomic
def add_evidence(
    *,
    account: int,
    competences: Sequence[int],
    kind: Kind,
    day: date,
    source: str,
    voice: str,
    level: int | None = None,
) -> int:
    """Something shows that a person is able to do these things; how many rows say so now. Told again it is told once;
    with other competences or an other day it is corrected.

    `source` names what it rests on ("placement:7"), `voice` who speaks ("organisation:3"). Called by the room that
    knows of it, which also takes it away (`take_away`). Raises ValueError for a level that isn't 0 to 5.
    """
    if level is not None and not LOWEST <= level <= HIGHEST:
        raise ValueError(f"a level is {LOWEST} to {HIGHEST}, not {level}")
    if not Account.objects.filter(pk=account, is_active=True).exists():
        return 0
    known = Competence.objects.filter(pk__in=competences).order_by("pk").values_list("pk", flat=True)
    Evidence.objects.filter(account=account, source=source, moved_from=None).exclude(competence__in=known).delete()
    rows = [
        Evidence(account_id=account, competence_id=key, kind=kind, day=day, level=level, source=source, voice=voice)
        for key in known
    ]
    Evidence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account", "competence", "source"],
        update_fields=["kind", "day", "level", "voice", "moved_from"],
    )
    return len(rows)


@transaction.atomic
def take_away(*, source: str) -> int:
    """What this source showed, it shows no more; how many rows are gone."""
    return Evidence.objects.filter(source=source).delete()[0]
