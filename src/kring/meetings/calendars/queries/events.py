"""Meetings as entries of a calendar."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.meetings.access import MEETING
from kring.meetings.calendars.rules.feeds import MOST_EVENTS, PAST
from kring.meetings.models import Meeting, Part, SignUp, SignUpState
from kring.meetings.queries.listing import takes_part


class Entry(NamedTuple):
    """A meeting in somebody's calendar. `mine` is the state of her sign-up, None without one; `hosts`: she hosts it, or
    has a part in it. Without a place and without that, `link` is empty."""

    id: int
    uid: UUID
    title: str
    html: str
    mode: str
    location: str
    link: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    state: str
    because: str
    sequence: int
    changed_at: datetime
    place: int
    led_by: int
    leader: str
    circle: str | None
    mine: str | None = None
    hosts: bool = False


_COLUMNS = (
    "pk", "uid", "title", "html", "mode", "location", "link", "zone", "starts_at", "ends_at", "state",
    "cancelled_because", "sequence", "changed_at", "place_id", "led_by_id", "led_by__name", "place__community__name",
)  # fmt: skip
COMING = (SignUpState.GOING, SignUpState.WAITING)


def feed_entries(reader: Reader, *, place: int | None, now: datetime) -> list[Entry]:
    """What stands in a feed: the meetings of one place, or those that the reader has a part in wherever they are, as
    far as she may see them; from 90 days ago on, 2,000 at most, the first ones first. One query, but for her sight."""
    rows = _readable(reader).filter(ends_at__gt=now - PAST)
    if place is not None:
        rows = rows.filter(place=place)
    else:
        coming = SignUp.objects.filter(account=reader.account, state__in=COMING)
        rows = rows.filter(Q(pk__in=coming.values("meeting")) | takes_part(reader))
    return [_entry(reader, row) for row in _chosen(reader, rows).order_by("starts_at", "pk")[:MOST_EVENTS]]


def entry(reader: Reader, key: int) -> Entry:
    """One meeting that the reader may see. Raises NotThereError."""
    row = _chosen(reader, _readable(reader).filter(pk=key)).first()
    if row is None:
        raise NotThereError
    return _entry(reader, row)


def entry_of(sign_up: SignUp) -> Entry:
    """The meeting of a sign-up, as its calendar is told of it. One query."""
    row = Meeting.objects.filter(pk=sign_up.meeting_id).values_list(*_COLUMNS).get()
    found = Entry._make((*row, sign_up.state, False))
    return found if sign_up.state == SignUpState.GOING else found._replace(link="")


def _readable(reader: Reader) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(MEETING.filter(reader, "read"))


def _chosen(reader: Reader, rows: "QuerySet[Meeting]") -> "QuerySet[Meeting, Any]":
    own = SignUp.objects.filter(meeting=OuterRef("pk"), account=reader.account or 0)
    part = Exists(Part.objects.filter(meeting=OuterRef("pk"), account=reader.account or 0))
    return rows.annotate(mine=Subquery(own.values("state")[:1]), part=part).values_list(*_COLUMNS, "mine", "part")


def _entry(reader: Reader, row: "tuple[Any, ...]") -> Entry:
    found = Entry._make(row)
    leads = reader.account is not None and (reader.account == found.led_by or reader.has(found.place, Role.HOST))
    found = found._replace(hosts=leads or found.hosts)
    return found if found.hosts or found.mine == SignUpState.GOING else found._replace(link="")


def guest_place(sign_up: int) -> SignUp | None:
    """The sign-up of a guest, with its meeting: for who holds the link that was mailed to her. None for who is none."""
    rows = SignUp.objects.select_related("meeting").filter(pk=sign_up, account=None)
    return rows.first()
