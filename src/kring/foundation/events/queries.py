"""Which deliveries wait and which failed, for the operator."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q

from kring.foundation import paging
from kring.foundation.events.models import Delivery, State
from kring.foundation.paging import Page


class Condition(NamedTuple):
    """How many deliveries wait and failed, and since when the one that is longest due waits."""

    waiting: int
    failed: int
    oldest_due: datetime | None


class FailedDelivery(NamedTuple):
    """A handler that did not take an event at its last try, and what it said."""

    id: int
    handler: str
    event: int
    name: str
    recorded_at: datetime
    attempts: int
    finished_at: datetime
    error: str


_COLUMNS = ("pk", "handler", "event_id", "event__name", "event__recorded_at", "attempts", "finished_at", "error")


def condition() -> Condition:
    """How the deliveries are doing. One query."""
    waiting = Q(state=State.WAITING)
    found = Delivery.objects.exclude(state=State.DONE).aggregate(
        waiting=Count("pk", filter=waiting), failed=Count("pk", filter=~waiting), oldest=Min("due_at", filter=waiting)
    )
    return Condition(found["waiting"], found["failed"], found["oldest"])


def failed(*, after: str = "", size: int = 20) -> Page[FailedDelivery]:
    """Deliveries that an operator must look at, the latest first. One query."""
    rows = Delivery.objects.filter(state=State.FAILED, finished_at__isnull=False)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(finished_at__lt=key[0]) | Q(finished_at=key[0], pk__lt=key[1]))
    found = rows.order_by("-finished_at", "-pk").values_list(*_COLUMNS)[: size + 1]
    return paging.page([FailedDelivery(*row) for row in found], size=size, key=lambda row: (row.finished_at, row.id))
