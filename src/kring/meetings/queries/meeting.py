"""One meeting: what it is, the reader's own sign-up, who has a part, and who comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.meetings.access import MEETING
from kring.meetings.models import Attendance, AttendanceChange, Meeting, Part, PresenceList, SignUp, SignUpState


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as its page shows it to `reader`, an account. `mine` is her sign-up, `guests` those whom she brings,
    `presence` when she was there; `knows_who_comes` where she is of the circle, or signed up herself."""

    meeting: Meeting
    mine: SignUp | None
    guests: Sequence[SignUp]
    presence: Attendance | None
    parts: Sequence[Part]
    is_host: bool
    may_register: bool
    knows_who_comes: bool
    reader: int | None
    # How many people wait before her; none for who doesn't wait.
    before: int = 0

    @property
    def has_place(self) -> bool:
        """Whether the reader has a place."""
        return self.mine is not None and self.mine.state == SignUpState.GOING

    @property
    def takes_part(self) -> bool:
        """Whether the reader hosts it or has a part in it, whether or not she has a place."""
        return self.is_host or any(part.account_id == self.reader for part in self.parts)

    @property
    def may_bring(self) -> bool:
        """Whether the reader may bring guests."""
        return self.is_host or (self.meeting.open_to_all and self.may_register)

    @property
    def place_in_line(self) -> bool:
        """Whether the reader waits for a place."""
        return self.mine is not None and self.mine.state == SignUpState.WAITING


class PersonRow(NamedTuple):
    """Someone who has a place or waits for one; a guest has no handle."""

    sign_up: int
    account: int | None
    handle: str | None
    name: str
    photo: str
    state: str
    asked_at: datetime
    answers: Sequence[str]
    brought_by: str | None
    came_at: datetime | None
    left_at: datetime | None
    how: str | None


def seen(reader: Reader, key: int) -> Seen:
    """A meeting that the reader may read. Raises NotThereError. Three queries; one more for who waits."""
    rows = Meeting.objects.select_related("place__community", "led_by", "series").filter(MEETING.filter(reader, "read"))
    meeting = rows.filter(pk=key).first()
    if meeting is None:
        raise NotThereError
    own: list[SignUp] = []
    if reader.account is not None:
        both = SignUp.objects.filter(meeting=meeting, account=reader.account) | SignUp.objects.filter(
            meeting=meeting, brought_by=reader.account
        )
        own = list(both.select_related("attendance").order_by("pk"))
    mine = next((row for row in own if row.account_id == reader.account), None)
    return Seen(
        meeting=meeting,
        mine=mine,
        guests=[row for row in own if row.account_id is None and row.state in {SignUpState.GOING, SignUpState.WAITING}],
        presence=getattr(mine, "attendance", None),
        parts=list(Part.objects.select_related("account").filter(meeting=meeting).order_by("pk")),
        is_host=MEETING.allows(reader, "host", meeting),
        may_register=reader.account is not None
        and (meeting.open_to_all or MEETING.allows(reader, "register", meeting)),
        knows_who_comes=mine is not None or MEETING.allows(reader, "know", meeting),
        reader=reader.account,
        before=_before(mine) if mine is not None and mine.state == SignUpState.WAITING else 0,
    )


def _before(mine: SignUp) -> int:
    """How many people move up before her."""
    waiting = SignUp.objects.filter(meeting=mine.meeting_id, state=SignUpState.WAITING)
    return waiting.filter(Q(asked_at__lt=mine.asked_at) | Q(asked_at=mine.asked_at, pk__lt=mine.pk)).count()


def with_part(meeting: Meeting) -> set[int]:
    """Who leads a meeting or has a part in it, by account; whether or not they have a place. One query."""
    parts = Part.objects.filter(meeting=meeting, account__isnull=False).values_list("account_id", flat=True)
    return {meeting.led_by_id, *parts}


def people(
    reader: Reader, meeting: Meeting, *, state: str = "going", after: str = "", size: int = 50
) -> Page[PersonRow]:
    """Who has a place, or waits for one, in order. The reader has seen the meeting; only hosts are given answers and
    presence."""
    rows = SignUp.objects.filter(meeting=meeting, state=state)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(asked_at__gte=key[0]).exclude(asked_at=key[0], pk__lte=key[1])
    found = rows.order_by("asked_at", "pk").values_list(
        "pk", "account", "account__handle", "account__name", "account__photo", "state", "asked_at", "answers",
        "brought_by__name", "attendance__came_at", "attendance__left_at", "attendance__how", "guest",
    )[: size + 1]  # fmt: skip
    is_host = MEETING.allows(reader, "host", meeting)
    return paging.page(
        [_person(row, is_host=is_host) for row in found], size=size, key=lambda row: (row.asked_at, row.sign_up)
    )


class Correction(NamedTuple):
    """What a host made of someone's presence; times as ISO text, None where she wasn't there."""

    name: str
    by: str
    at: datetime
    before: Mapping[str, str | None] | None
    after: Mapping[str, str | None] | None


def corrections(meeting: Meeting, *, size: int = 200) -> list[Correction]:
    """What hosts corrected of a list, the latest first; at most so many. The caller has seen to it that the reader
    hosts the meeting. One query."""
    rows = (
        AttendanceChange.objects.filter(sign_up__meeting=meeting)
        .order_by("-pk")
        .annotate(name=Coalesce("sign_up__account__name", "sign_up__guest"))
    )
    return [Correction._make(row) for row in rows.values_list("name", "by__name", "at", "before", "after")[:size]]


def how_many_there(meeting: Meeting) -> int:
    """How many people the open list says were there."""
    return Attendance.objects.filter(sign_up__meeting=meeting).count()


def presence_list(reader: Reader, key: int) -> PresenceList:
    """The closed list of a meeting that the reader hosts. Raises NotThereError for others, and while it is open."""
    rows = PresenceList.objects.select_related("meeting__place__community", "closed_by").filter(meeting=key)
    row = rows.filter(meeting__in=Meeting.objects.filter(MEETING.filter(reader, "read"))).first()
    if row is None or not MEETING.allows(reader, "host", row.meeting):
        raise NotThereError
    return row


def _person(row: Sequence[object], *, is_host: bool) -> PersonRow:
    *columns, guest = row
    made = PersonRow._make(columns)
    made = made if made.handle is not None else made._replace(name=str(guest), photo="")
    return made if is_host else made._replace(answers=(), brought_by=None, came_at=None, left_at=None, how=None)
