"""Text that people give: nothing unseen gets in, nothing that runs gets out, lists are sorted as people expect."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from lxml import html as parser

from kring.foundation import paging
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning, markup, sorting

ANY = some.text(max_size=300)
# What hostile text is made of, so that the pieces meet each other.
PIECES = (
    "<script>", "</script>", "alert(1)", "<img src=x onerror=alert(1)>", "<svg/onload=1>", "[a](javascript:alert(1))",
    "[b](data:text/html;base64,PHN2Zz4=)", "`", "```", "@anna", "<a href='java&#115;cript:x'>", "<", ">", "&lt;", '"',
    "'", "![x](http://e.org/x.png)", "<style>", "<iframe src=//e.org>", "\n\n", "> ", "* ", "| a | b |\n|--|--|\n",
    "<math><mi//xlink:href='data:x,1'>", "[c](vbscript:1)", "[d](<javascript:1>)", "\u202e", "&#106;avascript:",
)  # fmt: skip
HOSTILE = some.lists(some.sampled_from(PIECES), max_size=12).map("".join)
LINKS = ("http://", "https://", "mailto:", "/people/")


def elements(shown: str) -> list[parser.HtmlElement]:
    readable = cleaning._UNSEEN.sub("", shown)
    return list(parser.fragment_fromstring(readable, create_parent="div").iterdescendants())


@given(HOSTILE | ANY)
@example("<script>alert(1)</script>")
@example("[x](JaVaScRiPt:alert(1))")
@example("@anna <a href='x' onclick='y'>z</a>")
@pytest.mark.parametrize("make", [markup.render, markup.safe_html], ids=["markdown", "html"])
def test_nothing_that_runs_comes_through(make: object, text: str) -> None:
    for element in elements(make(text)):  # type: ignore[operator]
        assert element.tag in markup._TAGS
        assert set(element.attrib) <= {"href", "rel"}
        href = element.get("href")
        assert href is None or href.lower().startswith(LINKS) or ":" not in href.partition("/")[0]


@given(some.lists(some.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True), max_size=25))
def test_each_mention_is_named_once_in_order_and_linked(handles: list[str]) -> None:
    text = " ".join(f"@{handle}" for handle in handles)
    assert markup.mentions(text) == list(dict.fromkeys(handles))[:20]
    shown = markup.render(text)
    assert all(f'<a href="/people/{handle}">@{handle}</a>' in shown for handle in handles)


@pytest.mark.parametrize("text", ["`@anna`", "```\n@anna\n```", "a@anna.org", "@@anna", "/@anna"])
def test_what_is_no_mention_is_no_link_to_a_person(text: str) -> None:
    assert "/people/" not in markup.render(text)


def test_images_are_links_to_nothing_and_headings_stand_below_the_page_s() -> None:
    assert "<img" not in markup.render("![a](https://example.org/a.png)")
    assert markup.render("# Title").strip() == "<h3>Title</h3>"
    assert markup.safe_html("<h6>low</h6>") == "<h6>low</h6>"
    assert markup.plain_text("<p>a <b>b</b>c &amp; d</p>").split() == ["a", "bc", "&", "d"]


def test_text_that_nests_without_end_takes_no_time_without_end() -> None:
    for piece in ("(", "[", "*a", "> ", "`"):
        assert markup.render(piece * 20_000)


@given(ANY)
def test_clean_text_is_composed_bounded_and_without_the_unseen(text: str) -> None:
    tidy = cleaning.clean(text)
    assert cleaning.clean(tidy) == tidy
    assert tidy == tidy.strip()
    assert unicodedata.is_normalized("NFC", tidy)
    assert not cleaning._UNSEEN.search(tidy)
    line = cleaning.clean_line(text)
    assert "\n" not in line
    assert "  " not in line
    assert cleaning.clean_line(line) == line


@given(ANY, some.integers(10, 80))
def test_an_excerpt_is_no_longer_than_asked_and_begins_as_the_text(text: str, length: int) -> None:
    short = cleaning.excerpt(text, length=length)
    assert len(short) <= length + 1
    assert "\n" not in short
    assert cleaning.clean_line(text).startswith(short.removesuffix("…"))


@given(ANY, some.lists(some.text(min_size=1, max_size=10), max_size=4), some.integers(10, 80))
def test_a_passage_is_of_the_text_and_no_longer_than_asked(text: str, words: list[str], length: int) -> None:
    part = cleaning.passage(text, words, length=length)
    assert len(part) <= length + 3
    assert part.removeprefix("… ").removesuffix("…") in cleaning.clean_line(text)


@given(ANY)
def test_keys_and_slugs_hold_what_addresses_and_lists_take(text: str) -> None:
    assert sorting.plain(sorting.plain(text)) == sorting.plain(text)
    assert len(sorting.sort_key(text)) <= 80
    address = sorting.slug(text)
    assert len(address) <= 60
    assert sorting.slug(address) == address
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in address)
    assert address == address.strip("-")
    assert len(sorting.initials(text)) >= 1


def test_people_and_circles_stand_where_one_looks_for_them() -> None:
    names = ["Zoë", "Émile", "emma", "Łukasz", "Luuk", "Kring 10", "Kring 9", "Øystein", "Oscar"]
    assert sorted(names, key=sorting.sort_key) == [
        "Émile", "emma", "Kring 9", "Kring 10", "Łukasz", "Luuk", "Oscar", "Øystein", "Zoë",
    ]  # fmt: skip
    assert [sorting.initials(name) for name in ("Anna van der Berg", "Cher", "", "— —")] == ["AB", "C", "?", "?"]


# Near the ends of all that a calendar holds another zone's moment has no like in UTC, and a cursor of it is refused.
_DAYS = {"min_value": datetime(1, 1, 2), "max_value": datetime(9999, 12, 30)}  # noqa: DTZ001 - the zone is drawn
MOMENTS = some.datetimes(**_DAYS, timezones=some.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))


@given(
    MOMENTS, some.integers(-(2**63), 2**63 - 1), ANY.filter(lambda text: "\0" not in text).map(lambda text: text[:40])
)
def test_a_cursor_comes_back_as_it_was(when: datetime, number: int, text: str) -> None:
    cursor = paging.encode((when, number, text))
    if len(cursor) <= paging.LONGEST_CURSOR:
        assert paging.decode(cursor, paging.moment, paging.whole, str) == (when, number, text)


@given(ANY | some.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
@example("bnVsbA")
@example("eyJhIjoxfQ")
@example("WyIxOTk5LTAxLTAxIiwgMV0")
@example("W1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tb")
@example("é")
def test_a_damaged_cursor_is_told_as_one(cursor: str) -> None:
    try:
        found = paging.decode(cursor, paging.moment, paging.whole)
    except InvalidError:
        return
    assert found is None or isinstance(found[0], datetime)


@given(some.lists(some.integers(0, 99), max_size=30), some.integers(1, 10))
def test_pages_together_are_the_whole_list_each_row_once(rows: list[int], size: int) -> None:
    ordered = sorted(set(rows))
    read: list[int] = []
    after = ""
    while True:
        key = paging.decode(after, paging.whole)
        rest = [row for row in ordered if key is None or row > key[0]]
        page = paging.page(rest[: size + 1], size=size, key=lambda row: (row,))
        read += page.rows
        after = page.older
        if not after:
            break
    assert read == ordered
