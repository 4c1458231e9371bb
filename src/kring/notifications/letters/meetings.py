"""Letters of one meeting: when and where it is, and the message for the reader's calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, override

from kring.foundation.accounts.models import Account
from kring.meetings.calendars.actions import Message, message_for, note_told
from kring.meetings.calendars.addresses import reply_address, sending_address
from kring.meetings.calendars.queries import Entry
from kring.meetings.calendars.writing import Someone, message
from kring.meetings.models import SignUp, SignUpState
from kring.notifications.letters.wording import Letter, one_line, worded
from kring.notifications.queries import Told
from kring.notifications.rules import Rhythm, Scope, Topic, still_said

_FILE: Final = "invite.ics"


def letter(person: Account, meeting: int, told: Sequence[Told], *, now: datetime) -> Letter | None:
    """The letter of what one person was told of a meeting, as it stands now, with what brings her calendar up to date;
    None where nothing of it is to be said any more. Takes part in the caller's transaction, which sends it."""
    key = SignUp.objects.filter(meeting=meeting, account=person).values_list("pk", flat=True).first()
    found = None if key is None else message_for(sign_up=key, now=now)
    method = None if found is None else found.method
    said = [one for one in told if still_said(one.topic, is_read=one.is_read, method=method)]
    if key is None:
        # Who leads or has a part needs no place; no calendar was told of it, so what she hasn't read is news.
        said = [one for one in told if not one.is_read]
    if found is not None:
        waits = found.sign_up.state == SignUpState.WAITING
        said = [one for one in said if one.topic != Topic.SIGNED_UP or ("waits" in one.facts) is waits] or said
    if not said:
        return None
    with override(person.language):
        if found is None:
            return worded(person.pk, person.name, Scope.OWN, Rhythm.AT_ONCE, said, texts={})
        parts = parts_of(found, Someone(person.name, person.email or ""))
        note_told(message=found)
        return worded(
            person.pk, person.name, Scope.OWN, Rhythm.AT_ONCE, said, texts={}, meeting=when_and_where(found.entry),
            parts=parts,
        )  # fmt: skip


def parts_of(found: Message, attendee: Someone) -> list[dict[str, str]]:
    """The message as mail programs want it: beside the text, by which they offer to accept, and as a file for those
    that don't. In the active language."""
    reply = reply_address(found.sign_up.pk)
    organizer = Someone(found.entry.leader, reply or sending_address())
    content = message(
        found.entry,
        found.method,
        sequence=found.sequence,
        at=found.at,
        organizer=organizer,
        attendee=attendee,
        answers=bool(reply),
    )
    return [
        {"type": f"text/calendar; method={found.method}", "content": content},
        {"type": "application/ics", "content": content, "name": _FILE},
    ]


def when_and_where(entry: Entry) -> str:
    """By the clocks there: "Monday 16 March 2026, 15:00–17:00 (Amsterdam), Utrecht". In the active language."""
    zone = ZoneInfo(entry.zone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{_day(ends)}, {ends:%H:%M}"
    dash = "–" if starts.date() == ends.date() else " – "
    where = f", {entry.location}" if entry.location else ""
    city = entry.zone.rpartition("/")[2].replace("_", " ")
    return one_line(f"{_day(starts)}, {starts:%H:%M}{dash}{until} ({city}){where}")


def _day(moment: datetime) -> str:
    return format_date(moment.date(), "EEEE d MMMM y", locale=get_language() or "en")
