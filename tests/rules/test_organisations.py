"""Employments by days of a zone, mail domains, and who stands in a list twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.people.organisations.rules import domains, staff
from kring.people.organisations.rules.domains import Proof
from kring.people.organisations.rules.employments import (
    Phase,
    Span,
    clashes,
    day_at,
    first_day_without,
    last_day,
    overlaps,
    phase,
)
from kring.people.organisations.rules.staff import Unread, address_key, name_key, read

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAYS = some.dates(date(2020, 1, 1), date(2030, 1, 1))
SPANS = some.tuples(DAYS, some.none() | some.integers(1, 900)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


@given(SPANS, SPANS, DAYS)
def test_spans_that_do_not_overlap_have_no_day_in_common(one: Span, other: Span, day: date) -> None:
    both = phase(one, day) is Phase.RUNNING and phase(other, day) is Phase.RUNNING
    assert overlaps(one, other) or not both
    assert overlaps(one, other) == overlaps(other, one)
    assert overlaps(one, one)
    if overlaps(one, other):
        first = max(one[0], other[0])
        assert phase(one, first) is Phase.RUNNING
        assert phase(other, first) is Phase.RUNNING


@given(SPANS, DAYS)
def test_a_span_goes_from_ahead_to_running_to_over(span: Span, day: date) -> None:
    order = [Phase.AHEAD, Phase.RUNNING, Phase.OVER]
    assert order.index(phase(span, day)) <= order.index(phase(span, day + timedelta(days=1)))
    assert phase(span, span[0]) is Phase.RUNNING
    if span[1] is not None:
        assert phase(span, span[1]) is Phase.OVER
        assert phase(span, last_day(span[1]) or day) is Phase.RUNNING
        assert first_day_without(last_day(span[1]) or day) == span[1]


def test_one_after_the_other_is_no_clash() -> None:
    may, june, july = (date(2026, month, 1) for month in (5, 6, 7))
    assert not clashes((june, july), [(may, june), (july, None)])
    assert clashes((june, None), [(may, june), (july, None)])
    assert not clashes((may, None), [])
    assert last_day(None) is None
    assert first_day_without(date.max) == date.max


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        # The day of Amsterdam changes at 23:00 in winter, and at 22:00 in summer.
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Amsterdam", date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "Europe/Amsterdam", date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "Europe/Amsterdam", date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Amsterdam", date(2026, 3, 30)),
        # In Beirut clocks skip from midnight to one: the day begins at one.
        (datetime(2026, 3, 28, 21, 59, tzinfo=UTC), "Asia/Beirut", date(2026, 3, 28)),
        (datetime(2026, 3, 28, 22, 0, tzinfo=UTC), "Asia/Beirut", date(2026, 3, 29)),
        (datetime(2026, 6, 30, 10, 0, tzinfo=UTC), "Pacific/Kiritimati", date(2026, 7, 1)),
        (datetime(2026, 6, 30, 10, 0, tzinfo=UTC), "Pacific/Honolulu", date(2026, 6, 30)),
    ],
)
def test_the_day_is_that_of_the_zone(moment: datetime, zone: str, day: date) -> None:
    assert day_at(moment, zone) == day


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        ("noorderlicht.example", "noorderlicht.example"),
        (" @Noorderlicht.Example. ", "noorderlicht.example"),
        ("anna@mail.noorderlicht.example", "mail.noorderlicht.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("", ""), ("localhost", ""), ("a b.example", ""), ("-x.example", ""), ("1.2.3.4", ""), ("a..example", ""),
        ("x" * 64 + ".example", ""), (".".join(["abcdefgh"] * 40), ""),
    ],
)  # fmt: skip
def test_a_domain_is_read_however_it_is_written(said: str, domain: str) -> None:
    assert domains.domain_of(said) == domain


@given(some.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_domain(said: str) -> None:
    found = domains.domain_of(said)
    assert domains.domain_of(found) == found


@pytest.mark.parametrize("name", ["gmail.com", "mail.gmail.com", "hotmail.co.uk", "yahoo.fr", "ziggo.nl"])
def test_where_anyone_has_an_address_nobody_is_employed(name: str) -> None:
    assert domains.is_public(name)
    assert not domains.is_public(f"{name}.example")


@pytest.mark.parametrize(
    ("given_code", "sent_at", "tries", "proof"),
    [
        ("1234 5678", NOW, 0, Proof.RIGHT), ("12345678", NOW - timedelta(hours=23), 4, Proof.RIGHT),
        ("12345679", NOW, 0, Proof.WRONG), ("", NOW, 0, Proof.WRONG), ("12345678", None, 0, Proof.NONE_SENT),
        ("12345678", NOW - timedelta(hours=24), 0, Proof.TOO_LATE), ("12345678", NOW, 5, Proof.TOO_OFTEN),
    ],
)  # fmt: skip
def test_a_code_proves_for_a_day_and_five_times(
    given_code: str, sent_at: datetime | None, tries: int, proof: Proof
) -> None:
    assert domains.proof(given=given_code, code="12345678", sent_at=sent_at, tries=tries, now=NOW) is proof


def row(name: str = "Anna Bos", email: str = "anna@example.org", **more: str) -> dict[str, str]:
    return {"name": name, "email": email, **more}


def wrong(*rows: dict[str, str]) -> list[dict[str, Unread]]:
    return [dict(one.wrong) for one in read(rows, departments=frozenset({"claims"}), today=TODAY)]


def test_a_row_says_who_works_here_from_when_until_when_and_as_what() -> None:
    said = row(department="Claims", starts_on="1-4-2026", last_day="2026-12-31 00:00:00", role="Leidinggevende")
    told = read([said], departments=frozenset({"claims"}), today=TODAY)[0].told
    assert told == staff.Told("Anna Bos", "anna@example.org", "Claims", date(2026, 4, 1), date(2027, 1, 1), "manager")
    bare = read([row(role="medewerker")], departments=frozenset(), today=TODAY)[0].told
    assert bare == staff.Told("Anna Bos", "anna@example.org", "", None, None, "")


def test_what_is_wrong_is_said_at_its_cell() -> None:
    assert wrong(
        row(name="", email="anna"),
        row(department="Motor", starts_on="soon", last_day="31-2-2026", role="king"),
        row(name="Cees", email="c@example.org", starts_on="2-4-2026", last_day="1-4-2026"),
        row(name="...", email="d@example.org"),
        row(name="محمد علي", email="e@example.org"),
        row(name="Фёдор", email="f@example.org", starts_on="9999-12-31", last_day="1800-01-01"),
    ) == [
        {"name": Unread.NO_NAME, "email": Unread.NO_ADDRESS},
        {
            "department": Unread.UNKNOWN_DEPARTMENT,
            "starts_on": Unread.NO_DAY,
            "last_day": Unread.NO_DAY,
            "role": Unread.UNKNOWN_ROLE,
        },
        {"last_day": Unread.ENDS_FIRST},
        {"name": Unread.NO_NAME},
        {},
        {"starts_on": Unread.NO_DAY, "last_day": Unread.NO_DAY},
    ]


def test_the_same_person_under_two_spellings_is_seen() -> None:
    rows = [
        row("Renée de Vries-Bos", "r.bos@example.org"),
        row("R. Bos", "R.Bos+work@Example.org"),
        row("Bos, de Vries Renee", "renee@example.org"),
    ]
    found = read(rows, departments=frozenset(), today=TODAY)
    assert [dict(one.wrong) for one in found] == [{}, {"email": Unread.SAME_ADDRESS}, {"name": Unread.SAME_NAME}]
    assert [one.twin for one in found] == [None, 0, 0]
    apart = read([*rows[:1], rows[2] | {staff.APART: "1"}], departments=frozenset(), today=TODAY)
    assert [one.told is None for one in apart] == [False, False]


@given(some.permutations(["renée", "de", "Vries", "BOS"]), some.sampled_from([" ", "-", ", ", ". "]))
def test_a_name_is_the_same_in_any_order_and_case(words: list[str], between: str) -> None:
    assert name_key(between.join(words)) == name_key("Renee de Vries Bos")


@given(some.emails())
def test_an_address_has_one_key(address: str) -> None:
    assert address_key(address.upper()) == address_key(address)
    assert address_key(address_key(address)) == address_key(address)
