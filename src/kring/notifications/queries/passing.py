"""What passes: of what was told, that which is so still when a letter about it is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kring.foundation.access.readers import Reader
from kring.meetings.models import Meeting, Part
from kring.meetings.models import State as MeetingState
from kring.meetings.polls.models import Poll
from kring.meetings.polls.models import State as PollState
from kring.notifications.queries.inbox import Told
from kring.notifications.rules import Topic

# A meeting that is to come.
_COMING: Final = frozenset({Topic.MEETING_PLANNED, Topic.MEETING_SOON, Topic.INVITED, Topic.PART_GIVEN})
_OF_MEETINGS: Final = _COMING | {Topic.LIST_OPEN}
_OF_POLLS: Final = frozenset({Topic.POLL_OPENED, Topic.POLL_CLOSING})


def still_so(reader: Reader, told: Sequence[Told], *, now: datetime) -> list[Told]:
    """Those that are so now: letters wait for their hour, and a meeting may be over or cancelled by then, a list
    closed, a poll decided, a part given to another. Of a meeting to come they say when it is now. At most three
    queries, none where nothing of the kind was told."""
    # Of no keys Django asks nothing.
    meetings = Meeting.objects.in_bulk(_keys(told, _OF_MEETINGS))
    polls = Poll.objects.in_bulk(_keys(told, _OF_POLLS))
    has_parts = any(one.topic == Topic.PART_GIVEN for one in told)
    parts = _parts(reader, meetings) if has_parts else frozenset()
    return [
        _as_it_is(one, meetings[int(one.about_key)]) if one.topic in _COMING else one
        for one in told
        if (one.topic not in _OF_MEETINGS or _is_due(one, meetings.get(int(one.about_key)), now=now))
        and (one.topic not in _OF_POLLS or _is_asked(polls.get(int(one.about_key)), now=now))
        and (one.topic != Topic.PART_GIVEN or (int(one.about_key), one.facts.get("part")) in parts)
    ]


def _keys(told: Sequence[Told], topics: frozenset[Topic]) -> list[int]:
    return sorted({int(one.about_key) for one in told if one.topic in topics})


def _is_due(told: Told, meeting: Meeting | None, *, now: datetime) -> bool:
    if meeting is None or meeting.state != MeetingState.PLANNED:
        return False
    # Of a series the first is over, and others are to come.
    goes_on = told.topic == Topic.MEETING_PLANNED and meeting.series_id is not None
    return told.topic not in _COMING or meeting.starts_at > now or goes_on


def _as_it_is(told: Told, meeting: Meeting) -> Told:
    """The same with the day and the time that the meeting has now, by the clocks there."""
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    return told._replace(facts={**told.facts, "day": local.date().isoformat(), "time": f"{local:%H:%M}"})


def _is_asked(poll: Poll | None, *, now: datetime) -> bool:
    return poll is not None and poll.state == PollState.OPEN and (poll.answer_until is None or poll.answer_until > now)


def _parts(reader: Reader, meetings: Mapping[int, Meeting]) -> frozenset[tuple[int, str]]:
    """The parts that the reader has, by meeting; that she leads it among them."""
    rows = Part.objects.filter(meeting__in=list(meetings), account=reader.account or 0)
    leads = {(key, "leader") for key, meeting in meetings.items() if meeting.led_by_id == reader.account}
    return frozenset(leads | set(rows.values_list("meeting_id", "role")))
