"""Reading what a dump says: ids, dates, tags, names, language."""

import doctest
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.interop import rules

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_examples_hold() -> None:
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-03-13T20:32:04.033", datetime(2014, 3, 13, 20, 32, 4, 33_000, tzinfo=UTC)),
        ("2014-03-13", datetime(2014, 3, 13, tzinfo=UTC)),
        ("2014-03-13T20:32:04Z", datetime(2014, 3, 13, 20, 32, 4, tzinfo=UTC)),
        ("2014-03-13T20:32:04+02:00", datetime(2014, 3, 13, 18, 32, 4, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2014-02-30T00:00:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_or_is_none(text: str | None, expected: datetime | None) -> None:
    assert rules.moment(text, latest=NOW) == expected


@given(st.text(max_size=60))
def test_no_date_text_fails_or_lies_in_the_future(text: str) -> None:
    read = rules.moment(text, latest=NOW)
    assert read is None or rules.EARLIEST <= read <= NOW


@pytest.mark.parametrize(("text", "expected"), [("12", "12"), ("-1", "-1"), ("", None), ("1 OR 1", None), (None, None)])
def test_an_id_is_digits(text: str | None, expected: str | None) -> None:
    assert rules.source_id(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("5", 5), ("-3", -3), ("99999999999", 2**31 - 1), ("x", 0), (None, 0)])
def test_a_score_fits_its_column(text: str | None, expected: int) -> None:
    assert rules.number(text) == expected


def test_ids_are_ordered_by_value() -> None:
    assert sorted(["100", "comment-9", "20"], key=rules.in_order) == ["comment-9", "20", "100"]
    assert rules.in_order("former") == 0


def test_tags_are_each_once_and_at_most_eight() -> None:
    assert rules.tags("<a><b><a>") == ["a", "b"]
    assert len(rules.tags("".join(f"<t{number}>" for number in range(30)))) == rules.MOST_TAGS
    assert rules.tags(None) == []


def test_a_tag_of_signs_alone_has_no_slug_but_keeps_its_label() -> None:
    assert rules.tag_slug("…") == ""
    assert rules.tag_label("--") == "--"


def test_a_person_without_a_name_is_called_by_her_id() -> None:
    assert rules.person_name("", "12") == "Member 12"
    assert rules.person_name(None, "12") == "Member 12"
    assert rules.person_name("  Ada \n Lovelace ", "12") == "Ada Lovelace"


@given(
    st.text(max_size=300),
    st.integers(min_value=0, max_value=10**17),
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,59}", fullmatch=True),
)
def test_handles_fit_their_column(name: str, number: int, community: str) -> None:
    for handle in rules.handles(rules.person_name(name, str(number)), str(number), community):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", handle)
        assert 0 < len(handle) <= rules.LONGEST_HANDLE


def test_the_former_member_has_a_plain_handle() -> None:
    assert rules.handles("Former member", rules.FORMER, "founders") == ["former-member", "former-member-founders"]


def test_language_is_that_of_most_common_words() -> None:
    assert rules.guess_language([]) == "en"
    assert rules.guess_language(["How do I hire?", "Wat is het beste van de twee en hoe kan dat?"]) == "nl"
