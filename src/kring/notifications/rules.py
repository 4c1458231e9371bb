"""Who hears what, and when a letter about it goes out. Pure.

The product's own inbox gets everything; what is decided here is mail alone. Letters that somebody asked for this moment
(a code to sign in with, an invitation) are no part of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo


class Topic(StrEnum):
    """What a notification says."""

    ANSWERED = "answered"
    REPLIED = "replied"
    COMMENTED = "commented"
    ACCEPTED = "accepted"
    MENTIONED = "mentioned"
    ASKED_TO_JOIN = "asked-to-join"
    ADMITTED = "admitted"
    DECLINED = "declined"
    ANNOUNCED = "announced"
    HELP = "help"
    MESSAGE = "message"
    SUBMITTED = "submitted"
    ANSWERED_REVIEW = "answered-review"
    REVIEW_ASKED = "review-asked"
    REVIEW_APPROVED = "review-approved"
    REVIEW_REFUSED = "review-refused"
    REVIEW_FLAGGED = "review-flagged"
    DEADLINE = "deadline"
    PERIOD_CLOSED = "period-closed"
    MEETING_PLANNED = "meeting-planned"
    MEETING_MOVED = "meeting-moved"
    MEETING_CANCELLED = "meeting-cancelled"
    MEETING_SOON = "meeting-soon"
    MOVED_UP = "moved-up"
    SIGNED_UP = "signed-up"
    SIGNED_OFF = "signed-off"
    LIST_OPEN = "list-open"
    PART_GIVEN = "part-given"
    INVITED = "invited"
    POLL_OPENED = "poll-opened"
    POLL_CLOSING = "poll-closing"
    POLL_WITHDRAWN = "poll-withdrawn"
    MISS_NO_MORE = "miss-no-more"
    OUT_OF_REACH = "out-of-reach"
    PIECE_ADDED = "piece-added"
    MATCHED = "matched"
    UNMATCHED = "unmatched"
    MATCH_GONE = "match-gone"
    REMINDED = "reminded"
    PAIRING_OVER = "pairing-over"
    LEFT_IN_PEACE = "left-in-peace"
    AGREEMENT_PROPOSED = "agreement-proposed"
    AGREEMENT_SIGNED = "agreement-signed"
    AGREEMENT_DECLINED = "agreement-declined"
    AGREEMENT_NOTICE = "agreement-notice"
    AGREEMENT_RENEWS = "agreement-renews"
    AGREEMENT_ENDING = "agreement-ending"
    AGREEMENT_ENDED = "agreement-ended"
    SEATS_FULL = "seats-full"
    SEAT_KEPT = "seat-kept"
    SEAT_ENDING = "seat-ending"
    SEAT_GRACE = "seat-grace"
    SEAT_LEAVES = "seat-leaves"
    SEAT_OVER = "seat-over"
    BELOW_FLOOR = "below-floor"
    TEAM_ASKED = "team-asked"
    TEAM_YES = "team-yes"
    TEAM_NO = "team-no"
    TEAM_GREW = "team-grew"
    TEAM_CLOSED = "team-closed"
    NAME_ACCEPTED = "name-accepted"
    NAME_REFUSED = "name-refused"
    ENDORSED = "endorsed"
    ENDORSEMENT_ASKED = "endorsement-asked"
    DEVELOPMENT_OFFERED = "development-offered"


class Rhythm(IntEnum):
    """How often someone wants letters about something."""

    NEVER = 0
    AT_ONCE = 1
    DAILY = 2
    WEEKLY = 3


# What such letters gather waits for the day's or the week's.
GATHERED: Final = frozenset({Rhythm.DAILY, Rhythm.WEEKLY})


class Scope(StrEnum):
    """Whom a topic is about: what concerns the reader alone has one choice, the life of circles one for each."""

    OWN = "own"
    CIRCLE = "circle"


class Telling(NamedTuple):
    """A row of the table: whom the topic is about, the rhythm for whoever chose none, whether quiet hours hold its
    letter, and whether that letter is for her calendar too: then it is of one meeting alone, and comes at once to
    whoever wants such letters."""

    scope: Scope
    usual: Rhythm
    is_held: bool = True
    has_calendar: bool = False


# What a link in a letter that gathers is about.
DIGEST: Final = "digest"

# The one table of who hears what. A new topic is a row here, a sentence in `sentences`, and a call of `notify`.
TABLE: Final[Mapping[str, Telling]] = {
    Topic.ANSWERED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REPLIED: Telling(Scope.CIRCLE, Rhythm.DAILY),
    Topic.COMMENTED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.ACCEPTED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.MENTIONED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.ASKED_TO_JOIN: Telling(Scope.CIRCLE, Rhythm.AT_ONCE),
    Topic.ADMITTED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.DECLINED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.ANNOUNCED: Telling(Scope.CIRCLE, Rhythm.AT_ONCE),
    Topic.HELP: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.MESSAGE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SUBMITTED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.ANSWERED_REVIEW: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REVIEW_ASKED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REVIEW_APPROVED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REVIEW_REFUSED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REVIEW_FLAGGED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.DEADLINE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.PERIOD_CLOSED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.MEETING_PLANNED: Telling(Scope.CIRCLE, Rhythm.DAILY),
    Topic.MEETING_MOVED: Telling(Scope.OWN, Rhythm.AT_ONCE, has_calendar=True),
    Topic.MEETING_CANCELLED: Telling(Scope.OWN, Rhythm.AT_ONCE, has_calendar=True),
    Topic.MOVED_UP: Telling(Scope.OWN, Rhythm.AT_ONCE, has_calendar=True),
    Topic.SIGNED_UP: Telling(Scope.OWN, Rhythm.AT_ONCE, has_calendar=True),
    Topic.SIGNED_OFF: Telling(Scope.OWN, Rhythm.AT_ONCE, has_calendar=True),
    Topic.MEETING_SOON: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.LIST_OPEN: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.PART_GIVEN: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.INVITED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.POLL_OPENED: Telling(Scope.CIRCLE, Rhythm.AT_ONCE),
    Topic.POLL_CLOSING: Telling(Scope.CIRCLE, Rhythm.AT_ONCE),
    Topic.POLL_WITHDRAWN: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.MISS_NO_MORE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.OUT_OF_REACH: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.PIECE_ADDED: Telling(Scope.CIRCLE, Rhythm.WEEKLY),
    Topic.MATCHED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.UNMATCHED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.MATCH_GONE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.REMINDED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.PAIRING_OVER: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.LEFT_IN_PEACE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_PROPOSED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_SIGNED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_DECLINED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_NOTICE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_RENEWS: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_ENDING: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.AGREEMENT_ENDED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEATS_FULL: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEAT_KEPT: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEAT_ENDING: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEAT_GRACE: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEAT_LEAVES: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.SEAT_OVER: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.BELOW_FLOOR: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.TEAM_ASKED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.TEAM_YES: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.TEAM_NO: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.TEAM_GREW: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.TEAM_CLOSED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.NAME_ACCEPTED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.NAME_REFUSED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.ENDORSED: Telling(Scope.OWN, Rhythm.AT_ONCE),
    Topic.ENDORSEMENT_ASKED: Telling(Scope.OWN, Rhythm.DAILY),
    Topic.DEVELOPMENT_OFFERED: Telling(Scope.OWN, Rhythm.AT_ONCE),
}

CALENDAR: Final = frozenset(topic for topic, telling in TABLE.items() if telling.has_calendar)
# Of those, what ends a meeting for her.
ENDING: Final = frozenset({Topic.MEETING_CANCELLED, Topic.SIGNED_OFF})

# What comes within this time of the first becomes one letter with it.
GATHERING: Final = timedelta(minutes=3)
# So many letters in a row may come back for other reasons than a wrong address.
FAILURES: Final = 3
USUAL_HOUR: Final = 8
USUAL_WEEKDAY: Final = 0
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Choices:
    """What one person chose. None where she leaves a rhythm to the table; `weekday` 0 is Monday; `quiet_from` and
    `quiet_to` are local times, both None without quiet hours, and may lie around midnight. Without `digests` no letter
    comes that gathers what happened; without `invitations` none brings a meeting for her calendar."""

    own: Rhythm | None = None
    circles: Rhythm | None = None
    zone: str = "Europe/Amsterdam"
    hour: int = USUAL_HOUR
    weekday: int = USUAL_WEEKDAY
    quiet_from: time | None = None
    quiet_to: time | None = None
    quiet_weekend: bool = False
    digests: bool = True
    invitations: bool = True


def is_own(topic: str, place: int | None) -> bool:
    """Whether the choice for what concerns one alone decides: where a thing stands in no circle, it always does."""
    return place is None or TABLE[topic].scope is Scope.OWN


def rhythm(topic: str, *, place: int | None, choices: Choices, here: Rhythm | None) -> Rhythm:
    """How often she hears of a topic by letter; `here` is what she chose for this circle, None for nothing."""
    nearest = (choices.own,) if is_own(topic, place) else (here, choices.circles)
    wanted = next((chosen for chosen in nearest if chosen is not None), TABLE[topic].usual)
    if wanted is not Rhythm.NEVER and for_calendar(topic, choices):
        return Rhythm.AT_ONCE
    return Rhythm.NEVER if wanted in GATHERED and not choices.digests else wanted


def for_calendar(topic: str, choices: Choices) -> bool:
    """Whether the letter about a topic is for her calendar too."""
    return choices.invitations and topic in CALENDAR


def still_said(topic: str, *, is_read: bool, method: str | None) -> bool:
    """Whether a letter about a meeting still says this, by what her calendar is told (`REQUEST`, `CANCEL`): that it
    moved is nothing to who comes no more, nor that it was cancelled to who comes again. Where the calendar is told
    nothing, only the end of a meeting is said, once."""
    if method is None:
        return topic in ENDING and not is_read
    return (topic in ENDING) is (method == "CANCEL")


def due(topic: str, wanted: Rhythm, *, at: datetime, choices: Choices) -> datetime | None:
    """When a letter about what happened `at` goes out at the earliest, in UTC; None for never."""
    if wanted is Rhythm.NEVER:
        return None
    if wanted is Rhythm.AT_ONCE:
        is_held = TABLE[topic].is_held and not for_calendar(topic, choices)
        return held_until(at + GATHERING, choices) if is_held else at
    return next_digest(at, choices, weekly=wanted is Rhythm.WEEKLY)


def held_until(at: datetime, choices: Choices) -> datetime:
    """The first moment from `at` on that is outside her quiet hours and quiet weekend, in the zone of `at`.

    Quiet hours go by the clock on the wall: in the night that it is set back, an hour of them comes twice.
    """
    zone = ZoneInfo(choices.zone)
    while (end := _quiet_end(at.astimezone(zone), choices)) is not None:
        at = _moment(end, zone, after=at).astimezone(at.tzinfo)
    return at


def next_digest(at: datetime, choices: Choices, *, weekly: bool) -> datetime:
    """The first moment after `at` at which her daily letter goes out, or her weekly one. A daily letter keeps quiet
    weekends; the day of the weekly one she chose herself."""
    zone = ZoneInfo(choices.zone)
    days = (day for day in _days_from(at.astimezone(zone)) if _gathers(day, choices, weekly=weekly))
    moments = (_moment(day.replace(hour=choices.hour), zone).astimezone(at.tzinfo) for day in days)
    return next(moment for moment in moments if moment > at)


def _gathers(day: datetime, choices: Choices, *, weekly: bool) -> bool:
    """Whether a letter that gathers goes out on this day."""
    if weekly:
        return day.weekday() == choices.weekday
    return not (choices.quiet_weekend and _is_weekend(day))


def pauses(status: str, failures: int) -> bool:
    """Whether an address is paused after so many letters came back for good, the last by this enhanced status
    (RFC 3463): at once when it says that there is no such address (5.1.x), else at the third."""
    if not status.startswith("5."):
        return False
    return status.startswith("5.1.") or failures >= FAILURES


def _days_from(local: datetime) -> Iterator[datetime]:
    """The midnights, as the wall shows them, of today and of the eight days after."""
    today = datetime.combine(local.date(), time())
    return (today + timedelta(days=days) for days in range(9))


def _quiet_end(local: datetime, choices: Choices) -> datetime | None:
    """When the quiet that holds now ends, as the wall shows it; None when nothing holds."""
    today = datetime.combine(local.date(), time())
    if choices.quiet_weekend and _is_weekend(local):
        return today + timedelta(days=7 - local.weekday())
    first, last, now = choices.quiet_from, choices.quiet_to, local.time()
    if first is None or last is None or first == last:
        return None
    if first < last:
        return datetime.combine(today, last) if first <= now < last else None
    if now >= first:
        return datetime.combine(today + timedelta(days=1), last)
    return datetime.combine(today, last) if now < last else None


def _is_weekend(day: datetime) -> bool:
    return day.weekday() >= _SATURDAY


def _moment(wall: datetime, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """The moment that a clock on the wall shows this. Of two, the first, unless that isn't `after`; a time that the
    clock skips is as much later as it skips."""
    first = wall.replace(tzinfo=zone)
    if after is not None and first.timestamp() <= after.timestamp():
        first = first.replace(fold=1)
    return first
