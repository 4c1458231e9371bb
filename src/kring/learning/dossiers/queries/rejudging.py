"""How far judging anew has come."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from kring.learning.dossiers.models import Rejudging


class Progress(NamedTuple):
    """One walk over the registrations of a scheme. `changed`: of how many the word changed so far."""

    scheme: str
    total: int
    done: int
    changed: int
    started_at: datetime
    finished_at: datetime | None


def rejudgings(size: int = 20) -> list[Progress]:
    """The latest that had anything to do, for the operator. One query."""
    rows = Rejudging.objects.filter(total__gt=0).annotate(
        done=Coalesce(Sum("parts__size", filter=~Q(parts__done_at=None)), 0),
        word_changed=Coalesce(Sum("parts__changed"), 0),
    )
    columns = ("scheme", "total", "done", "word_changed", "started_at", "finished_at")
    return [Progress._make(row) for row in rows.order_by("-started_at", "-pk").values_list(*columns)[:size]]
