"""What the calendar of someone who signed up is told, and that it was."""

from dataclasses import dataclass
from datetime import datetime

from kring.meetings.calendars.models import CalendarCopy
from kring.meetings.calendars.queries.events import COMING, Entry, entry_of
from kring.meetings.calendars.rules import telling as rules
from kring.meetings.calendars.rules.replies import Answer
from kring.meetings.calendars.rules.telling import Before, Method, Standing
from kring.meetings.models import SignUp, SignUpState, State


@dataclass(frozen=True, slots=True)
class Message:
    """A message for the calendar of who signed up, with its number and that of the meeting."""

    sign_up: SignUp
    entry: Entry
    method: Method
    sequence: int
    of_meeting: int
    at: datetime
    before: Before | None

    @property
    def is_first(self) -> bool:
        """Whether this is the first that it hears of her coming."""
        return self.before is None or self.before.method is Method.CANCEL

    @property
    def has_changed(self) -> bool:
        """Whether the meeting is another than it was told last."""
        return self.before is not None and self.before.of_meeting != self.of_meeting


def message_for(*, sign_up: int, now: datetime) -> Message | None:
    """The message that brings this calendar up to date; None where there is nothing to tell it, or the
    meeting is over.

    Takes part in the caller's transaction, which notes it as told (`note_told`) and puts it into a letter: both happen,
    or neither. Of two at once the second waits.
    """
    copy = held_copy(sign_up)
    found = SignUp.objects.select_related("account", "meeting", "brought_by").get(pk=sign_up)
    before = before_of(copy)
    standing = Standing(
        comes=found.state in COMING,
        waits=found.state == SignUpState.WAITING,
        cancelled=found.meeting.state == State.CANCELLED,
        of_meeting=found.meeting.sequence,
    )
    method = rules.method(standing, before)
    if method is None or found.meeting.ends_at <= now:
        return None
    sequence = rules.sequence(of_meeting=standing.of_meeting, method=method, before=before)
    return Message(found, entry_of(found), method, sequence, standing.of_meeting, now, before)


def note_told(*, message: Message) -> None:
    """A letter with this message is in the queue."""
    CalendarCopy.objects.filter(pk=message.sign_up.pk).update(
        method=message.method,
        sequence=message.sequence,
        of_meeting=message.of_meeting,
        waits=message.sign_up.state == SignUpState.WAITING,
        told_at=message.at,
        answer="",
    )


def held_copy(sign_up: int) -> CalendarCopy:
    """What the calendar of a sign-up knows, held until the transaction ends; made where nothing is known yet."""
    CalendarCopy.objects.bulk_create([CalendarCopy(sign_up_id=sign_up)], ignore_conflicts=True)
    return CalendarCopy.objects.select_for_update(no_key=True).get(pk=sign_up)


def before_of(copy: CalendarCopy) -> Before | None:
    """What it was told last, as the rules read it."""
    if not copy.method:
        return None
    declined = copy.answer == Answer.DECLINED
    return Before(Method(copy.method), copy.sequence, copy.of_meeting, copy.waits, declined)
