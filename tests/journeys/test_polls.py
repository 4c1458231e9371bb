"""A date is found: proposed, answered on a phone and elsewhere in the world, chosen, and who can comes."""

import re
from datetime import timedelta
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from kring.foundation import clock
from tests.journeys.browser import Person, person
from tests.journeys.kring import Kring

PHONE: Final = 360
CIRCLE: Final = "/circles/zonnepanelen"


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Wanneer lopen we mee op een dak?"), ("en", "When do we come along on a roof?")],
)
def test_a_date_is_found(kring: Kring, browser: Browser, language: str, title: str) -> None:
    with (
        person(browser, kring.url, "farida", language=language) as host,
        person(browser, kring.url, "joost", language=language, width=PHONE, java_script_enabled=False) as member,
    ):
        poll = proposes(host, title)
        answers(member, poll, title)
        meeting = chooses(host, poll)
        registers(member, meeting)
        for page in (poll, meeting):
            host.go(page)
            assert host.violations() == []
            assert host.overflow() <= 0


def proposes(host: Person, title: str) -> str:
    """Five dates, for which the form has too few rows; the address of the poll."""
    host.go(f"{CIRCLE}/polls/new")
    page, today = host.page, clock.now().date()
    page.locator("[name=title]").fill(title)
    page.locator("[name=day_0]").fill((today + timedelta(days=20)).isoformat())
    page.locator("[name=begins_0]").fill("15:00")
    page.locator("button[name=more]").click()
    expect(page.locator("[name=title]")).to_have_value(title)
    for number in range(1, 5):
        page.locator(f"[name=day_{number}]").fill((today + timedelta(days=20 + number)).isoformat())
        page.locator(f"[name=begins_{number}]").fill("15:00")
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/polls/\d+$"))
    expect(page.locator(".date")).to_have_count(5)
    return page.url.removeprefix(host.url)


def answers(member: Person, poll: str, title: str) -> None:
    """On Today it waits; of three of the dates she says whether she can, on a phone and without scripts."""
    member.go("/")
    page = member.page
    page.locator(f"a[href='{poll}']").filter(has_text=title).click()
    for number, value in enumerate(("no", "yes", "if-need-be")):
        page.locator(".date").nth(number).locator(f"input[value={value}]").check()
    page.locator("#answer .form__actions button").first.click()
    expect(page.locator(".date").nth(1).locator("input[value=yes]")).to_be_checked()
    expect(page.locator(".date--best")).to_have_count(1)


def chooses(host: Person, poll: str) -> str:
    """The best so far; the address of the meeting."""
    host.go(poll)
    page = host.page
    page.locator(".date--best a[href*='/meetings/new?poll=']").click()
    page.locator("[name=location]").fill("Houten")
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    return page.url.removeprefix(host.url)


def registers(member: Person, meeting: str) -> None:
    """She is invited, and comes with one press."""
    page = member.page
    invited = page.locator(f".told a[href='{meeting}']")
    for _ in range(30):
        member.go("/waiting")
        if invited.count():
            break
        page.wait_for_timeout(500)
    expect(invited).to_have_count(1)
    invited.click()
    page.locator("form[action$='/registration'] button").click()
    expect(page.locator("form[action$='/registration/removal']")).to_be_visible()
