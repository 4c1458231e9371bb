"""Lists of meetings: rows as plain tuples, a page by key, one query each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Abs, Extract

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page
from kring.meetings.access import MEETING
from kring.meetings.models import Meeting, Part, PartRole, SignUp, SignUpState, State

# Since when a meeting can have begun that goes on still.
LONGEST = timedelta(days=14)


class MeetingRow(NamedTuple):
    """A meeting as lists show it. `mine` is the state of the reader's sign-up, None without one; `leads`: she leads
    it; `part`: she has a part in it."""

    id: int
    title: str
    kind: str
    mode: str
    location: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    places: int | None
    taken: int
    waiting: int
    series: int | None
    circle: str | None
    circle_name: str | None
    mine: str | None
    leads: bool
    part: bool


_COLUMNS = (
    "pk", "title", "kind", "mode", "location", "starts_at", "ends_at", "zone", "state", "places", "taken", "waiting",
    "series_id", "place__community__slug", "place__community__name", "mine", "leads",
    "part",
)  # fmt: skip


def upcoming(
    reader: Reader, *, now: datetime, places: Sequence[int] | None = None, after: str = "", size: int = 20
) -> Page[MeetingRow]:
    """Meetings that haven't ended, the soonest first; in these places, or wherever the reader may look."""
    rows = _readable(reader, places).filter(ends_at__gt=now, starts_at__gt=now - LONGEST)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(starts_at__gte=key[0]), Q(starts_at__gt=key[0]) | Q(pk__gt=key[1]))
    return _page(reader, rows.order_by("starts_at", "pk"), size)


def past(
    reader: Reader, *, now: datetime, places: Sequence[int] | None = None, after: str = "", size: int = 20
) -> Page[MeetingRow]:
    """Meetings that have ended, the latest first; not those that were cancelled."""
    rows = _readable(reader, places).filter(ends_at__lte=now).exclude(state=State.CANCELLED)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(starts_at__lte=key[0]), Q(starts_at__lt=key[0]) | Q(pk__lt=key[1]))
    return _page(reader, rows.order_by("-starts_at", "-pk"), size)


def mine(reader: Reader, *, now: datetime, after: str = "", size: int = 20) -> Page[MeetingRow]:
    """Meetings to come for which the reader has a place or waits for one, that she leads or in which she has a part;
    the soonest first."""
    if reader.account is None:
        return Page([])
    going = SignUp.objects.filter(account=reader.account, state__in=(SignUpState.GOING, SignUpState.WAITING))
    rows = _readable(reader, None).filter(ends_at__gt=now, starts_at__gt=now - LONGEST)
    rows = rows.filter(Q(pk__in=going.values("meeting")) | takes_part(reader))
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(starts_at__gte=key[0]), Q(starts_at__gt=key[0]) | Q(pk__gt=key[1]))
    return _page(reader, rows.order_by("starts_at", "pk"), size)


def mine_past(reader: Reader, *, now: datetime, after: str = "", size: int = 20) -> Page[MeetingRow]:
    """Meetings that have ended and at which the reader had a place, that she led or in which she had a part; the latest
    first. Not those that were cancelled."""
    if reader.account is None:
        return Page([])
    going = SignUp.objects.filter(account=reader.account, state=SignUpState.GOING)
    rows = _readable(reader, None).filter(ends_at__lte=now).exclude(state=State.CANCELLED)
    rows = rows.filter(Q(pk__in=going.values("meeting")) | takes_part(reader))
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(starts_at__lte=key[0]), Q(starts_at__lt=key[0]) | Q(pk__lt=key[1]))
    return _page(reader, rows.order_by("-starts_at", "-pk"), size)


class Ahead(NamedTuple):
    """A meeting to come as something that one could learn: its kind, its minutes, what it gives in registers."""

    id: int
    title: str
    kind: str
    mode: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    taken: int
    claims: Mapping[str, Mapping[str, Any]]
    has_facilitator: bool


def ahead(reader: Reader, *, now: datetime, until: datetime, size: int = 12) -> list[Ahead]:
    """The next meetings in the reader's circles that begin and end before `until`, the soonest first. One query."""
    rows = _readable(reader, list(reader.roles)).filter(state=State.PLANNED, starts_at__gt=now, ends_at__lt=until)
    facilitated = Part.objects.filter(meeting=OuterRef("pk"), role=PartRole.FACILITATOR)
    chosen = rows.annotate(has_facilitator=Exists(facilitated)).order_by("starts_at", "pk").values_list(*Ahead._fields)
    return [Ahead._make(row) for row in chosen[:size]]


