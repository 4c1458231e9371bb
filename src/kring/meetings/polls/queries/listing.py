"""Polls that are open: of a circle, and those that wait for the reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from kring.foundation.access.readers import Reader
from kring.meetings.polls.access import POLL
from kring.meetings.polls.models import Mark, Option, Poll, State


class PollRow(NamedTuple):
    """An open poll as lists show it. `waits`: there is a date of which the reader, who may, said nothing yet."""

    id: int
    title: str
    zone: str
    answer_until: datetime | None
    circle: str | None
    circle_name: str | None
    dates: int
    first: datetime
    last: datetime
    waits: bool


_COLUMNS = (
    "pk", "title", "zone", "answer_until", "place__community__slug", "place__community__name", "dates", "first",
    "last", "waits",
)  # fmt: skip


def opened(reader: Reader, *, places: Sequence[int], now: datetime, size: int = 20) -> list[PollRow]:
    """The open polls of these places with a date to come; those that close first stand first. One query."""
    return _rows(reader, Poll.objects.filter(POLL.filter(reader, "read"), place__in=list(places)), now=now, size=size)


def awaiting(reader: Reader, *, now: datetime, size: int = 5) -> list[PollRow]:
    """The polls in which the reader may still say when she can, and didn't of each date. One query, none for whoever
    is in no circle."""
    if reader.account is None or not reader.roles:
        return []
    rows = Poll.objects.filter(POLL.filter(reader, "mark"), place__community__archived_at=None)
    rows = rows.filter(Q(answer_until=None) | Q(answer_until__gt=now))
    return _rows(reader, rows, now=now, size=size, only_waiting=True)


def _rows(
    reader: Reader, rows: "QuerySet[Poll]", *, now: datetime, size: int, only_waiting: bool = False
) -> list[PollRow]:
    may = Poll.objects.filter(POLL.filter(reader, "mark"), Q(answer_until=None) | Q(answer_until__gt=now))
    said = Mark.objects.filter(option=OuterRef("pk"), account=reader.account or 0)
    silent = Option.objects.filter(~Exists(said), poll=OuterRef("pk"), poll__in=may, starts_at__gt=now)
    coming = Q(options__starts_at__gt=now)
    found: Any = rows.filter(state=State.OPEN).annotate(
        waits=Exists(silent),
        dates=Count("options", filter=coming),
        first=Min("options__starts_at", filter=coming),
        last=Max("options__starts_at", filter=coming),
    )
    found = found.filter(dates__gt=0, **({"waits": True} if only_waiting else {}))
    order = found.order_by(F("answer_until").asc(nulls_last=True), "made_at", "pk")
    return [PollRow._make(row) for row in order.values_list(*_COLUMNS)[:size]]
