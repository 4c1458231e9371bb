"""Calendars, read back by another library: no sign of what people wrote ends a property."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as some

from kring.foundation.text import markup
from kring.meetings.calendars.queries import Entry
from kring.meetings.calendars.rules.telling import Method
from kring.meetings.calendars.writing import Someone, feed, message, published

STARTS = datetime(2026, 3, 16, 14, tzinfo=UTC)
HOSTILE = (
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil",
    "a\nATTENDEE:mailto:evil@example.org",
    "a\rb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h",
    "commas, semicolons; back\\slashes\\n and \"quotes\" 'both' ^n ^' :",
    "🪐👩🏽‍💻" * 40 + "é\u0301\u202egnirts",
    "x" * 10_000,
    "\x00\x07\x1b[31m\ud800",
    "",
    '^^^"""',
)
any_text = some.text(max_size=400) | some.sampled_from(HOSTILE)


def _html(text: str) -> str:
    return markup.render(text.encode("utf-8", "ignore").decode())


def an_entry(text: str = "A title", **changed: Any) -> Entry:
    given: dict[str, Any] = {
        "id": 7, "uid": uuid.UUID(int=1), "title": text, "html": _html(text), "mode": "both", "location": text,
        "link": "https://meet.example.org/x", "zone": "Europe/Amsterdam", "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2), "state": "cancelled", "because": text, "sequence": 3,
        "changed_at": STARTS - timedelta(days=9), "place": 1, "led_by": 1, "leader": text, "circle": text,
        "mine": "going",
    }  # fmt: skip
    return Entry(**(given | changed))


@settings(deadline=None)
@given(any_text)
@example(HOSTILE[0])
@example(HOSTILE[2])
def test_whatever_people_write_one_event_stays_one(text: str) -> None:
    calendar = vobject.readOne(feed([an_entry(text)], name=text).decode())
    (event,) = calendar.vevent_list
    assert {child.name for child in event.getChildren()} == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL",
        "STATUS", "TRANSP",
    }  # fmt: skip
    assert {child.name for child in calendar.getChildren()} == {
        "PRODID", "VERSION", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "VTIMEZONE",
        "VEVENT",
    }  # fmt: skip
    assert event.uid.value == f"{uuid.UUID(int=1)}@localhost"


@settings(deadline=None)
@given(any_text, some.text(max_size=100) | some.sampled_from(HOSTILE))
@example("a", HOSTILE[0])
@example("a", HOSTILE[3])
def test_names_break_no_invitation(text: str, name: str) -> None:
    written = message(
        an_entry(text, state="planned"), Method.REQUEST, sequence=1, at=STARTS, answers=True,
        organizer=Someone(name, "returns+rsvp.1.abc@example.org"), attendee=Someone(name, "mees@example.org"),
    )  # fmt: skip
    event = vobject.readOne(written).vevent
    assert event.organizer.value == "mailto:returns+rsvp.1.abc@example.org"
    assert event.attendee.value == "mailto:mees@example.org"
    assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert len(event.contents["attendee"]) == 1


@settings(deadline=None)
@given(any_text)
def test_lines_are_as_long_as_they_may_be(text: str) -> None:
    written = published(an_entry(text))
    assert written.endswith(b"END:VCALENDAR\r\n")
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)


def test_text_comes_back_as_it_was() -> None:
    said = "Commas, semicolons; a back\\slash, “quotes” and 🪐"
    event = vobject.readOne(published(an_entry(said, state="planned")).decode()).vevent
    assert event.summary.value == said
    assert event.location.value == said
    assert said in event.description.value


@pytest.mark.parametrize(
    ("mine", "hosts", "expected"),
    [("going", False, ("CONFIRMED", "OPAQUE")), (None, True, ("CONFIRMED", "OPAQUE")),
     ("waiting", False, ("TENTATIVE", "TRANSPARENT")), (None, False, ("CONFIRMED", "TRANSPARENT"))],
)  # fmt: skip
def test_only_ones_own_meetings_fill_the_day(mine: str | None, hosts: bool, expected: tuple[str, str]) -> None:
    event = vobject.readOne(published(an_entry(state="planned", mine=mine, hosts=hosts)).decode()).vevent
    assert (event.status.value, event.transp.value) == expected


def test_where_it_is() -> None:
    def where(**changed: Any) -> Any:
        return vobject.readOne(published(an_entry(**changed)).decode()).vevent.location.value

    assert where(mode="online", location="") == "https://meet.example.org/x"
    assert where(mode="online", location="", link="") == "online"
    assert where(mode="onsite", location="Utrecht", link="") == "Utrecht"
    assert where(mode="both", location="Utrecht") == "Utrecht"
