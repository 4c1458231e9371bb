"""An insurer and a circle agree on seats: signed by both, taken until none is left, and who leaves keeps her own."""

import re
from typing import Final

import psycopg
from playwright.sync_api import Browser, expect

from kring.config.engine import cluster, folders
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring, until

CIRCLE: Final = "/circles/cfo"
FIRM: Final = "Vaart Verzekerd"


def test_seats_are_agreed_on_taken_and_given_up(kring: Kring, browser: Browser) -> None:
    with (
        person(browser, kring.url, "joost", language="nl") as owner,
        person(browser, kring.url, "maarten", language="en") as host,
        person(browser, kring.url, "sem", language="nl", width=360) as first,
        person(browser, kring.url, "farida", language="en", width=360) as second,
    ):
        firm, link = founds(owner)
        for colleague in (first, second):
            comes_to_work(colleague, link)
        agreement = drafts(owner, firm)
        assert host.status(agreement) == 404
        signs(owner, agreement)
        signs(host, agreement)
        takes(first)
        is_refused(second)
        owner.go(f"{agreement}/seats")
        expect(owner.page.locator("main .row__name")).to_have_count(1)
        assert host.status(f"{agreement}/seats") == 404
        rests(first, agreement)
        leaves_the_company(kring, first)
        takes(second)
        for somebody, path in ((owner, agreement), (host, agreement), (second, "/memberships")):
            somebody.go(path)
            assert somebody.violations() == []
            assert somebody.overflow() <= 0


def founds(owner: Person) -> tuple[str, str]:
    """An organisation, and a link by which people say that they work there."""
    owner.go("/organisations/new")
    page = owner.page
    page.locator("[name=name]").fill(FIRM)
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/organisations/(?!new)[a-z-]+$"))
    firm = page.url.removeprefix(owner.url)
    owner.go(f"{firm}/invitations")
    form = page.locator("form:has([name=limit])")
    form.locator("[name=ends_on]").fill(_day(owner, 20))
    form.locator(".form__actions button").click()
    link = page.locator("main .code code").first.inner_text()
    return firm, link[link.index("/organisations/") :]


def comes_to_work(colleague: Person, link: str) -> None:
    colleague.go(link)
    colleague.page.locator("main form button").first.click()
    expect(colleague.page.locator("main")).to_contain_text(FIRM)


def drafts(owner: Person, firm: str) -> str:
    """One seat, for a year; the address of the agreement. What is wrong is said, and nothing typed is lost."""
    owner.go(f"{firm}/agreements/new")
    page = owner.page
    page.locator("[name=other]").fill(CIRCLE)
    page.locator("[name=starts_on]").fill(_day(owner, 0))
    page.locator("[name=last_day]").fill(_day(owner, 364))
    page.locator("[name=seats]").fill("0")
    page.locator("[name=price]").fill("1200")
    page.locator("main form.form .form__actions button").click()
    expect(page.locator(".notice--error")).to_be_visible()
    expect(page.locator("[name=price]")).to_have_value("1200")
    page.locator("[name=seats]").fill("1")
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/agreements/\d+$"))
    return page.url.removeprefix(owner.url)


def signs(somebody: Person, agreement: str) -> None:
    somebody.go(agreement)
    somebody.page.locator("form[action$='/signature'] button").click()
    expect(somebody.page.locator("form[action$='/signature']")).to_have_count(0)


def takes(colleague: Person) -> None:
    """On the page of the circle; she is a member then."""
    colleague.go(CIRCLE)
    colleague.page.locator("form[action$='/seat'] button").click()
    expect(colleague.page.locator("form[action$='/seat']")).to_have_count(0)
    colleague.go("/memberships")
    expect(colleague.page.locator(f"main a[href='{CIRCLE}']")).to_be_visible()


def is_refused(colleague: Person) -> None:
    """All are taken: she is told so, and whom to ask."""
    colleague.go(CIRCLE)
    expect(colleague.page.locator("form[action$='/seat']")).to_have_count(0)
    expect(colleague.page.locator("main .notice").first).to_contain_text("seats are taken. Ask")


def rests(colleague: Person, agreement: str) -> None:
    """Her membership says on what it rests."""
    colleague.go("/memberships")
    expect(colleague.page.locator("main")).to_contain_text(f"Rust op de overeenkomst met {FIRM}")
    expect(colleague.page.locator(f"form[action='{agreement}/seat/return']")).to_have_count(1)


def leaves_the_company(kring: Kring, colleague: Person) -> None:
    """Her employment ended yesterday: the seat is free, and her own circles are hers still."""
    colleague.go("/memberships")
    own = colleague.page.locator("section[aria-labelledby=by-yourself] a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert own
    socket = folders.noted_socket(folders.DataFolder(kring.data))
    with psycopg.connect(host=str(socket), user=cluster.ROLE, dbname=cluster.DATABASE) as connection:
        connection.execute("UPDATE employment SET starts_on = starts_on - 9 WHERE starts_on >= current_date - 1")
    colleague.go("/work")
    colleague.page.locator(f"li:has-text('{FIRM}') a[href^='/work/']").click()
    colleague.page.locator("[name=last_day]").fill(_day(colleague, -1))
    colleague.page.locator("main form.form .form__actions button").click()
    colleague.page.wait_for_url(re.compile(r"/work$"))

    def is_out() -> bool:
        colleague.go("/memberships")
        return colleague.page.locator(f"main a[href='{CIRCLE}']").count() == 0

    until(is_out, seconds=LETTER_SECONDS)
    left = colleague.page.locator("section[aria-labelledby=by-yourself] a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert left == own


def _day(somebody: Person, days: int) -> str:
    """A day from today on, as the browser's clock has it."""
    day: str = somebody.page.evaluate("days => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10)", days)
    return day
