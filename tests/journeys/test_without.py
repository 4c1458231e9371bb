"""The same without a mouse, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Person, person
from tests.journeys.kring import Kring

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
        expect(sem.page.locator(".person-card").nth(2)).to_be_visible()
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


def test_learning_with_the_keyboard_alone(kring: Kring, browser: Browser) -> None:
    """A line is written down, a draft gets its yes, and a dossier is opened to someone and closed again."""
    with person(browser, kring.url) as somebody:
        takes_a_part(somebody, "farida")
        page = somebody.page
        somebody.go("/learning")
        tab_to(page, "#quick-line")
        page.keyboard.type("yesterday 2 h webinar on keyboards")
        page.keyboard.press("Enter")
        page.wait_for_url("**/learning/new**")
        tab_to(page, "main form .form__actions button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/learning/entries/\d+$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Webinar on keyboards")
        somebody.go("/learning/drafts")
        drafts = page.locator(".drafts .row")
        expect(drafts.first).to_be_visible()
        before = drafts.count()
        tab_to(page, ".drafts form[action$='/confirmation'] button")
        page.keyboard.press("Enter")
        expect(drafts).to_have_count(before - 1)
        somebody.go("/learning/dossiers")
        tab_to(page, "main .card__title a")
        page.keyboard.press("Enter")
        tab_to(page, "main a[href*='/openings']")
        page.keyboard.press("Enter")
        tab_to(page, "main [name=name]")
        page.keyboard.type("Auditor Keys")
        tab_to(page, "main form .form__actions button")
        page.keyboard.press("Enter")
        page.locator(".code code").wait_for()
        tab_to(page, "main a[href$='/withdrawal'][aria-label*='Auditor Keys']")
        page.keyboard.press("Enter")
        tab_to(page, "form[action$='/withdrawal'] button:not([type=button])")
        page.keyboard.press("Enter")
        page.get_by_text("Withdrawn. The link opens nothing any more.").wait_for()


def test_learning_without_javascript(kring: Kring, browser: Browser) -> None:
    """A file is brought, mended and taken in; evidence is added and taken back; something is handed in."""
    rows = (
        "date;title;duration;kind",
        "2026-02-03;Roofs without scripts;2:00;intervisie",
        "2026-02-31;Nothing;1:00;course",
    )
    with person(browser, kring.url, "farida", java_script_enabled=False) as somebody:
        page = somebody.page
        somebody.go("/learning/import")
        page.locator("input[type=file]").set_input_files(
            {"name": "learned.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
        )
        page.locator("main form:has(input[type=file]) button").click()
        page.locator(".mending input[type=checkbox]").check()
        page.locator(".mending__act button").first.click()
        page.locator("main form[action$='/confirmation'] button").click()
        page.locator("section[aria-labelledby=lines]").wait_for()
        somebody.go("/learning/dossiers")
        page.locator("main .card__title a").first.click()
        page.get_by_role("link", name="Roofs without scripts", exact=True).click()
        page.locator("input[type=file]").set_input_files(
            {"name": "list.txt", "mimeType": "text/plain", "buffer": b"Who was there"}
        )
        page.locator("form[action$='/files'] button").click()
        expect(page.locator(".proofs a")).to_have_text("list.txt")
        page.locator("form[action$='/withdrawal'] button").click()
        expect(page.locator(".proofs a")).to_have_count(0)
        somebody.go("/learning/dossiers")
        page.locator("main .card__title a").first.click()
        page.locator("main a[href*='/submission']").first.click()
        page.locator(".choice").filter(has_text="Roofs without scripts").locator("input").check()
        page.locator("main form .form__actions button").click()
        row = page.locator(".dossier__activity").filter(has_text="Roofs without scripts")
        expect(row.locator(".badge")).to_have_text("waits for a reviewer")


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
