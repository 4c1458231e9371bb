"""The quick line: what it reads, and that it never breaks."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.foundation.text import dates
from kring.learning.rules import durations
from kring.learning.rules.entries import LONGEST_TITLE
from kring.learning.rules.kinds import USUAL_WAY
from kring.learning.rules.quick import Quick, parse

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "yesterday 2 h webinar on claims fraud",
            Quick("Webinar on claims fraud", "webinar", "course", date(2026, 11, 22), minutes=120),
        ),
        (
            "gisteren 2 uur webinar over schadefraude",
            Quick("Webinar over schadefraude", "webinar", "course", date(2026, 11, 22), minutes=120),
        ),
        (
            "van 9 tot 12 intervisie over lekkage op 3 november",
            Quick("Intervisie over lekkage", "intervisie", "exchange", date(2026, 11, 3), None, time(9), time(12), 180),
        ),
        (
            "19:30-21:00 peer consultation on Monday",
            Quick("Peer consultation", "intervisie", "exchange", date(2026, 11, 16), None, time(19, 30), time(21), 90),
        ),
        (
            "2 days training negotiation last friday",
            Quick("Training negotiation", "training", "course", date(2026, 11, 20), date(2026, 11, 19), minutes=960),
        ),
        (
            "ik heb gisteren een workshop gegeven van 3 uur",
            Quick("Workshop gegeven", "giving_workshop", "doing", date(2026, 11, 22), minutes=180),
        ),
        ("anderhalf uur vakliteratuur", Quick("Vakliteratuur", "reading", "course", minutes=90)),
        ("1u30 cursus BHV 3/11", Quick("Cursus BHV", "course", "course", date(2026, 11, 3), minutes=90)),
        ("Something with people", Quick("Something with people")),
        ("", Quick()),
    ],
)
def test_a_line_is_read(line: str, expected: Quick) -> None:
    assert parse(line, today=TODAY) == expected


@given(st.text(max_size=400), st.dates())
def test_whatever_is_typed_something_comes_of_it(line: str, today: date) -> None:
    read = parse(line, today=today)
    assert len(read.title) <= LONGEST_TITLE
    assert read.kind in {"", *USUAL_WAY}
    assert read.minutes is None or read.minutes > 0
    assert read.first_day is None or (read.day is not None and read.first_day < read.day)


WORDS = st.sampled_from(
    [
        "yesterday",
        "gisteren",
        "last",
        "friday",
        "31",
        "feb",
        "2",
        "h",
        "uur",
        "1,5",
        "9:00-12:00",
        "van",
        "9",
        "tot",
        "25",
        "3-11",
        "0-0-0",
        "29-2",
        "webinar",
        "over",
        "on",
        "een",
        "half",
        "kwartier",
        "99999",
        "days",
        "dagen",
        "12/13/2026",
        "2026-02-30",
        "maandag",
        "-",
        ",",
        ":",
        "van",
        "1e9",
        "999",
        "weeks",
        "ago",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.dates())
def test_words_of_the_grammar_in_any_order_are_read(line: str, today: date) -> None:
    read = parse(line, today=today)
    assert (read.started is None) == (read.ended is None)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2", 120), ("1,5", 90), ("1.25", 75), ("90 min", 90), ("1:30", 90), ("1h30", 90), ("2 hours", 120),
        ("half an hour", 30), ("een kwartier", 15), ("3 kwartier", 45), ("2½ uur", 150), ("a day", 480),
        ("een dagdeel", 240),
        ("soon", None), ("", None), ("2 uur en nog iets", None), ("-2", None), ("0", 0), ("1/3", None),
    ],
)  # fmt: skip
def test_a_duration_in_a_field(said: str, minutes: int | None) -> None:
    assert durations.read(said) == minutes


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("23-11-2026", date(2026, 11, 23)), ("2026-11-03", date(2026, 11, 3)), ("3/11", date(2026, 11, 3)),
        ("24-11", date(2025, 11, 24)), ("29 februari", date(2024, 2, 29)), ("3 nov 2025", date(2025, 11, 3)),
        ("November 3rd, 2025", date(2025, 11, 3)), ("eergisteren", date(2026, 11, 21)),
        ("monday", date(2026, 11, 16)), ("3 weeks ago", date(2026, 11, 2)), ("a week ago", date(2026, 11, 16)),
        ("10 dagen geleden", date(2026, 11, 13)), ("op vr", date(2026, 11, 20)), ("1.2.26", date(2026, 2, 1)),
        ("31-11-2026", None), ("soon", None), ("", None), ("gisteren ofzo", None),
    ],
)  # fmt: skip
def test_a_day_in_a_field(said: str, day: date | None) -> None:
    assert dates.read(said, today=TODAY) == day


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("gelezen: boek '1984' 3 uur", "Gelezen: boek '1984'", 180),
        ("twee uur geleden gebeld over casco", "Twee uur geleden gebeld over casco", None),
        ("two hours ago a webinar of 1 hour", "Two hours ago a webinar", 60),
        ("90 min. webinar zon & dak", "Webinar zon & dak", 90),
        ("2 uur .NET cursus", ".NET cursus", 120),
    ],
)
def test_what_only_looks_like_a_duration_stays_in_the_title(line: str, title: str, minutes: int | None) -> None:
    read = parse(line, today=TODAY)
    assert (read.title, read.minutes) == (title, minutes)


THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("31 februari 2 uur webinar", "31 februari webinar", 120),
        ("30 feb webinar 2 uur", "30 feb webinar", 120),
        ("29 feb 2026 cursus 3 uur", "29 feb 2026 cursus", 180),
        ("29-2-2026 cursus", "29-2-2026 cursus", None),
        ("31 november 2 h webinar", "31 november webinar", 120),
        ("32 mei 2 uur cursus", "32 mei cursus", 120),
        ("february 30th 2 h course", "February 30th course", 120),
        ("12/13/2026 2 h course", "12/13/2026 course", 120),
        ("next friday 2h webinar", "Next friday webinar", 120),
        ("volgende week dinsdag cursus", "Volgende week dinsdag cursus", None),
    ],
)
def test_a_day_that_there_isnt_stays_in_the_title_and_is_read_as_nothing_else(
    line: str, title: str, minutes: int | None
) -> None:
    read = parse(line, today=THURSDAY)
    assert (read.title, read.day, read.minutes) == (title, None, minutes)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("29 februari cursus", date(2024, 2, 29)),
        ("afgelopen vrijdag cursus", date(2026, 11, 20)),
        ("last Friday 2h webinar", date(2026, 11, 20)),
        ("vorige week dinsdag cursus", date(2026, 11, 17)),
        ("tuesday last week 2 h class", date(2026, 11, 17)),
        ("dinsdag cursus", date(2026, 11, 24)),
        ("3 dec cursus", date(2025, 12, 3)),
        ("3-12 cursus", date(2025, 12, 3)),
        ("12/3 course", date(2026, 3, 12)),
        ("12/3 cursus", date(2026, 3, 12)),
        ("31 februari, gisteren 2 uur cursus", date(2026, 11, 25)),
    ],
)
def test_a_day_in_a_line(line: str, day: date) -> None:
    assert parse(line, today=THURSDAY).day == day


@pytest.mark.parametrize(
    ("line", "started", "ended", "minutes"),
    [
        ("van 10 tot 12 cursus", time(10), time(12), 120),
        ("from 9 to 5 training", time(9), time(17), 480),
        ("van 2 tot 4 cursus", time(14), time(16), 120),
        ("tussen 11 en 1 cursus", time(11), time(13), 120),
        ("van half 3 tot 4 uur intervisie", time(14, 30), time(16), 90),
        ("9:00-12:00 cursus, 2 uur", time(9), time(12), 120),
        ("van 21 tot 19 uur cursus", None, None, None),
        ("21:00-19:30 webinar", None, None, None),
        ("19:00-24:30 webinar", None, None, None),
        ("24:30 webinar", None, None, None),
        ("19:30 webinar 2 uur", None, None, 120),
        ("half 3 webinar", None, None, None),
        ("om 3 uur webinar", None, None, None),
        ("webinar at 3 pm, 2 hours", None, None, 120),
        ("2 uur webinar, 1 uur lezen", None, None, None),
        ("2 uur en een kwartier lezen", None, None, 135),
        ("module 1 en 2 uur lezen", None, None, 120),
        ("2 uur en 3 modules", None, None, 120),
        ("anderhalf uur lezen", None, None, 90),
        ("een kwartier lezen", None, None, 15),
        ("2u30 cursus", None, None, 150),
        ("1:30 cursus", None, None, 90),
        ("een dag training", None, None, 480),
    ],
)
def test_times_and_durations_in_a_line(
    line: str, started: time | None, ended: time | None, minutes: int | None
) -> None:
    read = parse(line, today=THURSDAY)
    assert (read.started, read.ended, read.minutes) == (started, ended, minutes)
