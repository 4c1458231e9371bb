"""A circle keeps what was shown, and asks on: slides are added on a phone, found, fetched, and a question comes of them
and of the meeting."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from kring.config.engine.locks import until
from tests.journeys.browser import NARROW, Person, person
from tests.journeys.kring import Kring
from tests.journeys.test_meetings import CIRCLE, begins_now, plans_a_series

SOON: Final = 30.0


@pytest.mark.parametrize(
    ("language", "title", "word"),
    [("nl", "Drogen met infrarood: de platen", "infrarood"), ("en", "Thermography: the slides", "thermography")],
)
def test_what_was_shown_is_kept_found_and_asked_about(
    kring: Kring, browser: Browser, language: str, title: str, word: str
) -> None:
    with (
        person(browser, kring.url, "farida", language=language) as host,
        person(browser, kring.url, "joost", language=language, width=NARROW) as member,
    ):
        piece = adds(member, title)
        fetches(host, piece)
        until(lambda: member.sees(title, f"/find?q={word}&in=library"), seconds=SOON)
        asked = asks_about(member, f"{CIRCLE}/ask?piece={piece.rpartition('/')[2]}", f"{word}?")
        stands_with(host, piece, asked)
        meeting = plans_a_series(host, f"{word} {title}")
        begins_now(kring, meeting)
        followed = follows_up(host, meeting, f"{word}, {title}?")
        stands_with(host, meeting, followed)
        until(lambda: member.sees(f"{word} {title}", f"/find?q={word}&in=meetings"), seconds=SOON)
        for somebody, path in ((host, meeting), (member, piece), (member, f"{CIRCLE}/library"), (member, followed)):
            somebody.go(path)
            assert somebody.violations() == []
            assert somebody.overflow() <= 0


def adds(member: Person, title: str) -> str:
    """A member adds slides from her phone; at first without a title, which costs her no more than choosing the file
    anew."""
    member.go(f"{CIRCLE}/library/new")
    page = member.page
    slides = {"name": "slides.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the slides"}
    page.locator("form [name=kind][value=talk]").check()
    page.locator("form [name=speaker]").fill("Anna Bakker")
    page.locator("form [name=file]").set_input_files(slides)
    page.locator("main form.form").evaluate("form => { form.noValidate = true }")
    page.locator("main form.form .form__actions button").click()
    expect(page.locator("#id_file-error")).to_be_visible()
    expect(page.locator("form [name=speaker]")).to_have_value("Anna Bakker")
    page.locator("form [name=title]").fill(title)
    page.locator("form [name=file]").set_input_files(slides)
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/library/\d+$"))
    return page.url.removeprefix(member.url)


def fetches(host: Person, piece: str) -> None:
    """Someone else fetches the file: it is kept, not shown."""
    host.go(piece)
    with host.page.expect_download() as fetched:
        host.page.locator("a[download]").click()
    assert fetched.value.suggested_filename == "slides.pdf"
    assert fetched.value.path().read_bytes() == b"%PDF-1.7 the slides"


def asks_about(member: Person, path: str, question: str) -> str:
    """From the piece she comes to the ordinary page of asking, which knows of what it comes."""
    member.go(path)
    member.page.locator("main form.search [name=text]").fill(question)
    member.page.locator("main form.search button").click()
    return places(member)


def follows_up(host: Person, meeting: str, question: str) -> str:
    """Whoever was there asks on from the page of the meeting."""
    host.go(meeting)
    host.page.locator("#follow-up").fill(question)
    host.page.locator("#came form button").click()
    return places(host)


def places(somebody: Person) -> str:
    """She looked who knows, and puts her question to the circle that is chosen already."""
    somebody.page.locator("#ask-form .form__actions button").click()
    somebody.page.wait_for_url(re.compile(r"/conversations/\d+$"))
    return somebody.page.url.removeprefix(somebody.url)


def stands_with(reader: Person, source: str, conversation: str) -> None:
    """Whoever reads the one finds the other."""
    reader.go(conversation)
    expect(reader.page.locator(f"main a[href='{source}']")).to_be_visible()
    reader.go(source)
    expect(reader.page.locator(f"#came a[href='{conversation}']")).to_be_visible()
