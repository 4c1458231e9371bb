"""Reading what calendar programs answer: what is meant, and nothing that breaks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kring.meetings.calendars.rules.replies import AHEAD, Answer, Kind, Reply, counts, read

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = (
    "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20260302T090000Z\r\nSEQUENCE:3\r\n"
    'ATTENDEE;CN="A; B: C, \\"d";X=1,2,"3";PARTSTAT=DECLINED:mailto:x@y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
)


def test_an_answer_as_it_should_be() -> None:
    plain = WHOLE.replace('\\"d', "d")
    assert read(plain) == Reply(Kind.REPLY, "a@b", 3, AT, Answer.DECLINED)
    folded = plain.replace("PARTSTAT=DEC", "PARTSTAT=DE\r\n C").replace("mailto", "mai\r\n\tlto")
    assert read(folded) == read(plain)
    small = plain.replace("METHOD:REPLY", "method:reply").replace("PARTSTAT=DECLINED", "partstat=declined")
    assert read(small) == read(plain)


def test_what_lies_within_an_event_or_beside_it_is_not_read() -> None:
    plain = WHOLE.replace('\\"d', "d")
    within = plain.replace("UID:a@b", "BEGIN:VALARM\r\nUID:evil\r\nSEQUENCE:9\r\nEND:VALARM\r\nUID:a@b")
    beside = plain.replace("BEGIN:VEVENT", "UID:evil\r\nBEGIN:VTODO\r\nUID:evil\r\nEND:VTODO\r\nBEGIN:VEVENT", 1)
    after = plain.replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT\r\nEND:VCALENDAR")
    assert read(within) == read(beside) == read(after) == read(plain)


def test_of_several_attendees_she_answers_whose_calendar_it_is() -> None:
    plain = WHOLE.replace('\\"d', "d")
    several = plain.replace("END:VEVENT", "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Me@Y\r\nEND:VEVENT")
    assert read(several) is None
    found = read(several, address="me@y")
    assert found is not None
    assert found.answer is Answer.ACCEPTED


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("METHOD:REPLY", "METHOD:REQUEST"),
        ("METHOD:REPLY\r\n", ""),
        ("UID:a@b\r\n", ""),
        ("DTSTAMP:20260302T090000Z", "DTSTAMP:20260302T090000"),
        ("DTSTAMP:20260302T090000Z", "DTSTAMP:20261302T090000Z"),
        ("SEQUENCE:3", "SEQUENCE:x"),
        ("SEQUENCE:3", "SEQUENCE:9999999999"),
        ("DECLINED", "DELEGATED"),
        ("BEGIN:VCALENDAR\r\n", ""),
    ],
)
def test_without_what_an_answer_needs_there_is_none(line: str, instead: str) -> None:
    assert read(WHOLE.replace('\\"d', "d").replace(line, instead)) is None


def test_a_wish_for_another_time_has_no_answer() -> None:
    found = read(WHOLE.replace("METHOD:REPLY", "METHOD:COUNTER"))
    assert found is not None
    assert (found.kind, found.answer) == (Kind.COUNTER, None)


@settings(deadline=None)
@given(some.text(max_size=300) | some.binary(max_size=300).map(lambda data: data.decode("latin-1")),
       some.integers(0, len(WHOLE)))  # fmt: skip
def test_no_text_breaks_the_reading(noise: str, at: int) -> None:
    found = read(WHOLE[:at] + noise + WHOLE[at:])
    assert found is None or found.answer in set(Answer) | {None}
    assert read(noise) is None


def test_long_and_deep_ones_end_soon() -> None:
    assert read("BEGIN:VCALENDAR\r\n" * 100_000) is None
    assert read(WHOLE.replace("X=1", "X=" + "1," * 49_000)) is None
    assert read(";" * 100_000) is None


@settings(deadline=None)
@given(some.integers(0, 5), some.integers(0, 5), some.integers(-3, 3), some.none() | some.integers(-3, 3))
def test_only_what_is_newer_counts(told: int, number: int, day: int, last: int | None) -> None:
    reply = Reply(Kind.REPLY, "a", number, AT + timedelta(days=day), Answer.ACCEPTED)
    before = None if last is None else AT + timedelta(days=last)
    found = counts(reply, told=told, last=before, now=AT)
    assert found == (number >= told and (last is None or day > last) and timedelta(days=day) <= AHEAD)
    assert not counts(reply, told=told, last=reply.at, now=AT)