def elsewhere(reader: Reader, *, now: datetime, size: int = 10) -> list[MeetingRow]:
    """The next meetings in the reader's circles for which she has no place, nor waits for one or has a part; of a
    series the next one alone, and none where she has a place in it."""
    rows = _readable(reader, list(reader.roles)).filter(state=State.PLANNED, starts_at__gt=now)
    own = SignUp.objects.filter(account=reader.account or 0, state__in=(SignUpState.GOING, SignUpState.WAITING))
    sooner = Meeting.objects.filter(series=OuterRef("series"), state=State.PLANNED, starts_at__gt=now)
    rows = rows.exclude(pk__in=own.values("meeting")).exclude(takes_part(reader))
    rows = rows.exclude(Exists(sooner.filter(Q(starts_at__lt=OuterRef("starts_at")) | Q(sign_ups__in=own))))
    return list(_page(reader, rows.order_by("starts_at", "pk"), size).rows)


def to_close(reader: Reader, *, now: datetime, size: int = 5) -> list[MeetingRow]:
    """Meetings that the reader leads, that are over and whose presence list is open still; the latest first."""
    if reader.account is None:
        return []
    rows = Meeting.objects.filter(
        MEETING.filter(reader, "read"), led_by=reader.account, state=State.PLANNED, ends_at__lte=now
    )
    return list(_page(reader, rows.order_by("-ends_at", "-pk"), size).rows)


def of_series(reader: Reader, series: int, *, now: datetime, size: int = 12) -> list[MeetingRow]:
    """The next meetings of a series, the cancelled ones too."""
    rows = Meeting.objects.filter(MEETING.filter(reader, "read"), series=series, ends_at__gt=now)
    return list(_page(reader, rows.order_by("starts_at", "pk"), size).rows)


def rows_of(reader: Reader, keys: Sequence[int]) -> dict[int, MeetingRow]:
    """The rows of these meetings that the reader may read, by key. One query."""
    rows = _readable(reader, None).filter(pk__in=list(keys))
    return {row.id: row for row in _page(reader, rows, len(keys)).rows} if keys else {}


def of_each_series(reader: Reader, series: Sequence[int], *, now: datetime) -> dict[int, MeetingRow]:
    """For each of these series the meeting by which it is shown: the next that isn't cancelled, else the latest that
    was, else the last. Two queries."""
    rows = _readable(reader, None).filter(series__in=list(series))
    rank = Case(
        When(ends_at__gt=now, state=State.PLANNED, then=0), When(ends_at__lte=now, then=1), default=2,
        output_field=IntegerField(),
    )  # fmt: skip
    away = Abs(Extract("starts_at", "epoch") - now.timestamp())
    ordered = rows.annotate(rank=rank, away=away).order_by("series", "rank", "away", "pk").distinct("series")
    found = rows_of(reader, list(ordered.values_list("pk", flat=True))) if series else {}
    return {row.series or 0: row for row in found.values()}


def series_of(keys: Sequence[int]) -> list[int]:
    """The series of these meetings, each once. For whoever keeps what is known of them up to date."""
    rows = Meeting.objects.filter(pk__in=list(keys), series__isnull=False)
    return sorted(set(rows.values_list("series__pk", flat=True)))


def takes_part(reader: Reader) -> Q:
    """The meetings that the reader leads, and those in which she has a part."""
    parts = Part.objects.filter(account=reader.account or 0)
    return Q(led_by=reader.account or 0) | Q(pk__in=parts.values("meeting"))


def _readable(reader: Reader, places: Sequence[int] | None) -> "QuerySet[Meeting]":
    rows = Meeting.objects.filter(MEETING.filter(reader, "read"))
    return rows if places is None else rows.filter(place__in=list(places))


def _page(reader: Reader, rows: "QuerySet[Meeting]", size: int) -> Page[MeetingRow]:
    own = SignUp.objects.filter(meeting=OuterRef("pk"), account=reader.account or 0)
    chosen: QuerySet[Meeting, Any] = rows.annotate(
        mine=Subquery(own.values("state")[:1]),
        leads=ExpressionWrapper(Q(led_by=reader.account or 0), output_field=BooleanField()),
        part=Exists(Part.objects.filter(meeting=OuterRef("pk"), account=reader.account or 0)),
    ).values_list(*_COLUMNS)
    found = [MeetingRow._make(row) for row in chosen[: size + 1]]
    return paging.page(found, size=size, key=lambda row: (row.starts_at, row.id))
