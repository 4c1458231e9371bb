"""The same without a mouse, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Person, person
from tests.journeys.kring import Kring

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("kring")]

_MOST_TABS = 150


def test_with_the_keyboard_alone(kring: Kring, browser: Browser) -> None:
    question = "Hoe overtuig je een directie van een kortere werkweek in de zorg?"
    with person(browser, kring.url) as somebody:
        takes_a_part(somebody, "anneke")
        page = somebody.page
        page.keyboard.press("a")
        expect(page.locator("#ask-text")).to_be_focused()
        page.keyboard.type("werkweek")
        page.locator("#ask-list").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("Control+A")
        page.keyboard.type(question)
        page.keyboard.press("Enter")
        page.wait_for_url("**/ask?**")
        tab_to(page, "#ask-form [name=goal]")
        page.keyboard.type("Een proef van een half jaar.")
        tab_to(page, "#ask-form [name=circle]")
        page.keyboard.type("Leren")
        tab_to(page, "#ask-form .form__actions button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/conversations/\d+"))
        expect(page.get_by_role("heading", level=1)).to_have_text(question)
        tab_to(page, "#answer textarea")
        page.keyboard.type("Begin met de ploeg die er zelf om vraagt.")
        tab_to(page, "#answer .form__actions button")
        page.keyboard.press("Enter")
        expect(page.locator(".post--answer")).to_contain_text("die er zelf om vraagt")


def test_without_javascript(kring: Kring, browser: Browser) -> None:
    with (
        person(browser, kring.url, "sem", java_script_enabled=False) as sem,
        person(browser, kring.url, "anneke", java_script_enabled=False) as anneke,
    ):
        sem.go("/circles/hr-starters")
        sem.page.locator("form[action='/circles/hr-starters/join'] button").click()
        expect(sem.page.locator("main a[href='/circles/hr-starters/ask']")).to_be_visible()
        sem.page.locator("main a[href='/circles/hr-starters/ask']").first.click()
        sem.page.locator("#ask-again").fill("Wie heeft een verzuimgesprek gevoerd dat vastliep?")
        sem.page.locator("#ask-again").press("Enter")
        assert sem.page.locator(".person-card").count() >= 3
        sem.page.locator("input[name=people]").first.check()
        sem.page.locator("#ask-form [name=circle]").select_option("hr-starters")
        sem.page.locator("#ask-form .form__actions button").click()
        sem.page.wait_for_url(re.compile(r"/conversations/\d+"))
        question = sem.page.url.removeprefix(kring.url)
        anneke.go(question)
        anneke.page.locator("#answer textarea").fill("Ik heb er toen iemand van buiten bij gezet.")
        anneke.page.locator("#answer .form__actions button").click()
        anneke.page.locator(".comment-form summary").first.click()
        anneke.page.locator(".comment-form textarea").first.fill("Hoe lang is het geleden?")
        anneke.page.locator(".comment-form form button").first.click()
        expect(anneke.page.locator(".comments").first).to_contain_text("Hoe lang is het geleden?")
        sem.go(question)
        expect(sem.page.locator(".post--answer")).to_contain_text("iemand van buiten")
        sem.page.locator("form[action$='/acceptance'] button").click()
        expect(sem.page.locator(".post--accepted")).to_have_count(1)
        sem.page.locator(".post--accepted .reactions button").first.click()
        assert sem.go(question).ok
        expect(sem.page.locator(".post--accepted .reactions [aria-pressed=true]")).to_have_count(1)


def takes_a_part(somebody: Person, handle: str) -> None:
    """Sign in from the landing page as someone of the demo, with Tab and Enter."""
    page = somebody.page
    somebody.go("/")
    tab_to(page, "main a[href='/demo']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/demo")
    tab_to(page, f"form:has(input[value='{handle}']) button")
    page.keyboard.press("Enter")
    page.locator("[data-account]").wait_for(state="attached")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, and see that it shows so."""
    wanted = page.locator(selector).first
    wanted.wait_for()
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            shown = wanted.evaluate(
                "element => { const style = getComputedStyle(element);"
                " return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"
            )
            assert shown, f"the focus can't be seen on {selector}"
            return
    pytest.fail(f"Tab doesn't reach {selector}")
