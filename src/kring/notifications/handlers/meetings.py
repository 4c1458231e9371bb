"""Who hears of meetings, and of what comes of them in a group for peer consultation."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kring.communities.models import Membership
from kring.meetings.calendars.queries.events import COMING
from kring.meetings.consultations.events import ReachChanged
from kring.meetings.consultations.rules.attending import Reach
from kring.meetings.events import (
    ListLeftOpen,
    MeetingPlanned,
    MeetingsCancelled,
    MeetingsChanged,
    MeetingSoon,
    MovedUp,
    PartGiven,
    SignedOff,
    SignedUp,
)
from kring.meetings.models import Meeting, SignUp, SignUpState
from kring.meetings.models import State as MeetingState
from kring.meetings.polls.queries import invited
from kring.meetings.queries import with_part
from kring.notifications.actions import notify
from kring.notifications.handlers.telling import actor_of
from kring.notifications.letters import guests
from kring.notifications.rules import Topic


def meeting_planned(fact: MeetingPlanned, *, event: int, now: datetime) -> None:
    """The members of the circle where it is; of a series once. Whoever said in a poll that she can then is invited."""
    meeting = Meeting.objects.get(pk=fact.meeting)
    can = invited(fact.meeting)
    _about_meeting(Topic.INVITED, can, meeting, event=event, now=now)
    members = Membership.objects.filter(community=meeting.place_id, left_at=None).exclude(account__in=can)
    keys = members.values_list("account_id", flat=True)
    _about_meeting(Topic.MEETING_PLANNED, keys, meeting, event=event, now=now)


def meetings_changed(fact: MeetingsChanged, *, event: int, now: datetime) -> None:
    """Who has a place or waits for one, guests too, and who leads or has a part, where it moved in time or place or has
    another name."""
    if fact.moved:
        rows = Meeting.objects.filter(pk__in=fact.meetings, state=MeetingState.PLANNED)
        _about_each(Topic.MEETING_MOVED, rows, event=event, now=now)


def meetings_cancelled(fact: MeetingsCancelled, *, event: int, now: datetime) -> None:
    """Who had a place or waited for one, guests too, and who led it or had a part."""
    _about_each(Topic.MEETING_CANCELLED, Meeting.objects.filter(pk__in=fact.meetings), event=event, now=now)


def signed_up(fact: SignedUp, *, event: int, now: datetime) -> None:
    """Who has a place or waits for one, by her own doing too: for her calendar. Nobody of what is over."""
    sign_up = SignUp.objects.select_related("meeting").get(pk=fact.sign_up)
    if sign_up.account_id is None:
        guests.write(sign_up.pk, now=now)
    elif sign_up.state in COMING and sign_up.meeting.ends_at > now:
        facts = {"waits": "1"} if sign_up.state == SignUpState.WAITING else {}
        _about_meeting(
            Topic.SIGNED_UP, [sign_up.account_id], sign_up.meeting, event=event, facts=facts, own_act=True, now=now
        )


def signed_off(fact: SignedOff, *, event: int, now: datetime) -> None:
    """Who has a place or waits for one no more, by her own doing too: for her calendar."""
    sign_up = SignUp.objects.select_related("meeting").get(pk=fact.sign_up)
    if sign_up.account_id is None:
        guests.write(sign_up.pk, now=now)
    elif sign_up.state not in COMING:
        _about_meeting(Topic.SIGNED_OFF, [sign_up.account_id], sign_up.meeting, event=event, own_act=True, now=now)


def moved_up(fact: MovedUp, *, event: int, now: datetime) -> None:
    """Who waited and has a place now."""
    sign_up = SignUp.objects.select_related("meeting").get(pk=fact.sign_up)
    if sign_up.account_id is None:
        guests.write(sign_up.pk, now=now)
    elif sign_up.state == SignUpState.GOING:
        _about_meeting(Topic.MOVED_UP, [sign_up.account_id], sign_up.meeting, event=event, now=now)


def meeting_soon(fact: MeetingSoon, *, event: int, now: datetime) -> None:
    """Who has a place, guests too, leads it or has a part in it."""
    meeting = Meeting.objects.get(pk=fact.meeting)
    going = SignUp.objects.filter(meeting=meeting, state=SignUpState.GOING, account__isnull=False)
    people = {*going.values_list("account_id", flat=True), *with_part(meeting)}
    _about_meeting(Topic.MEETING_SOON, sorted(people), meeting, event=event, now=now)
    if meeting.state == MeetingState.PLANNED and meeting.starts_at > now:
        guests.remind_all(meeting, now=now)


def part_given(fact: PartGiven, *, event: int, now: datetime) -> None:
    """Who has it, unless she gave it to herself."""
    meeting = Meeting.objects.get(pk=fact.meeting)
    if meeting.state == MeetingState.PLANNED and meeting.starts_at > now:
        facts = {"part": fact.role}
        _about_meeting(Topic.PART_GIVEN, [fact.person], meeting, event=event, facts=facts, now=now)


def list_left_open(fact: ListLeftOpen, *, event: int, now: datetime) -> None:
    """Who leads a meeting that is over, and didn't close its list."""
    meeting = Meeting.objects.get(pk=fact.meeting)
    if meeting.state == MeetingState.PLANNED:
        _about_meeting(Topic.LIST_OPEN, [meeting.led_by_id], meeting, event=event, now=now)


_REACHES = {Reach.ALL: Topic.MISS_NO_MORE, Reach.LOST: Topic.OUT_OF_REACH}


def reach_changed(fact: ReachChanged, *, event: int, now: datetime) -> None:
    """Who can miss no more meetings of her group this year, or can't be at enough any more; while she is in it."""
    if Membership.objects.filter(community=fact.group, account=fact.member, left_at=None).exists():
        notify(
            [fact.member],
            topic=_REACHES[Reach(fact.reach)],
            event=event,
            actor=None,
            about="community",
            about_id=fact.group,
            place=fact.group,
            facts={"year": str(fact.year)},
            now=now,
        )


def _about_each(topic: Topic, meetings: "QuerySet[Meeting]", *, event: int, now: datetime) -> None:
    """Tell who comes of each meeting, for her calendar; who only leads or has a part of the first of hers alone: it is
    one thing that happened to her."""
    told: set[int] = set()
    for meeting in meetings.order_by("starts_at", "pk"):
        rows = SignUp.objects.filter(meeting=meeting, state__in=COMING, account__isnull=False)
        coming = set(rows.values_list("account_id", flat=True))
        others = with_part(meeting) - coming - told
        told |= others
        _about_meeting(topic, sorted(coming | others), meeting, event=event, now=now)
        guests.write_to_all(meeting, now=now)


def _about_meeting(
    topic: Topic,
    people: Iterable[int],
    meeting: Meeting,
    *,
    event: int,
    now: datetime,
    facts: Mapping[str, str] | None = None,
    own_act: bool = False,
) -> None:
    """Tell people of a meeting, with its day and time by the clocks there."""
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    notify(
        people,
        topic=topic,
        event=event,
        actor=actor_of(event),
        about="meeting",
        about_id=meeting.pk,
        place=meeting.place_id,
        facts={"day": local.date().isoformat(), "time": f"{local:%H:%M}", **(facts or {})},
        own_act=own_act,
        now=now,
    )
