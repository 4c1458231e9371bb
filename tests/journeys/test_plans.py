"""HR brings a need, plans how to close the gaps, makes something of it, forbids hiring in and compares; what is offered
to two of her people is theirs to accept or decline."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
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
ACCEPTS, DECLINES = "lotte-aarts", "merve-aydin"
NAMES = {ACCEPTS: "Lotte Aarts", DECLINES: "Merve Aydın"}
REASON = "Eerst mijn afstuderen"
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
        if language == "nl":
            # Who was offered something is never asked again: this holds for one visit.
            offers_and_hears(kring, browser, hr, here)
        forbids_hiring(hr, here)
        becomes(hr, here, "openings")
        compares(hr)
        assert hr.status(f"{here}/plan.xlsx") == 200
        assert hr.status(f"{here}/plan.pdf") == 200
        assert member.status(here) == 403
        member.go("/work/offers")
        fine(member)


def needs_many(hr: Person, folder: Path) -> None:
    """So many that no chance in how it is told covers them, nor hiring in or attracting alone: a plan has both ways,
    and whoever could grow to it does. The second visit brings what is there already."""
    first = quarters.first_of(date.today())  # noqa: DTZ011
    last = quarters.columns(first)[-1]
    file = folder / "needs.csv"
    span = f"{quarters.written(first)};{quarters.written(last)};3;"
    rows = [f"property-claims;5;30;{span}", f"water-damage;4;30;{span}"]
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
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
    hr.page.locator("[name=budget]").fill("2500000")
    hr.page.locator("form.form .form__actions button").first.click()
    expect(hr.page.locator("h1")).to_have_text(name)
    return re.sub(r"^https?://[^/]+", "", hr.page.url)


def worked_out(hr: Person, here: str) -> None:
    """Have it worked out, and wait for it as a page without scripts would: by looking again."""
    hr.go(here)
    with hr.page.expect_navigation():
        hr.page.locator(f"form[action='{here}/runs'] button").first.click()
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
    hr.go(here)
    forbidding.locator("button").click()
    expect(forbidding).to_have_count(0)
    worked_out(hr, here)
    expect(hr.page.locator(f"a[href^='{here}/assignments/']")).to_have_count(0)
    changed = hr.page.locator("section[aria-labelledby=changed]")
    expect(changed.locator("tbody tr")).to_have_count(8)
    expect(changed.locator(".plans__changes li").first).to_be_visible()
    fine(hr)


def offers_and_hears(kring: Kring, browser: Browser, hr: Person, here: str) -> None:
    """HR offers two people what the plan has for them: one accepts, the other declines and keeps to herself why."""
    hr.go(here)
    for handle in (ACCEPTS, DECLINES):
        hr.page.locator(".plans__line", has_text=NAMES[handle]).locator(
            f"form[action='{here}/offers'] button"
        ).first.click()
        expect(hr.page.locator("section[aria-labelledby=made] li", has_text=NAMES[handle])).to_be_visible()
    with signed_in(kring, browser, ACCEPTS) as she:
        follows_what_she_is_told(she)
        she.page.locator("form:has([name=answer][value=accept]) button").click()
        expect(she.page.locator("form:has([name=answer][value=accept])")).to_have_count(0)
        fine(she)
    with signed_in(kring, browser, DECLINES) as she:
        follows_what_she_is_told(she)
        she.page.locator("details:has([name=reason]) summary").click()
        she.page.locator("[name=reason]").fill(REASON)
        fine(she)
        she.page.locator("form:has([name=reason]) button").click()
        expect(she.page.locator("main")).to_contain_text(REASON)
        assert not she.sees("1 offer waits", "/work")
    hr.go(here)
    made = hr.page.locator("section[aria-labelledby=made]")
    expect(made.locator("li", has_text=NAMES[ACCEPTS])).to_contain_text("op ingegaan")
    expect(made.locator("li", has_text=NAMES[ACCEPTS])).not_to_contain_text("niet op")
    expect(made.locator("li", has_text=NAMES[DECLINES])).to_contain_text("niet op ingegaan")
    assert REASON not in hr.page.content()
    worked_out(hr, here)
    # What was accepted is kept, and who declined isn't asked for the same again.
    gap = hr.page.locator("article", has_text=NAMES[ACCEPTS]).first
    expect(gap).to_be_visible()
    expect(gap.locator(".plans__line", has_text=NAMES[DECLINES])).to_have_count(0)


@contextmanager
def signed_in(kring: Kring, browser: Browser, handle: str) -> Iterator[Person]:
    """One of the demo's people who is no persona signs in as people do: with the code from a letter."""
    with person(browser, kring.url, language="en", width=NARROW) as somebody:
        address = f"{handle}@kring.example"
        somebody.go("/account/login/code/")
        somebody.page.locator("[name=email]").fill(address)
        somebody.page.locator("main form button").first.click()
        code = kring.letter(address, r"(?ms)(?:sign in:|log je in:).*?^(\w{4}-\w{4})$")
        somebody.page.locator("[name=code]").fill(code)
        somebody.page.locator("main form:has([name=code]) button").first.click()
        somebody.page.locator("[data-account]").wait_for(state="attached")
        somebody.speak("en")
        yield somebody


def follows_what_she_is_told(she: Person) -> None:
    """She sees it on the page of her work and among what waits, and what she is told leads to it."""
    assert she.sees("1 offer waits for you", "/work")
    until(lambda: "/work/offers/" in _waiting(she), seconds=LETTER_SECONDS)
    she.page.locator("main a[href^='/work/offers/']").first.click()
    she.page.wait_for_url("**/work/offers/*")
    expect(she.page.locator("ol li").first).to_be_visible()
    fine(she)


def _waiting(she: Person) -> str:
    she.go("/waiting")
    return she.page.locator("main").inner_html()


def compares(hr: Person) -> None:
    """The latest two scenarios, side by side."""
    hr.go(PLANS)
    fine(hr)
    hr.page.locator(f"form[action='{PLANS}/compared'] button").click()
    expect(hr.page.locator("section[aria-labelledby=figures] thead th")).to_have_count(3)
    fine(hr)


def fine(somebody: Person) -> None:
    assert somebody.violations() == []
    assert somebody.overflow() <= 0
