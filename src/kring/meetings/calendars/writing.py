"""Calendars as other programs read them (iCalendar, RFC 5545, and its messages, RFC 5546), in the active language.

What people wrote goes in as one line, or as lines that the format escapes: no sign of theirs ends a property.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

from kring.foundation.addresses import mail_host
from kring.foundation.text import cleaning
from kring.foundation.text.markup import plain_text
from kring.meetings.calendars.queries import Entry
from kring.meetings.calendars.rules.telling import Method
from kring.meetings.calendars.rules.zones import observances
from kring.meetings.models import SignUpState, State

# Of what a meeting is about; the rest is on its page.
_LONGEST_ABOUT: Final = 500
_REFRESH: Final = timedelta(hours=1)
_STATUS: Final = {SignUpState.GOING.value: "ACCEPTED", SignUpState.WAITING.value: "TENTATIVE"}


class Someone(NamedTuple):
    """A person in a calendar."""

    name: str
    address: str


def name_of_feed(circle: str | None) -> str:
    """What a calendar calls a feed: of a circle, or of one's own meetings."""
    return f"{circle or _('My meetings')} · {settings.INSTALLATION_NAME or 'Kring'}"


def feed(entries: Sequence[Entry], *, name: str) -> bytes:
    """A feed of these meetings."""
    calendar = _calendar(entries)
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, sequence=entry.sequence, at=entry.changed_at))
    return _written(calendar)


def published(entry: Entry) -> bytes:
    """One meeting, to be taken into a calendar."""
    calendar = _calendar([entry], method="PUBLISH")
    calendar.add_component(_event(entry, sequence=entry.sequence, at=entry.changed_at))
    return _written(calendar)


def message(
    entry: Entry, method: Method, *, sequence: int, at: datetime, organizer: Someone, attendee: Someone, answers: bool
) -> str:
    """An invitation, update or cancellation for one calendar. `answers`: what the organizer's address gets is read.

    Who has a place has accepted already. Who waits is tentative: she did say that she wants to come, so she isn't
    asked again, and whether she can isn't sure.
    """
    calendar = _calendar([entry], method=method)
    event = _event(entry, sequence=sequence, at=at)
    if method is Method.CANCEL and entry.state != State.CANCELLED:
        # It takes place without her: to say otherwise would be about everyone (RFC 5546, 3.2.5).
        del event["status"]
    event.add("organizer", _address(organizer))
    status = {"PARTSTAT": _STATUS[entry.mine]} if method is Method.REQUEST and entry.mine in _STATUS else {}
    asked = {"RSVP": "TRUE" if answers else "FALSE"} if method is Method.REQUEST else {}
    event.add("attendee", _address(attendee, ROLE="REQ-PARTICIPANT", **status, **asked))
    calendar.add_component(event)
    return _written(calendar).decode()


def uid(entry: Entry) -> str:
    """By which name calendars know a meeting."""
    return f"{entry.uid}@{mail_host()}"


def page_url(entry: Entry) -> str:
    """The address of a meeting's page."""
    return f"{settings.BASE_URL}/meetings/{entry.id}"


def _written(calendar: Calendar) -> bytes:
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _calendar(entries: Iterable[Entry], *, method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//Kring//{settings.VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    for zone in _zones(entries):
        calendar.add_component(zone)
    return calendar


def _zones(entries: Iterable[Entry]) -> Iterable[Timezone]:
    """How clocks run in each zone, in the years of these meetings and a few more."""
    years: dict[str, tuple[int, int]] = {}
    for entry in entries:
        first, last = entry.starts_at.year - 1, entry.ends_at.year + 3
        known = years.get(entry.zone, (first, last))
        years[entry.zone] = min(known[0], first), max(known[1], last)
    return [_zone(zone, *span) for zone, span in sorted(years.items()) if zone != "UTC"]


@lru_cache(maxsize=1_000)
def _zone(name: str, first: int, last: int) -> Timezone:
    made = Timezone()
    made.add("tzid", name)
    for one in observances(name, first, last):
        part = TimezoneDaylight() if one.is_daylight else TimezoneStandard()
        part.add("dtstart", one.begins)
        part.add("tzoffsetfrom", one.before)
        part.add("tzoffsetto", one.after)
        part.add("tzname", one.name)
        if one.rule:
            part.add("rrule", vRecur.from_ical(one.rule))
        made.add_component(part)
    return made


def _event(entry: Entry, *, sequence: int, at: datetime) -> Event:
    zone, is_mine = ZoneInfo(entry.zone), entry.hosts or entry.mine == SignUpState.GOING
    event = Event()
    event.add("uid", uid(entry))
    event.add("dtstamp", at.replace(microsecond=0))
    event.add("last-modified", entry.changed_at.replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", _line(entry.title))
    if where := _where(entry):
        event.add("location", where)
    event.add("description", _description(entry))
    event.add("url", page_url(entry))
    event.add("status", _status(entry))
    event.add("transp", "OPAQUE" if is_mine and entry.state != State.CANCELLED else "TRANSPARENT")
    return event


def _status(entry: Entry) -> str:
    if entry.state == State.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if entry.mine == SignUpState.WAITING else "CONFIRMED"


def _where(entry: Entry) -> str:
    """The place, or where there is none the link, from which programs offer to join."""
    if entry.mode == "onsite":
        return _line(entry.location)
    return _line(entry.location or entry.link) or _("online")


def _description(entry: Entry) -> str:
    about = cleaning.clean(plain_text(entry.html)) if entry.html else ""
    cut = f"{about[:_LONGEST_ABOUT].rstrip()}…" if len(about) > _LONGEST_ABOUT else about
    because = _("Cancelled: %(because)s") % {"because": _line(entry.because)} if entry.because else ""
    link = _("Join online: %(link)s") % {"link": _line(entry.link)} if entry.link else ""
    said = [because, cut, link, page_url(entry)]
    return _safe("\n\n".join(part for part in said if part))


def _address(someone: Someone, **parameters: str) -> vCalAddress:
    made = vCalAddress(f"mailto:{_line(someone.address)}")
    # A name in quotes can't hold one; and programs differ in how they read a sign for it (RFC 6868).
    name = _line(someone.name).replace('"', "”").replace("^", "").strip()
    values: dict[str, Any] = {"CN": vText(name)} if name else {}
    made.params.update(values | {key: vText(value) for key, value in parameters.items()})
    return made


def _line(text: str) -> str:
    return _safe(cleaning.clean_line(text))


def _safe(text: str) -> str:
    """Without signs that some readers take for the end of a line."""
    return text.replace("\u2028", "\n").replace("\u2029", "\n")
