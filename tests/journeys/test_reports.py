"""HR reads counts in which a group of four is merged away, and one certificate as long as it is shown."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from playwright.sync_api import Browser, expect

from tests.journeys.browser import NARROW, Person, person
from tests.journeys.kring import Kring
from tests.journeys.test_learning_journey import proves

INSURER = "/organisations/noorderlicht"


@pytest.mark.parametrize(
    ("language", "merged", "title"),
    [
        ("nl", "samengeteld met", "Dakconstructies na storm"),
        ("en", "counted together with", "Roof structures after a storm"),
    ],
)
def test_hr_reads_groups_and_one_certificate_until_it_is_withdrawn(
    kring: Kring, browser: Browser, language: str, merged: str, title: str
) -> None:
    with (
        person(browser, kring.url, "harm", language=language) as hr,
        person(browser, kring.url, "farida", language=language, width=NARROW) as member,
    ):
        hr.go(f"{INSURER}/reports")
        expect(hr.page.locator(".notice").filter(has_text=merged)).to_contain_text("Financiën")
        sizes = hr.page.locator("section[aria-labelledby=quarter] tbody td:nth-of-type(1)").all_inner_texts()
        assert sizes
        assert all(int(size) >= 5 for size in sizes)
        fine(hr)
        line = shows(member, title)
        where = opens(hr, title)
        member.go("/work/shown")
        fine(member)
        withdraws(member, title)
        assert hr.status(where) == 404
        assert not hr.sees(title, f"{INSURER}/shown")
        assert member.status(line) == 200


def shows(member: Person, title: str) -> str:
    """She writes a course down, brings its certificate, and shows both for a month; the address of its line."""
    member.go("/learning")
    member.page.locator(".quick input.field__control").fill("gisteren 2 uur cursus")
    member.page.locator(".quick button").click()
    member.page.locator("main [name=title]").fill(title)
    member.page.locator("main form.form .form__actions button").click()
    line = proves(member, title)
    member.go(line)
    member.page.locator("a[href^='/work/shown/new']").click()
    member.page.locator("[name=with_evidence]").check()
    member.page.locator("[name=last_day]").fill((date.today() + relativedelta(months=1)).isoformat())  # noqa: DTZ011
    fine(member)
    member.page.locator("form[action='/work/shown/new'] button").first.click()
    expect(member.page.locator("h1")).to_have_text(title)
    return line


def opens(hr: Person, title: str) -> str:
    """The newest thing that is shown, and its certificate; its address."""
    hr.go(f"{INSURER}/shown")
    hr.page.locator("main .row__name a").first.click()
    expect(hr.page.locator("h1")).to_have_text(title)
    fine(hr)
    with hr.page.expect_download() as download:
        hr.page.locator("section[aria-labelledby=evidence] a").first.click()
    assert download.value.suggested_filename
    return hr.page.url.removeprefix(hr.url)


def withdraws(member: Person, title: str) -> None:
    member.page.locator("main li.row").filter(has_text=title).first.locator("form button").click()
    expect(member.page.locator("main li.row").filter(has_text=title).first.locator("form")).to_have_count(0)


def fine(somebody: Person) -> None:
    assert somebody.violations() == []
    assert somebody.overflow() <= 0
