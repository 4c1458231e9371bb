"""A colleague starts a running group from the page of her organisation: another finds it there and takes a place in a
run, which is in her calendar; and to whoever works elsewhere none of it is there."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import NARROW, Person, person
from tests.journeys.kring import Kring

INSURER: Final = "/organisations/noorderlicht"


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [("nl", "Trailrunners", "Heuvels in Drenthe"), ("en", "Early runners", "Once around the lake")],
)
def test_a_colleague_starts_a_running_group(
    kring: Kring, browser: Browser, language: str, name: str, title: str
) -> None:
    with (
        person(browser, kring.url, "farida", language=language, width=NARROW) as starter,
        person(browser, kring.url, "harm", language=language) as colleague,
        person(browser, kring.url, "joost", language=language) as outsider,
    ):
        group = starts(starter, name)
        finds(colleague, name)
        run = plans(starter, group, title)
        colleague.go(run)
        colleague.page.locator("form[action$='/registration'] button").click()
        expect(colleague.page.locator("form[action$='/registration/removal']")).to_be_visible()
        assert colleague.sees(title, "/meetings")
        assert colleague.status(f"{run}/calendar.ics") == 200
        for address in (group, f"{group}/meetings", run, f"{run}/calendar.ics"):
            assert outsider.status(address) == 404
        assert not outsider.sees(name, "/circles")
        for somebody, address in ((starter, group), (colleague, run), (starter, INSURER)):
            somebody.go(address)
            assert somebody.violations() == []
            assert somebody.overflow() <= 0


def starts(starter: Person, name: str) -> str:
    """From the page of her organisation, without asking anyone; the address of the group, which she hosts."""
    starter.go(INSURER)
    page = starter.page
    page.locator("section[aria-labelledby=circles] a[href$='/new']").click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=purpose]").fill("Op dinsdag, voor het werk.")
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/circles/[a-z-]+$"))
    expect(page.locator("h1")).to_have_text(name)
    group = page.url.removeprefix(starter.url)
    assert starter.status(f"{group}/settings") == 200
    return group


def finds(colleague: Person, name: str) -> None:
    """It stands among the circles of her organisation, and she joins it: to host the community of all is no way in."""
    colleague.go(INSURER)
    colleague.page.locator("section[aria-labelledby=circles] a").filter(has_text=name).first.click()
    expect(colleague.page.locator("h1")).to_have_text(name)
    colleague.page.locator("main form[action$='/join'] button").first.click()
    expect(colleague.page.locator("main form[action$='/join']")).to_have_count(0)


def plans(starter: Person, group: str, title: str) -> str:
    """A run for eight; its address."""
    starter.go(f"{group}/meetings/new")
    page = starter.page
    page.locator("[name=title]").fill(title)
    page.locator("[name=location]").fill("Groningen")
    page.locator("[name=places]").fill("8")
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    return page.url.removeprefix(starter.url)
