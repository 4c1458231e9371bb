"""HR brings a need, plans how to close the gaps, makes something of it, forbids hiring in and compares."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kring.config.engine.locks import until
from kring.planning.needs.rules import quarters
from tests.journeys.browser import NARROW, Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring
from tests.journeys.test_needs import HEAD, waits

INSURER = "/organisations/noorderlicht"
PLANS = f"{INSURER}/plans"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_hr_plans_makes_something_of_it_and_compares(
    kring: Kring, browser: Browser, tmp_path: Path, language: str
) -> None:
    with (
        person(browser, kring.url, "harm", language=language) as hr,
        person(browser, kring.url, "farida", language=language, width=NARROW) as member,
    ):
        needs_many(hr, tmp_path)
        here = made(hr, f"Plan {language}")
        worked_out(hr, here)
        fine(hr)
        becomes(hr, here, "assignments")
        forbids_hiring(hr, here)
        becomes(hr, here, "openings")
        compares(hr)
        assert hr.status(f"{here}/plan.xlsx") == 200
        assert hr.status(f"{here}/plan.pdf") == 200
        assert member.status(here) == 403
        member.go("/work/offers")
        fine(member)


def needs_many(hr: Person, folder: Path) -> None:
    """So many that no chance in how it is told covers them, nor hiring in or attracting alone: a plan has both ways.
    The second visit brings what is there already."""
    first = quarters.first_of(date.today())  # noqa: DTZ011
    last = quarters.columns(first)[-1]
    file = folder / "needs.csv"
    row = f"property-claims;5;30;{quarters.written(first)};{quarters.written(last)};3;"
    file.write_text(f"{HEAD}\n{row}", encoding="utf-8")
    hr.go(f"{INSURER}/needs/lists")
    hr.page.locator("input[type=file]").set_input_files(file)
    hr.page.locator("main form.form .form__actions button").click()
    hr.page.locator("form[action$='/confirmation'] button").click()
    hr.page.wait_for_url("**/gaps")
    until(lambda: not waits(hr), seconds=LETTER_SECONDS)


def made(hr: Person, name: str) -> str:
    """A scenario; its address."""
    hr.go(f"{PLANS}/new")
    fine(hr)
    hr.page.locator("[name=name]").fill(name)
    hr.page.locator("[name=budget]").fill("900000")
    hr.page.locator("form.form .form__actions button").first.click()
    expect(hr.page.locator("h1")).to_have_text(name)
    return re.sub(r"^https?://[^/]+", "", hr.page.url)


def worked_out(hr: Person, here: str) -> None:
    """Have it worked out, and wait for it as a page without scripts would: by looking again."""
    hr.go(here)
    hr.page.locator(f"form[action='{here}/runs'] button").click()
    expect(hr.page.locator("section[aria-labelledby=gaps]")).to_be_visible(timeout=120_000)
    expect(hr.page.locator("#progress")).to_have_count(0, timeout=120_000)


def becomes(hr: Person, here: str, what: str) -> None:
    """Make a draft of the first gap that has this way."""
    hr.go(here)
    hr.page.locator(f"a[href^='{here}/{what}/']").first.click()
    fine(hr)
    hr.page.locator("form.form .form__actions button").first.click()
    expect(hr.page.locator(f"form[action^='{here}/{what}/']")).to_have_count(1)


def forbids_hiring(hr: Person, here: str) -> None:
    """Forbid it, and see what changed."""
    forbidding = hr.page.locator("section[aria-labelledby=wishes] form:has(input[value=hire])")
    forbidding.locator("button").click()
    expect(forbidding).to_have_count(0)
    worked_out(hr, here)
    expect(hr.page.locator(f"a[href^='{here}/assignments/']")).to_have_count(0)
    expect(hr.page.locator("section[aria-labelledby=changed] li").first).to_be_visible()


def compares(hr: Person) -> None:
    """The latest two scenarios, side by side."""
    hr.go(PLANS)
    fine(hr)
    hr.page.locator(f"form[action='{PLANS}/compared'] button").click()
    expect(hr.page.locator("main table thead th")).to_have_count(3)
    fine(hr)


def fine(somebody: Person) -> None:
    assert somebody.violations() == []
    assert somebody.overflow() <= 0
