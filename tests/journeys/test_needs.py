"""HR brings needs with three wrong rows and sees how they stand; a colleague agrees to be counted, and withdraws."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kring.config.engine.locks import until
from kring.planning.needs.rules import quarters
from tests.journeys.browser import NARROW, Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring

INSURER = "/organisations/noorderlicht"
HEAD = "competence;level;people;from;up to and including;critical;department"


@pytest.mark.parametrize(("language", "worst"), [("nl", "Tekort"), ("en", "Short")])
def test_needs_are_brought_and_seen_and_one_is_counted_as_long_as_she_agrees(
    kring: Kring, browser: Browser, tmp_path: Path, language: str, worst: str
) -> None:
    with (
        person(browser, kring.url, "harm", language=language) as hr,
        person(browser, kring.url, "farida", language=language, width=NARROW) as member,
    ):
        # Both visit one Kring: each says what it needs of a quarter of its own.
        brings(hr, tmp_path, later=0 if language == "nl" else 1)
        until(lambda: not waits(hr), seconds=LETTER_SECONDS)
        expect(hr.page.locator(".heat tbody tr")).not_to_have_count(0)
        assert worst in hr.page.locator(".heat-legend").inner_text()
        fine(hr)
        for path in ("/gaps/leadership", "/needs", "/needs/profiles", "/needs/new", "/needs/lists"):
            hr.go(f"{INSURER}{path}")
            fine(hr)
        hr.go(f"{INSURER}/gaps")
        hr.page.locator(".heat tbody th a").first.click()
        expect(hr.page.locator("#learn")).to_be_visible()
        fine(hr)
        agrees_and_withdraws(member)
        assert member.status(f"{INSURER}/gaps/leadership") == 403


def brings(hr: Person, folder: Path, *, later: int) -> None:
    """Three wrong rows and a right one; mended on the page, then confirmed."""
    level = str(4 + later)
    now = quarters.written(quarters.after(quarters.first_of(date.today()), later))  # noqa: DTZ011
    far = f"{2090 + later}-Q1"
    rows = [f"property-claims;{level};1;{far};{far};1;", f"ifrs-71;{level};2;{now};;2;", f"csrd;9;1;{now};;1;",
            f"excel-modelling;{level};many;{now};;1;"]  # fmt: skip
    file = folder / "needs.csv"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    hr.go(f"{INSURER}/needs/lists")
    hr.page.locator("input[type=file]").set_input_files(file)
    hr.page.locator("main form.form .form__actions button").click()
    expect(hr.page.locator(".mending li")).to_have_count(3)
    fine(hr)
    said = {"competences": f"wft-{level}", "level": level, "people": "2"}
    for column, value in said.items():
        hr.page.locator(f"[name$='-{column}']").first.fill(value)
    hr.page.locator("[name$='-_new']").first.check()
    hr.page.locator(".mending__act button").first.click()
    expect(hr.page.locator(".mending li")).to_have_count(0)
    hr.page.locator("form[action$='/confirmation'] button").click()
    hr.page.wait_for_url("**/gaps")


def waits(hr: Person) -> bool:
    """Whether something that was brought isn't counted yet."""
    hr.go(f"{INSURER}/gaps")
    return hr.page.locator(".heat__cell--unknown:not(li)").count() > 0


def agrees_and_withdraws(member: Person) -> None:
    member.go("/work/needs")
    fine(member)
    form = member.page.locator("form:has([name=how][value=all][type=radio])").first
    form.locator("[value=all]").check()
    form.locator("button").click()
    expect(member.page.locator("[name=how][value=all][type=radio]").first).to_be_checked()
    naming = member.page.locator("form:has([name=purpose][value=name])").first
    naming.locator("button").click()
    expect(member.page.locator("form:has([name=purpose][value=name]) [name=how]").first).to_have_value("")
    member.page.locator("form:has([name=purpose][value=name]) button").first.click()
    form = member.page.locator("form:has([name=how][value=all][type=radio])").first
    form.locator("[name=how][value='']").check()
    form.locator("button").click()
    expect(member.page.locator("[name=how][value=''][type=radio]").first).to_be_checked()
    fine(member)


def fine(somebody: Person) -> None:
    assert somebody.violations() == []
    assert somebody.overflow() <= 0
